"""Runs every case of `spec/vectors` through the Python package: same text, digit for digit, as in Rust and JavaScript."""

import functools
from decimal import Decimal
from fractions import Fraction

import pytest

import cityvitals as cv
import vectors
from conftest import VECTORS

OWN_CATALOGUES = ("grading", "periods", "traps")
INDICATORS = sorted(path for path in VECTORS.glob("*/*.json") if path.parent.name not in OWN_CATALOGUES)
TRAPS = sorted(path for path in VECTORS.glob("*/*.json") if path.parent.name in ("periods", "traps"))
VERDICT = ("requirement", "outcome", "reason", "gap", "relative_gap_percent", "provisional")


def cases(files):
    for path in files:
        file = vectors.read(path)
        for case in file["cases"]:
            yield pytest.param(file, case, id=f"{path.parent.name} {path.stem}: {case['name']}")


builtin = functools.cache(cv.catalogue)


def build(catalogue, case):
    previous = catalogue.dataset(vectors.text(case["previous"])) if "previous" in case else None
    return catalogue.dataset(vectors.text(case["dataset"]), previous=previous)


def compare(result, expected):
    assert result.status == expected["status"]
    value = expected.get("value")
    assert (None if result.value is None else format(result.value, "f")) == value
    assert result.value is None or isinstance(result.value, Decimal)
    if "exact" in expected:
        assert result.to_dict().get("exact") == expected["exact"]
        assert result.exact == Fraction(expected["exact"])
    if "completeness" in expected:
        assert result.completeness == (expected["completeness"]["reported"], expected["completeness"]["expected"])
    if "verdicts" in expected:
        found = [{key: verdict[key] for key in VERDICT if key in verdict} for verdict in result.verdicts]
        assert found == expected["verdicts"]


def run(catalogue, indicator, case):
    dataset = build(catalogue, case)
    report = catalogue.examine(dataset, indicators=[indicator], **case.get("options", {}))
    assert case["expect"], "nothing is expected of it"
    for expected in case["expect"]:
        name = f"{indicator}.{expected['part']}" if "part" in expected else indicator
        compare(report[expected["level"], expected["area"], name], expected)
    report.verify(report.to_json())
    # The tables say what the results say.
    frame = report.frame().to_dict()
    documents = report.to_dict()["results"]
    assert [None if value is None else value for value in frame["value"]] == [
        Decimal(document["value"]) if "value" in document else None for document in documents
    ]
    assert frame["exact"] == [document.get("exact") for document in documents]


def refused(code):
    return pytest.raises(cv.CityvitalsError, check=lambda error: code in {problem.code for problem in error.problems})


@pytest.mark.parametrize(("file", "case"), list(cases(INDICATORS)))
def test_an_indicator(file, case):
    catalogue = builtin(file["catalogue"])
    if "error" in case:
        with refused(case["error"]):
            build(catalogue, case)
    else:
        run(catalogue, file["indicator"], case)


def test_every_indicator_has_cases(catalogue):
    files = [file for file in map(vectors.read, INDICATORS) if file["catalogue"] == catalogue.id]
    counted = {file["indicator"]: len(file["cases"]) for file in files}
    assert set(counted) == set(catalogue.indicators["id"])
    assert min(counted.values()) >= 2
    assert sum(counted.values()) >= 250


def load(file, name):
    own = file.get("catalogues", {}).get(name)
    return builtin(name) if own is None else cv.Catalogue.load(vectors.text(own))


@pytest.mark.parametrize(("file", "case"), list(cases(TRAPS)))
def test_a_trap(file, case):
    match case["kind"]:
        case "dataset":
            run(load(file, case["catalogue"]), case["indicator"], case)
        case "formula":
            catalogue, dataset = vectors.wrap(case)
            result = cv.Catalogue.load(catalogue).examine(dataset)["formula"]
            compare(result, {"status": case.get("status", "ok")} | {key: case[key] for key in ("value", "exact") if key in case})
        case "refused" if "formula" in case:
            with refused(case["code"]):
                cv.Catalogue.load(vectors.wrap(case)[0])
        case "refused":
            with refused(case["code"]):
                build(load(file, case["catalogue"]), case) if "dataset" in case else load(file, case["catalogue"])
        case "float":
            assert float(Decimal(case["decimal"])) == float(case["float"])
        case kind:
            pytest.fail(f"unknown kind {kind}")


def test_every_catalogue_of_the_vectors_is_there():
    assert {path.parent.name for path in INDICATORS} <= set(cv.catalogues())
