"""Browsing catalogues, extending them, and the forms that data are collected with."""

import pickle

import pytest

import cityvitals as cv
from conftest import ROOT

LOCAL = """
[catalogue]
id = "local-2025"
edition = 2025
name = { zh = "示例" }
title = { zh = "示例" }
issuer = { zh = "示例" }

[[override]]
indicator = "城市道路网密度"
requirement = [{ id = "target", operator = ">=", value = "9.5", unit = "km/km2", strength = "target" }]
"""


def test_every_catalogue_loads_and_shows_itself():
    assert {"mohurd-2025", "mohurd-2021", "tdt-1063-2021"} <= set(cv.catalogues())
    for name in cv.catalogues():
        catalogue = cv.catalogue(name)
        assert (catalogue.id, len(catalogue.indicators) > 0) == (name, True)
        assert catalogue._repr_html_().count("<tr>") == len(catalogue.indicators) + 1
        assert len(catalogue.items) == len(catalogue.to_dict()["item"])


def test_a_file_is_the_same_catalogue(catalogue):
    loaded = cv.Catalogue.load(ROOT / "spec" / "catalogues" / "mohurd-2025")
    assert loaded == catalogue
    assert hash(loaded) == hash(catalogue)
    assert loaded != cv.catalogue("mohurd-2024")


def test_search_finds_by_either_language(catalogue):
    for words in ("道路网", "road density", "ROAD  network"):
        first = catalogue.search(words).to_dicts()[0]
        assert (first["kind"], first["id"]) == ("indicator", "road_network_density")
    assert {"indicator", "item"} <= set(catalogue.search("停车")["kind"])
    assert len(catalogue.search("没有这样的词")) == len(catalogue.search("")) == 0


def test_details_are_plain_data(catalogue):
    assert catalogue.indicator("35")["id"] == catalogue.indicator("城市道路网密度")["id"] == "road_network_density"
    assert catalogue.item("市辖区建成区面积")["unit"] == "km2"
    with pytest.raises(KeyError):
        catalogue.indicator("no_such_indicator")


@pytest.mark.parametrize("form", ["text", "path", "dict"])
def test_a_local_catalogue_is_put_together(catalogue, tmp_path, form):
    if form == "text":
        source = LOCAL
    elif form == "path":
        source = tmp_path / "local.toml"
        source.write_text(LOCAL, encoding="utf-8")
    else:
        import tomllib

        source = tomllib.loads(LOCAL)
    local = catalogue.extend(source)
    assert (local.id, local.lineage) == ("local-2025", ["mohurd-2025"])
    row = {"城市": "某市", "城市道路网密度": 9}
    assert [verdict["outcome"] for verdict in catalogue.examine({"city": row})["35"].verdicts] == ["met"]
    assert [verdict["outcome"] for verdict in local.examine({"city": row})["35"].verdicts] == ["not_met"]


def test_an_error_in_a_local_catalogue_has_its_place(catalogue):
    with pytest.raises(cv.CityvitalsError) as caught:
        catalogue.extend(LOCAL.replace("城市道路网密度", "城市路网密度"))
    assert caught.value.path.startswith("catalogue.toml:10")
    assert pickle.loads(pickle.dumps(caught.value)).render() == caught.value.render()  # noqa: S301


def test_forms_ask_each_department_for_its_items(catalogue):
    forms = catalogue.forms(departments={"建成区面积": "自然资源局", "expressway_length": "住建局"})
    asked = {row["item"]: row["department"] for row in forms.to_dicts()}
    assert (asked["built_up_area"], asked["expressway_length"], asked["arterial_road_length"]) == ("自然资源局", "住建局", None)
    assert set(forms["item"]) >= {"built_up_area", "expressway_length"}
    whole = catalogue.forms("whole", indicators=["35"])
    assert len(set(whole["form"])) == 1
    assert {"built_up_area", "expressway_length"} <= set(whole["item"])
    assert len(whole) < len(forms)
    with pytest.raises(ValueError, match="by must be"):
        catalogue.forms("colour")


def test_forms_are_written_and_read_back(catalogue, tmp_path):
    paths = catalogue.write_forms(tmp_path, "level", period=2025, indicators=["35"])
    assert [path.suffix for path in paths] == [".xlsx"] * len(paths)
    assert all(path.stat().st_size > 2000 for path in paths)
    # Nothing was filled in, beside a table that was.
    row = {"城市": "某市", "建成区面积": 202.39}
    dataset = catalogue.dataset({"city": [paths[0]]})
    assert dataset.row_count == 0
    assert catalogue.dataset({"city": row}, period=2025).row_count == 1
    paths[0].write_bytes(b"PK no workbook")
    with pytest.raises(cv.CityvitalsError) as caught:
        catalogue.dataset(tmp_path)
    assert type(caught.value).__name__ == "FormError"
    assert caught.value.path.startswith(paths[0].name)
