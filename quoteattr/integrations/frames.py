"""One callable for a batch of articles: a table in, a table of the same sort out.

Ray's ``map_batches``, Spark's ``mapInPandas`` and Dask's ``map_partitions`` all hand pieces of a
table to a function in a worker process, as pandas data frames or as Arrow tables. The callable here
is that function. It holds nothing but its options, so it travels to workers as a few bytes; the
model is loaded by the first batch of a process and kept by it. No engine is imported here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import attrs

from quoteattr.errors import OptionError
from quoteattr.export.frames import needed
from quoteattr.export.tables import Cell
from quoteattr.extractor import load
from quoteattr.integrations.rows import COLUMNS, Found, Rows, as_frame, as_table, rows_of
from quoteattr.options import LEAST_SPEAKER, Modes, check_number

if TYPE_CHECKING:
    import pandas
    import pyarrow
    from pyspark.sql.types import StructType

__all__ = ["FrameExtractor"]

Frame = TypeVar("Frame", "pandas.DataFrame", "pyarrow.Table")


def _one_of(*allowed: str) -> Any:
    def check(_: object, field: attrs.Attribute[Any], value: object) -> None:
        if value not in allowed:
            raise OptionError(field.name, value, " or ".join(map(repr, allowed)))

    return check


def _positive(_: object, field: attrs.Attribute[Any], value: int) -> None:
    check_number(field.name, value)


def _positive_or_none(instance: object, field: attrs.Attribute[Any], value: int | None) -> None:
    if value is not None:
        _positive(instance, field, value)


# Neither frozen nor slotted: Ray puts attributes of its own on it.
@attrs.define(kw_only=True, slots=False)
class FrameExtractor:
    """Reads the articles of a data frame or an Arrow table; call it with one.

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
        min_speaker_confidence: as for :func:`quoteattr.load`.
        batch_size: articles that are read together.
        threads: torch threads of the process that it is called in, since engines run a worker on
            every core; None leaves them as they are.

    Raises:
        OptionError: ``rows``, ``batch_size`` or ``threads`` has a value that is not possible.
    """

    text: str = "text"
    rows: Rows = attrs.field(default="quotes", validator=_one_of(*get_args(Rows)))
    prefix: str = ""
    keep_text: bool = False
    model: str | Path = "en"
    modes: Modes = "reported"
    guideline: str = "world"
    min_confidence: float | None = None
    min_speaker_confidence: float = LEAST_SPEAKER
    batch_size: int = attrs.field(default=32, validator=_positive)
    threads: int | None = attrs.field(default=1, validator=_positive_or_none)

    @property
    def columns(self) -> dict[str, Cell]:
        """The new columns, in order, and what each holds, as in ``QUOTE_COLUMNS``.

        Those of ``"quotes"`` are ``QUOTE_COLUMNS`` without what tells the document, and ``error``.
        """
        return {self.prefix + name: cell for name, cell in COLUMNS[self.rows].items()}

    def __call__(self, frame: Frame) -> Frame:
        """The caller's columns and the new ones, in the order of the articles.

        A data frame gives a data frame, in which every row has the index of its article; an Arrow
        table gives an Arrow table, with the types that ``write_parquet`` writes. An article that
        cannot be read (no text at all, a lone surrogate, an unforeseen failure) costs no other: it
        has one row, in which ``error`` says why and the other new columns are missing. An empty
        frame needs no model, so its result can serve as Dask's ``meta``.

        Args:
            frame: the articles.

        Raises:
            OptionError: ``frame`` is neither or has no such column of texts, or a new column is
                called like one of the caller's.
            MissingExtraError: pandas is not installed, and ``frame`` is no Arrow table.
            ModelError: the model cannot be loaded.
        """
        read: Any = self._table if _is_table(frame) else self._frame
        result: Frame = read(frame)
        return result

    def _frame(self, frame: pandas.DataFrame) -> pandas.DataFrame:
        pandas = needed("pandas")
        if not isinstance(frame, pandas.DataFrame):
            advice = "a pandas data frame or an Arrow table (of Ray: batch_format='pyarrow')"
            raise OptionError("frame", type(frame).__name__, advice)
        kept = self._own(list(frame.columns))
        column = frame[self.text]
        texts = [
            None if missing else text for text, missing in zip(column, column.isna(), strict=True)
        ]
        places, cells = rows_of(self._read(texts), self.rows)
        found = as_frame(cells, self.rows)
        own = frame[kept].iloc[places]
        found.index = own.index
        return own.assign(**{self.prefix + name: found[name] for name in found.columns})

    def _table(self, table: pyarrow.Table) -> pyarrow.Table:
        kept = self._own(table.column_names)
        places, cells = rows_of(self._read(table[self.text].to_pylist()), self.rows)
        found = as_table(cells, self.rows)
        arrow = needed("pyarrow")
        rows = arrow.array(places, "int64")
        own = [table[name].take(rows) for name in kept]
        fields = [table.schema.field(name) for name in kept]
        fields += [field.with_name(self.prefix + field.name) for field in found.schema]
        schema = arrow.schema(fields, _plain(table.schema.metadata))
        return arrow.Table.from_arrays(own + found.columns, schema=schema)

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

    def _own(self, names: list[str]) -> list[str]:
        """The caller's columns that come back."""
        if self.text not in names:
            raise OptionError("text", self.text, f"a column: {', '.join(map(str, names))}")
        if names.count(self.text) > 1:
            raise OptionError("text", self.text, "a column whose name no other has")
        kept = [name for name in names if self.keep_text or name != self.text]
        clash = [name for name in kept if name in self.columns]
        if clash:
            advice = f"another, such as 'quote_': the frame has a column {clash[0]!r} of its own"
            raise OptionError("prefix", self.prefix, advice)
        return kept

    def _read(self, texts: list[Any]) -> list[Found]:
        """What is found in the texts of a piece; what is no text comes back as a failure."""
        if not texts:
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
            min_speaker_confidence=self.min_speaker_confidence,
        )
        return list(extractor.pipe(texts, batch_size=self.batch_size, on_error="return"))


def _is_table(frame: object) -> bool:
    """Whether it is an Arrow table; whoever has one has imported pyarrow."""
    arrow: Any = sys.modules.get("pyarrow")
    return arrow is not None and isinstance(frame, arrow.Table)


def _plain(metadata: dict[bytes, bytes] | None) -> dict[bytes, bytes]:
    """Without what pandas noted of the columns and the index that the table had before."""
    return {name: value for name, value in (metadata or {}).items() if name != b"pandas"}
