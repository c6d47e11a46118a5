"""Persons: all mentions of one person by name in one cluster.

A shorter form ("Oro", "Mrs Oro", "A. Oro") goes to the longer one that holds it; where several
do, honorifics, titles, given names, the line and who was named last decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice, pairwise

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.english.lexicon import lexicon
from quoteattr.entities.mentions import Key, NameMention
from quoteattr.entities.records import Named

__all__ = ["link_people"]

# At most so many names that share a word are compared: more share it only in lists.
_ENOUGH = 24
# Lines back in which a full name still stands nearby: the paragraph before, a blank line between.
_NEAR = 2
# Letters of a word in which one letter more or less is a slip of the pen; longer ones are no words.
_LONG, _LONGEST = 6, 40
# The words right before a name.
_BEFORE = regex.compile(
    r"(?<![\p{L}\p{N}])(?:(?P<rank>\p{L}[\p{L}\-]*)\s)?(?P<word>\p{L}[\p{L}\-]*)(?P<stop>\.?)\s+$"
)
_AND = frozenset({" and ", " & "})
# Between a name and the one that its bearer goes by.
_KNOWN_AS = regex.compile(
    r",?\s(?:(?:who\s(?:is|was|goes)|also|better|widely|popularly)\s){0,2}"
    r"(?:known\s(?:as|by)|nicknamed|dubbed|called|alias|a\.?k\.?a\.?)\s[“\"'‘]?"
    r"|\s\(?[“\"'‘]"
)


@attrs.define(eq=False)
class _Person:
    """A cluster in the making."""

    keys: dict[Key, None] = attrs.Factory(dict)
    surnames: set[str] = attrs.Factory(set)
    mentions: list[Offsets] = attrs.Factory(list)
    honorifics: list[Offsets] = attrs.Factory(list)
    titles: set[str] = attrs.Factory(set)
    gender: int = 0
    given: int = 0
    last: int = -1
    last_full: int = -1


def link_people(text: str, mentions: Sequence[NameMention]) -> list[Named]:
    """The persons of a text.

    Args:
        text: the text.
        mentions: the mentions of persons by name, in order.
    """
    stretches = pairwise([0, *(m.start for m in mentions)])
    lines = accumulate(text.count("\n", start, end) for start, end in stretches)
    mentions = _with_surnames(text, mentions)
    before = [_title_before(text, m.start) for m in mentions]
    people = _People()
    people.add_full(mentions, [word for word, _ in before])
    places = zip(mentions, before, lines, strict=True)
    previous: tuple[NameMention, _Person] | None = None
    for mention, (title, honorific), line in places:
        who = people.of(mention.key, title, line)
        if who is None and previous is not None and _is_alias(text, previous[0], mention):
            who = previous[1]
        who = who or people.new(mention.key)
        people.note(who, mention, title, honorific, line)
        previous = mention, who
    return [_finished(text, who) for who in people.everybody if who.mentions]


def _title_before(text: str, start: int) -> tuple[str, Offsets | None]:
    """The title or noun right before a name, and its offsets where it is an honorific."""
    m = _BEFORE.search(text, max(0, start - 32), start)
    if m is None:
        return "", None
    lex, word = lexicon(), m["word"].lower()
    if word in lex.honorifics and m["word"][0].isupper():
        return word, m.span("word")
    if word not in lex.persons or m["stop"]:
        return "", None  # a stop behind a noun ends its sentence
    rank = (m["rank"] or "").lower()
    return f"{rank} {word}" if rank in lex.title_modifiers else word, None


def _gender_of(title: str) -> int:
    """1 where a title or noun tells *he*, -1 *she*, else 0."""
    lex, title = lexicon(), title.rsplit(" ", 1)[-1]
    return lex.honorifics.get(title, 0) or lex.genders.get(title, 0)


class _People:
    """Who may be meant by the words of a name."""

    def __init__(self) -> None:
        self.everybody: list[_Person] = []
        self._full: dict[Key, _Person] = {}
        self._index: defaultdict[str, list[_Person]] = defaultdict(list)
        self._near: defaultdict[str, set[str]] = defaultdict(set)

    def add_full(self, mentions: Sequence[NameMention], titles: Sequence[str]) -> None:
        """Enter everybody who is named by two words or more somewhere, the longest names first."""
        first: dict[Key, NameMention] = {}
        often: Counter[Key] = Counter()
        for m in mentions:
            if len(m.key) > 1:
                first.setdefault(m.key, m)
                often[m.key] += 1
        for key in sorted(first, key=lambda k: (-len(k), _initials(k), -often[k], first[k].start)):
            who = next((w for w in self._candidates(key) if _longer(key, w)), None)
            self._enter(key, who or self.new(key))
        for m, title in zip(mentions, titles, strict=True):
            if m.key in self._full and title:
                self._full[m.key].titles.add(title)
                self._full[m.key].gender += _gender_of(title)

    def _candidates(self, key: Key) -> list[_Person]:
        ends = dict.fromkeys((_bare(key[-1]), _bare(key[0])))
        return [who for word in ends for who in self._index[word][-_ENOUGH:]]

    def new(self, key: Key) -> _Person:
        """A new person of this name."""
        who = _Person(given=lexicon().given_gender(key[0]) if len(key) > 1 else 0)
        self.everybody.append(who)
        self._enter(key, who)
        return who

    def _enter(self, key: Key, who: _Person) -> None:
        if key in who.keys:
            return
        who.keys[key] = None
        who.surnames.add(_bare(key[-1]))
        if len(key) > 1:
            self._full.setdefault(key, who)
        for word in dict.fromkeys(_bare(w) for w in key):
            known = self._index[word]
            if who not in known[-_ENOUGH:]:
                known.append(who)
            for slip in _slips(word):
                self._near[slip].add(word)

    def of(self, key: Key, title: str, line: int) -> _Person | None:
        """Who bears a name at a place; None for somebody new.

        Of several one who has had the title before, whose given name fits it, who was named in full
        nearby, who was named before, whose surname it is, who was named most often, who was named
        last.
        """
        gender = _gender_of(title)
        if (who := self._full.get(key)) is not None:
            return who
        word = self._as_known(_bare(key[-1]))
        known = [
            who
            for who in self._index.get(word, [])[-_ENOUGH:]
            if who.gender * gender >= 0 and (len(key) == 1 or _fits_any(key, who))
        ]
        return max(known, key=lambda w: _rank(w, word, title, line), default=None)

    def _as_known(self, word: str) -> str:
        """The word as the text has it elsewhere, where one letter too many or few is all."""
        if word in self._index or len(word) < _LONG:
            return word
        near = {known for slip in _slips(word) for known in self._near.get(slip, ())}
        return near.pop() if len(near) == 1 else word

    def note(
        self,
        who: _Person,
        m: NameMention,
        title: str,
        honorific: Offsets | None,
        line: int,
    ) -> None:
        """Note a mention of somebody."""
        who.mentions.append((m.start, m.end))
        self._enter(m.key, who)
        if len(m.key) == 1 and title:
            who.gender += _gender_of(title)
            who.titles.add(title)
        if honorific is not None:
            who.honorifics.append(honorific)
        who.last = line
        if len(m.key) > 1:
            who.last_full = line


def _is_alias(text: str, before: NameMention, m: NameMention) -> bool:
    """Whether a name is another one of the person named right before it."""
    gap = before.end, m.start
    return gap[1] - gap[0] < 40 and _KNOWN_AS.fullmatch(text, *gap) is not None


def _rank(who: _Person, word: str, title: str, line: int) -> tuple[int, ...]:
    return (
        title in who.titles,
        who.given * _gender_of(title) if title else 0,
        who.last_full >= line - _NEAR,
        who.last >= 0,
        word in who.surnames,
        len(who.mentions),
        who.last,
    )


def _with_surnames(text: str, mentions: Sequence[NameMention]) -> Sequence[NameMention]:
    """Return the mentions; "Bill" in "Bill and Hillary Oro" gets the key of Bill Oro, where he is
    named in full elsewhere.
    """
    full = {m.key for m in mentions if len(m.key) > 1}
    out = list(mentions)
    for i, (one, two) in enumerate(pairwise(mentions)):
        if len(one.key) > 1 or len(two.key) < 2 or text[one.end : two.start] not in _AND:
            continue
        whole = (*one.key, two.key[-1])
        if whole in full:
            out[i] = attrs.evolve(one, key=whole)
    return out


def _longer(key: Key, who: _Person) -> bool:
    known = islice(who.keys, _ENOUGH)
    return any(len(other) >= len(key) and _same_person(key, other) for other in known)


def _fits_any(key: Key, who: _Person) -> bool:
    return any(_same_person(key, known) for known in islice(who.keys, _ENOUGH))


def _same_person(short: Key, long: Key) -> bool:
    """Whether the words of a name stand in a longer one in order; an initial stands for a word.

    >>> _same_person(("a", "oro"), ("ana", "maria", "oro"))
    True
    >>> _same_person(("ana", "oro"), ("oro", "ana")), _same_person(("ana", "oro"), ("ida", "oro"))
    (True, False)
    """
    rest = iter(long)
    last = len(short) - 1
    if all(any(_fits(word, other, i == last) for other in rest) for i, word in enumerate(short)):
        return True
    return len(short) == len(long) == 2 and short == long[::-1]


def _fits(word: str, other: str, surname: bool) -> bool:
    """Whether two words may be one; a slip of the pen only in surnames: Daniela is not Daniel."""
    if _bare(word) == _bare(other):
        return True
    if surname and max(len(word), len(other)) >= _LONG and abs(len(word) - len(other)) == 1:
        return word in _slips(other) or other in _slips(word)
    return len(word) == 1 and other.startswith(word)


def _initials(words: Iterable[str]) -> int:
    """How many words are a letter, with a stop or without."""
    return sum(len(word.rstrip(".")) == 1 for word in words)


def _slips(word: str) -> Iterable[str]:
    """A long word itself and without each one of its letters but the first."""
    if not _LONG <= len(word) <= _LONGEST:
        return ()
    return [word, *(word[:i] + word[i + 1 :] for i in range(1, len(word)))]


def _bare(word: str) -> str:
    """Return a word without its Arabic article: al-Lund is Lund."""
    return word[3:] if word[:3] in ("al-", "el-") else word


def _finished(text: str, who: _Person) -> Named:
    often = Counter(" ".join(text[a:b].split()) for a, b in who.mentions)
    name = max(often, key=lambda f: (len(f.split()), -_initials(f.split()), often[f]))
    return Named(
        name, "person", forms=tuple(often), mentions=tuple(who.mentions),
        honorifics=tuple(who.honorifics),
    )  # fmt: skip
