"""One callable for a batch of articles: a data frame in, a data frame out.

Ray's ``map_batches``, Spark's ``mapInPandas`` and Dask's ``map_partitions`` all hand pieces of a
table to a function in a worker process, as pandas data frames. The callable here is that function.
It holds nothing but its options, so it travels to workers as a few bytes; the model is loaded by
the first batch of a process and kept by it. No engine is imported here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs

from quoteattr.errors import ExtractionError, FormatError, OptionError
from quoteattr.export.frames import DTYPES, needed, to_frame
from quoteattr.export.json import check_text
from quoteattr.export.tables import QUOTE_COLUMNS, Cell
from quoteattr.extractor import Modes, load
from quoteattr.records import KINDS, MODES, FailedDocument, QuoteDocument

if TYPE_CHECKING:
    import pandas
    from pyspark.sql.types import StructType

__all__ = ["ARTICLE_COLUMNS", "FrameExtractor"]

Rows: TypeAlias = Literal["quotes", "articles"]
Documents: TypeAlias = list[QuoteDocument | FailedDocument]

ERROR = "error"

# What a row of an article holds; the whole document is in it as JSON.
ARTICLE_COLUMNS: dict[str, Cell] = {
    "quotes": "number",
    "speakers": "number",
    "document": "text",
    ERROR: "text",
}
# A quote's row: the caller's own columns say which article it is from.
_QUOTE_COLUMNS: dict[str, Cell] = {
    name: cell for name, cell in QUOTE_COLUMNS.items() if name != "document"
} | {ERROR: "text"}

# The same categories in every batch: an engine joins batches whose types are alike.
_CATEGORIES = {"kind": KINDS, "mode": MODES}


def _one_of(*allowed: str) -> Any:
    def check(_: object, field: attrs.Attribute[Any], value: object) -> None:
        if value not in allowed:
            raise OptionError(field.name, value, " or ".join(map(repr, allowed)))

    return check


def _positive(_: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise OptionError(field.name, value, "a whole number from 1")


def _positive_or_none(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None:
        _positive(instance, field, value)


# Neither frozen nor slotted: Ray puts attributes of its own on it.
@attrs.define(kw_only=True, slots=False)
class FrameExtractor:
    """Reads the articles of a data frame; call it with one.

    It can be pickled, and the same one may be called from several threads.

    Attributes:
        text: the column that holds the texts; it is left out of what comes back.
        rows: ``"quotes"``: one row a quote, none for an article without quotes;
            ``"articles"``: one row an article, the document in it as JSON.
        prefix: put before the name of every new column, so that none is called like one of the
            caller's.
        keep_text: whether the column of texts comes back too.
        model: as for :func:`quoteattr.load`.
        modes: as for :func:`quoteattr.load`.
        guideline: as for :func:`quoteattr.load`.
        min_confidence: as for :func:`quoteattr.load`.
        batch_size: articles that are read together.
        threads: torch threads of the process that it is called in, since engines run a worker on
            every core; None leaves them as they are.

    Raises:
        OptionError: ``rows``, ``batch_size`` or ``threads`` has a value that does not exist.
    """

    text: str = "text"
    rows: Rows = attrs.field(default="quotes", validator=_one_of(*get_args(Rows)))
    prefix: str = ""
    keep_text: bool = False
    model: str | Path = "en"
    modes: Modes = "reported"
    guideline: str = "world"
    min_confidence: float | None = None
    batch_size: int = attrs.field(default=32, validator=_positive)
    threads: int | None = attrs.field(default=1, validator=_positive_or_none)

    @property
    def columns(self) -> dict[str, Cell]:
        """The new columns, in order, and what each holds, as in ``QUOTE_COLUMNS``.

        Those of ``"quotes"`` are ``QUOTE_COLUMNS`` without ``document``, and ``error``.
        """
        columns = _QUOTE_COLUMNS if self.rows == "quotes" else ARTICLE_COLUMNS
        return {self.prefix + name: cell for name, cell in columns.items()}

    def __call__(self, frame: pandas.DataFrame) -> pandas.DataFrame:
        """The caller's columns and the new ones, in the order of the articles.

        Every row has the index of its article. An article that cannot be read (no text at all, a
        lone surrogate, an unforeseen failure) costs no other: it has one row, in which ``error``
        says why and the other new columns are missing. An empty frame needs no model, so its
        result can serve as Dask's ``meta``.

        Args:
            frame: the articles.

        Raises:
            OptionError: ``frame`` is no data frame or has no such column of texts, or a new
                column is called like one of the caller's.
            MissingExtraError: pandas is not installed.
            ModelError: the model cannot be loaded.
        """
        kept = self._kept(frame)
        documents = self._read(frame[self.text])
        places, found = _quotes(documents) if self.rows == "quotes" else _articles(documents)
        own = frame[kept].iloc[places]
        found.index = own.index
        return own.assign(**{self.prefix + name: found[name] for name in found.columns})

    def frames(self, frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        """Each frame as the call gives it: what Spark's ``mapInPandas`` takes.

        Raises:
            OptionError: as for a call; so the others.
        """
        return map(self, frames)

    def spark_schema(self, schema: StructType) -> StructType:
        """The schema of what comes back, which ``mapInPandas`` wants to know.

        Args:
            schema: that of the articles.

        Raises:
            MissingExtraError: pyspark is not installed.
            OptionError: as for a call.
        """
        types: Any = needed("pyspark.sql.types", "spark")
        kept = self._own(schema.fieldNames())
        plain = {"number": types.LongType, "truth": types.BooleanType, "share": types.DoubleType}
        new = [
            types.StructField(name, plain.get(cell, types.StringType)())
            for name, cell in self.columns.items()
        ]
        made: StructType = types.StructType([schema[name] for name in kept] + new)
        return made

    def _kept(self, frame: object) -> list[str]:
        pandas = needed("pandas")
        if not isinstance(frame, pandas.DataFrame):
            advice = "a pandas data frame (of Ray: batch_format='pandas')"
            raise OptionError("frame", type(frame).__name__, advice)
        return self._own(list(frame.columns))

    def _own(self, names: list[str]) -> list[str]:
        """The caller's columns that come back."""
        if self.text not in names:
            raise OptionError("text", self.text, f"a column: {', '.join(map(str, names))}")
        kept = [name for name in names if self.keep_text or name != self.text]
        clash = [name for name in kept if name in self.columns]
        if clash:
            advice = f"another, such as 'quote_': the frame has a column {clash[0]!r} of its own"
            raise OptionError("prefix", self.prefix, advice)
        return kept

    def _read(self, column: pandas.Series) -> Documents:
        if not len(column):
            return []
        import torch

        if self.threads is not None:
            torch.set_num_threads(self.threads)
        # once a process: what is loaded is kept
        extractor = load(
            self.model,
            modes=self.modes,
            guideline=self.guideline,
            min_confidence=self.min_confidence,
        )
        texts = [
            None if missing else text for text, missing in zip(column, column.isna(), strict=True)
        ]
        documents = extractor.pipe(
            texts,  # type: ignore[arg-type]  # what is no text comes back as a failure
            batch_size=self.batch_size,
            on_error="return",
        )
        return [_writable(place, document) for place, document in enumerate(documents)]


