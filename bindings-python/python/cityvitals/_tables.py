"""What a caller may hand over as tables: told apart here, read and checked by the library."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

_Part = tuple[str, str, Any, str | None]


def parts(tables: Any) -> Iterator[_Part]:
    """Yield kind, level or file name, content, and level of each table."""
    if isinstance(tables, (str, os.PathLike)):
        yield from _path_or_text(tables, None)
    elif isinstance(tables, (list, tuple)) and all(isinstance(part, (str, os.PathLike)) for part in tables):
        for part in tables:
            yield from _path_or_text(part, None)
    elif isinstance(tables, Mapping):
        if _is_document(tables):
            yield "json", "dataset", json.dumps(tables, ensure_ascii=False, default=str), None
            return
        for level, table in tables.items():
            if not isinstance(level, str):
                raise TypeError(f"tables are named by level, not by {level!r}")
            yield from _table(level, table)
    else:
        raise TypeError(f"expected a mapping of levels to tables, or a path, not {type(tables).__name__}; write {{'city': table}}")


def _is_document(tables: Mapping[Any, Any]) -> bool:
    """Whether a dict is the written form of a dataset, which has its tables under that key."""
    return isinstance(tables.get("tables"), Mapping) and set(tables) <= {"period", "profile", "tables"}


def _table(level: str, table: Any) -> Iterator[_Part]:
    if isinstance(table, (str, os.PathLike)):
        yield from _path_or_text(table, level)
    elif hasattr(table, "geometry") and hasattr(table, "drop"):
        yield from _frame(level, table.drop(columns=table.geometry.name))
    elif isinstance(table, Mapping):
        yield from _mapping(level, table)
    elif hasattr(table, "to_dict") and hasattr(table, "index") and not hasattr(table, "columns"):
        yield "rows", level, [table.to_dict()], None  # a row of a DataFrame of pandas
    elif hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        yield from _frame(level, table)
    elif hasattr(table, "to_dict") and hasattr(table, "columns"):
        yield "columns", level, _columns(table), None
    elif isinstance(table, Sequence):
        if table and all(isinstance(part, (str, os.PathLike)) for part in table):
            for part in table:
                yield from _path_or_text(part, level)
        elif table and all(hasattr(part, "__arrow_c_array__") or hasattr(part, "__arrow_c_stream__") for part in table):
            for part in table:
                yield "arrow", level, part, None
        else:
            yield "rows", level, table, None
    elif hasattr(table, "collect") and hasattr(table, "lazy"):
        raise TypeError(f"the table {level!r} is a {type(table).__name__}; call .collect() on it, or see cityvitals.engines")
    else:
        raise TypeError(
            f"the table {level!r} is a {type(table).__name__}; "
            "hand over a DataFrame, an Arrow table, a dict, a list of dicts, a path, or CSV text"
        )


def _mapping(level: str, table: Mapping[Any, Any]) -> Iterator[_Part]:
    is_column = [_is_column(value) for value in table.values()]
    if any(is_column) and not all(is_column):
        odd = [str(header) for header, column in zip(table, is_column, strict=True) if not column]
        raise TypeError(f"the table {level!r} mixes columns with single values: {', '.join(odd)}")
    if any(is_column):
        yield "columns", level, dict(table), None
    else:
        yield "rows", level, [dict(table)], None


def _is_column(value: Any) -> bool:
    """Whether a value is a list, or an array of NumPy, pandas, polars or pyarrow, rather than a cell."""
    if isinstance(value, Sequence):
        return not isinstance(value, (str, bytes))
    return bool(getattr(value, "shape", ())) or hasattr(value, "__arrow_c_array__") or hasattr(value, "__arrow_c_stream__")


def _frame(level: str, table: Any) -> Iterator[_Part]:
    """A DataFrame of pandas gives itself away as Arrow only where pyarrow is installed."""
    if type(table).__module__.partition(".")[0] in ("pandas", "geopandas"):
        if any(not isinstance(header, str) for header in table.columns):
            raise TypeError(f"the columns of {level!r} must be named by texts")
        if not table.columns.is_unique:
            twice = dict.fromkeys(table.columns[table.columns.duplicated()])
            raise ValueError(f"the table {level!r} has more than one column {', '.join(map(repr, twice))}")
        if "object" in map(str, table.dtypes) or not _has_pyarrow():
            yield "columns", level, _columns(table), None
            return
    yield "arrow", level, table, None


def _has_pyarrow() -> bool:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        return False
    return True


def _columns(table: Any) -> dict[str, list[Any]]:
    """The columns of a DataFrame as lists; a named index is a column too."""
    names = [name for name in getattr(getattr(table, "index", None), "names", []) if name is not None]
    columns = {name: list(table.index.get_level_values(name)) for name in names}
    columns.update({name: table[name].tolist() for name in table.columns})
    return columns


def _path_or_text(source: str | os.PathLike[str], level: str | None) -> Iterator[_Part]:
    if isinstance(source, str) and ("\n" in source or source.lstrip().startswith("{")):
        if source.lstrip().startswith("{"):
            yield "json", "dataset" if level is None else level, source, None
        else:
            yield "csv", "table" if level is None else level, source, level
        return
    path = Path(source)
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in (".csv", ".json", ".parquet", ".xlsx"))
        if not files:
            raise FileNotFoundError(f"there are no CSV, JSON, Parquet or XLSX files in {path}")
        for file in files:
            yield from _file(file, level)
    else:
        yield from _file(path, level)


def _file(path: Path, level: str | None) -> Iterator[_Part]:
    match path.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            yield "csv", path.name, path.read_bytes(), level
        case ".json":
            yield "json", path.name, path.read_bytes(), None
        case ".xlsx":
            yield "form", path.name, path.read_bytes(), None
        case ".parquet" | ".pq":
            yield "arrow", level or path.stem, _parquet(path), None
        case suffix:
            raise ValueError(f"cannot read {path.name}: {suffix or 'no suffix'} is none of .csv, .json, .parquet, .xlsx")


def _parquet(path: Path) -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        pass
    else:
        return pyarrow.parquet.read_table(path)
    try:
        import polars
    except ImportError:
        raise ImportError("reading Parquet needs pyarrow or polars") from None
    return polars.read_parquet(path)


def catalogue_files(source: Any) -> list[tuple[str, str]]:
    """Return names and texts of the files of a catalogue or scheme."""
    if isinstance(source, Mapping):
        return [("catalogue.json", json.dumps(source, ensure_ascii=False, default=str))]
    if isinstance(source, (list, tuple)):
        return [file for part in source for file in catalogue_files(part)]
    if isinstance(source, str) and ("\n" in source or source.lstrip().startswith("{")):
        return [("catalogue.json" if source.lstrip().startswith("{") else "catalogue.toml", source)]
    path = Path(source)
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix in (".toml", ".json"))
        return [(file.relative_to(path).as_posix(), file.read_text(encoding="utf-8")) for file in files]
    return [(path.name, path.read_text(encoding="utf-8"))]


def judgement_files(source: Any) -> list[tuple[str, str, bytes]]:
    """Return kind, name and content of judgements."""
    if isinstance(source, Mapping):
        return [("json", "judgements.json", json.dumps(source, ensure_ascii=False, default=str).encode())]
    if isinstance(source, (list, tuple)):
        rows = {"judgements": list(source)}
        return [("json", "judgements.json", json.dumps(rows, ensure_ascii=False, default=str).encode())]
    if isinstance(source, str) and ("\n" in source or source.lstrip().startswith("{")):
        return [
            ("json", "judgements.json", source.encode()) if source.lstrip().startswith("{") else ("csv", "judgements.csv", source.encode())
        ]
    path = Path(source)
    return [("json" if path.suffix.lower() == ".json" else "csv", path.name, path.read_bytes())]


def geojson(source: Any) -> str:
    """Return the GeoJSON text of a GeoDataFrame, of anything with ``__geo_interface__``, a dict, a text, or a file."""
    if hasattr(source, "to_json"):
        return str(source.to_json())
    if hasattr(source, "__geo_interface__"):
        return json.dumps(source.__geo_interface__, ensure_ascii=False)
    if isinstance(source, Mapping):
        return json.dumps(source, ensure_ascii=False)
    if isinstance(source, str) and source.lstrip().startswith("{"):
        return source
    return Path(source).read_text(encoding="utf-8")
