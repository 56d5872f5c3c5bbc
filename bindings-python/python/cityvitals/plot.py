"""Plots of results, with matplotlib (``pip install cityvitals[plot]``).

Every function draws into the axes that it is given, or into new ones, and returns them. Classes, colours and verdicts are those of the
library; a plot computes nothing. Chinese labels need a font with Chinese letters: the first that is installed of `FONTS` is taken, and
`font` says which.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ._words import heading, label, text_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ._cityvitals import Grades, Report

__all__ = ["FONTS", "choropleth", "distribution", "font", "overview", "requirement"]

#: Fonts with Chinese letters, in order of preference: of Linux, Windows and macOS.
FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Noto Sans CJK JP",
)
_GRADES: dict[str | None, str] = {"very_good": "#1b7f4b", "good": "#7cc29b", "fair": "#f2c14e", "insufficient": "#c8443a", None: "#cccccc"}
_PLAIN = "#3a6ea5"
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "==": "="}
_OUTCOMES: dict[str | None, str] = {"met": "#1b7f4b", "not_met": "#c8443a", "undetermined": "#999999"}


def font() -> str | None:
    """Return the name of the font for Chinese labels, or ``None`` where none of `FONTS` is installed."""
    from matplotlib.font_manager import fontManager

    installed = set(fontManager.get_font_names())
    return next((name for name in FONTS if name in installed), None)


@contextmanager
def _drawing(axes: Axes | None, width: float, height: float) -> Iterator[Axes]:
    """Axes to draw into, with a font that has Chinese letters; a new figure of so many inches where there are none."""
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    name = font()
    if name is None:
        warnings.warn(f"no font with Chinese letters is installed; one of these will do: {', '.join(FONTS[:4])}", stacklevel=4)
    family = ["DejaVu Sans"] if name is None else [name, "DejaVu Sans"]
    spines = {"axes.spines.top": False, "axes.spines.right": False}
    # A figure may choose the backend, whose settings must outlive those below.
    figure = plt.figure(figsize=(width, height), layout="constrained") if axes is None else None
    with mpl.rc_context({"font.family": family, "axes.unicode_minus": False, "axes.titlelocation": "left", **spines}):
        if figure is not None:
            axes = figure.add_subplot()
        assert axes is not None  # noqa: S101 # one of the two was there
        yield axes


def _named(report: Report, indicator: str) -> tuple[dict[str, Any], str]:
    known = report.catalogue.indicator(indicator)
    return known, f"{known['number']} {text_of(known['name'])} ({text_of(known['unit_name']) or known['unit']})"


def _level(report: Report, level: str) -> str:
    found = (text_of(known["name"]) for known in report.catalogue.to_dict()["level"] if known["id"] == level)
    return next(found, level)


def overview(grades: Grades, *, level: str | None = None, area: str | None = None, axes: Axes | None = None) -> Axes:
    """Draw how many indicators of each dimension have which grade.

    Parameters
    ----------
    grades : Grades
        What `Report.grades` gave.
    level, area : str, optional
        The area; the first one, which is the city, without them.
    axes : matplotlib.axes.Axes, optional
        Where to draw.
    """
    rows = grades.frame().to_dicts()
    if level is None and rows:
        level, area = rows[0]["level"], rows[0]["area"]
    chosen = [row for row in rows if row["level"] == level and row["area"] == area]
    names = {row["dimension"]: row["dimension_name"] or row["dimension"] for row in rows}
    dimensions = list(dict.fromkeys(row["dimension"] for row in chosen))
    with _drawing(axes, 8, 1.2 + 0.45 * len(dimensions)) as axes:
        left = [0] * len(dimensions)
        for grade, colour in _GRADES.items():
            counts = [sum(row["dimension"] == dimension and row["grade"] == grade for row in chosen) for dimension in dimensions]
            bars = axes.barh(
                [names.get(name, name) for name in dimensions],
                counts,
                left=left,
                color=colour,
                label=label("grade", grade) or heading("not graded"),
            )
            axes.bar_label(bars, [str(count) if count else "" for count in counts], label_type="center", fontsize=9)
            left = [before + count for before, count in zip(left, counts, strict=True)]
        axes.invert_yaxis()
        axes.set_xlabel(heading("number of indicators"))
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
        axes.set_title(str(area))
        _fix_labels(axes)
    return axes


def requirement(report: Report, indicator: str, *, level: str, most: int = 40, axes: Axes | None = None) -> Axes:
    """Draw the values of an indicator for the areas of a level against the requirements that apply, coloured by the worst verdict.

    Parameters
    ----------
    report : Report
        What was examined.
    indicator : str
        Id, official number, or name.
    level : str
        Level of the areas.
    most : int
        How many areas to show at most: those with the largest values where less is better, and otherwise those with the smallest;
        they come first.
    axes : matplotlib.axes.Axes, optional
        Where to draw.
    """
    known, title = _named(report, indicator)
    results = [row for row in report.results(level=level) if row.indicator == known["id"] and row.part is None and row.value is not None]
    is_less_better = known["direction"] in ("lower_better", "zero")
    results = sorted(results, key=lambda row: row.value or 0, reverse=is_less_better)[:most]
    column = report.column(level, known["id"])
    worst = dict(zip(column["area"], column["outcome"], strict=True))
    outcomes = [worst[row.area] for row in results]
    applied = {verdict["requirement"] for row in results for verdict in row.verdicts}
    from matplotlib.patches import Patch

    with _drawing(axes, 8, 1.2 + 0.3 * max(len(results), 1)) as axes:
        bars = axes.barh([row.area_name for row in results], [float(row.value or 0) for row in results])
        for bar, outcome in zip(bars, outcomes, strict=True):
            bar.set_color(_OUTCOMES.get(outcome, _PLAIN))
        axes.bar_label(bars, [format(row.value, "f") for row in results], padding=3, fontsize=9)
        for required in known.get("requirement", []):
            # A line only where its number needs no conversion.
            if required["id"] in applied and required.get("unit") == known["unit"] and required["operator"] in _SIGNS:
                axes.axvline(float(required["value"]), color="#333333", linestyle="--", linewidth=1)
                words = f"{_SIGNS[required['operator']]} {required['value']}"
                axes.text(float(required["value"]), 1, words, fontsize=9, transform=axes.get_xaxis_transform(), va="bottom", ha="center")
        handles = [
            Patch(color=_OUTCOMES[outcome], label=label("outcome", outcome)) for outcome in dict.fromkeys(outcomes) if outcome is not None
        ]
        if handles:
            axes.legend(handles=handles, loc="best", frameon=False)
        axes.invert_yaxis()
        axes.set_title(title)
        _fix_labels(axes)
    return axes


def distribution(report: Report, indicator: str, *, level: str, bins: int = 20, axes: Axes | None = None) -> Axes:
    """Draw how the values of an indicator are spread over the areas of a level.

    Takes the arguments of `requirement`, and how many ``bins`` there are.
    """
    known, title = _named(report, indicator)
    rows = [row for row in report.frame(level=level).to_dicts() if row["indicator"] == known["id"] and row["part"] is None]
    values = [float(row["value"]) for row in rows if row["value"] is not None]
    with _drawing(axes, 8, 4) as axes:
        axes.hist(values, bins=bins, color=_PLAIN, edgecolor="white")
        axes.set_xlabel(title)
        axes.set_ylabel(heading("number of areas"))
        axes.set_title(f"{_level(report, level)} · {heading('with a value')} {len(values)}/{len(rows)}")
        _fix_labels(axes)
    return axes


def choropleth(report: Report, indicator: str, geometries: Any, *, level: str, axes: Axes | None = None, **options: Any) -> Axes:
    """Draw a map of an indicator: areas in the colours of their classes, with a legend.

    Parameters
    ----------
    report : Report
        What was examined.
    indicator : str
        Id, official number, or name.
    geometries : GeoDataFrame, anything with ``__geo_interface__``, GeoJSON text or dict, or path
        Shapes of the areas. A GeoDataFrame is taken as it stands; a property or column holds the id or name of each area.
    level : str
        Level of the areas.
    axes : matplotlib.axes.Axes, optional
        Where to draw.
    **options
        Those of `Report.map`: ``key``, ``classes``, ``method``, ``palette``, ``reversed``.

    Raises
    ------
    MapError
        When shapes and areas do not fit.
    """
    from matplotlib.collections import PathCollection
    from matplotlib.patches import Patch

    text, legend = report.map(indicator, geometries, level=level, **options)
    with _drawing(axes, 8, 7) as axes:
        paths, colours = [], []
        for feature in json.loads(text)["features"]:
            for polygon in _polygons(feature["geometry"]):
                paths.append(_path(polygon))
                colours.append(feature["properties"].get("colour") or legend["no_data"]["colour"] or "#dddddd")
        axes.add_collection(PathCollection(paths, facecolors=colours, edgecolors="white", linewidths=0.6, transOffset=None, offsets=None))
        axes.autoscale_view()
        axes.set_aspect("equal")
        axes.set_axis_off()
        entries = [*legend["entries"], *([legend["no_data"]] if legend["no_data"]["count"] else [])]
        handles = [Patch(color=entry["colour"] or "#dddddd", label=f"{entry['label']}  ({entry['count']})") for entry in entries]
        axes.legend(handles=handles, title=f"{legend['title']}\n{legend['unit']}", loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
        _fix_labels(axes)
    return axes


def _polygons(geometry: dict[str, Any] | None) -> Sequence[Any]:
    match geometry:
        case {"type": "Polygon", "coordinates": rings}:
            return [rings]
        case {"type": "MultiPolygon", "coordinates": polygons}:
            return list(polygons)
        case {"type": "GeometryCollection", "geometries": parts}:
            return [polygon for part in parts for polygon in _polygons(part)]
        case _:
            return []


def _path(rings: Sequence[Any]) -> Any:
    """Return one path for all rings, so that holes stay open."""
    from matplotlib.path import Path

    points, codes = [], []
    for ring in rings:
        points += [point[:2] for point in ring]
        codes += [Path.MOVETO] + [Path.LINETO] * (len(ring) - 2) + [Path.CLOSEPOLY]
    return Path(points, codes)


def _fix_labels(axes: Axes) -> None:
    """Keep the font in texts that are laid out only when the figure is drawn."""
    from matplotlib import rcParams

    family = list(rcParams["font.family"])
    for text in axes.get_xticklabels() + axes.get_yticklabels():
        text.set_fontfamily(family)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_tick_params(labelfontfamily=family)
