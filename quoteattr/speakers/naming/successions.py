"""Successions: who came after whom in an office, where the text says so.

"Brandvold took over from Okafor", "Okafor was replaced by Brandvold", "sacked Okafor and appointed
Brandvold" and "Brandvold, who succeeded him" each name a later and an earlier holder. "His
successor" is then the later one of a pair whose earlier one "he" may be, and "her predecessor" the
other way round. "The new minister" is the later one of the last pair, if one of the two is called a
minister or no other pair is told of, and "the minister" too, if the earlier one is called a former
minister; "the former minister" is the earlier one. Only persons in one sentence are paired, and the
only one of a sentence with "His successor", which opens the next; so the whole is linear in the
text's length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import attrs
import regex

from quoteattr.speakers.lexicon import PAST, PERSON_NOUNS, PRONOUNS, TITLES, word_set
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["BEFORE", "Successions"]

# Nouns for who came later in an office.
_AFTER = word_set("successor replacement")
#: Nouns for who came earlier.
BEFORE = word_set("predecessor")

#: Somebody named, or the subject form of a pronoun.
Party: TypeAlias = Referent | str

_NEW = word_set("new incoming newly current present incumbent")
# How many successions before a mention are looked at.
_ENOUGH = 20
_PRONOUN = regex.compile(r"(?<![\p{L}’'])(?:he|she|him|her)(?![\p{L}’'\-])", regex.I)
# "her" is no object where a noun follows: "succeeded her father".
_NO_NOUN = regex.compile(
    r"\s*(?:[.,;:)]|$|\s(?:in|as|at|on|after|last|this|when|who|and|for|by)\b)"
)
_TITLE = (
    r"(?:(?!(?:of|and|or|to|who|that|which|but|with|by|from)\s)[\p{L}\p{N}.\-]+\s){0,6}"
    r"(?:[\p{L}\-]+,\s)?"
)
# What was done to the earlier one, before "and put Ana Oro in charge".
_SACKED = regex.compile(
    r"\b(?:sacked|fired|dismissed|axed|ousted|removed|suspended|replaced|parted\s(?:company|ways)\swith)\s"
    r"(?:(?:the|his|her|their|its)\s)?(?:[\p{L}\-]+\s){0,4}$"
)
_INSTEAD = regex.compile(
    r"[^.;:“”\"\n]{0,90}?\b(?:and|before)\s(?:has\s|have\s)?(?:put|putting|appoint(?:ed|ing)|nam(?:ed|ing)|install(?:ed|ing)"
    r"|promot(?:ed|ing)|plac(?:ed|ing)|turn(?:ed|ing)\sto|brought\sin)\s(?:the\s|his\s|her\s|its\s)?"
    rf"{_TITLE}"
)
_ASIDE = r"(?:,\s[^,;:.“”\"]{1,80},)?"
_WILL = (
    r"(?:(?:who|has|had|have|will|would|is|was|then|later|recently|formally|officially|to|set"
    r"|due|expected|chosen|elected|appointed|named|tapped|about)\s){0,6}"
)
_OFFICE = r"(?:\s(?!from\b)[\p{L}’'\-]+){0,8}"
# What one holder hands to the next.
_POST = (
    r"(?:(?:the|his|her|its)\s)?(?:\p{L}+\s){0,2}(?:\p{L}{2,}ship|presidency|premiership|reins|baton"
    r"|captaincy|job|post|role|office|gavel|portfolio|seat|command|crown|throne|ministry|controls?)"
)
# From the later one to the earlier one.
_FORWARD = regex.compile(
    rf"""{_ASIDE},?\s{_WILL}(?:
      (?:took|takes|taking|taken|take)\sover{_OFFICE}\sfrom
    | (?:succeed(?:s|ed|ing)?|replac(?:e|es|ed|ing))
    | (?:inherit(?:s|ed|ing)?){_OFFICE}\sfrom
    | (?:step|stepp)(?:s|ed|ing)?\sinto{_OFFICE}\safter
    )\s(?:the\s|his\s|her\s)?{_TITLE}""",
    regex.VERBOSE,
)
# From the earlier one to the later one.
_BACKWARD = regex.compile(
    rf"""{_ASIDE},?\s
    (?:(?:resigned|retired|quit|died|left|stepped\sdown|lost){_OFFICE}\s(?=and\s))?
    (?:(?:who|and|has|had|will|would|then|later|recently)\s){{0,3}}(?:
      (?:was|is|were|been|be|being|gets?|got)\s(?:to\sbe\s|then\s|later\s|recently\s)?
        (?:succeeded|replaced|followed){_OFFICE}\sby
    | (?:hand(?:ed|s|ing)?|pass(?:ed|es|ing)?|ced(?:ed|es|ing))\s
        (?:(?:over|on)\s)?{_POST}{_OFFICE}\sto
    | (?:handed|hands|handing|hand)\s(?:over|on){_OFFICE}\sto
    | (?:made|makes|gave|gives)\sway(?:{_OFFICE})\s(?:to|for)
    )\s(?:the\s|his\s|her\s)?{_TITLE}""",
    regex.VERBOSE,
)
# "Okafor’s successor, Brandvold,": the owner comes first.
_OWNED = regex.compile(
    r"[’']s?\s(?:[\p{L}\-]+\s){0,3}?(?P<noun>successor|replacement|predecessor),?\s"
    rf"{_TITLE}"
)
# "His successor, Brandvold,": at the beginning of a sentence.
_OPENS = regex.compile(
    r"\s*(?:(?:But|And)\s)?(?:His|Her|his|her)\s(?:[\p{L}\-]+\s){0,2}?"
    rf"(?P<noun>successor|replacement|predecessor),?\s{_TITLE}"
)


@attrs.frozen
class Succession:
    """Two who held one office.

    Attributes:
        start: offset of the one named first.
        later, earlier: the two.
    """

    start: int
    later: Party
    earlier: Party


class Successions:
    """All successions that a text tells.

    Args:
        scene: the text, with its names.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._found = sorted(_successions(scene), key=lambda one: one.start)

    def owners(self, phrase: Phrase) -> list[Referent]:
        """Those named who have a successor, or predecessor, that the phrase may mean."""
        mine = [p[0] for p in self._pairs(phrase)]
        return list(dict.fromkeys(who for who in mine if isinstance(who, Referent)))

    def meant(self, phrase: Phrase, owner: Referent | None) -> Referent | None:
        """Whom "his successor" means.

        Args:
            phrase: a description.
            owner: whose successor or predecessor; None where the text does not name that one.

        Returns:
            The one who came after, or before, the last time that the text tells of before the
            phrase; None where it tells of none, or leaves a choice.
        """
        pairs = self._pairs(phrase)
        if owner is not None:
            found = [who for mine, who in pairs if mine is owner]
        elif phrase.own:
            said = PRONOUNS.get(phrase.own, "")
            found = [who for mine, who in pairs if mine == said]
        else:
            found = [who for _, who in pairs] if len(pairs) == 1 else []
        named = [who for who in found if isinstance(who, Referent)]
        return named[-1] if named else None

    def _pairs(self, phrase: Phrase) -> list[tuple[Party, Party]]:
        """Of each succession before a phrase, whose it is and whom the phrase's noun then means."""
        bare = phrase.form == "definite" and not (phrase.words or phrase.own or phrase.owner)
        title = phrase.head in TITLES | PERSON_NOUNS and not phrase.tail
        new = title and (bare or _NEW & phrase.words)
        old = title and PAST & phrase.words
        if not (new or old) and phrase.head not in _AFTER | BEFORE:
            return []
        at = bisect_left(self._found, phrase.start, key=lambda one: one.start)
        before = self._found[max(0, at - _ENOUGH) : at]
        if new and bare:
            last = [(one.earlier, one.later) for one in before[-1:]]
            return last if all(_has_left(one, phrase.head) for one, _ in last) else []
        if new or old:
            last = [
                (one.earlier, one.later) if new else (one.later, one.earlier) for one in before[-1:]
            ]
            called = any(_is(phrase.head)(who) for pair in last for who in pair)
            return last if (new and len(before) == 1) or called else []
        if phrase.head in _AFTER:
            return [(one.earlier, one.later) for one in before]
        return [(one.later, one.earlier) for one in before]


