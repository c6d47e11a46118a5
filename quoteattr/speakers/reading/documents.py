"""Documents as sources: the body behind a report, letter or statement, where the text tells.

It tells by a possessive ("the bank's letter"), by a name before the noun ("a Bloom report"),
or by a name after it ("a study by Oro University"). A place or a people before the noun is
where it comes from, not who wrote it ("reports from Lund", "Danish figures").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    PERSON_NOUNS,
    singular,
    word_set,
)
from quoteattr.speakers.reading.cores import noun_of
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.setting.scene import Scene

__all__ = [
    "SPEAKING",
    "WRITINGS",
    "author_before",
    "authored",
    "authored_by_several",
    "authors_behind",
    "carries",
    "described_author",
    "issued",
    "speaks",
]

_AUTHORS = {"body", "person"}
# Of whom a later "the report" may be.
_OWNERS = {*_AUTHORS, "document", "joint"}
# What a study may be called after it was introduced as another of them.
_STUDIES = word_set("study report survey paper research analysis")
_BY = regex.compile(
    r"\b(?:by|from|of|at|in)\s+(?:the\s+|an?\s+)?(?:[\p{L}’'\-]+\s+){0,4}$", regex.I
)
# Where a document stands is not who wrote it; nor is whose body did ("the League's Board").
_MEDIUM = regex.compile(
    r"\b(?:published|printed|carried|posted|shared|released|appearing|seen)\s+(?:\p{L}+\s+){0,2}(?:in|on|at)"
    r"\s+(?:the\s+)?(?:\p{Ll}+\s+){0,2}$"
)
# Who got hold of it did not write it either.
_GOT = regex.compile(
    r"\b(?:obtained|seen|reviewed|viewed|accessed|acquired|examined)\s+by\s+"
    r"(?:the\s+)?(?:\p{Ll}+\s+){0,3}$",
    regex.I,
)
# "A study in the Lancet": nor is the journal.
_JOURNAL = regex.compile(r"\bin\s(?:the\s)?(?:[\p{Ll}\-]+\s){0,3}$", regex.I)
_OWNER = regex.compile(r"[’']s?\s+(?:\p{Lu}\p{L}+(?:\s+|$)){2}")
# Nor is a part of a body the whole ("a study by the Lund chapter of the League").
_PART = regex.compile(
    r"\b(?:chapter|branch|arm|wing|unit|division|subsidiary|affiliate)\s+of\s+(?:the\s+|an?\s+)?"
    r"(?:[\p{Ll}’'\-]+\s+){0,4}$"
)
# Nor is who is from a body ("an affidavit from an agent of the League").
_AGENT = regex.compile(
    rf"\b(?:by|from)\s+(?:an?|the|one)\s+(?:\p{{L}}+\s+){{0,2}}(?:{'|'.join(sorted(PERSON_NOUNS))})"
    r"\s+(?:from|of|at|with|for|in)\s+(?:the\s+)?$",
    regex.I,
)
# Nor is what it is about ("the inquiry into the collapse of Oro Bank").
_TOPIC = regex.compile(
    r"\b(?:into|about|on|concerning|regarding)\s+(?:(?!by\b)[\p{L}\p{N}’'\-]+\s+){1,8}$", regex.I
)
# "By the port's manager, [Ana Oro]".
_BY_TITLED = regex.compile(
    r"\bby\s+(?:the|an?|his|her|its|their)\s+(?:[\p{L}’'\-]+\s+){0,4}[\p{L}’'\-]+,\s+$", regex.I
)
_HYPHENED = regex.compile(r"-\p{Ll}")  # "Oro-era documents"
# "By several of Oro's rivals" is not by Oro; "of Port Union members" is of members.
_THEIRS = regex.compile(r"[’']s?\s\p{Ll}")
_MODIFIES = regex.compile(rf"\s(?:{'|'.join(sorted(PERSON_NOUNS))})s(?!\p{{L}})")
# A place writes nothing, but where it does the text says "by".
_BY_PLACE = regex.compile(r"\bby\s+(?:the\s+)?$", regex.I)
_CLOSES = regex.compile(r"\s*(?:$|[,.;]|(?:and|on|in|about|last|this)\s)")
_POSTS = word_set("post tweet video message page account comment thread story poll profile feed")
_SERVICES = word_set(
    "twitter facebook instagram youtube tiktok telegram whatsapp weibo wechat line linkedin reddit "
    "snapchat signal messenger"
)
_POST = regex.compile(r"\s(?P<noun>\p{L}+)")
# From one author to the next, letters in brackets between them left out.
_AND = regex.compile(r"(?:\s*\([^()\n]{1,20}\)|\))?,?\s+(?:(?:and|&)\s+)?(?:the\s+)?")
_FROM = regex.compile(r"\s(?:of|from|at)\s(?:the\s)?")
# Of any word is asked first whether "by" follows: that costs less than to look for every noun.
_WRITTEN_BY = (
    r"(?:,?\s+(?:(?!obtain|review|view|access|acquir|examin)\p{L}+ed|brought|written|put\s+out)|)"
    r"\s+(?:by|from)\s+"
)
_AUTHORED = regex.compile(
    rf"\b(?=\p{{L}}[\p{{L}}\-]*{_WRITTEN_BY})"
    rf"({'|'.join(sorted(DOCUMENT_NOUNS))}){_WRITTEN_BY}(?:the\s+)?",
    regex.I,
)
_HEAD_OF = regex.compile(r"(?:[’']s?)?\s(?:(?!and\b|or\b)[\p{L}\-]+\.?\s){1,5}")
_DESCRIBED = regex.compile(
    r"\b(?:by|from)\s+(?P<who>(?:an?|two|three|four|five|six|several|some)\s\p{L}.*)"
)
# What is from "the minister" is the minister's only if it is a message.
_SENT = regex.compile(r"\b(?:by|from)\s+(?P<who>(?:the|his|her|its|their)\s\p{L}.*)")
# "The governor's tweet"
_OWNED = regex.compile(
    r"(?P<who>(?:the|an?|his|her|its|their)\s(?:[\p{L}\-]+\s){0,3}?[\p{L}\-]+)(?:(?<!s)[’']s|(?<=s)[’'])\s",
    regex.I,
)
# "A letter from the council [to parents]"
_TO = regex.compile(r"\sto\s(?!the\s(?:north|south|east|west)\b)")
_MESSAGES = word_set(
    "statement letter e-mail email tweet post message release note announcement memo memorandum "
    "communique communiqué text notice card invitation"
)
#: Documents that speak for whoever has them: "her calculations", "the union's report".
WRITINGS = _MESSAGES | word_set(
    "report study calculation estimate column article book memoir diary blog complaint lawsuit "
    "manifesto testimony essay editorial"
)
#: What says things by itself, as a book or a bill does not.
SPEAKING = WRITINGS - {"book", "blog"} | word_set(
    "affidavit petition filing indictment paper survey analysis audit review"
)
# What somebody writes, so that it is that one's: "the letter read".
_WRITABLE = WRITINGS | SPEAKING
_WRITERS = PERSON_NOUNS | BODY_NOUNS - DOCUMENT_NOUNS
_LAWS = word_set("constitution law act statute code charter")
# "Act No. 12", "section 128 of the code": a law is nobody's who is named beside it.
_NUMBERED = regex.compile(
    r"(?:the\s)?(?:[\p{L}\-]+\s){0,4}?(?:act|law|section|article|clause|decree|code|rule|regulation"
    r"|resolution|bill|paragraph|chapter)s?\s(?:nos?\.?\s?)?\d",
    regex.I,
)
# "Of the port law": the port did not write it.
_OF_A_PAPER = regex.compile(rf"\s(?:{'|'.join(sorted(DOCUMENT_NOUNS))})(?!\p{{L}})")
# How far after "by" authors are read.
_REACH = 250
_ISSUED = regex.compile(
    rf"\bin\s+(?:an?|the|his|her|its|their)\s+(?:[\p{{L}}\-]+\s+){{0,2}}({'|'.join(sorted(DOCUMENT_NOUNS))})\b",
    regex.I,
)
# Before a document, who puts it out: "Oro Foods posted a short statement".
_PUTS_OUT = regex.compile(
    r"(?:\s(?:has|have|had|also|later|then|\p{Ll}+ly))*\s(?:issue[sd]|release[sd]|post(?:s|ed)|publishe[sd]"
    r"|put(?:s)?\sout|circulate[sd]|wrote|writes|penned|tabled|unveiled|shared)\s"
    rf"(?:an?|its|his|her|their)\s(?:[\p{{L}}\-]+\s){{0,3}}?(?P<noun>{'|'.join(sorted(DOCUMENT_NOUNS))})\b"
)


# "A joint statement issued by the two countries".
_BY_SEVERAL = regex.compile(
    r"\b(?P<noun>statement|communiqu[eé]|declaration|letter|agreement|announcement|memorandum|appeal)\s"
    r"(?:\p{L}+ed\s)?(?:by|from)\s(?P<who>(?:the\stwo|the\sthree|both|the)\s(?:countries|nations|sides"
    r"|leaders|ministers|presidents|parties|companies|groups|governments|organi[sz]ations|men|women))\b",
    regex.I,
)


def authored(text: str, naming: Naming) -> Iterator[tuple[int, int, str, tuple[Referent, ...]]]:
    """Every document with its authors after it ("a study by Oro University and the Met Office").

    Args:
        text: the text.
        naming: the names of the text.

    Yields:
        Offsets of the document's noun, the noun, and the authors.
    """
    for m in _AUTHORED.finditer(text):
        named = naming.within(m.end(), m.end() + _REACH)
        if len(named) > 1 and named[1][2].label == "person" and named[0][0] == m.end():
            # "A letter by Port Union head Ana Oro" is hers.
            titled = _HEAD_OF.fullmatch(text, named[0][1], named[1][0])
            named = [(m.end(), *named[1][1:]), *named[2:]] if titled else named
        if named and named[0][0] == m.end() and named[0][2].label in _AUTHORS:
            authors = dict.fromkeys((named[0][2], *_and_others(text, named)))
            yield m.start(1), m.end(1), m[1].lower(), tuple(authors)
    for _, end, who in naming.mentions:
        if who.label in _AUTHORS and (put := _PUTS_OUT.match(text, end)) is not None:
            yield *put.span("noun"), put["noun"].lower(), (who,)


def issued(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Documents in which something is said within a stretch: "said in a statement"."""
    for m in _ISSUED.finditer(text, start, end):
        yield m.start(1), m.end(1), m[1].lower()


