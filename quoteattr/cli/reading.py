"""From inputs to documents: texts through the extractor, saved documents as they are."""

from __future__ import annotations

import argparse
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from quoteattr.cli.options import DONE, SOME_FAILED
from quoteattr.cli.report import Progress, report, shows_progress, total, waiting
from quoteattr.cli.saved import ENDINGS, read_document, read_saved
from quoteattr.cli.sources import is_output
from quoteattr.cli.targets import are_many, target
from quoteattr.cli.writing import Done, Target
from quoteattr.errors import FormatError, InputError, QuoteattrError
from quoteattr.inputs import (
    STDIN,
    SUFFIXES,
    Input,
    files,
    is_document,
    is_jsonl,
    read_file,
    shown,
)
from quoteattr.records import QuoteDocument

if TYPE_CHECKING:
    from quoteattr.extractor import Extractor

__all__ = ["MIXED", "Item", "mixed", "mixed_once", "run", "saved", "texts"]

Item: TypeAlias = Input | Done | FormatError

# Endings of the files of a folder where both texts and documents are read.
MIXED = tuple(dict.fromkeys((*SUFFIXES, *ENDINGS)))


class Reading:
    """How texts become documents: the model, loaded when the first text needs it."""

    def __init__(self, options: argparse.Namespace, progress: Progress) -> None:
        self._options, self._progress = options, progress
        self._extractor: Extractor | None = None

    def load(self) -> Extractor:
        """The extractor, loaded once.

        Raises:
            ModelError: the model cannot be loaded.
            OptionError: an option has a value that is not possible.
        """
        if self._extractor is None:
            options = self._options
            with waiting("loading the model", quiet=options.quiet):
                extractor: Extractor = options.load(
                    options.model,
                    modes=options.modes,
                    min_confidence=options.min_confidence,
                    min_speaker_confidence=options.min_speaker_confidence,
                )
            self._extractor = extractor
        return self._extractor

    def documents(self, items: Iterable[Item]) -> Iterator[Done]:
        """Each item with its document, in order; what fails is reported.

        Raises:
            InputError: a document is to be read anew.
        """
        for saved, group in groupby(items, key=lambda item: isinstance(item, tuple)):
            if saved and getattr(self._options, "min_confidence", None) is not None:
                raise InputError(
                    "--min-confidence is for texts, and some of the inputs are documents; "
                    "give it to quoteattr extract"
                )
            if saved:
                yield from (item for item in group if isinstance(item, tuple))
            else:
                yield from self._extracted(group)

    def _extracted(self, items: Iterable[Item]) -> Iterator[Done]:
        given: deque[Input] = deque()
        for result in self._pipe(self._texts(items, given)):
            item = given.popleft()
            if isinstance(result, QuoteDocument):
                yield item, attrs.evolve(result, id=item.id, meta=item.meta)
            else:
                self._lost(f"{item.id}: {result.error}")

    def _texts(self, items: Iterable[Item], given: deque[Input]) -> Iterator[str]:
        for item in items:
            if isinstance(item, Input):
                given.append(item)
                yield item.text
            elif isinstance(item, FormatError):
                self._lost(str(item))

    def _lost(self, message: str) -> None:
        self._progress.fail(message)
        self._progress.step()

    def _pipe(self, texts: Iterator[str]) -> Iterator[Any]:
        """The extractor's own; it is loaded when there is a text."""
        for first in texts:
            yield from self.load().pipe(
                chain([first], texts),
                batch_size=self._options.batch_size,
                n_process=self._options.n_process,
                progress=False,
                on_error="return",
            )


def texts(options: argparse.Namespace) -> Iterator[Input | FormatError]:
    """The inputs that the options name, as texts.

    What an earlier run wrote to the same place, inside a folder, is none of them.
    """
    for path in options.paths:
        for file in files(path):
            if isinstance(file, FormatError):
                yield file
            elif not is_output(file, options.paths, options.output):
                yield from _texts_of(file, options)


def saved(options: argparse.Namespace) -> Iterator[Item]:
    """The inputs that the options name, as documents."""
    return read_saved(options.paths, options.given)


def mixed(options: argparse.Namespace) -> Iterator[Item]:
    """The inputs that the options name: documents where they hold such, else texts."""
    for path in options.paths:
        for file in files(path, MIXED):
            if isinstance(file, FormatError):
                yield file
            elif os.path.splitext(file)[1].lower() in ENDINGS and not is_jsonl(file):
                yield from read_saved([file])
            elif file == path or not _is_of_brat(file):
                yield from _texts_of(file, options, opened=True)