def _is(noun: str) -> Callable[[Party], bool]:
    """Whether a party is somebody whom the text calls by a noun."""
    return lambda who: isinstance(who, Referent) and who.is_called(noun)


def _has_left(party: Party, noun: str) -> bool:
    """Whether somebody is called a former minister."""
    return isinstance(party, Referent) and noun in party.heads and bool(party.words & PAST)


def _successions(scene: Scene) -> Iterator[Succession]:
    at = 0
    mentions = scene.naming.mentions
    alone: Referent | None = None
    for low, high in scene.sentences:
        while at < len(mentions) and mentions[at][0] < low:
            at += 1
        last = at
        while last < len(mentions) and mentions[last][0] < high:
            last += 1
        persons = [m for m in mentions[at:last] if m[2].label == "person"]
        if persons and not scene.quoted(low):
            yield from _in_sentence(scene.text, (low, high), persons)
            yield from _opening(scene.text, low, persons, alone)
        alone = persons[0][2] if len({who for *_, who in persons}) == 1 else None


def _opening(
    text: str,
    low: int,
    persons: Sequence[tuple[int, int, Referent]],
    owner: Referent | None,
) -> Iterator[Succession]:
    """The pair of "His successor, Ana Oro," which opens a sentence behind one with one person."""
    start, _, who = persons[0]
    m = _OPENS.fullmatch(text, low, start)
    if m is not None and owner is not None and owner is not who:
        later, earlier = (owner, who) if m["noun"] == "predecessor" else (who, owner)
        yield Succession(start, later, earlier)


def _is_put_in(text: str, start: int, end: int, low: int) -> bool:
    """Whether one was sacked and another put in charge: "sacked Oro and put Holt in charge"."""
    sacked = _SACKED.search(text, max(0, start - 70), start)
    return sacked is not None and _INSTEAD.fullmatch(text, end, low) is not None


def _in_sentence(
    text: str, sentence: tuple[int, int], persons: Sequence[tuple[int, int, Referent]]
) -> Iterator[Succession]:
    """The successions among the persons and pronouns of one sentence."""
    parties: list[tuple[int, int, Party]] = list(persons)
    parties += [(*m.span(), PRONOUNS[m[0].lower()]) for m in _PRONOUN.finditer(text, *sentence)]
    parties.sort(key=lambda p: p[0])
    for number, (start, end, one) in enumerate(parties):
        for low, high, two in parties[number + 1 : number + 3]:
            if one is two or text[high : high + 2] in ("’s", "'s"):
                continue
            if isinstance(two, str) and not _NO_NOUN.match(text, high):
                continue
            owned = _OWNED.fullmatch(text, end, low)
            if _FORWARD.fullmatch(text, end, low) or (owned and owned["noun"] == "predecessor"):
                yield Succession(start, one, two)
            elif owned or _BACKWARD.fullmatch(text, end, low) or _is_put_in(text, start, end, low):
                yield Succession(start, two, one)