def authors_behind(text: str, phrase: Phrase, naming: Naming) -> tuple[Referent, ...]:
    """Whom a document's description names as its authors, if it names any.

    Args:
        text: the text.
        phrase: the description; its head is a document.
        naming: the names of the text.
    """
    if _NUMBERED.match(text, phrase.start, phrase.end):
        return ()
    if phrase.head in _LAWS and phrase.owner is not None and phrase.owner.label == "place":
        return ()  # "Lund's constitution" speaks for itself
    if phrase.owner is not None and phrase.owner.label in ("body", "person", "place"):
        return (phrase.owner,)
    head = regex.escape(phrase.head)
    inside = naming.within(phrase.start, phrase.end)
    for at, (start, end, who) in enumerate(inside):
        before, after = text[phrase.start : start], text[end : phrase.end]
        place = _BY_PLACE.search(before) and _CLOSES.match(after)
        if who.label not in _AUTHORS and not place:
            continue
        if (
            _HYPHENED.match(after)
            or (who.label == "person" and _THEIRS.match(after))
            or _MEDIUM.search(before)
            or _GOT.search(before)
            or _PART.search(before)
            or _TOPIC.search(before)
            or _AGENT.search(before)
            or _OWNER.match(after)
            or (_OF_A_PAPER.match(after) and not after.lstrip().startswith(phrase.head))
            or (phrase.head in _STUDIES - {"report"} and _JOURNAL.search(before))
        ):
            continue
        if regex.match(rf"[\p{{L}}\p{{N}}\s\-]{{0,30}}\b{head}", after, regex.I):
            return () if _carries(who, phrase) else (who,)
        titled = who.label == "person" and _BY_TITLED.search(before)
        if (titled or _BY.search(before)) and not _MODIFIES.match(after):
            return (who, *_and_others(text, inside[at:]))
    return ()


