"""The scene: where everything stands, and who has been spoken of up to a place.

Keeps sentences, paragraphs, quoted stretches and a trail of mentions, each found by bisection,
so that one look back costs the same however long the text is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import find_quotations
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting import clauses
from quoteattr.speakers.setting.introductions import Introductions
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.setting.stretches import outer_contents, whole_sentences
from quoteattr.words import paragraphs

if TYPE_CHECKING:
    from quoteattr.annotation.records import Sentence

__all__ = ["Said", "Scene", "Step"]

_MARKS = tuple("\"“„«‘'")
_CLOSING = tuple("\"”“»«’'")
# How far into a sentence its subject is looked for, in code points; what may stand before the name
# of it, and what may not after it.
_LEAD = 60
_LEADS = regex.compile(
    r"(?:(?:And|But|Yet|So|Then|Now|Still|\p{Lu}\p{Ll}+ly),?\s|(?:As\s)?[Ff]or\s)?(?:\p{Lu}\p{L}*\.?\s){0,2}"
)
_FOR = r"(?:As\s+f|F)or\s(?:\p{Lu}\p{L}*\.?\s){0,3}"
_AS_FOR = regex.compile(rf"(?:^|[.!?”\"\n]\s*){_FOR}$")
_OPENS_FOR = regex.compile(_FOR)
_OWNS = regex.compile(r"[’']s?\s|\s(?:and|or)\s")
# How many mentions a look back reads at most; farther ones are no antecedents in practice.
_REACH = 60


@attrs.frozen
class Step:
    """One mention on the trail.

    Attributes:
        start, end: its offsets.
        who: whom it stands for.
        how: name, source (it was named as the source of an attribution), told,
            pronoun (in the narration), couple or bystander.
    """

    start: int
    end: int
    who: Referent
    how: str = "name"

    @property
    def span(self) -> Offsets:
        """Its offsets."""
        return self.start, self.end


@attrs.frozen
class Said:
    """Who said something where.

    Attributes:
        start: where the attribution is: its source, else its content.
        index: its index.
        speakers: who said it.
    """

    start: int
    index: int
    speakers: tuple[Referent, ...]


class Scene:
    """A text while its attributions are being resolved.

    Args:
        text: the text.
        attributions: all of its attributions.
        sentences: its sentences, in order; none will do.
        naming: who bears which name.
    """

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        sentences: Sequence[Sentence],
        naming: Naming,
    ) -> None:
        self.text = text
        self.attributions = attributions
        self.naming = naming
        self.paragraphs = paragraphs(text) or [(0, len(text))]
        self.sentences = whole_sentences(text, sentences, self.paragraphs)
        self._sentence_starts = [s for s, _ in self.sentences]
        self._paragraph_starts = [s for s, _ in self.paragraphs]
        self._contents = outer_contents(text, attributions)
        self._content_starts = [s for s, _, _, _ in self._contents]
        self._sources = {span[0] for a in attributions for span in a.source}
        self._own = {a.source[0][0]: a.content for a in attributions if a.source}
        self._reported: dict[int, list[Offsets]] = defaultdict(list)
        for a in attributions:
            for start, _ in a.source[:1]:
                self._reported[start].extend(a.content)
        self._named = [Step(s, e, r) for s, e, r in naming.mentions if not r.credited]
        self._named_starts = [step.start for step in self._named]
        self._roles: dict[Offsets, str] = {}
        self._found: list[tuple[int, int, Step]] = []
        self._spoken: list[Said] = []
        self._resolved: set[int] = set()

    # ------------------------------------------------------------------ where

    def sentence(self, position: int) -> int:
        """Index of the sentence that holds a position."""
        return max(0, bisect_right(self._sentence_starts, position) - 1)

    def sentence_of(self, position: int) -> Offsets:
        """Offsets of the sentence that holds a position."""
        return self.sentences[self.sentence(position)]

    def paragraph(self, position: int) -> int:
        """Index of the paragraph that holds a position."""
        return max(0, bisect_right(self._paragraph_starts, position) - 1)

    def content_at(self, position: int) -> int:
        """Index of the outermost attribution whose content holds a position, or -1."""
        content = self._content(position)
        return -1 if content is None else content[2]

    def quoted(self, position: int) -> bool:
        """Whether a position lies in a content that opens with a quotation mark."""
        content = self._content(position)
        return content is not None and content[3]

    def content_start(self, position: int) -> int:
        """Where the outermost content begins that a position lies in; the position outside all."""
        content = self._content(position)
        return position if content is None else content[0]

    def _content(self, position: int) -> tuple[int, int, int, bool] | None:
        at = bisect_right(self._content_starts, position) - 1
        return self._contents[at] if at >= 0 and self._contents[at][1] > position else None

    def in_marks(self, position: int, depth: int = 0) -> bool:
        """Whether a position lies in quotation marks; those at a depth of one stand in others."""
        spans = self._quotations[depth]
        at = bisect_right(spans, (position, len(self.text)))
        return at > 0 and spans[at - 1][1] > position

    @cached_property
    def _quotations(self) -> tuple[list[Offsets], ...]:
        found = find_quotations(self.text)
        return tuple([s for q in found if q.depth == depth for s in q.spans] for depth in (0, 1))

    def own_words(self, position: int) -> Sequence[Offsets]:
        """What the source that begins at a position says in marks."""
        said = ((start, end, self.text[start:end]) for start, end in self._own.get(position, ()))
        return [
            (start, end)
            for start, end, words in said
            if words.startswith(_MARKS) and words.endswith(_CLOSING)
        ]

    def reported(self, position: int) -> Sequence[Offsets]:
        """All that the source that begins at a position says."""
        return self._reported.get(position, ())

    def is_source(self, start: int, end: int) -> bool:
        """Whether a source begins within a stretch."""
        return any(p in self._sources for p in range(start, min(end, start + 200)))

    @cached_property
    def introductions(self) -> Introductions:
        """Whom the text introduces: "a nurse"."""
        return Introductions(self.text, self.quoted)

    def introduced(self, noun: str, position: int) -> bool:
        """Whether the text speaks of "a nurse" before a position, for the noun "nurse"."""
        return self.introductions.before(noun, position)

    def role_of(self, start: int, end: int) -> str:
        """The role that a mention seems to have in its clause, by the words around it."""
        known = self._roles.get((start, end))
        if known is None:
            known = self._roles[start, end] = clauses.role(
                self.text, start, end, self.sentence_of(start)
            )
        return known

    def topic(self, position: int) -> Step | None:
        """The person put before a position as what follows is about: "As for Ana Oro, she".

        Or the one whom the paragraph opens with so, if it names no other person up to there.
        """
        if self.text[position - 2 : position] != ", ":
            return self._opening_topic(position)
        at = bisect_right(self._named_starts, position) - 1
        step = self._named[at] if at >= 0 else None
        if step is None or step.end != position - 2 or step.who.label != "person":
            return None
        lead = self.text[max(0, step.start - _LEAD) : step.start]
        return step if _AS_FOR.search(lead) else None

    def _opening_topic(self, position: int) -> Step | None:
        low = self.paragraphs[self.paragraph(position)][0]
        at, end = bisect_left(self._named_starts, low), bisect_left(self._named_starts, position)
        named = self._named[at : min(end, at + _REACH)]
        if not named or _OPENS_FOR.fullmatch(self.text, low, named[0].start) is None:
            return None
        step = named[0]
        alone = {s.who for s in named if s.who.label == "person"} == {step.who}
        ends = self.text[step.end : step.end + 2] == ", "
        return step if ends and alone and end - at <= _REACH else None

    def subject(self, low: int, high: int) -> Referent | None:
        """The person whom a stretch is about: the first one that it names, as its subject.

        Args:
            low: where a sentence begins.
            high: where it ends, or where to stop.
        """
        for start, end, who in self.naming.persons(low, min(high, low + _LEAD))[:1]:
            leads = _LEADS.fullmatch(self.text, low, start) and not _OWNS.match(self.text, end)
            return who if leads or self.role_of(start, end) == "subject" else None
        return None

    # ------------------------------------------------------------------ who

    def tells_of(self, low: int, high: int, but: Referent | None = None) -> bool:
        """Whether the narration names a person in a stretch, but for one."""
        persons = self.naming.persons(low, high)
        return any(who is not but and self.content_at(start) < 0 for start, _, who in persons)

    @cached_property
    def names_persons(self) -> bool:
        """Whether the text names any person."""
        persons = (who for who in self.naming.referents if who.label == "person")
        return any(who.named and not who.credited for who in persons)

    def sourced(self, who: Referent) -> int:
        """How many sources give somebody's name, in the whole text."""
        return self._sourced.get(who, 0)

    @cached_property
    def _sourced(self) -> dict[Referent, int]:
        found: dict[Referent, int] = {}
        for span in {span for a in self.attributions for span in a.source}:
            for who in {who for _, _, who in self.naming.within(*span)}:
                found[who] = found.get(who, 0) + 1
        return found

    def is_named(self, start: int) -> bool:
        """Whether a mention that begins there has been found to be somebody with a name."""
        return start in self._resolved

    def note(self, start: int, end: int, who: Referent, how: str = "source") -> None:
        """Put a resolved mention on the trail."""
        if who.named:
            self._resolved.add(start)
        insort(self._found, (start, id(who), Step(start, end, who, how)), key=lambda f: f[:1])

    def say(self, position: int, index: int, speakers: tuple[Referent, ...]) -> None:
        """Record that an attribution at a position has these speakers."""
        insort(self._spoken, Said(position, index, speakers), key=lambda s: (s.start, s.index))

    def said_before(self, position: int, count: int = 3) -> list[Said]:
        """The last attributions before a position, nearest first.

        For a position outside all contents those inside another's content are left out:
        whom somebody quoted is not who spoke last.
        """
        at = bisect_left(self._spoken, position, key=lambda s: s.start)
        inside = self.content_at(position)
        last = self._spoken[max(0, at - 4 * count) : at][::-1]
        found = (s for s in last if inside >= 0 or self.attributions[s.index].parent is None)
        return list(islice(found, count))

    def spoke_last(self, position: int) -> Said | None:
        """The last attribution before a position, where one alone said it (:meth:`said_before`)."""
        said = self.said_before(position, 1)
        return said[0] if said and len(said[0].speakers) == 1 else None

    def back(self, position: int) -> Iterator[Step]:
        """The mentions before a position, nearest first, a bounded number of them."""
        one = bisect_left(self._named_starts, position) - 1
        two = bisect_left(self._found, position, key=lambda f: f[0]) - 1
        for _ in range(_REACH):
            if one < 0 and two < 0:
                return
            if two < 0 or (one >= 0 and self._named_starts[one] > self._found[two][0]):
                yield self._named[one]
                one -= 1
            else:
                yield self._found[two][2]
                two -= 1

    def steps(self) -> list[Step]:
        """Every mention so far: those by name, then the others, each in order."""
        return [*self._named, *(step for _, _, step in self._found)]

    def ahead(self, position: int, count: int = 4) -> list[Step]:
        """The next named mentions after a position."""
        at = bisect_right(self._named_starts, position)
        return self._named[at : at + count]
