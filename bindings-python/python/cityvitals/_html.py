"""Tables for notebooks: grades in colour, evidence marks, and how each value came about behind it."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from ._words import heading, label, text_of

if TYPE_CHECKING:
    from ._cityvitals import Catalogue, Frame, Grades, Problems, Report, Result

ROWS = 150  # more than any catalogue has indicators

_STYLE = """<style>
.cityvitals { border-collapse: collapse; font-size: 13px; line-height: 1.5 }
.cityvitals caption { text-align: start; font-weight: 600; padding: 4px 0; caption-side: top }
.cityvitals th, .cityvitals td { padding: 3px 10px; text-align: start !important; border-bottom: 1px solid #8884; vertical-align: top }
.cityvitals th { font-weight: 600; border-bottom: 2px solid #8888 }
.cityvitals td.number { text-align: end !important; font-variant-numeric: tabular-nums; white-space: nowrap }
.cityvitals td.muted, .cityvitals .muted { color: #888 }
.cityvitals .tag { border-radius: 3px; padding: 1px 7px; white-space: nowrap }
.cityvitals .good { background: #1b7f4b; color: #fff } .cityvitals .fine { background: #7cc29b; color: #000 }
.cityvitals .fair { background: #f2c14e; color: #000 } .cityvitals .poor { background: #c8443a; color: #fff }
.cityvitals .plain { background: #8883 } .cityvitals .mark { color: #b26a00; font-size: 11px; white-space: nowrap }
.cityvitals [title] { cursor: help }
</style>"""

#: Colours of tags, by kind and id of `cityvitals.words`; what is not here is plain.
_COLOURS = {
    "outcome": {"met": "good", "not_met": "poor"},
    "grade": {"very_good": "good", "good": "fine", "fair": "fair", "insufficient": "poor"},
    "overall_grade": {"excellent": "good", "good": "fine", "medium": "fair", "poor": "poor"},
    "degree": {"very_severe": "poor", "severe": "poor", "fairly_severe": "fair"},
}


def _tag(kind: str, value: str | None) -> str:
    colour = _COLOURS[kind].get(value or "", "plain")
    return "" if value is None else f'<span class="tag {colour}">{escape(label(kind, value))}</span>'


def _mark(evidence: str | None) -> str:
    """The mark of what was not read in the document; why, behind it."""
    return "" if evidence in (None, "source") else _small("to be verified", label("evidence", evidence))


def _small(word: str, why: str) -> str:
    return f' <span class="mark" title="{escape(why, quote=True)}">{escape(heading(word))}</span>'


def _table(caption: str, headers: list[str], rows: list[str], left_out: int = 0) -> str:
    head = "".join(f"<th>{escape(heading(header))}</th>" for header in headers)
    more = f'<tr><td class="muted" colspan="{len(headers)}">… {left_out} {escape(heading("more rows"))}</td></tr>' if left_out > 0 else ""
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}{more}</tbody>"
    return f'{_STYLE}<table class="cityvitals"><caption>{escape(caption)}</caption>{body}</table>'


def _cells(*cells: tuple[str, str]) -> str:
    return "<tr>" + "".join(f'<td class="{kind}">{cell}</td>' if kind else f"<td>{cell}</td>" for kind, cell in cells) + "</tr>"


def _number(value: Any) -> str:
    return "–" if value is None else escape(format(value, "f"))


def _shown(row: dict[str, Any]) -> str:
    """The value of a row of a table, whose column has the digits of the longest."""
    return "–" if row["value"] is None else format(row["value"], f".{row['decimals']}f")


def _result_cells(found: Result, known: dict[str, Any], trace: bool) -> list[tuple[str, str]]:
    hint = f' title="{escape(found.explain(), quote=True)}"' if trace else ""
    verdicts = " ".join(_tag("outcome", verdict["outcome"]) + _mark(verdict["evidence"]) for verdict in found.verdicts)
    status = escape(label("status", found.status))
    part = next((f"·{escape(text_of(part['name']))}" for part in known.get("part", []) if part["id"] == found.part), "")
    return [
        ("muted", str(found.number)),
        ("", f"<span{hint}>{escape(found.name)}{part}</span>{_mark(found.evidence)}"),
        ("number", f"<span{hint}>{_number(found.value)}</span>"),
        ("", escape(text_of(known["unit_name"]) or found.unit)),
        ("" if found.value is not None else "muted", status),
        ("", verdicts),
    ]


def report(found: Report) -> str:
    """Return the results of the highest areas, those with a value first seen in official order."""
    level = found.frame()["level"][:1]
    results = found.results(level=level[0]) if level else []
    known = lru_cache(found.catalogue.indicator)
    several = len({result.area for result in results}) > 1
    headers = ["", "indicator", "value", "unit", "status", "verdicts"]
    rows = []
    for result in results[:ROWS]:
        cells = _result_cells(result, known(result.indicator), trace=True)
        rows.append(_cells(*([("", escape(result.area_name)), *cells] if several else cells)))
    caption = f"{found.catalogue.name} · {found.dataset.period or '?'} · {len(found)} {heading('results')}"
    return _table(caption, ["area", *headers] if several else headers, rows, len(results) - ROWS)


def result(found: Result) -> str:
    """Return one result with its explanation."""
    table = _table(
        found.area_name,
        ["", "indicator", "value", "unit", "status", "verdicts"],
        [_cells(*_result_cells(found, found.report.catalogue.indicator(found.indicator), trace=False))],
    )
    return f'{table}<pre style="font-size: 12px">{escape(found.explain())}</pre>'


def grades(found: Grades) -> str:
    """Return dimensions and indicators with their grades."""
    rows = [
        _cells(
            ("", escape(row["area"])),
            ("", escape(row["name"] or heading("whole"))),
            ("", ""),
            ("number", ""),
            ("", _tag("overall_grade", row["grade"])),
        )
        for row in found.dimensions().to_dicts()
    ]
    graded = found.frame().to_dicts()
    rows += [
        _cells(
            ("", escape(row["area"])),
            ("", escape(row["dimension_name"] or row["dimension"])),
            ("", f"{row['number']} {escape(row['name'])}"),
            ("number", _shown(row)),
            ("", _tag("grade", row["grade"]) + (_small("*", heading("set by this library")) if row["ours"] else "")),
        )
        for row in graded[:ROWS]
    ]
    return _table(heading("grade"), ["area", "dimension", "indicator", "value", "grade"], rows, len(graded) - ROWS)


def problems(found: Problems) -> str:
    """Return the first problems with what follows from them."""
    rows = found.frame().to_dicts()
    cells = [
        _cells(
            ("", escape(row["area_name"])),
            ("", f"{row['number']} {escape(row['name'])}"),
            ("number", _shown(row)),
            ("", escape(row["unit_name"])),
            ("", _tag("degree", row["degree"]) or "–"),
            ("", escape(label("class", row["class"]))),
            ("", escape(label("priority", row["priority"]))),
        )
        for row in rows[:ROWS]
    ]
    return _table(
        f"{len(rows)} {heading('problems')}", ["area", "indicator", "value", "unit", "degree", "class", "priority"], cells, len(rows) - ROWS
    )


def catalogue(found: Catalogue) -> str:
    """Return the indicators of a catalogue."""
    document = found.to_dict()
    dimensions = {dimension["id"]: text_of(dimension["name"]) for dimension in document["dimension"]}
    levels = {level["id"]: text_of(level["name"]) for level in document["level"]}
    known = {indicator["id"]: indicator for indicator in document["indicator"]}
    rows = found.indicators.to_dicts()
    formulas = {row["id"]: {"zh": row["formula_zh"], "en": row["formula_en"]} for row in rows}
    cells = [
        _cells(
            ("muted", str(row["number"])),
            (
                "",
                f"{escape(text_of(known[row['id']]['name']))}{_mark(row['evidence'])}<br><span class='muted'>{escape(row['id'])}</span>",
            ),
            ("", escape(dimensions.get(row["dimension"], row["dimension"]))),
            ("", escape(levels.get(row["level"], row["level"]))),
            ("", escape(text_of(known[row["id"]]["unit_name"]) or row["unit"])),
            ("", f'<code title="{escape(row["formula"], quote=True)}">{escape(text_of(formulas[row["id"]]))}</code>'),
            ("", escape(row["requirements"])),
        )
        for row in rows
    ]
    headers = ["", "indicator", "dimension", "level", "unit", "formula", "requirements"]
    return _table(f"{found.name} · {len(rows)} {heading('indicators')}", headers, cells)


def frame(found: Frame) -> str:
    """Return the first rows of a table."""
    values = found.to_dict()
    headers = list(values)
    rows = []
    for row in range(min(len(found), ROWS)):
        cells = [values[header][row] for header in headers]
        rows.append(_cells(*(("number" if isinstance(cell, int) or hasattr(cell, "as_tuple") else "", _plain(cell)) for cell in cells)))
    return _table(f"{len(found)} × {len(headers)}", headers, rows, len(found) - ROWS)


def _plain(cell: Any) -> str:
    if cell is None:
        return '<span class="muted">–</span>'
    return escape(format(cell, "f") if hasattr(cell, "as_tuple") else str(cell))
