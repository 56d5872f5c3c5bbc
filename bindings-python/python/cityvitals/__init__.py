"""Exact, explained indicators of China's city physical examination (城市体检).

>>> import cityvitals as cv
>>> catalogue = cv.catalogue("mohurd-2025")
>>> city = {"城市": "某市", "快速路长度": 120, "主干路长度": "310.5", "次干路长度": 402, "支路长度": "903.8", "建成区面积（公顷）": 20239}
>>> report = catalogue.examine({"city": city}, period=2025)
>>> report["road_network_density"].value
Decimal('8.58')
>>> print(report["road_network_density"].explain(lang="en").splitlines()[0])
35 Road network density · 某市

Numbers are exact decimals from the input to the output: ``decimal.Decimal`` in Python, ``decimal128`` in Arrow. Errors are exceptions with
``code``, ``path`` and ``message``, one class for each family of codes; see `cityvitals.errors`.
"""

from __future__ import annotations

import os as _os

from ._cityvitals import (
    Calculator,
    Catalogue,
    Dataset,
    Frame,
    Grades,
    GradingScheme,
    Problems,
    Report,
    Result,
    Series,
    __version__,
    catalogues,
    get_language,
    series,
    set_language,
    words,
)
from .errors import CityvitalsError, Diagnostic

__all__ = [
    "Calculator",
    "Catalogue",
    "CityvitalsError",
    "Dataset",
    "Diagnostic",
    "Frame",
    "Grades",
    "GradingScheme",
    "Problems",
    "Report",
    "Result",
    "Series",
    "__version__",
    "catalogue",
    "catalogues",
    "get_language",
    "series",
    "set_language",
    "words",
]


def catalogue(name: str) -> Catalogue:
    """Load a catalogue that comes with the library.

    Parameters
    ----------
    name : str
        Id, such as ``"mohurd-2025"``; see `catalogues`. `Catalogue.load` loads one of your own.

    Raises
    ------
    CatalogueError
        When there is no such catalogue, with the nearest id.
    """
    return Catalogue.builtin(name)


# The language of the locale, as far as there are texts in it; Chinese for a Chinese locale and where none is set.
for _variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
    if _os.environ.get(_variable, "").startswith(("zh", "en")):
        set_language(_os.environ[_variable])
        break
del _variable
