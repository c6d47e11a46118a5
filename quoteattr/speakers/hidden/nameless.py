"""Nameless: those whom the text gives no name.

A description that nothing before it explains gets a referent of its own. The same words mean the
same one again, but for "a nurse", who each time is another, unless "the nurse" follows. Where the
text gives the name after all, right after the description or soon in an apposition, it is the
named one.

While the walk goes on, the rule of ``unnamed`` says who stays unnamed; when it has ended, and it
is known what each has said, ``hiding`` weighs it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.hidden.again import by_noun, in_row, is_second
from quoteattr.speakers.hidden.beside import reasons_beside
from quoteattr.speakers.hidden.hiding import hiding_features, is_plainly_hidden, named_after
from quoteattr.speakers.hidden.reasons import reason_near
from quoteattr.speakers.hidden.unnamed import (
    hides_persons,
    is_body,
    label_of,
    number_of,
)
from quoteattr.speakers.lexicon import BODY_NOUNS, QUANTIFIERS, word_set
from quoteattr.speakers.naming.evidence import note_description
from quoteattr.speakers.ranking.verdicts import verdict
from quoteattr.speakers.reading.mentions import Phrase, is_bare, read_phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.walk import Walk

__all__ = ["Nameless", "is_writer", "may_refer_back"]

# What the first person of a text is called.
_AUTHOR = "author"
# What may open a content before a reason that is for nobody in it: "agreed to talk only if".
_NOBODY = regex.compile(r"(?:\W|to\b|that\b)*")
# Up to which paragraph somebody with the same noun, who is named soon after, is the same one.
_EARLY = 2
_THE = regex.compile(r"\b[Tt]he\s(?:[\p{Ll}\-]+\s){0,2}?(?P<noun>\p{Ll}+),\s$")
# Nouns in the singular for several who are a body.
_COLLECTIVES = word_set("police coastguard crew")
# How far behind "an official" the words "the official" are looked for.
_AGAIN = 400
_WRITERS = word_set("reporter writer author columnist correspondent editor journalist")


class Nameless:
    """The descriptions without a name, and whom each is of.

    Args:
        walk: the text, and what was found so far.
    """

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.text, self.naming, self.scene = walk.text, walk.naming, walk.scene
        self.groups, self.joined = walk.groups, walk.joined
        self.table = walk.table
        # The first description of each.
        self._described_as: dict[Referent, Phrase] = {}
        # Bodies without a name that were described with "the", by the noun.
        self._bodies_called: dict[str, list[Referent]] = {}
        # By their words in lower case, with the offset where the words alone do not tell.
        self._unnamed: dict[str, Referent] = {}
        # Of the running text, by where they stand.
        self._loose: dict[int, Referent] = {}

    def unnamed(self, phrase: Phrase) -> Referent:
        """The referent of a description that nothing before it explains."""
        key = self._key(phrase)
        who = self._unnamed.get(key) or self._body_called(phrase) or named_after(self.scene, phrase)
        reason = self.reason(phrase)
        if reason is not None and self._is_anothers(phrase, reason):
            reason = None
        if reason is None:  # nobody who says why not to be named is named further on
            who = who or self._named_later(phrase)
        who = who or self._new(key, phrase, reason)
        if not who.named and who.reason is None:
            who.reason = reason
        return who

    def placed(self, phrase: Phrase) -> Referent | None:
        """Whom "the first official" or "the other nurse" means, of those spoken of before; and "the
        second pilot" if the text has spoken of "a second pilot".
        """
        who = in_row(self.scene, phrase, self._described_as)
        if who is None and is_second(self.text, phrase):
            return self.unnamed(phrase)
        return who

    def named_once_more(self, phrase: Phrase) -> Referent | None:
        """Who is named where a description goes on: "An old man left. The man, Tomasi, said"."""
        if phrase.form != "indefinite" or phrase.plural or not phrase.head:
            return None
        low, high = phrase.end, phrase.end + _AGAIN
        if _more_of(phrase.head).search(self.text, low, high):
            return None
        taken_up = _the(phrase.head)
        for start, end in self._sources_within(low, high):
            m = taken_up.match(self.text, start, end)
            if m is not None and self.text.startswith(",", m.end()):
                who = read_phrase(self.text, start, end, self.naming).name
                fresh = who is not None and who.mentions[0][0] >= start
                return who if fresh and who is not None and who.label == "person" else None
        return None

    def _sources_within(self, low: int, high: int) -> Iterator[Offsets]:
        """The first spans of the sources that begin in a stretch, in order."""
        at = bisect_left(self._sources, (low, low))
        spans = (self._sources[n] for n in range(at, len(self._sources)))
        return takewhile(lambda span: span[0] < high, spans)

    @cached_property
    def _sources(self) -> Sequence[Offsets]:
        return sorted(one.source[0] for one in self.walk.attributions if one.source)

    def again(self, phrase: Phrase) -> Referent | None:
        """Who was last described by the noun of a description, of those spoken of before."""
        return by_noun(phrase, self._described_as)

    def hide_again(self, who: Referent, phrase: Phrase) -> Referent:
        """Somebody known, of whom a description says why there is no name."""
        who.reason = who.reason or self.reason(phrase)
        return who

    def _key(self, phrase: Phrase) -> str:
        """By what a description is known again: its words, or where it stands for "a nurse"."""
        key = phrase.label.lower()
        single = phrase.form == "indefinite" and not phrase.plural
        another = single and not may_refer_back(self.text, phrase)
        return f"{key}@{phrase.start}" if another else key

    def _body_called(self, phrase: Phrase) -> Referent | None:
        """The body that "the jury" means after "a jury", or "the bureau" after "the county's farm
        bureau".
        """
        bare = is_bare(phrase) or phrase.head in _COLLECTIVES
        if not (is_body(phrase) and bare) or phrase.words or phrase.tail:
            return None
        known = self._bodies_called.get(phrase.head, [])
        return self._unnamed.get(f"{phrase.head}@") or (known[0] if len(known) == 1 else None)

    def _new(self, key: str, phrase: Phrase, reason: Offsets | None) -> Referent:
        """Somebody who has not been spoken of before, to be known again by a key."""
        # "An operator, who spoke on condition of anonymity" is no firm.
        person = self.text[phrase.end : phrase.end + 6].lstrip(" ,").startswith("who ")
        hidden = hides_persons(phrase) or (reason is not None and person)
        who = Referent(
            name=phrase.label, label=label_of(phrase, hidden), number=number_of(phrase),
            anonymous=hidden,
        )  # fmt: skip
        self._unnamed[key] = who
        self._described_as[who] = phrase
        single = phrase.form == "definite" and not phrase.plural
        if is_body(phrase) and (single or phrase.head in _COLLECTIVES):
            self._bodies_called.setdefault(phrase.head, []).append(who)
        if "@" in key:
            self._unnamed[f"{phrase.head}@"] = who
        if (group := self.groups.out_of(phrase)) is not None:
            who.heads |= group.heads
            who.words |= group.words
        return who

    def reason(self, phrase: Phrase) -> Offsets | None:
        """Why a description has no name, in its sentence; or in that of "the official said", by
        the same noun, further on in its paragraph.
        """
        sentence = self.scene.sentence_of(phrase.start)
        found = reason_near(self.text, phrase.start, phrase.end, sentence)
        if found is not None or phrase.form != "indefinite" or phrase.plural or not phrase.head:
            return found
        high = self.scene.paragraphs[self.scene.paragraph(phrase.start)][1]
        for m in _the(phrase.head).finditer(self.text, phrase.end, min(high, phrase.end + _AGAIN)):
            found = reason_near(self.text, m.start(), m.end(), self.scene.sentence_of(m.start()))
            if found is not None:
                return found
        return None

    def _is_anothers(self, phrase: Phrase, reason: Offsets) -> bool:
        """Whether somebody hides in what another says: "The judge said the boy, who cannot be"."""
        starts = [self.scene.content_start(at) for at in (phrase.start, reason[0])]
        between = self.text[starts[1] : reason[0]]
        return starts[0] != starts[1] and _NOBODY.fullmatch(between) is None

    def author(self) -> Referent:
        """Who says "I" and "we" in the text itself, outside all quotes: its author."""
        who = self._unnamed.get(_AUTHOR)
        if who is None:
            who = Referent(name=_AUTHOR, label="person", number="unknown", writer=True)
            self._unnamed[_AUTHOR] = who
        return who

    def hide(self) -> None:
        """Say of each person without a name whether the text leaves it unnamed, and why."""
        modes: dict[Referent, set[str]] = {}
        for attribution, row in zip(self.walk.attributions, self.walk.of, strict=True):
            for who in (one for each in row for one in each.members or (each,)):
                modes.setdefault(who, set()).add(attribution.mode)
        for who, phrase in self._described_as.items():
            features = hiding_features(self.scene, self.joined, phrase, modes.get(who, ()))
            self.walk.hiding[who] = tuple(features)
            stated = who.reason is not None and who.anonymous
            who.anonymous = (
                stated
                or is_plainly_hidden(self.scene, phrase)
                or verdict(features, self.table, who.anonymous)
            )
            who.reason = who.reason if who.anonymous else None
        untold = [w for w in self._described_as if w.anonymous and w.reason is None]
        for who, reason in reasons_beside(self.scene, self.walk.of, untold).items():
            who.reason = reason

    def _named_later(self, phrase: Phrase) -> Referent | None:
        """Who is named with the same noun soon after: "A chemist said ... Ana Oro, a chemist"."""
        if phrase.plural or phrase.count or phrase.form == "pronoun" or phrase.head in BODY_NOUNS:
            return None
        here = self.scene.paragraph(phrase.start)
        for step in self.scene.ahead(phrase.end, 12):
            fresh = step.who.mentions[0][0] > phrase.end
            if self.scene.paragraph(step.start) - here > 3:
                return None
            if fresh and step.who.label == "person" and phrase.head in step.who.heads:
                early = here <= _EARLY or self._is_the(step.start, phrase.head)
                return step.who if early else None
        return None

    def _is_the(self, start: int, noun: str) -> bool:
        """Whether "The farmer, " stands before a name, which gives it to one spoken of before."""
        m = _THE.search(self.text, max(0, start - 60), start)
        return m is not None and m["noun"].lower() == noun

    def bystander(self, start: int, end: int, body: bool) -> Referent:
        """The referent of a description in the running text, a person's or a body's."""
        phrase = read_phrase(self.text, start, end, self.naming)
        # "The two countries" in the running text are the two that were named.
        counted = self.groups.recent(phrase) if phrase.count and phrase.form == "definite" else []
        if counted:
            return counted[0].who
        who = self._unnamed.get(phrase.label.lower()) or self._loose.get(start)
        if who is None:
            who = Referent(
                name=phrase.label, label="body" if body else "person", number=number_of(phrase),
                anonymous=not body,
            )  # fmt: skip
            if not body:
                self._described_as[who] = phrase
            note_description(who, phrase.head, phrase.words)
            who.mentions.append((start, end))
            self._loose[start] = who
        return who


def _the(noun: str) -> regex.Pattern[str]:
    """What speaks of somebody again by a noun: "the nurse"."""
    return regex.compile(rf"\b[Tt]he\s{regex.escape(noun)}\b")


def _more_of(noun: str) -> regex.Pattern[str]:
    """What speaks of one more of a noun: "another nurse"."""
    return regex.compile(
        rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne|[Tt]he\sother)\s(?:\p{{Ll}}+\s)?{regex.escape(noun)}\b"
    )


def is_writer(text: str, phrase: Phrase) -> bool:
    """Whether a description is the writer's of itself: "this reporter"."""
    opened = text[phrase.start : phrase.end].lower().startswith("this ")
    return opened and phrase.head in _WRITERS and not (phrase.words or phrase.tail)


def may_refer_back(text: str, phrase: Phrase) -> bool:
    """Whether a description may mean somebody spoken of before.

    Args:
        text: the text.
        phrase: the description in it, neither a name nor a pronoun.

    >>> may_refer_back("the nurse", Phrase(0, 9, "definite", "nurse"))
    True
    >>> may_refer_back("a nurse", Phrase(0, 7, "indefinite", "nurse"))
    False
    """
    first = text[phrase.start : phrase.end].lower().split()[:1]
    if phrase.form == "definite" or (first == ["both"] and phrase.count == 2):
        return True
    opened = bool(first) and (first[0] in QUANTIFIERS or first[0] in ("a", "an"))
    return not phrase.plural and not opened and not phrase.tail
