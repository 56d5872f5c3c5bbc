"""The same results inside engines as in one run over everything."""

import os
import random

import dask.dataframe
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from cityvitals import engines

ARGUMENTS = {"level": "building", "levels": ["building", "community"], "indicators": ["1", "3", "7"], "period": 2025}
BUILDINGS = 3000


@pytest.fixture(scope="module")
def buildings():
    dice = random.Random(5)  # noqa: S311
    flags = ["是", "否", "", "有", "无", None]
    return pa.table(
        {
            "楼栋": [f"b{row}" for row in range(BUILDINGS)],
            "社区": [f"c{dice.randrange(40)}" for _ in range(BUILDINGS)],
            "砌体粉化开裂": [dice.choice(flags) for _ in range(BUILDINGS)],
            "消防门缺损": [dice.choice(flags) for _ in range(BUILDINGS)],
        }
    )


def rows(table):
    return sorted((tuple(row.values()) for row in table.to_pylist()), key=str)


@pytest.fixture(scope="module")
def expected(buildings):
    found = rows(engines.examine_part(buildings, **ARGUMENTS))
    assert len(found) >= 2 * (BUILDINGS + 40)
    assert any(row[5] for row in found)
    return found


@pytest.mark.parametrize("parts", [1, 3, 16])
def test_duckdb(buildings, expected, parts):
    assert rows(engines.duckdb(duckdb.from_arrow(buildings), by="社区", parts=parts, **ARGUMENTS)) == expected


def test_duckdb_over_files(buildings, expected, tmp_path):
    pa.parquet.write_table(buildings.slice(0, 1000), tmp_path / "1.parquet")
    pa.parquet.write_table(buildings.slice(1000), tmp_path / "2.parquet")
    assert rows(engines.duckdb(duckdb.read_parquet(str(tmp_path / "*.parquet")), by="社区", parts=4, **ARGUMENTS)) == expected


@pytest.mark.parametrize("parts", [1, 7])
def test_polars(buildings, expected, tmp_path, parts):
    pa.parquet.write_table(buildings, tmp_path / "buildings.parquet")
    found = engines.polars(pl.scan_parquet(tmp_path / "buildings.parquet"), by="社区", parts=parts, **ARGUMENTS)
    assert rows(found.to_arrow()) == expected


def test_dask(buildings, expected):
    frame = dask.dataframe.from_pandas(buildings.to_pandas(), npartitions=4)
    found = engines.dask(frame, by="社区", parts=3, **ARGUMENTS).compute(scheduler="threads")
    assert found["value"].dtype == pd.ArrowDtype(pa.decimal128(38, 6))
    assert rows(pa.Table.from_pandas(found, preserve_index=False)) == expected


@pytest.mark.filterwarnings("ignore")
def test_spark(buildings, expected, monkeypatch):
    pyspark = pytest.importorskip("pyspark.sql", reason="`make test-engines` installs Spark")
    monkeypatch.setenv("PYSPARK_PYTHON", os.sys.executable)
    builder = (
        pyspark.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "3")
    )
    session = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()
    try:
        frame = session.createDataFrame(buildings.to_pandas())
        found = engines.spark(frame, by="社区", parts=3, **ARGUMENTS).toArrow()
    finally:
        session.stop()
    assert rows(found) == expected
