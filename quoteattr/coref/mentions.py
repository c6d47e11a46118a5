"""Mentions: what a source span says by itself, before anybody looks around it.

A mention is read for its form (pronoun, definite or indefinite description, or nothing at all),
its head noun, its number, its gender and the names in it. Whether one of these names is its head
("Ana Oro of Lund") or only modifies it ("the mayor of Lund") is not decided here: each of them is
a candidate, and the ranking chooses.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Literal, TypeAlias

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.english import WORD
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import core, head, is_person_noun, without_s
from quoteattr.entities.records import Entities, NamedSpan

__all__ = ["Form", "Mention", "Sort", "read_mention", "sort_of", "trimmed"]

Form: TypeAlias = Literal["pronoun", "definite", "indefinite", "null"]
Sort: TypeAlias = Literal["person", "office", "organization", "document", "place", "other"]

_KEPT = 8192
_EDGE = " \t\r\n\xa0,;:.–—-“”\"'‘’«»()[]"
_POSSESSIVE = regex.compile(r"[’']s?$")
_POSSESSOR = regex.compile(r"(?:[’']s|s[’'])\s")
# "One of the men" is read as men.
_PARTITIVE = regex.compile(
    r"(?:the\s|an?\s)?(?:\p{L}+\s)?(?:one|some|many|most|all|each|several|none|few|any|both|two"
    r"|three|four|half|number|group|majority|handful|couple|dozens|hundreds|thousands|others?"
    r"|another|either|neither|percent|cent|[\d.,]+\s?%)\sof\s(?=\p{L})",
    regex.I,
)
_ALL = regex.compile(r"(?:both|all)\s(?:the|of|these|those|three|four)\b", regex.I)
# What ends the name that a description makes: a relative clause, an apposition, a bracket.
_RELATIVE = regex.compile(r"(?<!-)[(\[]|[;:]|,(?!\d)|\s[–—-]\s|\b(?:who|which|that|whose|whom)\b")
# An adverbial of time at its end: "a report last week".
_WHEN = regex.compile(
    r"\s+(?:(?:on|in|late|early|last|this|next)\s+)*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|week|month|year|yesterday|today|tonight|(?:19|20)\d\d)$"
)
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "duo": 2, "couple": 2, "pair": 2,
           "trio": 3}  # fmt: skip
_PRONOUN_KINDS = {"she": "he", "we": "i", "which": "who", "that": "it", "this": "it"}


@attrs.frozen(eq=False)
class Mention:
    """A phrase that stands for somebody.

    Attributes:
        start, end: offsets, without marks and blanks at the edges; equal for a null mention.
        form: pronoun, definite or indefinite description, or null where there is no source.
        head: its head noun, singular, lower-cased; of a pronoun its subject form.
        words: the other words of its core, lower-cased, without determiners.
        plural: whether its head is plural.
        gender: 1 *he*, -1 *she*, where a pronoun or a noun tells; else 0.
        sort: what its head noun is for.
        names: the names in it, in order.
        possessive: the possessive pronoun that it begins with, lower-cased, or empty.
        is_possessed: whether it has a possessive, a pronoun or another ("Oro's aide").
        count: how many it counts ("the two"), or 0.
        opener: its first word, lower-cased.
        label: it as a name: without article, relative clause and time.
        tail: whether words follow its core.
        whole: whether it is a name and no more.
        headed: whether one of the names may be its head.
    """

    start: int
    end: int
    form: Form
    head: str = ""
    words: frozenset[str] = frozenset()
    plural: bool = False
    gender: int = 0
    sort: Sort = "other"
    names: tuple[NamedSpan, ...] = ()
    possessive: str = ""
    is_possessed: bool = False
    count: int = 0
    opener: str = ""
    label: str = ""
    tail: bool = False
    whole: bool = False
    headed: bool = False

    @property
    def span(self) -> Offsets:
        """Its offsets."""
        return self.start, self.end

    @property
    def several(self) -> bool:
        """Whether it is plural or counts more than one."""
        return self.plural or self.count > 1

    @cached_property
    def kind(self) -> str:
        """What kind of mention it is; mentions of one kind share weights.

        he, i, it, they, you, who, one   a pronoun; "she" is he, "we" is i, "this" is it, "which"
                        is who
        null            no source
        named           a name may be its head: "Mayor Ana Oro"
        paper           a document: "the report"
        part            a quantity: "some of them", "two"
        some, several   indefinite, one or more: "a nurse", "nurses"
        group           definite, more than one: "the two envoys"
        body            definite, an organisation or a group: "the ministry", "the team"
        role            definite, anybody else: "the minister"
        """
        if self.form == "null":
            return "null"
        if self.form == "pronoun":
            return _PRONOUN_KINDS.get(self.head, self.head)
        if self.headed:
            return "named"
        if self.sort == "document":
            return "paper"
        lex = lexicon()
        counts = self.head in lex.function["quantifiers"] or self.head[-1:].isdigit()
        if counts or self.head in lex.pronouns:
            return "part"
        if self.form == "indefinite":
            return "several" if self.several else "some"
        if self.several:
            return "group"
        return "body" if self.sort == "organization" else "role"


def read_mention(text: str, start: int, end: int, entities: Entities) -> Mention:
    """Read one mention.

    Args:
        text: the text.
        start, end: offsets of the span.
        entities: the names of the text.
    """
    start, end = trimmed(text, start, end)
    piece = text[start:end]
    low = piece.lower()
    names = tuple(entities.within(start, end))
    bare = low.removesuffix(" both").removesuffix(" all").removesuffix(" also")
    pronoun = lexicon().pronouns.get(bare)
    if pronoun is not None and not names and not (len(piece) > 1 and piece.isupper()):
        return Mention(
            start, end, "pronoun", pronoun, plural=pronoun in ("they", "we"),
            gender={"he": 1, "she": -1}.get(pronoun, 0), opener=low,
            label={"i": "I", "we": "we"}.get(pronoun, piece),
        )  # fmt: skip
    opener = next(iter(low.split()), "")
    head, plural, words, tail = _described(piece)
    possessive = opener if opener in lexicon().function["possessive"] else ""
    return Mention(
        start, end, "definite" if _definite(piece, opener) else "indefinite", head,
        words=words, plural=plural, gender=lexicon().genders.get(head, 0), sort=sort_of(head),
        names=names, possessive=possessive,
        is_possessed=bool(possessive) or _POSSESSOR.search(core(piece)) is not None,
        count=_count(low), opener=opener, label=_label(piece), tail=tail,
        whole=bool(names) and names[0][:2] == (start, end),
        headed=any(_may_head(text, start, end, name) for name in names),
    )  # fmt: skip


def trimmed(text: str, start: int, end: int) -> Offsets:
    """A span without marks and blanks at its edges, but for a bracket that closes one in it."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    return start, end


