"""What is wrong with a caller's data is said with code, place and words that a person can act on; the data are never changed."""

import copy
import datetime
import pickle

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import cityvitals as cv

CITY = {"城市": ["某市"]}


def refused(catalogue, tables, **arguments):
    with pytest.raises(cv.CityvitalsError) as caught:
        catalogue.dataset(tables, **arguments)
    assert str(caught.value)
    return caught.value


FRAMES = [dict, pd.DataFrame, pa.table]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    ("level", "columns", "code", "words"),
    [
        ("city", CITY | {"建成区面积": ["约200"]}, "dataset.inexact_number", "约200"),
        ("city", CITY | {"建成区面积": [True]}, "dataset.", "建成区面积"),
        ("city", CITY | {"建成区面积": [float("inf")]}, "dataset.bad_number", "inf"),
        ("city", CITY | {"建成区面积": [float("-inf")]}, "dataset.bad_number", "inf"),
        ("city", CITY | {"建成区面积": [1e300]}, "dataset.number_too_large", ""),
        ("city", CITY | {"建成区面积": ["20239 亩田"]}, "dataset.", "亩田"),
        ("city", CITY | {"建成区面积": ["12 km2 / 5 km2"]}, "dataset.cell_unit", "5 km2"),
        ("city", CITY | {"建成区面积（公斤）": [5]}, "dataset.header_unit", "km2"),
        ("city", {"城市": ["某市", "某市"], "建成区面积": [1, 2]}, "dataset.duplicate_area", "某市"),
        ("building", {"楼栋": ["b1", "b2"], "社区": ["甲", "乙"], "砌体粉化开裂": [0.5, 1.0]}, "dataset.bad_flag", "0.5"),
        ("building", {"楼栋": ["b1"], "社区": ["甲"], "砌体粉化开裂": [2]}, "dataset.bad_flag", "2"),
        ("building", {"楼栋": ["b1"], "社区": ["甲"], "砌体粉化开裂": ["也许"]}, "dataset.bad_flag", "也许"),
        ("buildings_", {"楼栋": ["b1"]}, "dataset.unknown_table", "buildings_"),
        ("compound", {"居民停车需求数": [5]}, "dataset.missing_id_column", ""),
        ("compound", {"编号": [""], "居民停车需求数": [5]}, "dataset.empty_id", ""),
    ],
)
def test_a_bad_cell(catalogue, frame, level, columns, code, words):
    given = copy.deepcopy(columns)
    error = refused(catalogue, {level: frame(columns)})
    assert error.code.startswith(code)
    assert words in error.render()
    assert level in error.path
    assert columns == given


def test_negative_counts_are_marked_and_not_counted(catalogue):
    table = {"compound": {"编号": ["c1"], "居民停车需求数": [-5], "现有停车泊位数": [3]}}
    dataset = catalogue.dataset(table)
    assert [problem.code for problem in dataset.warnings if problem.severity == "warning"] == ["dataset.implausible"]
    assert catalogue.examine(dataset).at("compound", "c1", "14").status == "invalid"


def test_an_unknown_parent_is_named(catalogue):
    tables = {"community": {"编号": ["甲"]}, "building": {"楼栋": ["b1"], "社区": ["乙"]}}
    with pytest.raises(cv.CityvitalsError) as caught:
        catalogue.dataset(tables, complete=["community"])
    assert caught.value.code == "dataset.unknown_parent"
    assert caught.value.path == "building:1:社区"
    assert "乙" in caught.value.message


def test_units_are_not_mixed_up(catalogue):
    error = refused(catalogue, {"city": {"城市": "某市", "建成区面积": "5 kg"}})
    assert error.code in {"dataset.unknown_unit", "dataset.cell_unit"}
    first, second = {"城市": ["某市"], "建成区面积（公顷）": [20239]}, {"城市": ["某市"], "建成区面积（平方公里）": [202]}
    error = refused(catalogue, {"city": [pa.table(first), pa.table(second)]})
    assert error.code == "dataset.duplicate_value"
    assert catalogue.dataset({"city": [pa.table(first), pa.table(second | {"建成区面积（平方公里）": [202.39]})]}).row_count == 1


def test_nan_was_not_reported(catalogue):
    for value in (float("nan"), np.nan, pd.NA, pd.NaT, None, np.float64("nan")):
        report = catalogue.examine({"city": {"城市": ["某市"], "建成区面积": [value]}})
        assert report["35"].status == "missing"


def test_scalars_of_numpy_are_numbers(catalogue):
    for value in (np.int64(202), np.float32(202), np.uint8(202), pa.scalar(202)):
        dataset = catalogue.dataset({"city": {"城市": ["某市"], "建成区面积": [value]}})
        assert dataset.table("city")["built_up_area [km2]"] == [202]


def test_text_in_another_encoding_is_recognised(catalogue, tmp_path):
    path = tmp_path / "city.csv"
    path.write_bytes("城市,建成区面积\n某市,202\n".encode("gb18030"))
    error = refused(catalogue, path)
    assert (error.code, error.path) == ("dataset.not_utf8", "city.csv:1")
    assert "GB" in error.message


def test_everything_is_told_at_once(catalogue):
    rows = [{"楼栋": "b1", "社区": "甲", "砌体粉化开裂": "x"}, {"楼栋": "b1", "社区": "甲", "砌体粉化开裂": "y"}]
    error = refused(catalogue, {"building": rows, "city": {"城市": "某市", "建成区面积": "12,34"}}, profile={"城市规模": "巨大"})
    codes = {problem.code for problem in error.problems}
    assert {"dataset.bad_flag", "dataset.duplicate_area", "dataset.grouping"} <= codes
    assert any(code.startswith("profile.") for code in codes)


