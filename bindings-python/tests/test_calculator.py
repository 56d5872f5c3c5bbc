"""A calculator says of a row what an examination says, over the vectors and for rows that are no dicts of plain numbers."""

import functools
import pickle
import types
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import numpy as np
import pytest

import cityvitals as cv
import vectors
from conftest import VECTORS

ROW = {"快速路长度": 120, "主干路长度": Decimal("310.5"), "次干路长度": 402.0, "支路长度": "903.8", "建成区面积（公顷）": 20239}


@pytest.fixture(scope="module")
def density(catalogue):
    return catalogue.calculator("road_network_density")


def test_a_row_is_a_result(density, catalogue):
    result = density(ROW)
    assert (result.value, result.status, result.level, result.area) == (Decimal("8.58"), "ok", "city", "city")
    assert [verdict["outcome"] for verdict in result.verdicts] == ["met"]
    assert "202.39" in result.explain(lang="en")
    assert result.to_dict() == catalogue.examine({"city": ROW}, indicators=["35"], levels=["city"])["35"].to_dict()
    assert (density.indicator, density.level, density.catalogue) == ("road_network_density", "city", catalogue)


def rows(file):
    """The case, level and row of every case with one row of one table."""
    for case in file["cases"]:
        tables = case["dataset"]["tables"]
        if "error" in case or "options" in case or len(tables) != 1:
            continue
        ((level, table),) = tables.items()
        if set(table) == {"rows"} and len(table["rows"]) == 1:
            (row,) = table["rows"]
            yield case, level, {header: Decimal(cell) if isinstance(cell, vectors.Literal) else cell for header, cell in row.items()}


def test_calculators_say_what_examinations_say():
    done, builtin = 0, functools.cache(cv.catalogue)
    for path in sorted(VECTORS.glob("mohurd-20*/*.json")):
        file = vectors.read(path)
        catalogue, indicator = builtin(file["catalogue"]), file["indicator"]
        for case, level, row in rows(file):
            context = {key: case["dataset"][key] for key in ("period", "profile") if key in case["dataset"]}
            if "previous" in case:
                context["previous"] = catalogue.dataset(vectors.text(case["previous"]))
            try:
                calculator = catalogue.calculator(indicator, level=level, **context)
            except cv.CityvitalsError as error:
                if error.code == "examine.unknown_level":
                    continue
                raise
            report = catalogue.examine({level: row}, indicators=[indicator], levels=[level], **context)
            assert calculator(row).to_dict() == report.results()[0].to_dict(), (path.name, case["name"])
            assert calculator(row).report.provenance == report.provenance
            done += 1
    assert done >= 600, done


def test_any_mapping_and_any_number_will_do(density):
    expected = density(ROW).value
    assert density(types.MappingProxyType(ROW)).value == expected
    assert density(ROW | {"快速路长度": np.int64(120), "支路长度": np.float64(903.8)}).value == expected
    assert density(ROW | {"快速路长度": None, "备注": "一般列"}).status == "missing"
    assert density(ROW | {"建成区面积（公顷）": float("nan")}).status == "missing"
    assert density(ROW | {"建成区面积（公顷）": -1}).status == "invalid"
    with pytest.raises(TypeError, match="city:1:快速路长度"):
        density(ROW | {"快速路长度": object()})
    with pytest.raises(TypeError, match="not a text"):
        density({5: 1})
    with pytest.raises(TypeError):
        density([1])


def test_what_is_wrong_with_a_row_is_said(density, catalogue):
    bad = ROW | {"支路长度": "约900"}
    with pytest.raises(cv.CityvitalsError) as caught:
        density(bad)
    with pytest.raises(cv.CityvitalsError) as expected:
        catalogue.dataset({"city": bad})
    assert (
        (caught.value.code, caught.value.path)
        == (expected.value.code, expected.value.path)
        == ("dataset.inexact_number", "city:1:支路长度")
    )
    assert pickle.loads(pickle.dumps(caught.value)).code == caught.value.code  # noqa: S301
    assert density(ROW).value == Decimal("8.58")


def test_what_is_said_beside_the_row_counts(catalogue):
    gap = catalogue.calculator("停车泊位缺口数", level="街道", period=2025, date="2025-06-30", profile={"城市规模等级": "大城市"})
    result = gap({"街道": "云集街道", "停车位缺口数": 12})
    assert (gap.level, result.area, result.value) == ("block", "云集街道", 12)
    assert result.report.dataset.period == "2025"
    assert result.report.provenance["options"]["date"] == "2025-06-30"
    for arguments, code in (
        ({"indicator": "road_density"}, "examine.unknown_indicator"),
        ({"indicator": "35", "level": "building"}, "examine.unknown_level"),
        ({"indicator": "35", "profile": {"x": "y"}}, "profile.unknown_key"),
        ({"indicator": "35", "period": "someday"}, "dataset.bad_period"),
    ):
        with pytest.raises(cv.CityvitalsError) as caught:
            catalogue.calculator(**arguments)
        assert caught.value.code == code


def test_threads_may_share_one(density):
    lengths = range(1, 2001)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda length: density(ROW | {"快速路长度": length}).exact, lengths))
    assert found == sorted(found)
    assert len(set(found)) == len(lengths)
