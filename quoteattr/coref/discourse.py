"""Discourse: where everything stands, what was mentioned where, and who has spoken.

Sentences, paragraphs and quoted stretches are found by bisection; one list keeps the mentions of
the text in order, those of names from the start, the others as they are resolved. One look back
costs the same however long the text is.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

import attrs
import regex

from quoteattr.annotation.records import Sentence
from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.coref.clusters import Cluster
from quoteattr.marks import OPENING
from quoteattr.words import paragraphs

__all__ = [
    "Discourse",
    "Occurrence",
    "Utterance",
    "bucket",
    "position_of",
    "reading_order",
]

# What may stand between a mention and its verb.
_ASIDE = regex.compile(r"\s*\([^()\n]{1,60}\)|\s*,\s+[^,.;:\n“”\"]{1,110},(?=\s)")
_VERB = regex.compile(
    r"""
    (?:[’'](?:s|d|ll|ve|re)(?=\s+(?:been|not|going|also|\p{L}+(?:ed|ing))\b))?
    \s+(?:(?:also|then|now|later|earlier|previously|recently|still|once|never|often|himself|herself
         |itself|themselves|\p{L}+ly|alone|both|too|first|again)\s+){0,2}
    (?:said|says?|told|tells?|is|was|are|were|has|had|have|will|would|can|could|may|might|must
     |should|did|does|do|went|goes|came|comes|took|takes|made|makes|met|meets|spoke|speaks|wrote
     |writes|won|lost|left|led|leads|held|holds|gave|gives|got|gets|saw|sees|knew|knows|thought
     |thinks|began|begins|kept|keeps|put|ran|runs|set|sent|shot|sat|stood|stands|felt|feels|found
     |finds|grew|heard|became|becomes|brought|built|bought|chose|drew|fell|fought|hit|laid|let|paid
     |read|rose|sought|seeks|sold|spent|swore|taught|threw|wants?|plans?|hopes?|believes?|claims?
     |calls?|adds?|warns?|urges?|argues?|notes?|points?|insists?|explains?|asks?
     |\p{Ll}{2,}(?:ed|ies|[^su\s]es))\b
    """,
    regex.VERBOSE,
)
_BREAK = regex.compile(
    r"[,;:“”\"‘()–—]\s*|\b(?:and|but|that|while|when|as|because|if|after|before|although|though"
    r"|where|since|until|whether|how|why|what|so|than)\s+",
    regex.I,
)
# What makes a mention after it in its clause no subject: a preposition or a transitive verb.
_GOVERNS = regex.compile(
    r"\b(?:by|with|to|from|for|against|in|on|at|about|between|among|under|over|into|through"
    r"|during|near|behind|alongside|including|like|of|without|around|towards?|upon|via|per"
    r"|besides?|despite|following|regarding|replacing|succeeding|told|asked|urged|accused|met"
    r"|called|joined|thanked|blamed|praised|criticised|criticized|described|named)\b",
    regex.I,
)
_INVERTED = regex.compile(r"[”\"»’]\s+\p{Ll}+$")
_OFFICE = regex.compile(r"\b(?:of|for)\s+(?:the\s+)?(?:\p{Lu}[\p{L}’'\-]*\s+)+$")


@attrs.frozen(eq=False)
class Occurrence:
    """A mention in the text.

    Attributes:
        start, end: its offsets.
        who: whom it stands for.
        how: name, noun (without a name in the running text), source or addressee.
    """

    start: int
    end: int
    who: Cluster
    how: str = "name"


@attrs.frozen(eq=False)
class Utterance:
    """An attribution whose speakers are known.

    Attributes:
        start: where it stands: its source, else its cue, else its content.
        index: its index.
        speakers: who said it.
    """

    start: int
    index: int
    speakers: tuple[Cluster, ...]


class Discourse:
    """A text while its attributions are being resolved.

    Args:
        text: the text.
        attributions: all of its attributions.
        sentences: its sentences, in order; none will do.
        occurrences: its names, in order.
    """

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        sentences: Sequence[Sentence],
        occurrences: Sequence[Occurrence],
    ) -> None:
        self.text = text
        self.attributions = attributions
        self._paragraphs = paragraphs(text) or [(0, len(text))]
        self._sentences = [(s.start, s.end) for s in sentences] or self._paragraphs
        self._contents = _outer_contents(text, attributions)
        self._occurrences: list[tuple[int, int, Occurrence]] = [
            (s.start, 0, s) for s in occurrences
        ]
        self._spoken: list[tuple[int, int, Utterance]] = []
        self._roles: dict[Offsets, str] = {}

    # ---------------------------------------------------------------- where

    def sentence(self, position: int) -> int:
        """Index of the sentence that holds a position, or of the last one before it."""
        return max(0, bisect_left(self._sentences, (position + 1,)) - 1)

    def sentence_of(self, position: int) -> Offsets:
        """Offsets of that sentence."""
        return self._sentences[self.sentence(position)]

    def paragraph(self, position: int) -> int:
        """Index of the paragraph that holds a position, or of the last one before it."""
        return max(0, bisect_left(self._paragraphs, (position + 1,)) - 1)

    def paragraph_of(self, position: int) -> Offsets:
        """Offsets of that paragraph."""
        return self._paragraphs[self.paragraph(position)]

    def content_at(self, position: int) -> int:
        """Index of the outermost attribution whose content holds a position, or -1."""
        found = self._content(position)
        return -1 if found is None else found[2]

    def quoted(self, position: int) -> bool:
        """Whether a position lies in a content that opens with a quotation mark."""
        found = self._content(position)
        return found is not None and found[3]

    def _content(self, position: int) -> tuple[int, int, int, bool] | None:
        at = bisect_left(self._contents, (position + 1,)) - 1
        return self._contents[at] if at >= 0 and self._contents[at][1] > position else None

    def setting(self, position: int) -> str:
        """Where a position stands: inside a content, after one, opening a sentence, or else."""
        if self.content_at(position) >= 0:
            return "in-quote" if self.quoted(position) else "in-content"
        lead = self.text[max(0, position - 30) : position].rstrip()
        if lead.endswith(("”", '"', "’", "'", "»")) or _INVERTED.search(lead):
            return "after-quote"
        if position - self.sentence_of(position)[0] < 3:
            return "opening"
        return "after-comma" if lead.endswith(",") else "inside"

    def role(self, start: int, end: int) -> str:
        """The grammatical role that a mention seems to have, by the words around it.

        Returns:
            subject, possessive, object, topic (it opens a sentence, but no verb follows) or other.
        """
        known = self._roles.get((start, end))
        if known is None:
            known = self._roles[start, end] = _role(self.text, start, end, self.sentence_of(start))
        return known

    # ---------------------------------------------------------------- who

    def note(self, start: int, end: int, who: Cluster, how: str = "source") -> None:
        """Add a resolved mention."""
        insort(self._occurrences, (start, len(self._occurrences), Occurrence(start, end, who, how)))

    def say(self, position: int, index: int, speakers: tuple[Cluster, ...]) -> None:
        """Record the speakers of an attribution that stands at a position."""
        insort(self._spoken, (position, index, Utterance(position, index, speakers)))
        for who in speakers:
            who.sourced += 1

    def utterances_before(self, position: int) -> list[Utterance]:
        """The last three attributions before a position, nearest first.

        For a position outside all contents those inside another's content are left out: whom
        somebody quoted is not who spoke last.
        """
        at = bisect_left(self._spoken, (position, -1))
        inside = self.content_at(position) >= 0
        near = (one for _, _, one in reversed(self._spoken[max(0, at - 12) : at]))
        chosen = (s for s in near if inside or self.attributions[s.index].parent is None)
        return list(islice(chosen, 3))

    def mentions_before(self, position: int, count: int) -> Iterator[Occurrence]:
        """The mentions before a position, nearest first, a bounded number of them."""
        at = bisect_left(self._occurrences, (position, -1))
        return (one for _, _, one in reversed(self._occurrences[max(0, at - count) : at]))

    def mentions_after(self, position: int, count: int) -> list[Occurrence]:
        """The next mentions after a position, of those known so far."""
        at = bisect_left(self._occurrences, (position, -1))
        return [one for _, _, one in self._occurrences[at : at + count]]

    @cached_property
    def sources(self) -> frozenset[int]:
        """Where sources begin."""
        return frozenset(start for start, _ in self._source_spans)

    @cached_property
    def _source_spans(self) -> Sequence[Offsets]:
        return sorted(span for a in self.attributions for span in a.source)

    def sources_between(self, low: int, high: int) -> Sequence[Offsets]:
        """Offsets of the sources that begin between two positions, in order."""
        spans = self._source_spans
        return spans[bisect_left(spans, (low,)) : bisect_left(spans, (high,))]


def bucket(value: float, edges: Sequence[float]) -> int:
    """The index of the first edge that a value does not exceed, or how many edges there are.

    >>> bucket(0, (0, 2, 5)), bucket(3, (0, 2, 5)), bucket(9, (0, 2, 5))
    (0, 2, 3)
    """
    return bisect_left(edges, value)


def reading_order(attributions: Sequence[Attribution]) -> list[int]:
    """Indices in the order of the text, an outer attribution before those inside it."""
    outermost = [_outermost(attributions, i) for i in range(len(attributions))]
    places = [position_of(a) for a in attributions]

    def order(i: int) -> tuple[int, int, int, int]:
        first, depth = outermost[i]
        return places[first], depth, places[i], i

    return sorted(range(len(attributions)), key=order)


def position_of(attribution: Attribution) -> int:
    """Where an attribution stands: its source, else its cue, else its content."""
    spans = attribution.source or attribution.cue or attribution.content
    return spans[0][0] if spans else 0


def _outermost(attributions: Sequence[Attribution], index: int) -> tuple[int, int]:
    """The index of the outermost attribution around one, and how deep in it that one lies."""
    for depth in range(len(attributions)):
        parent = attributions[index].parent
        if parent is None or not 0 <= parent < len(attributions):
            return index, depth
        index = parent
    return index, len(attributions)


def _outer_contents(
    text: str, attributions: Sequence[Attribution]
) -> list[tuple[int, int, int, bool]]:
    """Content spans of attributions without a parent: start, end, index, opens with a mark."""
    return sorted(
        (start, end, index, text.startswith(OPENING, start))
        for index, attribution in enumerate(attributions)
        if attribution.parent is None
        for start, end in attribution.content
        if end > start
    )


def _role(text: str, start: int, end: int, sentence: Offsets) -> str:
    low, high = sentence
    if text[end : end + 2] in ("'s", "’s") and not _VERB.match(text, end, high):
        return "possessive"
    lead = text[max(low, start - 90) : start]
    breaks = list(_BREAK.finditer(lead))
    clause = lead[breaks[-1].end() :] if breaks else lead
    if _GOVERNS.search(_OFFICE.sub("", clause)):
        return "object"
    aside = _ASIDE.match(text, end, high)
    if _VERB.match(text, aside.end() if aside else end, high) is not None:
        return "subject"
    return "topic" if not breaks or start - low < 45 else "other"
