"""What docstrings and the README show is what happens."""

import doctest
import inspect
import re

import pytest

import cityvitals as cv
from cityvitals import _cityvitals, engines, errors, plot
from conftest import ROOT

MODULES = (cv, errors, engines, plot)
CLASSES = [thing for thing in vars(_cityvitals).values() if inspect.isclass(thing)]
FUNCTIONS = [thing for thing in vars(_cityvitals).values() if inspect.isbuiltin(thing)]
MEMBERS = [
    (kind, name, member) for kind in CLASSES for name, member in vars(kind).items() if not name.startswith("_") or name == "__call__"
]


def texts():
    for module in MODULES:
        yield module.__name__, module.__doc__
    for thing in (*CLASSES, *FUNCTIONS):
        yield thing.__name__, thing.__doc__
    for kind, name, member in MEMBERS:
        yield f"{kind.__name__}.{name}", inspect.getdoc(member)


EXAMPLES = [pytest.param(name, text, id=name) for name, text in texts() if text and ">>>" in text]


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_an_example_is_true(name, text):
    test = doctest.DocTestParser().get_doctest(inspect.cleandoc(text), {}, name, None, None)
    assert test.examples
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed == 0


def test_there_are_examples():
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize(("kind", "name", "member"), MEMBERS, ids=lambda part: getattr(part, "__name__", str(part)))
def test_every_member_says_what_it_does(kind, name, member):
    text = inspect.getdoc(member)
    assert text, f"{kind.__name__}.{name}"
    assert re.search(r"[.:)]($|\n)", text), text
    # Names of sections are underlined, as numpydoc has it.
    for section in ("Parameters", "Returns", "Raises", "Examples"):
        if f"\n{section}\n" in text:
            assert f"\n{section}\n{'-' * len(section)}\n" in text


def test_the_readme_is_true():
    text = (ROOT / "bindings-python" / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names = {}
    exec(code, names)  # noqa: S102
    assert str(names["density"](names["city"]).value) == "8.58"
