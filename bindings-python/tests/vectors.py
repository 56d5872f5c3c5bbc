"""The files of `spec/vectors`, with datasets kept digit for digit; `spec/vectors/README.md` says what a runner does."""

import json
from pathlib import Path


class Pairs(dict):
    """An object of JSON that still knows its pairs, double keys included."""

    def __init__(self, pairs):
        super().__init__(pairs)
        self.pairs = pairs


class Literal(str):
    """A number as it was written."""

    __slots__ = ()


def read(path: Path) -> Pairs:
    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=Pairs, parse_float=Literal)


def text(value) -> str:
    """Write a value as JSON again, with every digit as it was."""
    match value:
        case Pairs():
            return "{" + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{text(part)}" for key, part in value.pairs) + "}"
        case list():
            return "[" + ",".join(text(part) for part in value) + "]"
        case Literal():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def both(words: str) -> dict[str, str]:
    return {"zh": words, "en": words}


def wrap(case: dict) -> tuple[dict, dict]:
    """A formula over named inputs as a catalogue and a dataset; see `spec/vectors/traps/README.md`."""
    items, row = [], {"id": "city"}
    for place, (name, given) in enumerate(sorted(case.get("inputs", {}).items()), 1):
        value, unit = (given["value"], given["unit"]) if isinstance(given, dict) else (given, "1")
        entry = {
            "id": f"input_{place}",
            "name": both(name),
            "kind": "measure",
            "unit": unit,
            "level": "city",
            "scope": "all",
            "rollup": "sum",
        }
        items.append(entry)
        row[f"input_{place}"] = value
    unit = case.get("unit", "1")
    header = {"id": "formula-only", "edition": 2025, "name": both("公式"), "title": both("公式"), "issuer": both("公式")}
    catalogue = {
        "catalogue": header | {"rounding": case.get("rounding", "half_even")},
        "level": [{"id": "city", "name": both("城市"), "kind": "area", "unit": "city"}],
        "dimension": [{"id": "all", "name": both("全部"), "group": "all", "group_name": both("全部")}],
        "item": items,
        "indicator": [
            {
                "number": 1,
                "id": "formula",
                "name": both("公式的值"),
                "dimension": "all",
                "level": "city",
                "unit": unit,
                "unit_name": both(unit),
                "decimals": case.get("decimals", 2),
                "definition": both("公式的值"),
                "formula": case["formula"],
                "direction": "neutral",
                "nature": "improvement",
                "requirement_status": "none",
            }
        ],
    }
    return catalogue, {"tables": {"city": {"rows": [row]}}}
