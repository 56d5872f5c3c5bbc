"""Shapes of areas as users have them: a GeoDataFrame, GeoJSON, anything with ``__geo_interface__``."""

import json

import geopandas
import matplotlib as mpl
import pytest
from shapely.geometry import MultiPolygon, box

import cityvitals as cv
from cityvitals import plot

mpl.use("Agg")

GAPS = {"甲社区": 0, "乙社区": 40, "丙社区": 180, "丁社区": None}


@pytest.fixture
def frame():
    shapes = [box(x, 0, x + 1, 1) for x in range(3)] + [MultiPolygon([box(3, 0, 4, 1), box(5, 0, 6, 1)])]
    return geopandas.GeoDataFrame({"社区": list(GAPS), "面积": [1, 1, 1, 2]}, geometry=shapes, crs="EPSG:4326")


@pytest.fixture
def report(catalogue):
    return catalogue.examine({"community": {"社区": list(GAPS), "停车位缺口数": list(GAPS.values())}}, indicators=["14"])


def test_a_geodataframe_is_a_map(report, frame):
    before = frame.copy()
    text, legend = report.map("14", frame, level="community", classes=3)
    features = json.loads(text)["features"]
    assert [feature["properties"]["社区"] for feature in features] == list(GAPS)
    assert [feature["properties"]["value"] for feature in features] == [None if gap is None else str(gap) for gap in GAPS.values()]
    assert [feature["geometry"]["type"] for feature in features] == ["Polygon"] * 3 + ["MultiPolygon"]
    assert legend["no_data"]["count"] == 1
    assert frame.equals(before)
    assert frame.crs == before.crs


def test_every_way_to_hand_over_shapes_is_the_same(report, frame, tmp_path):
    expected = report.map("14", frame, level="community", key="社区")
    path = tmp_path / "communities.geojson"
    path.write_text(frame.to_json(), encoding="utf-8")
    by_index = frame.set_index("社区")
    for shapes in (path, frame.to_json(), json.loads(frame.to_json()), Interface(frame)):
        assert properties(report.map("14", shapes, level="community", key="社区")) == properties(expected)
    # The index becomes the id of the feature.
    found = report.map("14", by_index, level="community")
    assert [row["value"] for row in properties(found)] == [row["value"] for row in properties(expected)]


class Interface:
    """Something that is no GeoDataFrame and knows the protocol."""

    def __init__(self, frame):
        self.__geo_interface__ = frame.__geo_interface__


def properties(found):
    return [feature["properties"] for feature in json.loads(found[0])["features"]]


def test_a_geodataframe_is_a_table_too(catalogue, frame, report):
    table = frame.rename(columns={"面积": "备注"}).assign(停车位缺口数=[0, 40, 180, None])
    found = catalogue.examine({"community": table}, indicators=["14"])
    assert [found.at("community", area, "14").value for area in GAPS] == [report.at("community", area, "14").value for area in GAPS]
    assert "geometry" in table.columns


@pytest.mark.skipif(plot.font() is None, reason="no font with Chinese letters is installed")
def test_a_geodataframe_is_drawn(report, frame, tmp_path):
    cv.set_language("zh")
    axes = plot.choropleth(report, "14", frame, level="community", classes=3)
    (collection,) = axes.collections
    # The last community has two pieces.
    assert len(collection.get_paths()) == 5
    colours = [mpl.colors.to_hex(colour) for colour in collection.get_facecolors()]
    assert colours[3] == colours[4]
    assert len(set(colours)) == 4
    axes.figure.savefig(tmp_path / "map.png", dpi=60)
    assert (tmp_path / "map.png").stat().st_size > 3000
    mpl.pyplot.close("all")


def test_shapes_without_any_area_are_refused(report, frame):
    with pytest.raises(cv.CityvitalsError) as caught:
        report.map("14", frame.assign(社区="别处"), level="community")
    assert caught.value.code.startswith("map.")
