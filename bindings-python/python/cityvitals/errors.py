"""Errors: one class for each family of codes, with code, path and message.

The codes are the same in Rust, Python and JavaScript. ``except CityvitalsError`` catches every error of the library,
``except DatasetError`` only those of data.
"""

from __future__ import annotations

from ._cityvitals import get_language

TYPE_CHECKING = False  # that of `typing`, which takes longer to import than the rest of the package
if TYPE_CHECKING:
    from typing import Any


__all__ = [
    "CatalogueError",
    "CityvitalsError",
    "DatasetError",
    "Diagnostic",
    "ExamineError",
    "FileError",
    "FormError",
    "FormulaError",
    "GradingError",
    "JudgementError",
    "MapError",
    "MeasureError",
    "ProfileError",
    "PublishError",
    "ReplayError",
    "SheetError",
    "UnitError",
]


_FIELDS = (
    "code",
    "severity",
    "message_zh",
    "message_en",
    "file",
    "line",
    "column",
    "row",
    "field",
    "area",
    "suggestion",
    "labels",
)


class Diagnostic:
    """One thing that is wrong, or worth knowing.

    Attributes
    ----------
    code : str
        Stable code, such as ``"dataset.bad_number"``.
    severity : {"error", "warning", "note"}
        How bad it is.
    message_zh, message_en : str
        Message in Chinese and in English.
    file : str or None
        Name of the file or table.
    line, column : int or None
        Place in the file, both from one.
    row : int or None
        Row of the table, from one, the header not counted.
    field : str or None
        Header of the table's column, or the key path in a catalogue file.
    area : str or None
        Id of the area.
    suggestion : str or None
        What was probably meant.
    labels : tuple of dict
        Every place that it points at.
    """

    __slots__ = _FIELDS

    code: str
    severity: str
    message_zh: str
    message_en: str
    file: str | None
    line: int | None
    column: int | None
    row: int | None
    field: str | None
    area: str | None
    suggestion: str | None
    labels: tuple[dict[str, Any], ...]

    def __init__(self, **record: Any) -> None:
        for name in _FIELDS:
            object.__setattr__(self, name, record.get(name))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Diagnostic does not change: {name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Diagnostic) and all(getattr(self, name) == getattr(other, name) for name in _FIELDS)

    def __hash__(self) -> int:
        return hash((self.code, self.path, self.message_en))

    def __repr__(self) -> str:
        return f"<{self.severity} {self.code} at {self.path or '?'}: {self.message}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _diagnostic, ({name: getattr(self, name) for name in _FIELDS},)

    def message_in(self, lang: str | None = None) -> str:
        """Return the message in a language; without one, in the language of `cityvitals.get_language`."""
        return self.message_zh if (lang or get_language()).startswith("zh") else self.message_en

    @property
    def message(self) -> str:
        """Message in the language of `cityvitals.get_language`."""
        return self.message_in()

    @property
    def path(self) -> str:
        """Where it is: file or table, line or row, column; such as ``building.csv:3:层数``."""
        place = self.line if self.line is not None else self.row
        within = self.field if self.field is not None else self.column
        return ":".join(str(part) for part in (self.file, place, within) if part is not None)

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


def _diagnostic(record: dict[str, Any]) -> Diagnostic:
    return Diagnostic(**record)


class CityvitalsError(Exception):
    """What the library refuses.

    Attributes
    ----------
    code : str
        Stable code of the first error.
    path : str
        Where the first error is: file or table, line or row, column.
    message : str
        What is wrong with it, in the language that was set when it was raised.
    problems : tuple of Diagnostic
        Everything that was found, warnings included.
    """

    def __init__(
        self, code: str, path: str, message: str, problems: tuple[Diagnostic, ...] = (), rendered: tuple[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.path = path
        self.message = message
        self.problems = problems
        self._rendered = rendered

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return type(self), (self.code, self.path, self.message, self.problems, self._rendered)

    def render(self, lang: str | None = None) -> str:
        """Return everything that was found, with the lines that it points at, in Chinese (``"zh"``) or English (``"en"``)."""
        if self._rendered is None:
            return f"{self.path}: {self.message}" if self.path else self.message
        return self._rendered[0 if (lang or get_language()).startswith("zh") else 1]

    def __str__(self) -> str:
        return self.render()


class CatalogueError(CityvitalsError):
    """A catalogue that cannot be used: names, levels, roll-up (``catalogue.*``)."""


class FileError(CityvitalsError):
    """A file that is no TOML or JSON of the expected form (``file.*``)."""


class FormulaError(CityvitalsError):
    """A formula that has no meaning (``formula.*``)."""


class UnitError(CityvitalsError):
    """A unit that is not known or does not fit (``unit.*``)."""


class DatasetError(CityvitalsError):
    """Data that cannot be read as they stand (``dataset.*``)."""


class ProfileError(CityvitalsError):
    """A statement about the city that cannot be understood (``profile.*``)."""


class ExamineError(CityvitalsError):
    """An examination of indicators or levels that do not exist (``examine.*``)."""


class GradingError(CityvitalsError):
    """A grading scheme that cannot be used (``grading.*``)."""


class JudgementError(CityvitalsError):
    """Judgements of people that cannot be used (``judgement.*``)."""


class MeasureError(CityvitalsError):
    """Measures that cannot be used (``measure.*``)."""


class FormError(CityvitalsError):
    """A filled form that cannot be read (``form.*``)."""


class MapError(CityvitalsError):
    """A map that cannot be drawn (``map.*``)."""


class PublishError(CityvitalsError):
    """A template that cannot be filled (``publish.*``)."""


class SheetError(CityvitalsError):
    """A table that cannot be written (``sheet.*``)."""


class ReplayError(CityvitalsError):
    """A report that comes out differently when it is run again (``replay.*``)."""


_FAMILIES = {
    "catalogue": CatalogueError,
    "dataset": DatasetError,
    "examine": ExamineError,
    "file": FileError,
    "form": FormError,
    "formula": FormulaError,
    "grading": GradingError,
    "judgement": JudgementError,
    "map": MapError,
    "measure": MeasureError,
    "profile": ProfileError,
    "publish": PublishError,
    "sheet": SheetError,
    "unit": UnitError,
}


def _diagnostics(records: list[dict[str, Any]]) -> tuple[Diagnostic, ...]:
    return tuple(Diagnostic(**{**record, "labels": tuple(record["labels"])}) for record in records)


def _from_records(records: list[dict[str, Any]], rendered: tuple[str, str], lang: str) -> CityvitalsError:
    problems = _diagnostics(records)
    first = next((problem for problem in problems if problem.severity == "error"), problems[0])
    family = _FAMILIES.get(first.code.partition(".")[0], CityvitalsError)
    return family(first.code, first.path, first.message_in(lang), problems, rendered)
