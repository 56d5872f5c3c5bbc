"""Plots are drawn, with letters for every Chinese label."""

import json
import warnings

import matplotlib as mpl
import pytest

import cityvitals as cv
from cityvitals import plot

mpl.use("Agg")

pytestmark = pytest.mark.skipif(plot.font() is None, reason="no font with Chinese letters is installed")


@pytest.fixture(autouse=True)
def chinese(english):
    cv.set_language("zh")
    yield
    mpl.pyplot.close("all")


def squares(report, level):
    ids = report.dataset.table(level)["id"]

    def square(place):
        x, y = place % 12, place // 12
        return [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]]

    features = [
        {"type": "Feature", "properties": {"id": area}, "geometry": {"type": "Polygon", "coordinates": square(place)}}
        for place, area in enumerate(ids)
    ]
    return {"type": "FeatureCollection", "features": features}


def drawn(axes, path):
    """Draw, where a letter that the font does not have is a warning, and warnings are errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        axes.figure.savefig(path, dpi=60)
    image = mpl.image.imread(path)
    # Something other than the background was drawn.
    assert image[..., :3].min() < 0.5
    assert path.stat().st_size > 3000


def test_the_overview_counts_every_indicator(yichang, tmp_path):
    grades = yichang.grades()
    axes = plot.overview(grades)
    widths = sum(bar.get_width() for container in axes.containers for bar in container)
    first = grades.frame().to_dicts()[0]
    assert widths == sum((row["level"], row["area"]) == (first["level"], first["area"]) for row in grades.frame().to_dicts())
    drawn(axes, tmp_path / "overview.png")


def test_a_requirement_is_drawn_with_every_value(yichang, tmp_path):
    axes = plot.requirement(yichang, "14", level="block")
    rows = [row for row in yichang.frame(level="block").to_dicts() if row["number"] == 14 and row["value"] is not None]
    assert len(rows) == len(axes.get_yticklabels()) > 3
    assert "停车" in axes.get_title(loc="left")
    drawn(axes, tmp_path / "requirement.png")


def test_a_distribution_counts_every_area(yichang, tmp_path):
    axes = plot.distribution(yichang, "14", level="community")
    values = [row["value"] for row in yichang.frame(level="community").to_dicts() if row["number"] == 14 and row["part"] is None]
    assert sum(bar.get_height() for bar in axes.patches) == sum(value is not None for value in values)
    drawn(axes, tmp_path / "distribution.png")


def test_a_map_has_every_area_in_the_colour_of_its_class(yichang, tmp_path):
    shapes = squares(yichang, "community")
    axes = plot.choropleth(yichang, "14", shapes, level="community", classes=4)
    (collection,) = axes.collections
    assert len(collection.get_paths()) == len(shapes["features"])
    text, legend = yichang.map("14", shapes, level="community", classes=4)
    expected = [feature["properties"]["colour"] or legend["no_data"]["colour"] or "#dddddd" for feature in json.loads(text)["features"]]
    assert [mpl.colors.to_hex(colour) for colour in collection.get_facecolors()] == [colour.lower() for colour in expected]
    assert len(set(expected)) > 2
    drawn(axes, tmp_path / "map.png")


def test_shapes_that_do_not_fit_are_refused(yichang):
    with pytest.raises(cv.CityvitalsError) as caught:
        plot.choropleth(yichang, "14", {"type": "FeatureCollection", "features": [{"type": "Nothing"}]}, level="community")
    assert caught.value.code.startswith("map.")
    with pytest.raises(ValueError, match="method"):
        yichang.map("14", squares(yichang, "community"), level="community", method="random")