@lru_cache(maxsize=_KEPT)
def sort_of(noun: str) -> Sort:
    """What a noun in the singular is for.

    >>> sort_of("minister"), sort_of("baker"), sort_of("ministry"), sort_of("report")
    ('office', 'person', 'organization', 'document')
    """
    lex = lexicon()
    if noun in lex.offices:
        return "office"
    if noun in lex.persons or noun.endswith(("-old", "one", "body")):
        return "person"
    if noun in lex.organisations or noun in lex.groups:
        return "organization"
    if noun in lex.documents:
        return "document"
    if noun in lex.places:
        return "place"
    return "person" if is_person_noun(noun) else "other"


@lru_cache(maxsize=_KEPT)
def _label(piece: str) -> str:
    """A description as a name: without its article, its relative clause and the time at its end.

    >>> _label("the old nurse, who left"), _label("a report last week")
    ('old nurse', 'report')
    """
    m = _RELATIVE.search(piece)
    label = piece[: m.start()].strip(_EDGE) if m else piece
    if not label or label.lower() in lexicon().function_words:
        label = piece  # "those who came"
    label = str(_WHEN.sub("", " ".join(label.split())))
    label = str(_POSSESSIVE.sub("", label)) or label
    first, _, rest = label.partition(" ")
    return rest if rest and first.lower() in lexicon().function["articles"] else label


@lru_cache(maxsize=_KEPT)
def _described(piece: str) -> tuple[str, bool, frozenset[str], bool]:
    """Its head noun, whether that is plural, its other words, and whether more follow."""
    m = _PARTITIVE.match(piece)
    piece = piece[m.end() :] if m else piece
    inner, found = core(piece), head(piece)
    words = {without_s(w[0].lower()) for w in WORD.finditer(inner, endpos=found.start)}
    articles = lexicon().function["articles"] | lexicon().function["definite"]
    return found.noun, found.plural, frozenset(words) - articles, len(inner) < len(piece)


def _may_head(text: str, start: int, end: int, name: NamedSpan) -> bool:
    """Whether a name may be the head of a phrase: it ends its core, or stands in apposition, or
    is a person's and ends the phrase ("Minister of Trade Ana Oro").
    """
    low, high, who = name
    before = text[start:low].rstrip(" “\"‘'")
    core_end = start + len(core(text[start:end]))
    if low < core_end and not text[high:core_end].strip(" ’'s"):
        return text[high : high + 2] not in ("’s", "'s") or high >= core_end
    if before.endswith((",", "(", "–", "—", ":")):
        return True
    return who.kind == "person" and not text[high:end].strip(" .)")


def _definite(piece: str, opener: str) -> bool:
    function = lexicon().function
    if opener in function["definite"] or opener in function["possessive"]:
        return True
    if _ALL.match(piece):
        return True
    if opener in ("a", "an") or opener in function["quantifiers"]:
        return False
    return _POSSESSOR.search(core(piece)) is not None


def _count(low: str) -> int:
    return next((_COUNTS[word] for word in low.split()[:3] if word in _COUNTS), 0)
