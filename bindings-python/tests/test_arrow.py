"""Tables in every layout that Arrow knows give the same dataset, and nothing of the caller's is changed."""

from decimal import Decimal

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import cityvitals as cv

IDS = ["c1", "c2", "c3", "c4"]
DEMAND = [100, 50, None, 7]
SUPPLY = ["80", "90.5", "12", None]
GUARDED = [True, None, False, True]


def base(catalogue):
    text = "编号,社区,居民停车需求数,现有停车泊位数,养老服务设施未达标配建\nc1,甲,100,80,是\nc2,甲,50,90.5,\nc3,乙,,12,否\nc4,乙,7,,是\n"
    return catalogue.dataset({"compound": text})


def columns(**changed):
    values = {
        "编号": pa.array(IDS),
        "社区": pa.array(["甲", "甲", "乙", "乙"]),
        "居民停车需求数": pa.array(DEMAND, pa.int64()),
        "现有停车泊位数": pa.array([None if text is None else Decimal(text) for text in SUPPLY], pa.decimal128(10, 1)),
        "养老服务设施未达标配建": pa.array(GUARDED, pa.bool_()),
    }
    names = {"ids": "编号", "parents": "社区", "demand": "居民停车需求数", "supply": "现有停车泊位数", "flags": "养老服务设施未达标配建"}
    return pa.table(values | {names[key]: value for key, value in changed.items()})


def decimals(kind):
    return pa.array([None if text is None else Decimal(text) for text in SUPPLY]).cast(kind)


def chunked():
    table = columns()
    return pa.concat_tables([table.slice(0, 1), table.slice(1, 0), table.slice(1, 2), table.slice(3, 1)])


