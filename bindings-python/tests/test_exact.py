"""Exactness against `fractions`, and shapes against pandas, on whatever hypothesis thinks of."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import cityvitals as cv

CATALOGUE = cv.catalogue("mohurd-2025")
ROADS = ("快速路长度", "主干路长度", "次干路长度", "支路长度")
lengths = some.decimals(min_value=0, max_value=9999, places=3)
areas = some.decimals(min_value=Decimal("0.5"), max_value=9999, places=2)


def rounded(value: Fraction, digits: int) -> Decimal:
    scaled = value * 10**digits
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    double = 2 * rest
    whole += double > scaled.denominator or (double == scaled.denominator and whole % 2 == 1)
    return Decimal(whole).scaleb(-digits)


@settings(max_examples=60, deadline=None)
@given(rows=some.lists(some.tuples(areas, lengths, lengths, lengths, lengths), min_size=1, max_size=8), as_arrow=some.booleans())
def test_a_ratio_is_the_fraction_rounded_once(rows, as_arrow):
    table = {"城市": [f"a{place}" for place in range(len(rows))], "建成区面积": [row[0] for row in rows]}
    table |= {name: [row[place] for row in rows] for place, name in enumerate(ROADS, 1)}
    report = CATALOGUE.examine({"city": pa.table(table) if as_arrow else table}, indicators=["35"], levels=["city"], period=2025)
    for place, (area, *roads) in enumerate(rows):
        result = report["city", f"a{place}", "35"]
        expected = sum(map(Fraction, roads)) / Fraction(area)
        if result.exact is not None:
            assert result.exact == expected
            assert result.value == rounded(expected, 2)
            assert [verdict["outcome"] for verdict in result.verdicts] == [
                "met" if expected >= 8 else "not_met"
            ] or result.status == "invalid"
        else:
            assert result.status in ("invalid", "overflow")


@settings(max_examples=60, deadline=None)
@given(some.floats(min_value=1e-6, max_value=1e9))
def test_a_float_is_its_shortest_text(number):
    with localcontext(prec=60, rounding=ROUND_HALF_EVEN):
        expected = Decimal(repr(number))
        for table in ({"城市": ["某市"], "建成区面积": [number]}, pa.table({"城市": ["某市"], "建成区面积": [number]})):
            assert CATALOGUE.dataset({"city": table}).table("city")["built_up_area [km2]"] == [expected]


@settings(max_examples=30, deadline=None)
@given(
    rows=some.lists(
        some.tuples(some.sampled_from(["甲", "乙", "丙"]), some.integers(0, 300), some.integers(0, 300)), min_size=1, max_size=40
    )
)
def test_sums_are_those_of_pandas(rows):
    frame = pd.DataFrame(rows, columns=["社区", "居民停车需求数", "现有停车泊位数"])
    frame.insert(0, "编号", [f"c{place}" for place in range(len(rows))])
    wide = CATALOGUE.examine({"compound": frame}, indicators=["14"]).to_pandas("wide", level="community")
    gap = (frame["居民停车需求数"] - frame["现有停车泊位数"]).clip(lower=0).groupby(frame["社区"]).sum()
    assert len(wide) == len(gap)
    assert {row.area: int(row.parking_space_gap) for row in wide.itertuples()} == gap.to_dict()


def test_a_missing_value_never_becomes_a_number(catalogue):
    for name in ROADS:
        row = {"城市": "某市", "建成区面积": 200} | dict.fromkeys(ROADS, 100) | {name: None}
        result = catalogue.examine({"city": row})["35"]
        assert (result.status, result.value, result.exact) == ("missing", None, None)
    assert catalogue.examine({"city": {"城市": "某市", "建成区面积": 0} | dict.fromkeys(ROADS, 1)})["35"].status in ("undefined", "invalid")
    with pytest.raises(KeyError):
        catalogue.examine({"city": {"城市": "某市"}})["no_such_indicator"]
