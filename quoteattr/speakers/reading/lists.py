"""Lists of names: those that "and" joins, and those that an "of" leads up to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

import regex

from quoteattr.speakers.lexicon import BODY_NOUNS, PERSON_NOUNS, TITLES, singular, word_set
from quoteattr.speakers.referents import Named, Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["circle_of", "family_of", "joined_names", "listed_after", "sort_of_all"]


# What may stand after a name in a list: an age, or letters in brackets.
_ASIDE = regex.compile(r"^\s*(?:\([^()\n]{1,30}\)|,\s\d{1,2}(?=,|\s))")
# "Publishers Veld and Lund", "the judges - Oro, Lund and Holt -", "the groups are Veld and Lund".
_SORT = regex.compile(r"(?<![\p{L}’'\-])(\p{Ll}+)(?:,|:|\s[–—-]|\sare)?\s(?:the\s)?$")
_FAMILY = regex.compile(
    r"[Tt]he\s(?P<name>\p{Lu}[\p{L}\-]+?)(?:(?<=[sxz])e)?s"
    r"|Mr\.?\s(?:and|&)\sMrs\.?\s(?P<name>\p{Lu}[\p{L}\-]+)"
)
_LISTED = regex.compile(r"(?:\s*\([^()\n]{1,30}\)|,\s\d{1,2})?,\s(?:the\s)?")
# "Veskia's prime minister", before a name.
_OWNED = regex.compile(r"[’']s?\s(?P<title>(?:[\p{L}\-]+\s){0,4})")
_TITLED = TITLES | PERSON_NOUNS | word_set("prime deputy vice acting former foreign chief")
_OF = regex.compile(r"\s(?:of|from|for)\s+(?:the\s+)?")
_LIST_GAP = regex.compile(r",?\s+(?:and\s+)?(?:the\s+)?")
_FROM = regex.compile(r"\s(?:of|from)\s(?:the\s)?")
# "Ana Oro and her sisters Pia and Ida" are the sisters.
_WITH = regex.compile(r",?\s+and\s+(?:his|her|their)\s+(?:\p{Ll}+\s+)?(?P<noun>\p{Ll}+s)\s+")
# "Ana Oro and her brother Tim" are the siblings.
_SIBLINGS = regex.compile(
    r",?\s+and\s+(?:his|her)\s+(?:[\p{Ll}\-]+\s+)?(?:brother|sister|twin),?\s+"
)
# "Ana Oro and her husband, Tim Lund," are a couple.
_SPOUSE = regex.compile(
    r"(?:\s\([^()\n]{1,20}\))?,?\s+and\s+(?:his|her)\s+(?:\p{Ll}+\s+){0,2}(?:wife|husband|spouse|partner"
    r"|girlfriend|boyfriend|fianc[eé]e?),?\s+"
)


def joined_names(scene: Scene) -> Iterator[list[Named]]:
    """Names of one sort that "and" joins, those of a list before it too: "A, B (30) and C".

    Where each is from does not part them: "A of Lund and B of Veskia", "Lund's A and Veskia's B".
    """
    run: list[Named] = []
    edge = 0
    mentions = _without_owners(scene.text, scene.naming.mentions)
    for at, mention in mentions:
        _, end, who = mention
        gap = scene.text[edge:at] if run else ""
        if run and edge == run[-1][1] and _is_from(gap, who):
            edge = end
            continue
        if run and who is run[-1][2] and gap == " (":
            continue  # "Veld Bank (VB) and"
        alike = bool(run) and run[-1][2] is not who and _alike(run[-1][2].label, who.label)
        edge = end
        if alike and _WITH.fullmatch(gap):
            run.append(mention)
        elif alike and (_joined(gap) or _SPOUSE.fullmatch(gap) or _SIBLINGS.fullmatch(gap)):
            yield [*run, mention]
            run = [mention]
        elif alike and _is_listed(gap):
            run.append(mention)
        else:
            run = [mention]


def _without_owners(text: str, mentions: Sequence[Named]) -> Iterator[tuple[int, Named]]:
    """Names without the places they belong to, each with where it and its place begin.

    Of "Veskia's prime minister Tom Ury" there is Tom Ury.
    """
    opened = -1
    for i, (start, end, who) in enumerate(mentions):
        first = opened if opened >= 0 else start
        follows = mentions[i + 1][0] if i + 1 < len(mentions) else end
        owned = who.label == "place" and (m := _OWNED.match(text, end, follows)) is not None
        if owned and m.end() == follows and _are_titles(m["title"]):
            opened = first
        else:
            opened = -1
            yield first, (start, end, who)


def _is_listed(gap: str) -> bool:
    """Whether a name follows another one in a list: "Oro (30), Minister Lund"."""
    m = _LISTED.match(gap)
    return m is not None and _are_titles(gap[m.end() :])


def _are_titles(words: str) -> bool:
    """Whether nothing but titles and nouns for persons stands there, or nothing."""
    return all(w[0].isupper() or w in _TITLED for w in words.split())


def _is_from(gap: str, who: Referent) -> bool:
    """Whether a place after a name only says where its bearer is from."""
    return who.label == "place" and _FROM.fullmatch(gap) is not None


def _joined(gap: str) -> bool:
    gap = _ASIDE.sub("", gap).lstrip(",")
    words = gap.lower().split()
    return 0 < len(words) <= 4 and words[0] in ("and", "&") and "," not in gap and "." not in gap


def circle_of(text: str, named: Sequence[Named]) -> str | None:
    """What the first of joined names and the others are: "sister" of "Oro and her sisters Pia".

    Of "Oro and her brother Tim" it is "sibling", of "Oro and her husband Tim" it is "couple".
    """
    if _SIBLINGS.fullmatch(text, named[0][1], named[1][0]):
        return "sibling"
    if _SPOUSE.fullmatch(text, named[-2][1], named[-1][0]):
        return "couple" if len(named) == 2 else None
    m = _WITH.fullmatch(text, named[0][1], named[1][0])
    return singular(m["noun"])[0] if m else None


def sort_of_all(text: str, named: Sequence[Named]) -> str | None:
    """The noun for all of some joined names, in the singular: "publishers Veld and Lund".

    Args:
        text: the text.
        named: the joined names, in order.
    """
    start, _, who = named[0]
    m = _SORT.search(text, max(0, start - 24), start)
    noun, plural = singular(m[1]) if m else ("", False)
    fits = PERSON_NOUNS if who.label == "person" else BODY_NOUNS
    return noun if plural and noun in fits else None


def family_of(text: str, start: int, end: int) -> str:
    """The surname, case folded, of persons whom a stretch names together, if it does: "the Oros",
    "Mr. and Mrs. Oro".
    """
    m = _FAMILY.fullmatch(text, start, end)
    return m["name"].casefold() if m else ""


def listed_after(scene: Scene, start: int, end: int) -> list[Named]:
    """The names that the first "of" of a stretch lists: "the envoys of Lund and Ellin"."""
    of = _OF.search(scene.text, start, end)
    if of is None:
        return []
    names = scene.naming.within(of.end(), end)
    if not names or names[0][0] != of.end():
        return []
    gaps = [scene.text[e:s] for (_, e, _), (s, _, _) in pairwise(names)]
    listed = list(takewhile(_LIST_GAP.fullmatch, gaps))
    return names[: len(listed) + 1]


def _alike(one: str, other: str) -> bool:
    """Whether two sorts of names may be joined: "Norway and the European Union"."""
    return one == other or {one, other} == {"body", "place"}
