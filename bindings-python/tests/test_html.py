"""Tables for notebooks: grades in colour, marks of evidence, and how a value came about behind it."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

import cityvitals as cv


class Reader(HTMLParser):
    """The cells of a table, with the classes and titles that stand in them; refuses what is not closed."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.open, self.marks = [], [], []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        if tag in ("br", "style"):
            return
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        self.marks += [(name, value) for name, value in attributes if name in ("class", "title")]

    def handle_endtag(self, tag):
        if tag != "style":
            assert self.open.pop() == tag

    def handle_data(self, data):
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += data

    def titles(self):
        return [value for name, value in self.marks if name == "title"]

    def classes(self):
        return {word for name, value in self.marks if name == "class" for word in value.split()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_shows_verdicts_and_how_values_came_about(yichang, lang):
    cv.set_language(lang)
    page = Reader(yichang._repr_html_())
    outcomes, statuses = cv.words()["outcome"], cv.words()["status"]
    highest = yichang.frame()["level"][0]
    shown = yichang.results(level=highest)
    assert len(page.rows) == len(shown) + 1
    for row, result in zip(page.rows[1:], shown, strict=True):
        assert result.name in row[1]
        assert row[2] == ("–" if result.value is None else format(result.value, "f"))
        assert row[4] == statuses[result.status]
        assert all(outcomes[verdict["outcome"]] in row[5] for verdict in result.verdicts)
        assert (("待核" if lang == "zh" else "to be verified") in row[1]) == (result.evidence != "source")
    assert {"good", "poor", "mark"} <= page.classes()
    explained = [result.explain() for result in [result for result in shown if result.value is not None][-12:]]
    assert len(explained) == 12
    assert set(explained) <= set(page.titles())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_grades_have_their_words_and_colours(yichang, lang):
    cv.set_language(lang)
    grades = yichang.grades()
    page = Reader(grades._repr_html_())
    words = cv.words()
    dimensions = grades.dimensions().to_dicts()
    assert [row[4] for row in page.rows[1 : len(dimensions) + 1]] == [words["overall_grade"].get(row["grade"], "") for row in dimensions]
    for row, graded in zip(page.rows[len(dimensions) + 1 :], grades.frame().to_dicts(), strict=False):
        assert row[4].startswith(words["grade"].get(graded["grade"], ""))
        assert ("*" in row[4]) == graded["ours"]
        assert graded["dimension"] not in row[1]
    assert {"good", "fine", "fair", "poor"} & page.classes()


def test_every_grade_has_a_colour_of_its_own():
    from cityvitals import _html

    for kind in ("grade", "overall_grade"):
        known = cv.words()[kind]
        assert list(_html._COLOURS[kind]) == list(known)
        assert len(set(_html._COLOURS[kind].values())) == len(known)


def test_problems_are_in_the_words_of_the_document(yichang):
    cv.set_language("zh")
    problems = yichang.problems()
    page = Reader(problems._repr_html_())
    assert len(page.rows) == min(len(problems), 150) + 1 + (len(problems) > 150)
    first = problems.frame().to_dicts()[0]
    words = cv.words()
    assert page.rows[1][2:4] == [format(yichang[first["level"], first["area"], first["indicator"]].value, "f"), first["unit_name"]]
    assert "." not in page.rows[1][2]
    assert page.rows[1][4:] == [
        words["degree"].get(first["degree"], "–"),
        words["class"][first["class"]],
        words["priority"][first["priority"]],
    ]
    assert not re.search("[a-z_]{4,}", "".join(cell for row in page.rows[1:] for cell in row[4:]))


def test_a_catalogue_has_names_for_ids(catalogue):
    cv.set_language("zh")
    density = next(row for row in Reader(catalogue._repr_html_()).rows if "城市道路网密度" in row[1])
    assert density[2:6] == [
        "生态宜居",
        "城市",
        "千米/平方千米",
        "（快速路长度 + 主干路长度 + 次干路长度 + 支路长度）÷ 市辖区建成区面积",
    ]
    assert density[6].startswith("≥ 8")


def test_nothing_of_a_caller_becomes_markup(catalogue):
    name = "<script>alert('某市')</script>\"&"
    report = catalogue.examine({"city": {"城市": name, "城市道路网密度": 9}})
    for page in (report._repr_html_(), report["35"]._repr_html_(), report.frame()._repr_html_(), report.grades()._repr_html_()):
        assert "<script" not in page
        assert name in unescape(page)
        Reader(page.replace("<pre", "<p").replace("</pre", "</p"))


def test_words_are_those_of_the_library(yichang):
    for lang in ("zh", "en"):
        words = cv.words(lang=lang)
        assert set(yichang.frame()["status"]) <= set(words["status"])
        assert set(yichang.grades().dimensions()["grade"]) - {None} <= set(words["overall_grade"])
        assert all(word for kind in words.values() for word in kind.values())
    assert cv.words(lang="zh")["overall_grade"] == {"excellent": "优", "good": "良", "medium": "中", "poor": "差"}
    with pytest.raises(ValueError, match="no such language"):
        cv.words(lang="fr")
