"""Mentions: what a source span says by itself, before anybody looks around it.

Each is read for its kind (pronoun, name, definite or indefinite description), its head noun,
its number and the name at its head, if one is. The head of a description is the last word
before its first preposition, comma, bracket or relative word.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs
import regex

from quoteattr.speakers.lexicon import (
    ARTICLES,
    BODY_NOUNS,
    DEFINITES,
    DOCUMENT_NOUNS,
    HONORIFICS,
    PERSON_NOUNS,
    PRONOUNS,
    QUANTIFIERS,
    TITLES,
    singular,
    word_set,
)
from quoteattr.speakers.naming.names import Naming
from quoteattr.speakers.naming.proper import EDGE, POSSESSIVE, tidy
from quoteattr.speakers.referents import Referent

__all__ = ["LINKS", "RELATIVE", "Phrase", "core_of", "read_phrase", "without_honorific"]

Form: TypeAlias = Literal["pronoun", "name", "definite", "indefinite"]
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[’'\-.&][\p{L}\p{M}\p{N}]+)*")
_CUT = regex.compile(
    r"""
    [(\[–—:;|]|,(?!\d)|\s-\s                         # punctuation
  | (?<!-)\b(?:of|from|in|at|for|on|who|whom|whose|that|which|with|to|by|under|near|inside|outside
     |across|among|against|about|behind|between|within|around|over|after|before|during|since
     |like|including|such|based|speaking|close|familiar|led|present|named|called|known|involved
     |living|working|attending|surveyed|interviewed|quoted|where|when|as|along|aged|released
     |published|issued|made|conducted|carried|seen|obtained|dated|signed|sent|posted|compiled
     |commissioned|filed|responsible|belonging|representing|leading|calling|citing|saying|written
     |prepared|provided|shared|is|are|was|were|has|have|had|surnamed|charged|accused|there|here
     |alongside|operating|opposed|using|participating|taking|trying|fighting|gathered|affected|linked|via|hearing|into|onto|till|until|because)\b
  | (?<=(?<!new)s\s)\p{Ll}+ing\b            # "judges hearing the case"
    """,
    regex.VERBOSE,
)
RELATIVE = regex.compile(r"[;:(\[]|,(?!\d)|\s[–—-]\s|\b(?:who|which|that|whose|whom)\b")
_PARTITIVE = regex.compile(
    r"(?:the\s+|a\s+|an\s+)?(?P<how>(?:\p{L}+\s+)?(?:one|some|many|most|all|each|several|none|few|any"
    r"|both|two|three|four|five|six|half|number|group|majority|handful|couple|dozens|hundreds"
    r"|thousands|scores|others?|another|lot|either|neither|percent|cent"
    r"|(?:\p{L}+\s+){0,2}[\d.,]+\s?(?:%|per\s?cent)))\s+of\s+"
    r"(?=(?:the|these|those|his|her|its|their|our|my|\p{Ll}))",
    regex.I,
)
# From where a word begins, or the search; not from each of its letters.
_POSSESSOR = regex.compile(
    r"(?:\G|(?<![\p{L}\p{M}\p{N}.\-]))[\p{L}\p{M}\p{N}.\-]+(?:[’']s|s[’'])\s"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WHEN = regex.compile(
    rf"""(?:\s+\p{{Ll}}+ed)?\s+(?:
      (?:(?:late|early|earlier)\s+)?(?:last|this|next)\s+
        (?:{_DAY}|{_MONTH}|week(?:end)?|month|year|spring|summer|autumn|fall|winter|night|morning
          |afternoon|evening)
    | yesterday | today | tonight
    | (?:late\s+|early\s+)?on\s+{_DAY}(?:\s+(?:night|morning|afternoon|evening))?
    | in\s+(?:(?:early|late|mid)[\s-])?(?:{_MONTH}(?:\s+\d{{4}})?|(?:19|20)\d\d)
    | (?:in|on)\s+\d{{1,2}}(?:\s+{_MONTH})?
    | (?:of|in|on|at|by|for|from|to|with|and|the|an?)      # cut off before its noun
    )$""",
    regex.VERBOSE,
)
_OWN = word_set("his her its their our my your")
LINKS = regex.compile(
    r"\b(?:of|from|for|to|by|with|in|at|on|against|about|near|behind|like|between|including|who"
    r"|that|which|whose|close|led|under|over|alongside|without|during|after|before)\b"
)
# One word more may be an adverb or a verb that the span took in ("Ana Oro flatly"), but no noun:
# "Lundish negotiators" are not a person called Lundish.
_STRAYED = regex.compile(
    r"\s+(?:\p{Ll}+(?:ly|ed)|(?:say|add|claim|insist|argue|warn|note|tell|believe|think|want|write"
    r"|ask|admit|explain|hope|fear|call|agree|suggest|maintain|stres)e?s)"
)
# Before a name that a participle after a plural leads up to, or that stands in a title in marks.
_CLAUSAL = regex.compile(r"(?<!\p{L})\p{Ll}+s\s\p{Ll}+(?:ing|ed)\s|[“\"]\p{Lu}[^”\"]*$|''\p{Lu}")
# From a name to the next without a break or a preposition: " President ".
_RUN_ON = regex.compile(r"(?:\s+(?!(?:of|from|for|in|at|to|by|with|and|or)\s)\p{L}[\p{L}\-]*)+\s+")
# Titles that open a person's, not a field: "the office of President Oro".
_PERSONAL = word_set("president king queen pope governor mayor senator chancellor prime premier")
_POSTS = word_set("leader member analyst barrister lawyer professor researcher scientist")
_PAPERS = word_set(
    "newspaper magazine daily weekly website agency company group party ngo channel "
    "television tv network radio paper firm portal journal news platform site outlet "
    "broadcaster station organisation organization foundation union club"
)
_NOUNS = (BODY_NOUNS | DOCUMENT_NOUNS | PERSON_NOUNS) - word_set("finding briefing recording")
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "duo": 2, "couple": 2, "pair": 2,
           "trio": 3}  # fmt: skip


@attrs.frozen
class Phrase:
    """What one mention says by itself.

    Attributes:
        start, end: offsets of the whole mention.
        form: pronoun, name, definite or indefinite description.
        head: its head noun, singular, lower-cased; the subject form of a pronoun.
        words: the other words before its first preposition, lower-cased, without articles.
        plural: whether the head is a plural.
        name: the referent whose name is the head, if a name is.
        owner: the named referent in its possessive ("Kerry's aide"), if one stands there.
        own: the possessive pronoun it starts with, lower-cased, or nothing.
        count: how many it counts ("the two"), or 0.
        label: the description without article and relative clause.
        tail: whether words follow the head inside the phrase.
    """

    start: int
    end: int
    form: Form
    head: str
    words: frozenset[str] = frozenset()
    plural: bool = False
    name: Referent | None = None
    owner: Referent | None = None
    own: str = ""
    count: int = 0
    label: str = ""
    tail: bool = False


def core_of(phrase: str) -> tuple[str, bool]:
    """The words up to the first preposition, comma or relative word; whether more follows."""
    for m in _CUT.finditer(phrase):
        if phrase[: m.start()].strip():
            return _before_participle(phrase[: m.start()].strip(), True)
    return _before_participle(phrase.strip(), False)


def _before_participle(core: str, tail: bool) -> tuple[str, bool]:
    """ "Data collected in May" is data: a participle after a noun that is known opens a tail."""
    words = core.split()
    for at in range(1, len(words)):
        noun = singular(words[at - 1].lower())[0]
        if words[at].islower() and words[at].endswith(("ed", "ing")) and noun in _NOUNS:
            return " ".join(words[:at]), True
    return core, tail


def read_phrase(text: str, start: int, end: int, naming: Naming) -> Phrase:
    """Read one mention.

    Args:
        text: the text.
        start, end: offsets of the mention.
        naming: the names of the text.
    """
    start, end = tidy(text, start, end)
    piece = text[start:end]
    low = piece.lower()
    pronoun = _pronoun(piece)
    if pronoun and not _is_name(start, end, naming):
        plural = pronoun in ("they", "we")
        return Phrase(start, end, "pronoun", pronoun, plural=plural, label=_self(pronoun, piece))
    name = _named_head(text, start, end, naming)
    words, tail = _described(piece)
    head, plural = singular(words[-1]) if words else ("", False)
    owner, own = _owner(text, start, end, naming, low)
    form: Form = "name" if name else "definite" if _definite(low, owner) else "indefinite"
    return Phrase(
        start, end, form, head,
        words=frozenset(w for w in words[:-1] if w not in ARTICLES and w not in DEFINITES),
        plural=plural and name is None,
        name=name, owner=owner, own=own, count=_count(low), label=_label(piece), tail=tail,
    )  # fmt: skip


def _pronoun(piece: str) -> str:
    """The subject form of a pronoun, or nothing; WHO is none."""
    if len(piece) > 1 and piece.isupper():
        return ""
    first = regex.sub(r"(?<!\s)\s+(?:both|all|too|also)$", "", piece.lower())
    return PRONOUNS.get(first, "")


def _self(pronoun: str, piece: str) -> str:
    return {"i": "I", "we": "we"}.get(pronoun, piece)


def _is_name(start: int, end: int, naming: Naming) -> bool:
    """Whether a word that looks like a pronoun is a part of somebody's longer name: Mr. You."""
    named = naming.within(start, end)
    return any(len(key) > 1 for _, _, who in named for key in who.keys)


def _described(piece: str) -> tuple[list[str], bool]:
    """Its lower-cased words and whether a tail follows; "one of the men" is read as men."""
    if m := _PARTITIVE.match(piece):
        core, tail = core_of(piece[m.end() :])
    else:
        core, tail = core_of(piece)
    words = [w[0].lower() for w in _WORD.finditer(core)]
    words = [regex.sub(r"[’']s$|[’']$", "", w) for w in words]
    return words, tail


def _definite(low: str, owner: Referent | None) -> bool:
    first = low.split()[0] if low.split() else ""
    if first in DEFINITES or first in _OWN or owner is not None:
        return True
    return regex.match(r"(?:both|all)\s+(?:the|of|these|those|three|four)\b", low) is not None


def _owner(
    text: str, start: int, end: int, naming: Naming, low: str
) -> tuple[Referent | None, str]:
    first = low.split()[0] if low.split() else ""
    if first in _OWN:
        return None, first
    m = _POSSESSOR.search(text, start, end)
    if m is None or LINKS.search(text, start, m.start()):
        return None, ""
    inside = naming.within(start, m.end())
    return (inside[-1][2] if inside else None), ""


def _count(low: str) -> int:
    for word in low.split()[:3]:
        if word in _COUNTS:
            return _COUNTS[word]
    return 0


def _label(piece: str) -> str:
    m = RELATIVE.search(piece)
    label = piece[: m.start()].strip(EDGE) if m and piece[: m.start()].strip() else piece
    label = _without_time(" ".join(label.split()))
    label = POSSESSIVE.sub("", label) or label
    first, _, rest = label.partition(" ")
    return rest if rest and first.lower() in ARTICLES else label


def _without_time(label: str) -> str:
    """Without an adverbial of time at its end ("report by the bank last year"), or a loose word."""
    while (m := _WHEN.search(label)) is not None and label[: m.start()].strip():
        label = label[: m.start()].rstrip()
    return label


def _named_head(text: str, start: int, end: int, naming: Naming) -> Referent | None:
    inside = naming.within(start, end)
    persons = [m for m in inside if m[2].label == "person"]
    for s, e, who in persons:
        if _heads_person(text, start, s, e, end, inside):
            return who
    for s, e, who in inside:
        if who.label != "person" and _heads_body(text, start, s, e, end, who):
            return who
    return None


def _heads_person(
    text: str, start: int, s: int, e: int, end: int, inside: list[tuple[int, int, Referent]]
) -> bool:
    before, after = without_honorific(text[start:s]), text[e:end]
    if regex.match(r"[’']s?\s+\p{L}|[’']$", after):
        return False
    later = [m for m in inside if m[0] >= e and m[2].label == "person"]
    if later and _RUN_ON.fullmatch(text, e, later[0][0]):
        return False  # "Veskian President Ana Oro" is the last name's
    if before.lower().split()[-1:] and before.lower().split()[-1] in QUANTIFIERS:
        return False
    if _CLAUSAL.search(before) or before.endswith("-"):
        return False  # "groups urging Ana Oro" and "a pro-Oro group" are others
    strayed = _STRAYED.fullmatch(after)
    if regex.match(r"\s+\p{Ll}", after) and not strayed and not _CUT.match(after.lstrip()):
        return False
    if regex.match(r"-\p{L}", after):
        return False
    if not before.strip() or regex.search(r"[,:–—(]\s*[\"“]?$", before):
        return not regex.search(r"\b(?:including|like)\b", before)
    if LINKS.search(before) is None:
        return True
    apart = after.strip() and not regex.match(r",\s|\s\(", after)
    if regex.match(r"(?:an?|some|several)\s", before, regex.I) or apart:
        return False
    return _titled(before)


def _titled(before: str) -> bool:
    """Whether "Minister of Trade" or "Lund Bank of Trade analyst" leads up to a name.

    It does where its head is an office or a body, and more than titles stands after its last
    preposition ("minister to President" is somebody else); a plural ("the envoys of") never does.
    """
    head, plural = singular(core_of(before)[0].lower().split()[-1])
    if plural:
        return False
    if head not in BODY_NOUNS and (
        head.split("-")[0] not in TITLES | _POSTS or head.startswith("spokes")
    ):
        return False
    *_, last = LINKS.finditer(before)
    between = before[last.end() :].lower().split()
    return (
        bool(between)
        and between[-1] not in ("and", "or", "the", "&")
        and not (
            (last[0] in ("to", "for", "by", "with") and all(w in TITLES for w in between))
            or (last[0] == "of" and between[0] in _PERSONAL)
        )
    )


def without_honorific(before: str) -> str:
    """The words without a final "Mr." or its like."""
    m = regex.search(r"(\p{L}+)\.?\s*$", before)
    return before[: m.start()] if m and m[1].lower() in HONORIFICS else before


def _heads_body(text: str, start: int, s: int, e: int, end: int, who: Referent) -> bool:
    before, after = text[start:s], text[e:end].strip()
    after = regex.sub(r"^\([^)]*\)\s*", "", after)
    if regex.match(r"[’'-]", after) or before.endswith("-") or _CLAUSAL.search(before):
        return False
    if after and not _CUT.match(after) and not _papers(after, who):
        return False
    if regex.search(r"[,:–—]\s*(?:the\s+)?$", before):
        return who.label == "body" and any(
            singular(w)[0] in BODY_NOUNS for w in core_of(before)[0].lower().split()[-1:]
        )
    if LINKS.search(before):
        return False
    low = before.lower().split()
    if low and (low[0] in QUANTIFIERS or low[0] in ("a", "an")) and not after:
        return who.label == "body" and low[0] not in ("a", "an")
    return not (low and low[-1] in DOCUMENT_NOUNS and low[-1] not in BODY_NOUNS)


def _papers(after: str, who: Referent) -> bool:
    core, _ = core_of(after)
    words = core.lower().split()
    return who.label == "body" and 0 < len(words) <= 3 and words[-1] in _PAPERS