def mixed_once(options: argparse.Namespace) -> Iterator[Item]:
    """The same without those that stand there once more, with the same id and text."""
    seen: set[int] = set()
    again = 0
    for item in mixed(options):
        if not isinstance(item, FormatError):
            one = item[0] if isinstance(item, tuple) else item
            known = hash((one.id, one.text))
            if known in seen:
                again += 1
                continue
            seen.add(known)
        yield item
    if again:
        report(f"{again} stood there twice, with the same id and text, and count once")


def _texts_of(file: str, options: argparse.Namespace, *, opened: bool = False) -> Iterator[Any]:
    return read_file(
        file,
        text_field=options.text_field,
        id_field=options.id_field,
        lines=options.jsonl,
        other=_opened if opened else None,
    )


def _opened(where: str, data: dict[str, Any], file: str) -> Done | FormatError | None:
    """A line that is a document, as that document; None for a text."""
    if not is_document(data):
        return None
    return read_document(data, shown(file), where, int(where.rpartition(":")[2]))


def _is_of_brat(file: str) -> bool:
    """Whether a text is that of the annotations beside it."""
    stem, ending = os.path.splitext(file)
    return ending.lower() == ".txt" and os.path.exists(f"{stem}.ann")


def run(
    options: argparse.Namespace,
    items: Callable[[argparse.Namespace], Iterable[Item]],
    suffixes: tuple[str, ...],
    *,
    loads: bool = False,
) -> int:
    """Bring everything that the output has not yet to it; tell what is kept when that fails.

    Args:
        options: what the command was asked for.
        items: what is read.
        suffixes: endings of the files that are read of a folder.
        loads: whether the model is loaded first of all.

    Returns:
        The exit status.

    Raises:
        InputError: the options do not go together, or the output is one of the inputs.
        OutputError: the output cannot be written.
        ModelError: the model cannot be loaded.
        ExtractionError: a worker process died.
    """
    _check(options)
    progress = Progress()
    reading = Reading(options, progress)
    if loads:
        reading.load()
    place = target(options, suffixes)
    done = reading.documents(_missing(items(options), place, progress))
    many = are_many(options)
    if many and shows_progress(options.quiet, None if options.output else sys.stdout):
        progress.show(total(options.paths, suffixes))
    try:
        place.write(_stepping(done, progress, place), progress.fail)
    except _NothingReadError as error:
        place.abandon()
        progress.fail(str(error))
    except BaseException:
        kept = place.abandon()
        if kept:
            report(kept)
        raise
    finally:
        progress.close()
    if many and not options.quiet:
        report(progress.summary())
    return SOME_FAILED if progress.failures else DONE


def _check(options: argparse.Namespace) -> None:
    """Refuse what asks for something that cannot be.

    Raises:
        InputError: standard input is closed, or a field is named and no input has fields.
    """
    if STDIN in options.paths and sys.stdin is None:
        raise InputError("standard input: is closed; name a file, or give it one: < FILE")
    if any(map(_may_have_fields, options.paths)):
        return
    for name, usual in (("text_field", "text"), ("id_field", "id")):
        if getattr(options, name, usual) != usual:
            option = f"--{name.replace('_', '-')}"
            raise InputError(f"{option} is for .jsonl files; leave it out, or name such a file")


def _may_have_fields(path: str) -> bool:
    """Whether a path may lead to JSON lines; what is no file is told when it is read."""
    return is_jsonl(path) or path == STDIN or not os.path.isfile(path)


def _missing(items: Iterable[Item], place: Target, progress: Progress) -> Iterator[Item]:
    """The items that are to be read, and errors in the place of those that have no place."""
    for item in items:
        try:
            done = not isinstance(item, FormatError) and place.has(
                item[0] if isinstance(item, tuple) else item
            )
        except FormatError as error:
            yield error
            continue
        if done:
            progress.skipped += 1
            progress.step()
        else:
            yield item


class _NothingReadError(QuoteattrError):
    """All texts failed, so that there is nothing to put into the place of an earlier output."""


def _stepping(done: Iterable[Done], progress: Progress, place: Target) -> Iterator[Done]:
    """The documents, counted.

    Raises:
        _NothingReadError: some failed, none was written, and an earlier output would be replaced.
    """
    for item, document in done:
        failures = progress.failures
        yield item, document
        if progress.failures == failures:
            progress.done += 1
            progress.quotes += len(document)
        progress.step()
    if progress.failures and not progress.done and place.old():
        raise _NothingReadError(f"nothing could be read; {place.old()} is left as it was")