LAYOUTS = {
    "as it is": columns,
    "chunks, one of them empty": chunked,
    "slice of a longer table": lambda: pa.concat_tables([columns(), columns()]).combine_chunks().slice(4, 4),
    "record batch": lambda: columns().to_batches()[0],
    "large strings": lambda: columns(ids=pa.array(IDS, pa.large_string())),
    "string views": lambda: columns(ids=pa.array(IDS, pa.string_view())),
    "dictionary": lambda: columns(parents=pa.array(["甲", "甲", "乙", "乙"]).dictionary_encode()),
    "dictionary with small keys": lambda: columns(
        parents=pa.DictionaryArray.from_arrays(pa.array([1, 1, 0, 0], pa.int8()), pa.array(["乙", "甲"], pa.large_string()))
    ),
    "dictionary of numbers": lambda: columns(demand=pa.array(DEMAND, pa.int32()).dictionary_encode()),
    "dictionary of decimals": lambda: columns(supply=pa.array([80.0, 90.5, 12.0, None]).dictionary_encode()),
    "8 bits": lambda: columns(demand=pa.array(DEMAND, pa.int8())),
    "unsigned": lambda: columns(demand=pa.array(DEMAND, pa.uint64())),
    "32 bits unsigned": lambda: columns(demand=pa.array(DEMAND, pa.uint32())),
    "decimal32": lambda: columns(supply=decimals(pa.decimal32(9, 2))),
    "decimal64": lambda: columns(supply=decimals(pa.decimal64(18, 3))),
    "decimal128 with zeros": lambda: columns(supply=decimals(pa.decimal128(38, 20))),
    "decimal256": lambda: columns(supply=decimals(pa.decimal256(60, 1))),
    "decimal256 with many zeros": lambda: columns(supply=decimals(pa.decimal256(70, 40))),
    "floats": lambda: columns(supply=pa.array([80.0, 90.5, 12.0, None])),
    "narrow floats": lambda: columns(supply=pa.array([80.0, 90.5, 12.0, None], pa.float32())),
    "floats with NaN": lambda: columns(supply=pa.array([80.0, 90.5, 12.0, float("nan")])),
    "numbers as texts": lambda: columns(supply=pa.array(SUPPLY)),
    "flags as numbers": lambda: columns(flags=pa.array([1, None, 0, 1], pa.int8())),
    "flags as floats": lambda: columns(flags=pa.array([1.0, None, 0.0, 1.0])),
    "flags as texts": lambda: columns(flags=pa.array(["是", "", "否", "√"])),
    "flags as a dictionary": lambda: columns(flags=pa.array([True, None, False, True]).cast(pa.string()).dictionary_encode()),
    "pandas": lambda: columns().to_pandas(),
    "pandas on Arrow": lambda: columns().to_pandas(types_mapper=pd.ArrowDtype),
    "pandas with an index": lambda: columns().to_pandas().set_index("编号"),
    "pandas with categories": lambda: columns().to_pandas().astype({"社区": "category"}),
    "polars": lambda: pl.from_arrow(columns()),
    "polars with categories": lambda: pl.from_arrow(columns()).with_columns(pl.col("社区").cast(pl.Categorical)),
    "duckdb": lambda: duckdb.from_arrow(columns()),
    "columns of Python": lambda: columns().to_pydict(),
    "rows of Python": lambda: columns().to_pylist(),
    "series of pandas": lambda: dict(columns().to_pandas().items()),
    "columns of polars": lambda: pl.from_arrow(columns()).to_dict(),
    "columns of Arrow": lambda: dict(zip(columns().column_names, columns().columns, strict=True)),
    "stream of batches": lambda: pa.RecordBatchReader.from_batches(columns().schema, columns().to_batches(max_chunksize=3)),
    "two batches": lambda: [columns().slice(0, 2), columns().slice(2)],
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_layout_is_the_same_dataset(catalogue, layout):
    table = layout()
    before = repr(table)
    dataset = catalogue.dataset({"compound": table})
    assert dataset.content_hash == base(catalogue).content_hash
    assert repr(table) == before
    assert [problem.code for problem in dataset.warnings] == [problem.code for problem in base(catalogue).warnings]


@pytest.mark.parametrize("library", ["pyarrow", "polars"])
def test_parquet_and_csv_are_read_from_paths(catalogue, tmp_path, monkeypatch, library):
    import pyarrow.parquet

    pyarrow.parquet.write_table(columns(), tmp_path / "compound.parquet")
    columns().to_pandas().to_csv(tmp_path / "other.csv", index=False)
    if library == "polars":
        monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    expected = base(catalogue).content_hash
    sources = (tmp_path / "compound.parquet", {"compound": str(tmp_path / "compound.parquet")}, {"compound": tmp_path / "other.csv"})
    for source in sources:
        assert catalogue.dataset(source).content_hash == expected
    (tmp_path / "other.csv").unlink()
    assert catalogue.dataset(tmp_path).content_hash == expected


def test_one_row_of_python_is_the_dataset_of_its_table(catalogue):
    row = {"城市": "某市", "快速路长度": 120, "主干路长度": Decimal("310.5"), "建成区面积（公顷）": 20239.5, "支路长度": None, "备注": "无"}
    series = pd.Series(row)
    for arguments in ({}, {"period": 2025, "profile": {"城市规模等级": "大城市"}}, {"units": {"支路长度": "m"}}, {"complete": "building"}):
        expected = catalogue.dataset({"city": [row]}, **arguments)
        for given in (row, series, {header: [cell] for header, cell in row.items()}):
            found = catalogue.dataset({"city": given}, **arguments)
            assert (found.content_hash, found.period, found.profile) == (expected.content_hash, expected.period, expected.profile)
            assert [problem.code for problem in found.warnings] == [problem.code for problem in expected.warnings]


def test_a_negative_scale_is_read(catalogue):
    table = pa.table({"编号": ["c1"], "居民停车需求数": pa.array([Decimal(1200)], pa.decimal128(4, 0)).cast(pa.decimal128(2, -2))})
    assert catalogue.dataset({"compound": table}).table("compound").to_dicts()[0]["parking_space_demand [space]"] == 1200


def test_wide_numbers_keep_their_digits(catalogue):
    wide = Decimal("12345678901234567890.1234567")
    dataset = catalogue.dataset({"city": pa.table({"城市": ["某市"], "建成区面积": pa.array([wide], pa.decimal128(38, 7))})})
    assert dataset.table("city")["built_up_area [km2]"] == [wide]
    large = catalogue.dataset({"city": pa.table({"城市": ["某市"], "快速路长度": pa.array([2**64 - 1], pa.uint64())})})
    assert large.table("city")["expressway_length [km]"] == [Decimal(2**64 - 1)]


def test_an_empty_table_has_no_rows(catalogue):
    empty = columns().slice(0, 0)
    for table in (empty, empty.to_pandas(), pl.from_arrow(empty), pa.Table.from_batches([], schema=empty.schema)):
        dataset = catalogue.dataset({"compound": table})
        assert dataset.row_count == 0


def test_all_null_columns_were_not_reported(catalogue):
    table = pa.table({"编号": ["c1"], "居民停车需求数": pa.nulls(1), "养老服务设施未达标配建": pa.nulls(1)})
    result = catalogue.examine({"compound": table, "city": "城市\n某市\n"}).at("compound", "c1", "14")
    assert result.status == "missing"


def test_floats_come_in_by_their_shortest_text(catalogue):
    table = {"城市": ["某市"], "快速路长度": [0.1], "主干路长度": [0.2], "次干路长度": [0.0], "支路长度": [0.0], "建成区面积": [1e-7]}
    for given in (table, pa.table(table), pd.DataFrame(table), pl.DataFrame(table)):
        found = catalogue.examine({"city": given})["35"]
        assert found.exact == 3_000_000


def test_units_may_be_said_beside_the_tables(catalogue):
    text = "城市,建成区面积（公顷）\n某市,20239\n"
    expected = catalogue.dataset({"city": text}).content_hash
    rows = {"城市": ["某市"], "建成区面积": [20239]}
    for table in (rows, pd.DataFrame(rows), pa.table(rows), "城市,建成区面积\n某市,20239\n"):
        assert catalogue.dataset({"city": table}, units={"建成区面积": "公顷"}).content_hash == expected
    with pytest.raises(cv.CityvitalsError) as caught:
        catalogue.dataset({"city": text}, units={"建成区面积（公顷）": "km2"})
    assert caught.value.code == "dataset.two_units"
    with pytest.raises(cv.CityvitalsError) as caught:
        catalogue.dataset({"city": text}, units={"建城区面积": "km2"})
    assert caught.value.code == "dataset.unit_without_column"


def test_a_column_may_be_named_in_any_way(catalogue):
    for header in ("built_up_area [ha]", "建成区面积（公顷）", "建成区面积(ha)", "市辖区建成区面积 [公顷]"):
        dataset = catalogue.dataset({"city": pa.table({"城市": ["某市"], header: [20239]})})
        assert dataset.table("city").columns == ["id", "name", "built_up_area [ha]"], header


@pytest.mark.parametrize("kind", [pa.binary(), pa.list_(pa.int64()), pa.struct({"a": pa.int64()}), pa.timestamp("us"), pa.duration("s")])
def test_a_column_that_no_item_can_have_is_named(catalogue, kind):
    table = pa.table({"城市": ["某市"], "建成区面积": pa.nulls(1, kind)})
    with pytest.raises(cv.CityvitalsError) as caught:
        catalogue.dataset({"city": table})
    assert caught.value.code == "dataset.wrong_kind"
    assert "built_up_area" in caught.value.message
    # Where the header means nothing, the column is left out with a warning.
    dataset = catalogue.dataset({"city": table.rename_columns(["城市", "geometry"])})
    assert [problem.code for problem in dataset.warnings] == ["dataset.unknown_column"]


def test_periods_and_sources_come_as_columns_or_arguments(catalogue):
    table = pa.table({"城市": ["某市", "某市"], "年份": [2024, 2025], "建成区面积": [200, 202], "数据来源": ["年鉴", "测绘院"]})
    dataset = catalogue.dataset({"city": table})
    assert (dataset.period, dataset.previous.period) == ("2025", "2024")
    assert "测绘院" in catalogue.examine(dataset)["35"].explain(lang="zh")
    said = catalogue.examine({"city": {"城市": "某市", "建成区面积": 202}}, period=2025, source={"city": "统计局"})
    assert "2025；统计局" in said["35"].explain(lang="zh")


def test_results_go_out_as_exact_decimals(yichang):
    table = yichang.to_arrow()
    assert pa.types.is_decimal128(table["value"].type)
    shown = dict(
        zip(
            zip(table["indicator"].to_pylist(), table["area"].to_pylist(), table["part"].to_pylist(), strict=True),
            table["value"].to_pylist(),
            strict=True,
        )
    )
    for result in yichang.results():
        assert shown[result.indicator, result.area, result.part] == result.value
    assert yichang.to_pandas()["value"].dtype == pd.ArrowDtype(table["value"].type)
    assert isinstance(yichang.to_polars()["value"].dtype, pl.Decimal)
    frame = pa.table(yichang.frame())
    with duckdb.connect() as connection:
        connection.register("frame", frame)
        assert connection.execute("select count(*), sum(value) from frame where value is not null").fetchall() == [
            (frame["value"].drop_null().__len__(), sum(table["value"].drop_null().to_pylist()))
        ]


def test_the_wide_form_has_a_column_for_each_indicator(yichang):
    for level in yichang.dataset.levels:
        long = yichang.to_pandas(level=level)
        if not len(long):
            continue
        wide = yichang.to_pandas("wide", level=level)
        assert len(wide) == len(yichang.dataset.table(level)) == long["area"].nunique()
        whole = long[long["value"].notna() & long["part"].isna()]
        melted = wide.drop(columns="area_name").melt("area", var_name="indicator").dropna()
        melted = melted[~melted["indicator"].str.contains(".", regex=False)]
        assert len(melted) == len(whole)
        both = whole.astype({"indicator": str}).merge(melted, on=["area", "indicator"], validate="one_to_one")
        assert (
            both["value_x"].astype("string").astype(object).map(Decimal) == both["value_y"].astype("string").astype(object).map(Decimal)
        ).all()
    named = yichang.frame("wide", names=True)
    assert "Residential buildings with gas safety hazards" in named.columns
    with pytest.raises(ValueError, match="form must be"):
        yichang.frame("square")
    with pytest.raises(KeyError):
        yichang.frame("wide", level="province")


def test_a_column_says_what_the_results_say(yichang):
    for level, number in (("community", "14"), ("city", "35"), ("building", "1")):
        column = yichang.column(level, number).to_dicts()
        results = [result for result in yichang.results(level=level) if str(result.number) == number and result.part is None]
        assert [(row["area"], row["value"], row["status"]) for row in column] == [(one.area, one.value, one.status) for one in results]
        for row, one in zip(column, results, strict=True):
            outcomes = {verdict["outcome"] for verdict in one.verdicts}
            assert row["outcome"] == next((name for name in ("not_met", "undetermined", "met") if name in outcomes), None)
    with pytest.raises(KeyError):
        yichang.column("building", "35")


def test_a_dataset_stays_as_it_was_read(catalogue):
    memory = np.array([100, 50, 30, 7])
    table = columns(demand=pa.array(memory))
    dataset = catalogue.dataset({"compound": table})
    memory[:] = 1000
    assert table["居民停车需求数"].to_pylist() == [1000] * 4  # the same memory
    assert dataset.table("compound")["parking_space_demand [space]"] == [Decimal(demand) for demand in (100, 50, 30, 7)]
