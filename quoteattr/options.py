"""Options: what callers may ask for, checked before anything is loaded.

Each check raises :class:`~quoteattr.errors.OptionError`, which names the option and what it allows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from numbers import Integral, Real
from pathlib import Path
from typing import Literal, TypeAlias

import attrs

from quoteattr.errors import OptionError
from quoteattr.records import MODES, Mode

__all__ = [
    "LEAST_SPEAKER",
    "Guideline",
    "Modes",
    "Wanted",
    "check_choice",
    "check_confidence",
    "check_number",
    "check_texts",
    "folder",
    "modes",
]

Modes: TypeAlias = Literal["reported", "all"] | Mode | Collection[Mode]
Guideline: TypeAlias = Literal["world", "polnear"]

#: How sure a speaker must be to be named, where nothing else is asked for: of held-out articles
#: hardly anybody below it was right.
LEAST_SPEAKER = 0.1

_REPORTED: frozenset[Mode] = frozenset({"speech", "writing"})


@attrs.frozen
class Wanted:
    """What of the quotes of a text is wanted.

    Attributes:
        modes: their modes.
        min_confidence: how sure a quote must be, in [0, 1]; the model's own threshold where None.
        min_speaker_confidence: how sure its speakers must be to be named, in [0, 1].
    """

    modes: frozenset[Mode]
    min_confidence: float | None = None
    min_speaker_confidence: float = LEAST_SPEAKER


def modes(asked: Modes) -> frozenset[Mode]:
    """The modes that are asked for.

    >>> sorted(modes("reported")), sorted(modes("thought"))
    (['speech', 'writing'], ['thought'])

    Raises:
        OptionError: there is no such mode, or none is asked for.
    """
    if asked == "reported":
        return _REPORTED
    if asked == "all":
        return frozenset(MODES)
    try:
        named: frozenset[str] = frozenset((asked,) if isinstance(asked, str) else asked)
    except TypeError:
        named = frozenset()
    chosen = frozenset(mode for mode in MODES if mode in named)
    if not chosen or chosen != named:
        raise OptionError("modes", asked, f"'reported', 'all' or a set of {_or(MODES)}")
    return chosen


def folder(option: str, value: str | Path) -> str | Path:
    """What names a folder, or a bundled model.

    Raises:
        OptionError: it is of another type.
    """
    if isinstance(value, str | Path):
        return value
    name = "the name of a bundled model, or " if option == "model" else ""
    raise OptionError(option, value, f"{name}the path of a folder, as a str or a Path")


def check_confidence(option: str, value: float | None, *, needed: bool = False) -> None:
    """Refuse what is no probability.

    Args:
        option: what it is for.
        value: it.
        needed: whether None will not do.

    Raises:
        OptionError: it is neither a number from 0 to 1 nor None where that is allowed.
    """
    if value is None and not needed:
        return
    # also those of numpy, which are no int and float
    number = isinstance(value, Real) and not isinstance(value, bool)
    if value is None or not number or not 0 <= value <= 1:
        allowed = "a number from 0 to 1"
        raise OptionError(option, value, allowed if needed else f"{allowed}, or None")


def check_number(option: str, value: int) -> None:
    """Refuse what does not count something.

    Raises:
        OptionError: it is no whole number from 1 on.
    """
    if not isinstance(value, Integral) or isinstance(value, bool) or value < 1:
        raise OptionError(option, value, "a whole number from 1")


def check_choice(option: str, value: str, allowed: Sequence[str]) -> None:
    """Refuse what is none of some values.

    Raises:
        OptionError: it is another one.
    """
    if value not in allowed:
        raise OptionError(option, value, _or(allowed))


def check_texts(texts: object) -> None:
    """Refuse what is not several texts.

    Raises:
        OptionError: it is one text, a table, or nothing of the sort.
    """
    if isinstance(texts, Mapping) or hasattr(texts, "columns"):
        allowed = 'its texts alone, such as frame["text"]'
        raise OptionError("texts", type(texts).__name__, allowed)
    many = isinstance(texts, Iterable) or hasattr(texts, "__getitem__")
    if isinstance(texts, str | bytes | bytearray) or not many:
        given = "one text" if isinstance(texts, str) else type(texts).__name__
        raise OptionError("texts", given, "a list or another iterable of texts (str)")


def _or(values: Sequence[str]) -> str:
    quoted = [repr(value) for value in values]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"
