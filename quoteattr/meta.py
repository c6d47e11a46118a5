"""Who a document is: its id and the caller's fields, as plain data that every format can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from numbers import Integral, Real
from typing import Any

from quoteattr.errors import OptionError

__all__ = ["SURROGATE", "plain_id", "plain_meta"]

#: Half a UTF-16 pair, which no UTF-8 file holds.
SURROGATE = re.compile(r"[\ud800-\udfff]")
_MISSING = ("NAType", "NaTType")  # of pandas, which need not be installed


def plain_id(value: object) -> str | None:
    """An id as a string; a missing value is None, a lone surrogate in it becomes U+FFFD.

    >>> plain_id(7), plain_id(7.0), plain_id("news/a.txt"), plain_id(float("nan"))
    ('7', '7', 'news/a.txt', None)
    """
    plain = _plain(value)
    if isinstance(plain, float) and plain.is_integer():
        plain = int(plain)  # pandas makes floats of a column in which one is missing
    return plain if plain is None or isinstance(plain, str) else str(plain)


def plain_meta(value: Mapping[str, Any] | None) -> dict[str, Any]:
    """A copy of the caller's fields that is JSON: dates in ISO form, no NaN, other objects as text.

    >>> import datetime
    >>> plain_meta({"date": datetime.date(2024, 5, 3), "share": float("nan")})
    {'date': '2024-05-03', 'share': None}

    Raises:
        OptionError: it is no mapping, or it is nested too deeply.
    """
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise OptionError("meta", value, "a mapping, such as {'title': ..., 'date': ...}")
    try:
        return {_clean(str(name)): _plain(inner) for name, inner in value.items()}
    except RecursionError:
        raise OptionError("meta", "a mapping", "fields that are nested less deeply") from None


def _plain(value: object) -> Any:
    """One value; numbers of numpy and dates of pandas are taken for what they are."""
    if value is None or isinstance(value, bool) or type(value).__name__ in _MISSING:
        return value if isinstance(value, bool) else None
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if isfinite(value) else None
    if isinstance(value, Mapping):
        return {_clean(str(name)): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    isoformat = getattr(value, "isoformat", None)
    return _clean(str(isoformat() if isoformat else value))


def _clean(text: str) -> str:
    return str(SURROGATE.sub("\ufffd", text))
