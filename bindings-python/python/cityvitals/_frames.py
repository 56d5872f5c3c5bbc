"""Frames to the tables of other libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._cityvitals import Frame


def to_pandas(frame: Frame) -> Any:
    """Return a DataFrame whose numbers stay exact."""
    import pandas

    try:
        import pyarrow
    except ImportError:
        return pandas.DataFrame(frame.to_dict(), dtype=object)

    def exact(kind: Any) -> Any:
        # What NumPy has no exact or nullable type for; texts and categories are those of pandas.
        return (
            pandas.ArrowDtype(kind)
            if pyarrow.types.is_decimal(kind) or pyarrow.types.is_integer(kind) or pyarrow.types.is_boolean(kind)
            else None
        )

    return pyarrow.table(frame).to_pandas(types_mapper=exact)