def speaks(text: str, start: int, end: int) -> bool:
    """Whether a stretch names something written that says things, so that *it* may be that."""
    words = text[start:end].lower().split()[:8]
    return any(singular(word.strip(",.()"))[0] in SPEAKING for word in words)


def described_author(text: str, phrase: Phrase) -> Offsets | None:
    """The stretch that describes who wrote a document: "an affidavit from an agent of the port".

    Args:
        text: the text.
        phrase: the description; its head is a document.
    """
    m = _DESCRIBED.search(text, phrase.start, phrase.end)
    if m is None and phrase.head in _MESSAGES:
        m = _SENT.search(text, phrase.start, phrase.end)
    if m is None and phrase.head in WRITINGS:
        m = _OWNED.match(text, phrase.start, phrase.end)
    if m is None:
        return None
    noun = singular(noun_of(m["who"]).lower())[0]
    start, end = m.span("who")
    to = _TO.search(text, start, end)
    return (start, to.start() if to else end) if noun in _WRITERS else None


def author_before(scene: Scene, phrase: Phrase) -> Referent | None:
    """Whose the last document of this noun was: "the report" after "a report by Oro University".

    Args:
        scene: where everything stands.
        phrase: the description, "the" and a document's noun.
    """
    if _NUMBERED.match(scene.text, phrase.start, phrase.end):
        return None
    introduced = scene.introduced(phrase.head, phrase.start)
    nouns = {phrase.head} if introduced or phrase.head not in _STUDIES else _STUDIES
    for step in scene.back(phrase.start):
        if introduced and any(key[-1] == phrase.head for key in step.who.keys):
            continue  # "a report by Veld Bank" is not the First Information Report
        if nouns & step.who.heads and step.who.label in _OWNERS:
            wrote = step.who.label == "person" and phrase.head in _WRITABLE
            return step.who if wrote or step.who.label in ("body", "joint") else None
    return None


