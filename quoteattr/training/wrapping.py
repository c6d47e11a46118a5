"""Quotes put into the mouths of others: reports in running text made quotes inside quotes.

Quotes inside quotes are one in ten, too few to learn them from. A sentence that reports something
is a sentence that somebody else can report: "Oro said the quay was shut" becomes "Brandt said that
Oro said the quay was shut", or stands in quotation marks before "Brandt said". What was a quote
then is one inside another, with the same cue and source. Sentences that report nothing are
wrapped now and then too, so that being reported does not mean to hold a quote.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs
import numpy as np
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.evaluation.readers import AnnotatedText, Annotation
from quoteattr.speakers.lexicon import word_set
from quoteattr.words import paragraphs

__all__ = ["wrapped"]

# How many sentences in a row are wrapped together, at most.
RUN = 3
# The share of runs without a quote that are wrapped, where all of those with one are.
PLAIN = 0.15
SHORTEST = 20

_END = regex.compile(r"[.!?](?=\s+[\p{Lu}“\"]|\s*$)")
_MARK = regex.compile(r"[\"“”‘«»„]|''|``|&quot;")
_SPEAKER = regex.compile(r"\p{L}[^,;:()\n“”\"]{1,60}")
# Words that lose their capital inside a sentence.
_SMALL = word_set(
    "the a an this that these those it he she they we there his her its their our in on at by "
    "for from with after before during since while when some many most several both all each "
    "as if although according last earlier"
)
_PRONOUNS = word_set("he she they it we i you who which that")
# A sentence that leans on the one before cannot be reported alone.
_LEANING = word_set("but and or so however yet also instead meanwhile")


class _Writer:
    """Writes a text that takes over stretches of another one, and knows where they went."""

    def __init__(self, old: str) -> None:
        self._old = old
        self._parts: list[str] = []
        self._copied: list[tuple[int, int, int]] = []
        self.end = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def put(self, words: str) -> Offsets:
        """Write words; where they are."""
        self._parts.append(words)
        self.end += len(words)
        return self.end - len(words), self.end

    def copy(self, start: int, end: int) -> None:
        """Take over a stretch of the old text."""
        if start < end:
            self._copied.append((start, end, self.end))
            self.put(self._old[start:end])

    def lower(self, start: int) -> None:
        """Take over one letter, in lower case."""
        self._copied.append((start, start + 1, self.end))
        self.put(self._old[start].lower())

    def moved(self, spans: Sequence[Offsets]) -> tuple[Offsets, ...]:
        """Where spans of the old text are in the new one."""
        return tuple((self._at(start), self._at(end - 1) + 1) for start, end in spans)

    def _at(self, old: int) -> int:
        return next(new + old - start for start, end, new in self._copied if start <= old < end)


def wrapped(document: AnnotatedText, share: float, random: np.random.Generator) -> AnnotatedText:
    """A document with some of its sentences reported by somebody else in it.

    Args:
        document: an annotated text.
        share: of the runs of sentences that hold quotes and can be wrapped, those that are.
        random: what chooses.

    Returns:
        The document with another text, its quotes where they are now, and the new ones.
    """
    text = document.text or ""
    speakers = _speakers(document)
    if not speakers:
        return document
    writer, done, new = _Writer(text), 0, []
    for (start, end), reports in _runs(document):
        if random.random() < share * (1 if reports else PLAIN):
            writer.copy(done, start)
            who = speakers[int(random.integers(len(speakers)))]
            new.append(_report(writer, text[start:end], start, who, int(random.integers(6))))
            done = end
    writer.copy(done, len(text))
    old = [
        attrs.evolve(
            quote,
            content=writer.moved(quote.content),
            cue=writer.moved(quote.cue),
            source=writer.moved(quote.source),
        )
        for quote in document.quotes
    ]
    return attrs.evolve(document, text=writer.text, quotes=(*old, *new))


def _report(writer: _Writer, run: str, start: int, who: str, form: int) -> Annotation:
    """Write a run of sentences as somebody's; the new quote."""
    stop = start + len(run) - 1
    if form < 2 and not _END.search(run, 0, len(run) - 1):
        source, cue = _who_said(writer, who)
        writer.put(" ")
        begin = writer.put("that " if form else "")[0]
        if run.split(maxsplit=1)[0].lower() in _SMALL:
            writer.lower(start)
            start += 1
        writer.copy(start, stop)
        content = begin, writer.end
        writer.put(".")
    elif form < 3:
        source, cue = _who_said(writer, who)
        writer.put(": ")
        begin = writer.put("“")[0]
        writer.copy(start, stop)
        content = begin, writer.put(".”")[1]
    else:
        opening, closing = ('"', ',"') if form == 3 else ("“", ",”")
        begin = writer.put(opening)[0]
        writer.copy(start, stop)
        content = begin, writer.put(closing)[1]
        writer.put(" ")
        if form == 4:
            cue = writer.put("said")
            writer.put(" ")
            source = writer.put(who)
        else:
            source, cue = _who_said(writer, who, inside=True)
        writer.put(".")
    return Annotation(content=(content,), cue=(cue,), source=(source,), mode="speech")


