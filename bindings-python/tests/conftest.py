"""What the tests share: the catalogue, the vectors, the example of a real city."""

from pathlib import Path

import pytest

import cityvitals as cv

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "spec" / "vectors"
YICHANG = ROOT / "spec" / "examples" / "yichang-2025"


@pytest.fixture(autouse=True)
def english():
    before = cv.get_language()
    cv.set_language("en")
    yield
    cv.set_language(before)


@pytest.fixture(scope="session")
def catalogue():
    return cv.catalogue("mohurd-2025")


@pytest.fixture(scope="session")
def yichang(catalogue):
    return catalogue.examine(YICHANG)
