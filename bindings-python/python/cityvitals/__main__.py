"""Command line: ``python -m cityvitals examine DIR``.

Exit codes: 0 done; 1 refused, with everything that is wrong on standard error; 2 wrong usage; 3 done, but a requirement is not met
(``--strict``).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cityvitals as cv

from ._words import heading, label, text_of

REFUSED, NOT_MET = 1, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    options = _parser().parse_args(arguments)
    if options.lang:
        cv.set_language(options.lang)
    try:
        return int(options.run(options))
    except cv.CityvitalsError as error:
        print(error.render().rstrip(), file=sys.stderr)
    except (OSError, ValueError, TypeError, KeyError, ImportError) as error:
        words = error.args[0] if isinstance(error, KeyError) and error.args else error
        print(f"cityvitals: {words}", file=sys.stderr)
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m cityvitals", description="Exact, explained indicators of China's city physical examination."
    )
    parser.add_argument("--version", action="version", version=f"cityvitals {cv.__version__}")
    parser.add_argument("--lang", choices=("zh", "en"), help="language of everything that is printed; that of the locale without it")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    examine = commands.add_parser("examine", help="examine the tables of a folder")
    _data(examine)
    examine.add_argument("--level", help="show only areas of a level, such as community")
    examine.add_argument("--out", type=Path, metavar="FILE", help="write the results as .json, .csv or .parquet, by the suffix")
    examine.add_argument("--wide", action="store_true", help="one row for each area, a column for each indicator (CSV and Parquet)")
    examine.add_argument("--strict", action="store_true", help="end with exit code 3 when a requirement is not met")
    examine.set_defaults(run=_examine)

    explain = commands.add_parser("explain", help="explain one result step by step")
    _data(explain)
    explain.add_argument("--indicator", required=True, metavar="NAME", help="id, official number, or name")
    explain.add_argument("--area", nargs=2, metavar=("LEVEL", "ID"), help="the area; the city without it")
    explain.set_defaults(run=_explain)

    catalogue = commands.add_parser("catalogue", help="list, search and show indicators and data items")
    catalogue.add_argument("words", nargs="*", help="words to search for, in Chinese or English")
    _catalogue_option(catalogue)
    catalogue.add_argument("--items", action="store_true", help="list data items instead of indicators")
    catalogue.set_defaults(run=_show)

    check = commands.add_parser("check", help="check data, or a catalogue, and print everything that is wrong")
    check.add_argument("path", type=Path, help="folder or file of data, or of a catalogue (TOML)")
    _catalogue_option(check)
    _said(check)
    check.set_defaults(run=_check)
    return parser


def _catalogue_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--catalogue", default="mohurd-2025", metavar="ID|PATH", help="id of a catalogue, or the file or folder of your own"
    )


def _said(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", action="append", default=[], metavar="KEY=VALUE", help="what is said of the city; several values by commas"
    )
    parser.add_argument("--period", help="what period the values are about, such as 2025")
    parser.add_argument("--unit", action="append", default=[], metavar="COLUMN=UNIT", help="unit of a column whose header does not say it")


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, help="folder of CSV, JSON, Parquet and XLSX files named by level, or one such file")
    _catalogue_option(parser)
    _said(parser)


def _pairs(texts: list[str], name: str) -> dict[str, str]:
    for text in texts:
        if "=" not in text:
            raise ValueError(f"--{name} takes KEY=VALUE, not {text!r}")
    return {key.strip(): value.strip() for key, _, value in (text.partition("=") for text in texts)}


def _load(name: str) -> cv.Catalogue:
    return cv.Catalogue.load(Path(name)) if Path(name).exists() else cv.catalogue(name)


def _dataset(options: argparse.Namespace, catalogue: cv.Catalogue) -> cv.Dataset:
    profile: dict[str, Any] = dict(_pairs(options.profile, "profile"))
    return catalogue.dataset(options.path, period=options.period, profile=profile, units=_pairs(options.unit, "unit"))


def _examine(options: argparse.Namespace) -> int:
    catalogue = _load(options.catalogue)
    dataset = _dataset(options, catalogue)
    _warn(dataset)
    with _progress(dataset.row_count) as progress:
        report = catalogue.examine(dataset, progress=progress)
    if options.out:
        _write(report, options.out, options.level, options.wide)
    else:
        level = options.level or next(iter(report.frame()["level"]), None)
        _print_results(report, level)
    not_met = "not_met" in report.verdicts(level=options.level)["outcome"]
    return NOT_MET if options.strict and not_met else 0


def _write(report: cv.Report, path: Path, level: str | None, wide: bool) -> None:
    frame = report.frame("wide" if wide else "long", level=level)
    match path.suffix.lower():
        case ".json":
            path.write_text(report.to_json(), encoding="utf-8")
        case ".csv":
            import csv

            with path.open("w", encoding="utf-8-sig", newline="") as file:  # the mark tells spreadsheets that it is UTF-8
                writer = csv.writer(file)
                writer.writerow(frame.columns)
                rows = frame.to_dicts()
                writer.writerows([_text(cell, "") for cell in (row if wide else _as_shown(row)).values()] for row in rows)
        case ".parquet":
            try:
                import pyarrow.parquet
            except ImportError:
                raise ImportError("writing Parquet needs pyarrow") from None
            pyarrow.parquet.write_table(frame.to_arrow(), path)
        case suffix:
            raise ValueError(f"cannot write {path.name}: {suffix or 'no suffix'} is none of .json, .csv, .parquet")
    print(path)


def _explain(options: argparse.Namespace) -> int:
    catalogue = _load(options.catalogue)
    report = catalogue.examine(_dataset(options, catalogue), indicators=[options.indicator])
    result = report.at(options.area[0], options.area[1], options.indicator) if options.area else report.get(options.indicator)
    if result is None:
        raise KeyError(f"no result of {options.indicator} for {' '.join(options.area or ['the city'])}")
    print(result.explain())
    return 0


def _show(options: argparse.Namespace) -> int:
    catalogue = _load(options.catalogue)
    if options.words:
        frame, columns = catalogue.search(" ".join(options.words)), ["kind", "number", "id", "name", "level", "unit"]
    elif options.items:
        frame, columns = catalogue.items, ["id", "name", "kind", "unit", "level", "departments"]
    else:
        frame, columns = catalogue.indicators, ["number", "id", "name", "level", "unit", "requirements"]
    levels = {level["id"]: text_of(level["name"]) for level in catalogue.to_dict()["level"]}
    rows = [
        row | {"name": text_of({"zh": row["name_zh"], "en": row["name_en"]}), "level": levels.get(row["level"], row["level"])}
        for row in frame.to_dicts()
    ]
    if options.words:
        rows = [row | {"kind": heading(row["kind"])} for row in rows]
    _print_table(f"{catalogue.id} · {catalogue.name}", columns, [[row[column] for column in columns] for row in rows])
    return 0 if rows else REFUSED


def _check(options: argparse.Namespace) -> int:
    path: Path = options.path
    toml = path.suffix == ".toml" or (path.is_dir() and any(path.rglob("*.toml")))
    if toml:
        catalogue = cv.Catalogue.load(path)
        print(f"{catalogue.id}: {len(catalogue.indicators)} indicators, {len(catalogue.items)} items")
    else:
        dataset = _dataset(options, _load(options.catalogue))
        _warn(dataset)
        print(repr(dataset).strip("<>"))
    return 0


def _warn(dataset: cv.Dataset) -> None:
    for problem in dataset.warnings:
        print(f"{problem.severity}[{problem.code}] {problem}", file=sys.stderr)


def _text(cell: Any, nothing: str = "–") -> str:
    if cell is None:
        return nothing
    return format(cell, "f") if hasattr(cell, "as_tuple") else str(cell)


def _as_shown(row: dict[str, Any]) -> dict[str, Any]:
    """The row with the digits that its value is shown with, where the column has those of the longest."""
    return row if row["value"] is None else row | {"value": format(row["value"], f".{row['decimals']}f")}


def _print_results(report: cv.Report, level: str | None) -> None:
    verdicts: dict[tuple[str, str, str | None], list[str]] = {}
    for row in report.verdicts(level=level).to_dicts():
        verdicts.setdefault((row["area"], row["indicator"], row["part"]), []).append(label("outcome", row["outcome"]))
    rows = [
        [
            row["number"],
            row["name"],
            row["area_name"],
            _as_shown(row)["value"],
            row["unit_name"] or row["unit"],
            label("status", row["status"]),
            ", ".join(verdicts.get((row["area"], row["indicator"], row["part"]), [])),
        ]
        for row in report.frame(level=level).to_dicts()
    ]
    title = f"{report.catalogue.name} · {report.dataset.period or '?'}"
    _print_table(title, ["number", "indicator", "area", "value", "unit", "status", "verdicts"], rows)


_COLOURS = (
    ("outcome", "met", "green"),
    ("outcome", "not_met", "red"),
    ("status", "missing", "dim"),
    ("status", "not_applicable", "dim"),
)


def _print_table(title: str, columns: list[str], rows: list[list[Any]]) -> None:
    """Print a table with rich where it is there, and otherwise as plain text between tabs."""
    try:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        print("\t".join(map(heading, columns)))
        for row in rows:
            print("\t".join(_text(cell) for cell in row))
        return
    colours = {label(kind, cell): colour for kind, cell, colour in _COLOURS}
    table = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(heading(column), justify="right" if column in ("number", "value") else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_text(cell), style=colours.get(str(cell), "")) for cell in row))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


@contextmanager
def _progress(rows: int) -> Iterator[Callable[[int, int], object] | None]:
    """A bar on standard error, where somebody may be waiting."""
    if not sys.stderr.isatty() or rows < 10_000:
        yield None
        return
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        yield None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("examine", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


if __name__ == "__main__":
    sys.exit(main())