def test_messages_are_in_the_language_that_is_asked_for(catalogue):
    error = refused(catalogue, {"city": {"城市": "某市", "建成区面积": "12,34"}})
    assert "thousands" in error.message or "12,34" in error.message
    assert "千分位" in error.render("zh")
    assert "千分位" not in error.render("en")
    cv.set_language("zh")
    assert "千分位" in refused(catalogue, {"city": {"城市": "某市", "建成区面积": "12,34"}}).message
    with pytest.raises(ValueError, match="no such language"):
        cv.set_language("fr")


def test_errors_survive_pickling(catalogue):
    error = refused(catalogue, {"city": {"城市": "某市", "建成区面积": "12,34"}})
    copied = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (type(copied), copied.code, copied.path, copied.problems) == (type(error), error.code, error.path, error.problems)


@pytest.mark.parametrize(
    ("call", "family", "code"),
    [
        (lambda c: cv.catalogue("mohurd-2052"), "CatalogueError", "catalogue.unknown"),
        (lambda c: c.examine({"city": "城市\n某市\n"}, indicators=["road_density"]), "ExamineError", "examine.unknown_indicator"),
        (lambda c: c.dataset({"city": "城市\n某市\n"}, profile={"x": "y"}), "ProfileError", "profile.unknown_key"),
        (lambda c: cv.Catalogue.load("[catalogue\n"), "FileError", "file."),
        (lambda c: c.examine({"city": "城市\n某市\n"}).grades("handbook"), "GradingError", "grading.unknown"),
        (
            lambda c: c.examine({"city": "城市\n某市\n"}).grades(judgements=[{"indicator": "99", "grade": "x"}]),
            "JudgementError",
            "judgement.",
        ),
        (lambda c: c.examine({"city": "城市\n某市\n"}).verify("{}"), "ReplayError", "replay.not_a_report"),
    ],
)
def test_each_family_has_its_class(catalogue, call, family, code):
    with pytest.raises(cv.CityvitalsError) as caught:
        call(catalogue)
    assert type(caught.value).__name__ == family
    assert caught.value.code.startswith(code)


def test_another_report_is_not_verified(catalogue, yichang):
    other = catalogue.examine({"city": "城市,建成区面积\n某市,5\n"})
    with pytest.raises(cv.CityvitalsError) as caught:
        yichang.verify(other.to_json())
    assert caught.value.code == "replay.dataset"


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        (5, "mapping of levels"),
        (pa.table({"a": [1]}), "{'city': table}"),
        ({"city": 5}, "DataFrame"),
        ({5: "a\nb\n"}, "named by level"),
        ({"city": [1, 2]}, "is not a dict"),
        ({"city": {"城市": "某市", "建成区面积": [1]}}, "mixes columns"),
        ({"city": {"城市": ["某市"], "建成区面积": [object()]}}, "city:1:建成区面积"),
        ({"city": {"城市": ["某市"], 5: [1]}}, "not a text"),
        ({"city": pd.DataFrame({5: [1]})}, "named by texts"),
        ({"city": pa.array([1])}, "single column"),
    ],
)
def test_what_is_no_table_is_refused(catalogue, tables, words):
    with pytest.raises((TypeError, ValueError)) as caught:
        catalogue.dataset(tables)
    assert words in str(caught.value)


def test_missing_files_are_missing(catalogue, tmp_path):
    for path in (tmp_path / "city.csv", str(tmp_path), tmp_path / "x.docx"):
        with pytest.raises((FileNotFoundError, ValueError)):
            catalogue.dataset(path)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pd.DataFrame([["某市", 1, 2]], columns=["城市", "建成区面积", "建成区面积"]), "more than one column '建成区面积'"),
        (pd.DataFrame([["某市", [1], 2]], columns=["城市", "建成区面积", "建成区面积"]), "more than one column '建成区面积'"),
        (pl.LazyFrame({"城市": ["某市"]}), r"call .collect\(\)"),
        (pa.table({"城市": ["某市"], "年份": pa.array([datetime.date(2025, 12, 31)])}), "年份.*must hold text"),
        ({"城市": "某市", "年份": datetime.date(2025, 12, 31)}, "city:1:年份"),
        ({"城市": "某市", "建成区面积": 1j}, "city:1:建成区面积.*not complex"),
    ],
)
def test_tables_that_need_a_step_before_say_which(catalogue, table, words):
    with pytest.raises((TypeError, ValueError, cv.errors.DatasetError), match=words):
        catalogue.dataset({"city": table})


def test_a_single_name_may_stand_for_a_list(catalogue):
    row = {"城市": "某市", "城市道路网密度": 9}
    for indicators in ("35", 35, [35], ["road_network_density"], ("城市道路网密度",)):
        report = catalogue.examine({"city": row}, indicators=indicators, levels="city")
        assert (len(report), report["35"].value) == (1, 9)
    for indicators in (3.5, [None], True):
        with pytest.raises(TypeError, match="a name or a list of names"):
            catalogue.examine({"city": row}, indicators=indicators)
    for values in ({"地铁", "轻轨"}, "地铁"):
        with pytest.raises(cv.errors.ProfileError):
            catalogue.dataset({"city": row}, profile={"城市规模等级": values})
    assert catalogue.dataset({"city": row}, profile={"城市规模等级": {"大城市"}}).profile == {"city_size_class": ["large"]}
