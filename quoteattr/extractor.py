"""Start here: a text's way from words to records, and how many texts go it together.

::

    text ─ story ─ marks ─ attribution ─ postprocess ─ entities ─ coref ─ records

Each step is a call on frozen data; this module calls them in order and does the batching.
What is slow to import (torch, Stanza, regular expressions) is imported when a model is loaded
or used, not before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

import attrs

from quoteattr import models, options
from quoteattr.attribution.records import GUIDELINES, Attribution, selected
from quoteattr.errors import ExtractionError, InputError, OptionError, QuoteattrError
from quoteattr.forking import Lock
from quoteattr.inputs import check_text
from quoteattr.memory import Reading
from quoteattr.options import LEAST_SPEAKER, Guideline, Modes, Wanted
from quoteattr.records import MODES, FailedDocument, Mode, QuoteDocument
from quoteattr.steps import Steps, StepsKey, load_steps

if TYPE_CHECKING:
    from quoteattr.annotation.records import Annotation

__all__ = ["Extractor", "extract", "load"]

Context = TypeVar("Context")

# One thread loads at a time: another that wants the same model finds it loaded.
_loading = Lock()

# What this process has read, with whatever extractor.
_reading = Reading()


def extract(
    text: str,
    *,
    id: str | None = None,
    meta: Mapping[str, Any] | None = None,
    modes: Modes = "reported",
    model: str | Path = "en",
    min_confidence: float | None = None,
    min_speaker_confidence: float = LEAST_SPEAKER,
) -> QuoteDocument:
    """Find who said what in one text.

    Loads the model at the first call and keeps it.

    Args:
        text: English text, paragraphs separated by line ends.
        id: your name for the text.
        meta: your own fields of it, such as title and date; see :class:`QuoteDocument`.
        modes: ``"reported"`` (speech and writing), ``"all"`` (thought too) or a set of modes.
        model: name of a bundled model, or the path of a model folder.
        min_confidence: leave out quotes below this confidence, in [0, 1]; by default the model's
            own threshold. 0 gives every candidate.
        min_speaker_confidence: leave the speakers of a quote unknown below this
            ``speaker_confidence``, in [0, 1]. 0 names the likeliest always.

    Raises:
        TextTypeError: ``text`` is not a str.
        TextContentError: ``text`` is the path of a file, or an address.
        OptionError: there is no such mode, or no such confidence, or ``meta`` is no mapping.
        ModelError: the model cannot be loaded.
    """
    extractor = load(
        model,
        modes=modes,
        min_confidence=min_confidence,
        min_speaker_confidence=min_speaker_confidence,
    )
    return extractor(text, id=id, meta=meta)


def load(
    model: str | Path = "en",
    *,
    modes: Modes = "reported",
    guideline: Guideline | str = "world",
    device: str = "cpu",
    stanza_models: str | Path | None = None,
    min_confidence: float | None = None,
    min_speaker_confidence: float = LEAST_SPEAKER,
) -> Extractor:
    """Load a model to be used many times.

    Args:
        model: name of a bundled model, or the path of a model folder.
        modes: ``"reported"`` (speech and writing), ``"all"`` (thought too) or a set of modes.
        guideline: what counts as a quote: ``"world"`` asks for a proposition and finds quotes
            inside quotes; ``"polnear"`` takes any attitude ("mocked the plan") and does not nest.
        device: a torch device, such as ``"cpu"`` or ``"cuda"``.
        stanza_models: folder of official Stanza models to use instead of the bundled ones.
        min_confidence: leave out quotes below this confidence, in [0, 1]; by default the model's
            own threshold. 0 gives every candidate.
        min_speaker_confidence: leave the speakers of a quote unknown below this
            ``speaker_confidence``, in [0, 1]. 0 names the likeliest always.

    Raises:
        OptionError: an option has a value that is not possible.
        ModelError: the model is not there, or its files are not what they should be.
    """
    chosen = options.modes(modes)
    options.check_choice("guideline", guideline, GUIDELINES)
    stanza = None
    if stanza_models is not None:
        stanza = Path(options.folder("stanza_models", stanza_models)).resolve()
    options.check_confidence("min_confidence", min_confidence)
    options.check_confidence("min_speaker_confidence", min_speaker_confidence, needed=True)
    folder = models.find(options.folder("model", model)).resolve()
    wanted = Wanted(chosen, min_confidence, min_speaker_confidence)
    return Extractor(_loaded((folder, guideline, device, stanza)), wanted)


def _loaded(key: StepsKey) -> Steps:
    """The steps, as their folders are now: the same ones as long as these hold the same."""
    folder, *_, stanza = key
    states = tuple(map(models.state, (folder,) if stanza is None else (folder, stanza)))
    with _loading:
        return load_steps(*key, states)


class Extractor:
    """A loaded model; call it with a text, or give :meth:`pipe` many.

    Made by :func:`load`. Several threads may use one at the same time. A pickled one holds no
    weights: where it is unpickled the model is loaded again, from the same folder.
    """

    def __init__(self, steps: Steps, wanted: Wanted) -> None:
        self._steps = steps
        self._wanted = wanted

    @property
    def modes(self) -> frozenset[Mode]:
        """The modes of the quotes that it returns."""
        return self._wanted.modes

    def __call__(
        self, text: str, *, id: str | None = None, meta: Mapping[str, Any] | None = None
    ) -> QuoteDocument:
        """Find who said what in one text.

        Args:
            text: English text, paragraphs separated by line ends.
            id: your name for the text.
            meta: your own fields of it, such as title and date; see :class:`QuoteDocument`.

        Raises:
            TextTypeError: ``text`` is not a str.
            TextContentError: ``text`` is the path of a file, or an address.
            OptionError: ``meta`` is no mapping.
        """
        check_text(text)
        return attrs.evolve(self._documents([text])[0], id=id, meta=meta)

    def __repr__(self) -> str:
        guideline, modes = self._steps.key[1], [mode for mode in MODES if mode in self.modes]
        least, speaker = self._wanted.min_confidence, self._wanted.min_speaker_confidence
        more = "" if least is None else f", min_confidence={least}"
        more += "" if speaker == LEAST_SPEAKER else f", min_speaker_confidence={speaker}"
        return f"Extractor({self.model!r}, modes={modes}, guideline={guideline!r}{more})"

    @overload
    def pipe(
        self,
        texts: Iterable[str],
        *,
        as_tuples: Literal[False] = False,
        batch_size: int = 32,
        n_process: int = 1,
        progress: bool = False,
        on_error: Literal["raise"] = "raise",
    ) -> Iterator[QuoteDocument]: ...

    @overload
    def pipe(
        self,
        texts: Iterable[str],
        *,
        as_tuples: Literal[False] = False,
        batch_size: int = 32,
        n_process: int = 1,
        progress: bool = False,
        on_error: str,
    ) -> Iterator[QuoteDocument | FailedDocument]: ...

    @overload
    def pipe(
        self,
        texts: Iterable[tuple[str, Context]],
        *,
        as_tuples: Literal[True],
        batch_size: int = 32,
        n_process: int = 1,
        progress: bool = False,
        on_error: Literal["raise"] = "raise",
    ) -> Iterator[tuple[QuoteDocument, Context]]: ...

    @overload
    def pipe(
        self,
        texts: Iterable[tuple[str, Context]],
        *,
        as_tuples: Literal[True],
        batch_size: int = 32,
        n_process: int = 1,
        progress: bool = False,
        on_error: str,
    ) -> Iterator[tuple[QuoteDocument | FailedDocument, Context]]: ...

    def pipe(
        self,
        texts: Iterable[Any],
        *,
        as_tuples: bool = False,
        batch_size: int = 32,
        n_process: int = 1,
        progress: bool = False,
        on_error: str = "raise",
    ) -> Iterator[Any]:
        """Read many texts, one record each, in their order.

        A generator: it holds a few batches at a time, whatever the number of texts.

        Args:
            texts: English texts; with ``as_tuples`` pairs of a text and its context.
            as_tuples: give back pairs of a document and the context of its text, as spaCy does.
                A context may be anything. Of a mapping, a row of pandas or a named tuple the
                document takes ``"id"`` for its id and the other fields for its ``meta``.
            batch_size: texts that are read together.
            n_process: processes that share the work; each loads the model and uses one thread.
                They are spawned, so a script that asks for more than one needs the usual
                ``if __name__ == "__main__":``.
            progress: show a progress bar on standard error.
            on_error: ``"raise"``, or ``"return"`` to get a :class:`FailedDocument` in the place
                of a text that could not be read, the others untouched. A worker process that dies
                ends it all the same.

        Raises:
            OptionError: an option has a value that is not possible; with ``as_tuples``, one of
                ``texts`` is no pair.
            TextTypeError: a text is not a str.
            TextContentError: a text is the path of a file, or an address.
            ExtractionError: a text could not be read through, or a worker process died.
        """
        options.check_texts(texts)
        options.check_number("batch_size", batch_size)
        options.check_number("n_process", n_process)
        options.check_choice("on_error", on_error, ("raise", "return"))
        from quoteattr import batching

        contexts: deque[Any] = deque()
        given = _parted(texts, contexts) if as_tuples else texts
        documents = self._pipe(given, batch_size, n_process, on_error == "raise")
        if progress:
            documents = batching.with_progress(documents, texts)
        return _with_contexts(documents, contexts) if as_tuples else documents

    def _pipe(
        self, texts: Iterable[str], batch_size: int, n_process: int, strict: bool
    ) -> Iterator[QuoteDocument | FailedDocument]:
        from quoteattr import batching

        batches = batching.batched(texts, batch_size)
        done = (
            (self._batch(first, batch) for first, batch in batches)
            if n_process == 1
            else batching.spread(self._key, batches, n_process)
        )
        for document in chain.from_iterable(done):
            if strict and isinstance(document, FailedDocument):
                if isinstance(error := document.error, InputError):
                    error.args = (f'document {document.index}: {error}; on_error="return" goes on',)
                raise error
            yield document

    def _batch(self, first: int, texts: Sequence[str]) -> list[QuoteDocument | FailedDocument]:
        """Read a batch; when that fails, one by one, so that only the culprit is lost."""
        try:
            for text in texts:
                check_text(text)
            return list(self._documents(texts))
        except Exception:
            pass
        return [self._single(index, text) for index, text in enumerate(texts, start=first)]

    def _single(self, index: int, text: str) -> QuoteDocument | FailedDocument:
        try:
            return self(text)
        except QuoteattrError as error:
            return FailedDocument(index, error)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            wrapped = ExtractionError(index, reason)
            wrapped.__cause__ = error
            return FailedDocument(index, wrapped)

    def _documents(self, texts: Sequence[str]) -> list[QuoteDocument]:
        """A batch, each text as it is read, and what was found put back into the whole."""
        from quoteattr.story import restored, story

        stories = list(map(story, texts))
        return list(map(restored, self._read([one.text for one in stories]), stories))

    def _read(self, texts: Sequence[str]) -> list[QuoteDocument]:
        """The path of a batch, step by step."""
        from quoteattr.coref import resolve
        from quoteattr.quotes import quotes_of

        # All of them: what is a quote by its marks must not depend on how sure one asks to be.
        read = self._steps.read(texts, 0.0)
        attributions = [one.attributions for one in read]
        annotations = [one.annotation for one in read]
        if self._steps.annotate is not None:
            own = self._steps.annotate(texts)
            annotations = [
                attrs.evolve(theirs, affinity=ours.affinity)
                for theirs, ours in zip(own, annotations, strict=True)
            ]
        processed = list(map(self._postprocessed, texts, attributions, annotations))
        # Those of other modes are resolved too: who thinks something is likely to go on speaking.
        kept = [[i for i, a in enumerate(each) if a.mode in self.modes] for each in processed]
        found = [selected(each, rows) for each, rows in zip(processed, kept, strict=True)]
        least = self._wanted.min_speaker_confidence
        ranker = self._steps.ranker
        casts = map(resolve, texts, processed, annotations, repeat(ranker), kept, repeat(least))
        _reading.note(sum(map(len, texts)))
        return [
            QuoteDocument(
                text,
                quotes_of(text, a, cast, self._steps.world),
                cast.speakers,
                cast.addressees,
                self.model,
            )
            for text, a, cast in zip(texts, found, casts, strict=True)
        ]

    def _postprocessed(
        self, text: str, attributions: Sequence[Attribution], annotation: Annotation
    ) -> Sequence[Attribution]:
        """The attributions that are sure enough, put right by the form of the page."""
        from quoteattr.postprocess import postprocess

        steps, least = self._steps, self._wanted.min_confidence
        return postprocess(
            text,
            attributions,
            annotation,
            usual=steps.least,
            least=steps.least if least is None else least,
            adds=steps.world,
        )

    @property
    def model(self) -> str:
        """Name of the model."""
        return self._steps.name

    @property
    def _key(self) -> ExtractorKey:
        """What it takes to make the same extractor in another process."""
        return self._steps.key, self._wanted

    def __reduce__(self) -> tuple[Any, ...]:
        return Extractor._of, (self._key,)

    @classmethod
    def _of(cls, key: ExtractorKey) -> Extractor:
        steps, wanted = key
        return cls(_loaded(steps), wanted)


def _parted(pairs: Iterable[Any], contexts: deque[Any]) -> Iterator[str]:
    """The texts of pairs; their contexts go where :func:`_with_contexts` takes them from."""
    for n, pair in enumerate(pairs):
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise OptionError(f"texts[{n}]", pair, "a pair of a text and its context")
        text, context = pair
        contexts.append(context)
        yield text


def _with_contexts(
    documents: Iterable[QuoteDocument | FailedDocument], contexts: deque[Any]
) -> Iterator[tuple[QuoteDocument | FailedDocument, Any]]:
    for document in documents:
        context = contexts.popleft()
        if (meta := _fields(context)) is not None:
            document = attrs.evolve(document, id=meta.pop("id", None), meta=meta)
        yield document, context


def _fields(context: Any) -> dict[str, Any] | None:
    """A copy of what a mapping, a row of pandas or a named tuple holds by name; else None."""
    if isinstance(context, Mapping):
        return dict(context)
    if hasattr(context, "_asdict"):
        return dict(context._asdict())
    return dict(context.items()) if type(context).__name__ == "Series" else None


ExtractorKey = tuple[StepsKey, Wanted]