def authored_by_several(text: str) -> Iterator[tuple[int, int, str, Offsets]]:
    """Every document of several who are not named beside it ("issued by the two countries").

    Yields:
        Offsets of the document's noun, the noun, and offsets of those whose it is.
    """
    for m in _BY_SEVERAL.finditer(text):
        yield m.start("noun"), m.end("noun"), m["noun"].lower(), m.span("who")


def carries(text: str, start: int, end: int) -> bool:
    """Whether a name is that of a service which carries something of somebody else's.

    >>> carries("In a Facebook post, Oro", 5, 13), carries("Facebook said so", 0, 8)
    (True, False)
    """
    m = _POST.match(text, end)
    return m is not None and text[start:end].lower() in _SERVICES and m["noun"].lower() in _POSTS


def _carries(who: Referent, phrase: Phrase) -> bool:
    """Whether a name is the service that carries a post of somebody else's."""
    return phrase.head in _POSTS and any(key[0] in _SERVICES for key in who.keys)


def _and_others(text: str, named: Sequence[tuple[int, int, Referent]]) -> Iterator[Referent]:
    """Those of one sort that "and" joins to the first."""
    listed = [named[0]]
    for low, high, who in named[1:]:
        # "Ana Oro of Port University and Tim Holt"
        if who.label == listed[-1][2].label or not _FROM.fullmatch(text, listed[-1][1], low):
            listed.append((low, high, who))
        else:
            listed[-1] = (listed[-1][0], high, listed[-1][2])
    for (_, end, one), (start, _, two) in pairwise(listed):
        if two is one and text[start - 1] == "(":
            continue
        if two.label != one.label or not _AND.fullmatch(text, end, start):
            return
        yield two
