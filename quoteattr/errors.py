"""Every error that quoteattr raises on purpose, in one tree.

::

    QuoteattrError
    ├── InputError
    │   ├── TextTypeError     (TypeError)   what was given is not a str
    │   ├── TextContentError  (ValueError)  a str that is no article: a path or an address
    │   ├── OptionError       (ValueError)  an option has a value that is not possible
    │   └── FormatError       (ValueError)  data that cannot be read back or written
    ├── ModelError
    │   ├── ModelNotFoundError              no such model name or folder
    │   ├── ModelFileError                  a model file is missing, truncated or altered
    │   └── ModelVersionError               a model of another format version
    ├── MissingExtraError   (ImportError)   an optional package is not installed
    └── ExtractionError                     reading one document failed unexpectedly

Each error carries its data as attributes, and its message ends with what to do.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = [
    "ExtractionError",
    "FormatError",
    "InputError",
    "MissingExtraError",
    "ModelError",
    "ModelFileError",
    "ModelNotFoundError",
    "ModelVersionError",
    "OptionError",
    "QuoteattrError",
    "TextContentError",
    "TextTypeError",
]


class QuoteattrError(Exception):
    """Base of all errors of this package."""

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is pickled as its class called with its message, which none of these take;
        # and they come back from worker processes.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(cls: type[QuoteattrError], args: tuple[Any, ...], data: Any) -> QuoteattrError:
    error = cls.__new__(cls, *args)
    error.__dict__.update(data)
    return error


class InputError(QuoteattrError):
    """What was given cannot be worked on."""


class TextTypeError(InputError, TypeError):
    """A document is not a str.

    Attributes:
        found: the name of the type that was given.
    """

    def __init__(self, value: object) -> None:
        self.found = type(value).__name__
        super().__init__(f"a document must be a str, not {self.found}; {_text_advice(value)}")


def _text_advice(value: object) -> str:
    if isinstance(value, bytes | bytearray):
        return "decode it first: extract(data.decode('utf-8'))"
    if isinstance(value, Path):
        return "read it first: extract(path.read_text(encoding='utf-8'))"
    if isinstance(value, tuple | Mapping):
        return "for texts with an id and fields use pipe([(text, fields), ...], as_tuples=True)"
    if type(value).__name__ in _MISSING:
        return "pass '' for an empty document"
    return "for several documents use Extractor.pipe(texts)"


# What stands for nothing in Python, in pandas and in its columns of numbers.
_MISSING = frozenset({"NoneType", "NAType", "float"})


class TextContentError(InputError, ValueError):
    """A document is a str, but no article: the path of a file, for example.

    Attributes:
        text: its beginning.
        reason: what it is, and what to do.
    """

    def __init__(self, text: str, reason: str) -> None:
        self.text = text[:_LONGEST]
        self.reason = reason
        super().__init__(f"text={_short(self.text)} {reason}")


class OptionError(InputError, ValueError):
    """An option has a value that is not possible.

    Attributes:
        option: the option's name.
        value: the value that was given.
        allowed: the values that exist, in words.
    """

    def __init__(self, option: str, value: object, allowed: str) -> None:
        self.option = option
        self.value = value
        self.allowed = allowed
        super().__init__(f"{option}={_short(value)} is not possible; use {allowed}")


def _short(value: object) -> str:
    """A value as it is written in Python, cut where it would hide the message."""
    words = repr(value)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 3]}..."


_LONGEST = 120


class FormatError(InputError, ValueError):
    """Data that should hold documents cannot be read back, or a format cannot hold a document.

    Attributes:
        where: the field, file or line that is wrong.
        reason: what is wrong with it.
    """

    def __init__(self, where: str, reason: str) -> None:
        self.where = where
        self.reason = reason
        super().__init__(f"{where}: {reason}")


class ModelError(QuoteattrError):
    """A model cannot be loaded."""


class ModelNotFoundError(ModelError):
    """There is no model of that name, and no folder either.

    Attributes:
        name: the name or folder that was asked for.
        known: the names of the bundled models.
        instead: the model to use where the name is that of one of earlier versions.
    """

    def __init__(self, name: str, known: Sequence[str], instead: str | None = None) -> None:
        self.name = name
        self.known = tuple(known)
        self.instead = instead
        advice = f"bundled models: {', '.join(self.known)}; "
        advice += "or give the path of a folder that holds a manifest.json"
        if instead is not None:
            advice = f"it is no longer carried: use {instead!r}, which replaces it"
        super().__init__(f"no model {name!r}; {advice}")


class ModelFileError(ModelError):
    """A file of a model is missing, truncated, altered or of another format.

    Attributes:
        path: the file.
        reason: what is wrong with it.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}; install the package (or copy the model) again")


class ModelVersionError(ModelError):
    """A model was made for another version of the format.

    Attributes:
        path: the file that says so, the manifest or ``attribution.json``.
        found: its format version.
        expected: the format version that this package reads.
    """

    def __init__(self, path: Path, found: object, expected: int) -> None:
        self.path = path
        self.found = found
        self.expected = expected
        super().__init__(
            f"{path}: model format {found!r}, but this package reads format {expected}; "
            "use the model that belongs to this version of quoteattr, or train it again"
        )


class MissingExtraError(QuoteattrError, ImportError):
    """A function needs a package that is only installed with an extra of quoteattr.

    Attributes:
        package: the package that is missing.
        extra: the extra that brings it.
    """

    def __init__(self, package: str, extra: str) -> None:
        self.package = package
        self.extra = extra
        super().__init__(
            f"{package} is not installed; install it with: pip install {package} "
            f"(or quoteattr with its extra {extra!r})"
        )


class ExtractionError(QuoteattrError):
    """A document could not be read through, for a reason that nobody foresaw.

    Attributes:
        index: the document's position in the input, 0-based.
        reason: the original error, in words.
    """

    def __init__(self, index: int, reason: str) -> None:
        self.index = index
        self.reason = reason
        super().__init__(
            f"document {index}: {reason}; please report it with the text, if you can share it"
        )
