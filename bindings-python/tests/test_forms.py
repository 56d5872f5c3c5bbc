"""Collection forms, filled in as an office does, come back as the dataset that the same figures make when handed over directly."""

from decimal import Decimal

import openpyxl
import pytest

import cityvitals as cv

CITY = {
    "name": "某市",
    "built_up_area": 202.39,
    "expressway_length": 120,
    "arterial_road_length": "310.5",
    "secondary_road_length": 402,
    "branch_road_length": 903.8,
}
COMPOUNDS = [
    {
        "id": "c1",
        "name": "甲小区",
        "community_id": "二马路社区",
        "households": 300,
        "parking_space_demand": 280,
        "parking_space_supply": 160,
    },
    {
        "id": "c2",
        "name": "乙小区",
        "community_id": "二马路社区",
        "households": 120,
        "parking_space_demand": None,
        "parking_space_supply": 60,
    },
]


def keyed(sheet):
    """Whether a sheet of a form has one row for each item, and the row or column of each key."""
    if sheet["A2"].value == "key":
        return True, {cell.value: cell.row for cell in sheet["A"] if cell.value}
    return False, {cell.value: cell.column for cell in sheet[2] if cell.value}


def fill(paths, city, compounds):
    """Fill in every cell that a form has for a figure, and say how many there were."""
    filled = 0
    for path in paths:
        book = openpyxl.load_workbook(path)
        for sheet in book:
            if not str(sheet["A1"].value).startswith("cityvitals-form"):
                continue
            is_city, places = keyed(sheet)
            # The rows of a table begin under its heading, units and rules.
            cells = [(places.get(key), 5, value) for key, value in city.items()] if is_city else []
            if not is_city:
                cells = [(8 + row, places.get(key), value) for row, values in enumerate(compounds) for key, value in values.items()]
            for row, column, value in cells:
                if row is not None and column is not None and value is not None:
                    sheet.cell(row, column, value)
                    filled += 1
        book.save(path)
    return filled


@pytest.mark.parametrize("by", ["level", "department", "whole"])
def test_filled_forms_come_back(catalogue, tmp_path, by):
    paths = catalogue.write_forms(tmp_path, by, period=2025, indicators=["35", "14"])
    assert fill(paths, CITY, COMPOUNDS) >= len(CITY) + 10
    dataset = catalogue.dataset(tmp_path)
    rows = [
        {"id": row["id"], "name": row["name"], "community": row["community_id"]}
        | {key: value for key, value in row.items() if key not in {"id", "name", "community_id"}}
        for row in COMPOUNDS
    ]
    direct = catalogue.dataset({"city": CITY, "compound": rows}, period=2025)
    assert (dataset.period, dataset.levels) == ("2025", direct.levels)
    assert dataset.table("compound").to_dict()["id"] == ["c1", "c2"]
    found, expected = catalogue.examine(dataset), catalogue.examine(direct)
    assert found["35"].value == expected["35"].value == Decimal("8.58")
    for compound in ("c1", "c2"):
        result = found.at("compound", compound, "14")
        assert (result.status, result.value) == ("ok", expected.at("compound", compound, "14").value)


def test_a_bad_cell_of_a_form_has_its_place(catalogue, tmp_path):
    paths = catalogue.write_forms(tmp_path, "level", period=2025, indicators=["35"])
    fill(paths, CITY | {"built_up_area": "约200"}, [])
    with pytest.raises(cv.CityvitalsError) as caught:
        catalogue.dataset(tmp_path)
    assert caught.value.code == "dataset.inexact_number"
    assert paths[0].name in caught.value.path
