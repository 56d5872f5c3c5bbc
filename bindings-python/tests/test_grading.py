"""Runs the vectors of `spec/vectors/grading`."""

import pytest

import cityvitals as cv
import vectors
from conftest import VECTORS

FILE = vectors.read(VECTORS / "grading" / "cases.json")
CASES = [pytest.param(case, id=case["name"]) for case in FILE["cases"]]


def found_grade(graded):
    decisive = next((yardstick for yardstick in graded.get("yardsticks", []) if yardstick["role"] == "decides"), {})
    survey = graded.get("survey") or {}
    found = {key: graded.get(key) for key in ("indicator", "grade", "decided_by", "ungraded", "base", "shift", "by_rule", "provisional")}
    found |= {"percent": decisive.get("percent"), "band": decisive.get("band")}
    found |= {"survey_score": survey.get("score"), "lowered": survey.get("lowered")}
    return {key: value for key, value in found.items() if value not in (None, False)}


def found_problem(problem):
    found = {key: problem.get(key) for key in ("level", "area", "indicator", "difficulty")}
    found["reasons"] = [reason["kind"] for reason in problem["reasons"]]
    found["degree"] = (problem.get("degree") or {}).get("severity")
    found["class"] = problem["class"]["class"]
    found["priority"] = problem["priority"]["priority"]
    found["urgent"] = problem.get("urgent", False)
    found["recurring"] = problem["priority"].get("recurring", False)
    found["cases"] = {found["check"]: found["cases"] for found in problem.get("sub_problems", [])}
    prevalence = problem.get("prevalence") or {}
    found |= {"concerned": prevalence.get("concerned"), "judged": prevalence.get("judged")}
    return {key: value for key, value in found.items() if value not in (None, False, {})}


def known(expected):
    return {key: value for key, value in expected.items() if value not in (None, False, {})}


@pytest.mark.parametrize("case", CASES)
def test_a_case(case):
    catalogue = cv.catalogue(FILE["catalogue"])
    previous = catalogue.dataset(vectors.text(case["previous"])) if "previous" in case else None
    report = catalogue.examine(vectors.text(case["dataset"]), previous=previous)
    judgements = case.get("judgements", [])
    if "error" in case:
        with pytest.raises(cv.CityvitalsError, check=lambda error: case["error"] in {problem.code for problem in error.problems}):
            report.grades(FILE["scheme"], judgements)
        return
    grades = report.grades(FILE["scheme"], judgements)
    for expected in case.get("grades", []):
        assert found_grade(grades[expected["indicator"]]) == known(expected)
    problems = report.problems(FILE["scheme"], judgements)
    for expected in case.get("problems", []):
        assert found_problem(problems.at(expected["level"], expected["area"], expected["indicator"])) == known(expected)
    document = problems.to_dict()
    undetermined = [{**entry, "cause": entry["cause"]["kind"]} for entry in document["undetermined"]]
    for expected in case.get("undetermined", []):
        assert any(expected.items() <= entry.items() for entry in undetermined), expected
    for indicator in case.get("no_problem", []):
        assert indicator not in {entry["indicator"] for entry in (*document["problems"], *undetermined)}


def test_the_tables_of_a_real_city(yichang):
    grades, problems = yichang.grades(), yichang.problems()
    assert len(problems.frame()) == len(problems) > 10
    assert set(grades.frame()["grade"]) <= {"very_good", "good", "fair", "insufficient", None}
    assert grades.dimensions().columns == ["level", "area", "dimension", "name", "grade"]
    problem = problems.frame().to_dicts()[0]
    assert problem["name"] in problems.explain(problem["level"], problem["area"], problem["indicator"])
    assert sum(problems.sub_problems()["cases"]) > 0
    assert grades.explain(lang="zh") != grades.explain(lang="en")