def _writable(place: int, document: QuoteDocument | FailedDocument) -> Any:
    """A document that Arrow can hold, or the failure that it is."""
    if isinstance(document, QuoteDocument):
        try:
            check_text(document.text)
        except FormatError as error:
            return FailedDocument(place, error)
    return document


def _quotes(documents: Documents) -> tuple[list[int], pandas.DataFrame]:
    """The article of every row, as its place in the batch, and the rows."""
    import pandas

    frame = to_frame(documents).drop(columns="document")
    for name, categories in _CATEGORIES.items():
        frame[name] = frame[name].astype(pandas.CategoricalDtype(list(categories)))
    places: list[int] = []
    taken: list[int] = []
    count = 0
    for place, document in enumerate(documents):
        rows = len(document) if isinstance(document, QuoteDocument) else 1
        places += [place] * rows
        if isinstance(document, QuoteDocument):
            taken += range(count, count + rows)
            count += rows
        else:
            taken.append(-1)  # no such row: its cells are missing
    frame = frame.reindex(taken)
    frame[ERROR] = _text([_error(documents[place]) for place in places])
    return places, frame


def _articles(documents: Documents) -> tuple[list[int], pandas.DataFrame]:
    import pandas

    rows = [
        (len(d), len(d.speakers), d.to_json(), None)
        if isinstance(d, QuoteDocument)
        else (None, None, None, _error(d))
        for d in documents
    ]
    frame = pandas.DataFrame(rows, columns=list(ARTICLE_COLUMNS))
    dtypes = {name: DTYPES[cell] for name, cell in ARTICLE_COLUMNS.items()}
    return list(range(len(documents))), frame.astype(dtypes)


def _text(values: list[str | None]) -> Any:
    import pandas

    return pandas.array(values, dtype=DTYPES["text"])


def _error(document: QuoteDocument | FailedDocument) -> str | None:
    """Why a document failed, in words; its place in the batch says nothing to anybody."""
    if isinstance(document, QuoteDocument):
        return None
    error = document.error
    return error.reason if isinstance(error, ExtractionError) else str(error)
