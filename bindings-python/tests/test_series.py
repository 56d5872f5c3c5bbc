"""Indicators of different editions, and whether their values compare."""

from decimal import Decimal
from fractions import Fraction

import pytest

import cityvitals as cv


def test_the_series_of_an_indicator(catalogue):
    series = catalogue.series("城市道路网密度")
    assert series.members["mohurd-2025"] == "road_network_density"
    assert list(series.members) == series.frame()["catalogue"]
    assert len(series) == len(series.members) > 2
    comparison = series.compare("mohurd-2021", "mohurd-2025")
    assert (comparison["comparable"], comparison["evidence"]) == ("yes", series.compare("mohurd-2025", "mohurd-2021")["evidence"])


def test_what_does_not_compare_says_why(catalogue):
    series = catalogue.series("emergency_drainage_capacity")
    comparison = series.compare("mohurd-2024", "mohurd-2025")
    assert comparison["comparable"] == "no"
    assert comparison["changed"]
    english = comparison["why"]
    cv.set_language("zh")
    chinese = series.compare("mohurd-2024", "mohurd-2025")["why"]
    assert len(chinese) == len(english) > 0
    assert chinese != english
    with pytest.raises(KeyError):
        series.compare("mohurd-2024", "mohurd-1999")
    with pytest.raises(KeyError):
        series.compare("mohurd-1999", "mohurd-2024")


def test_a_value_goes_from_one_edition_to_another():
    before, after = cv.catalogue("mohurd-2022"), cv.catalogue("mohurd-2024")
    name = "cultural_building_area_per_ten_thousand"
    for value in (900, "900", Decimal("900.0"), Decimal("9E+2"), Fraction(1800, 2)):
        assert before.value_in_edition(name, value, after) == Fraction(9, 100)
    assert before.value_in_edition(name, Fraction(1, 3), after) == Fraction(1, 30000)
    with pytest.raises(cv.CityvitalsError) as caught:
        after.value_in_edition("emergency_drainage_capacity", 1, cv.catalogue("mohurd-2025"))
    assert caught.value.code == "catalogue.not_comparable"
    assert "built-up area" in caught.value.message
    for value in (0.5, float("nan"), "much", None):
        with pytest.raises(ValueError, match="no exact number"):
            before.value_in_edition(name, value, after)


def test_every_series_is_listed_with_its_links():
    every = cv.series()
    assert len(every) > 20
    assert len({series.id for series in every}) == len(every)
    for series in every:
        links = series.frame().to_dicts()
        assert links[0]["comparable"] is None
        assert all(link["comparable"] in {"yes", "with_conversion", "no"} for link in links[1:])
        assert all(link["held_against"] in series.members for link in links[1:])
        assert series.to_dict()["id"] == series.id


def test_there_may_be_no_series(catalogue):
    with pytest.raises(KeyError):
        catalogue.series("no_such_indicator")
    found = [catalogue.series(indicator) for indicator in catalogue.indicators["id"]]
    assert any(series is None for series in found) or all(catalogue.id in series.members for series in found)
    assert sum(series is not None for series in found) > 10
