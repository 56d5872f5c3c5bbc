"""One machine is not the limit: the same examination inside engines that hold data in parts.

An examination of one part of the areas is the examination of those areas, as long as each area comes with everything that lies in it. So
rows are shared out by an area above them, such as the district that a building belongs to, and each part is examined up to that level. The
functions here do that in DuckDB, polars, Dask and Spark; the results are those of one run over everything, digit for digit. No engine is a
dependency.

Every function takes the same arguments:

level : str
    Level of the rows, such as ``"building"``.
by : str
    Column with the area that shares the rows out, such as ``"市辖区"`` or ``"district"``.
levels : sequence of str
    Levels to examine; none above that of ``by``, whose areas are no longer whole.
catalogue : str
    Id of a catalogue, or the path of your own. A name rather than an object, so that it can be sent to workers.
**arguments
    Those of `Catalogue.dataset` and `Catalogue.examine`: ``indicators``, ``period``, ``profile``, ``units`` …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import cityvitals as cv

__all__ = ["COLUMNS", "dask", "duckdb", "examine_part", "polars", "spark"]

#: Columns of the results and their Arrow types; the numbers are exact.
COLUMNS = {
    "indicator": "string",
    "part": "string",
    "level": "string",
    "area": "string",
    "status": "string",
    "value": "decimal128(38, 6)",
    "unit": "string",
    "exact": "string",
    "reported": "int64",
    "expected": "int64",
}


def _schema() -> Any:
    import pyarrow

    kinds = {"string": pyarrow.string(), "int64": pyarrow.int64(), "decimal128(38, 6)": pyarrow.decimal128(38, 6)}
    return pyarrow.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])


@lru_cache
def _catalogue(name: str) -> cv.Catalogue:
    return cv.Catalogue.load(name) if Path(name).exists() else cv.catalogue(name)


def examine_part(table: Any, *, level: str, levels: Sequence[str], catalogue: str = "mohurd-2025", **arguments: Any) -> Any:
    """Examine one part, in any form that `Catalogue.dataset` takes, and return its results as a ``pyarrow.Table`` with `COLUMNS`.

    For the arguments see the head of this module; for engines that it does not know, hand this function over with `functools.partial`.
    """
    import pyarrow

    schema = _schema()
    if not len(table):
        return schema.empty_table()
    report = _catalogue(catalogue).examine({level: table}, levels=list(levels), **arguments)
    found = pyarrow.table(report.frame())
    return pyarrow.table({field.name: found[field.name].cast(field.type) for field in schema}, schema=schema)


def duckdb(relation: Any, *, by: str, parts: int = 8, **arguments: Any) -> Any:
    """Examine a DuckDB relation part by part, so that only one part at a time is in memory; return a ``pyarrow.Table``."""
    import pyarrow

    column = '"' + by.replace('"', '""') + '"'
    chosen = (relation.filter(f"hash({column}) % {int(parts)} = {part}") for part in range(parts))
    return pyarrow.concat_tables(examine_part(pyarrow.table(rows), **arguments) for rows in chosen)


def polars(frame: Any, *, by: str, parts: int = 8, **arguments: Any) -> Any:
    """Examine a ``polars.LazyFrame`` part by part; each part is read when its turn comes. Return a ``polars.DataFrame``."""
    import polars as pl

    share = pl.col(by).hash() % parts
    chosen = (frame.lazy().filter(share == part).collect() for part in range(parts))
    return pl.concat(pl.DataFrame(examine_part(rows, **arguments)) for rows in chosen)


def dask(frame: Any, *, by: str, parts: int | None = None, **arguments: Any) -> Any:
    """Examine a Dask DataFrame on its workers; return a Dask DataFrame, whose numbers are of the exact type ``decimal128``."""
    import pandas

    def types(kind: Any) -> Any:
        return pandas.ArrowDtype(kind)

    def examine(rows: Any) -> Any:
        return examine_part(rows, **arguments).to_pandas(types_mapper=types)

    meta = _schema().empty_table().to_pandas(types_mapper=types)
    return frame.shuffle(on=by, npartitions=parts).map_partitions(examine, meta=meta)


def spark(frame: Any, *, by: str, parts: int | None = None, **arguments: Any) -> Any:
    """Examine a Spark DataFrame on its executors with ``mapInArrow``; return a Spark DataFrame, whose numbers are ``decimal(38, 6)``."""

    def examine(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow

        together = list(batches)
        rows = pyarrow.Table.from_batches(together) if together else []
        yield from examine_part(rows, **arguments).to_batches()

    kinds = {"string": "string", "int64": "bigint", "decimal128(38, 6)": "decimal(38, 6)"}
    schema = ", ".join(f"`{name}` {kinds[kind]}" for name, kind in COLUMNS.items())
    shared = frame.repartition(by) if parts is None else frame.repartition(parts, by)
    return shared.mapInArrow(examine, schema)