def _who_said(writer: _Writer, who: str, *, inside: bool = False) -> tuple[Offsets, Offsets]:
    source = writer.put(who if inside else who[0].upper() + who[1:])
    writer.put(" ")
    return source, writer.put("said")


def _speakers(document: AnnotatedText) -> list[str]:
    """Sources of the document that could say anything, as inside a sentence."""
    text = document.text or ""
    spans = (q.source[0] for q in document.quotes if q.mode == "speech" and q.source)
    found = {text[start:end] for start, end in spans}
    named = sorted(s for s in found if _SPEAKER.fullmatch(s) and s.lower() not in _PRONOUNS)
    return [s[0].lower() + s[1:] if s.split()[0].lower() in _SMALL else s for s in named]


def _runs(document: AnnotatedText) -> Iterator[tuple[Offsets, bool]]:
    """Runs of whole sentences that can be reported, and whether they hold a quote."""
    text = document.text or ""
    spans = [_hull(quote) for quote in document.quotes]
    for low, high in paragraphs(text):
        run: list[Offsets] = []
        for sentence in _sentences(text, low, high):
            fits = _fits(text, sentence, spans)
            if run and (not fits or len(run) > run[0][0] % RUN):
                yield _whole(run, spans)
                run = []
            if fits:
                run.append(sentence)
        if run:
            yield _whole(run, spans)


def _whole(run: Sequence[Offsets], spans: Sequence[Offsets]) -> tuple[Offsets, bool]:
    start, end = run[0][0], run[-1][1]
    return (start, end), any(start <= low and high <= end for low, high in spans)


def _sentences(text: str, start: int, end: int) -> Iterator[Offsets]:
    ends = [m.end() for m in _END.finditer(text, start, end)]
    for low, high in pairwise([start, *ends]):
        yield low + len(text[low:high]) - len(text[low:high].lstrip()), high


def _fits(text: str, sentence: Offsets, spans: Sequence[Offsets]) -> bool:
    """Whether a sentence can be reported: no marks, no quote across its edges, none nested."""
    start, end = sentence
    first = text[start:end].split(maxsplit=1)[:1]
    if end - start < SHORTEST or not first or first[0].strip(",").lower() in _LEANING:
        return False
    if _MARK.search(text, start, end):
        return False
    inside = sorted(s for s in spans if s[0] < end and start < s[1])
    apart = all(before[1] <= after[0] for before, after in pairwise(inside))
    return apart and all(start <= low and high < end for low, high in inside)


def _hull(quote: Annotation) -> Offsets:
    """From the first to the last character that a quote has to do with."""
    spans = [*quote.content, *quote.cue, *quote.source]
    return min(s for s, _ in spans), max(e for _, e in spans)
