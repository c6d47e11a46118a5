"""Hiding: whether a description leaves its bearer unnamed, as a verdict.

``unnamed`` sorts descriptions by their words alone. Many that stand for a person are followed by
the name all the same: in a first sentence ("A poet has won"), in an office that one person holds,
or after the words "who gave her name as". What tells is gathered here and weighed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from quoteattr.speakers.hidden.unnamed import hides_persons
from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    PERSON_NOUNS,
    QUANTIFIERS,
    TITLES,
)
from quoteattr.speakers.reading.joined import Joined
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["hiding_features", "is_plainly_hidden", "named_after"]

# A name follows all the same: "a nurse who gave her name as Ana", "a man named Tim".
_CALLED = regex.compile(
    r"""(?:^|(?<=\p{L}))(?:,?\s+(?:\p{L}+\s+){0,4}?)?
    (?<!\b(?:be|being|not|if)\s)(?:(?:can|may|must)\s(?:only\s)?be\s(?:identified|named)\sonly\sas|named|surnamed|called|nicknamed|known\s+as|identified\s+(?:\p{L}+\s+)?as
      |(?:that|which|who)\s+calls?\s+(?:itself|himself|herself|themselves)
      |(?:gave|giving)\s+(?:his|her|their)\s+name|whose\s+name\s+(?:is|was))
    \s+(?:as\s+)?(?:only\s+)?(?:(?:by|as)\s+)?(?:(?:his|her)\s+\p{L}+\s+name,?\s+)?[“"']?""",
    regex.VERBOSE,
)
# Before a name, its title; behind one, what shows that somebody else called, or rang, it.
_STYLED = regex.compile(r"[“\"']?(?:\p{Lu}[\p{L}.\-]*\s){0,3}[“\"']?")
_OBJECT = regex.compile(r"[’']s?\b|\s(?:an?|the|to|for|on|and|about|over|in|at|back|after)\b")
_NAME_LIKE = regex.compile(r"\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+")
# Nouns in the singular for people who are together by no rule of their own.
_GATHERED = frozenset({"crowd", "mob"})
_UNNAMED = frozenset({"unnamed", "unidentified", "anonymous"})
_SHARE = regex.compile(
    r"(?:(?:about|around|nearly|over|more\s+than|the)\s+)*[\d.,]+(?:%|\s*per\s?cent)"
)


def hiding_features(
    scene: Scene, joined: Joined, phrase: Phrase, modes: Iterable[str] = ()
) -> list[str]:
    """What tells whether a description leaves its bearer unnamed; nothing for names and pronouns.

    Args:
        scene: where it stands.
        joined: who is called what.
        phrase: the description.
        modes: whether its bearer speaks, writes or thinks.
    """
    if phrase.form in ("name", "pronoun") or phrase.start >= phrase.end:
        return []
    out = _by_rule(phrase) + _by_words(scene.text, phrase) + _by_names(scene, phrase)
    form = _form(phrase)
    if scene.paragraph(phrase.start) <= 1:
        out.append(f"opening+{form}")
    out += [f"bearer={b}+{form}" for b in _bearers(phrase, joined.called(phrase.head))]
    out += [f"mode={mode}" for mode in sorted(set(modes))]
    if not scene.names_persons:
        out.append("nobody-named")
    return [f"hidden:{f}" for f in out]


def _is_gathered(scene: Scene, phrase: Phrase) -> bool:
    """Whether a description is of people together, none of whom it names: "families"."""
    together = phrase.head in _GATHERED or (phrase.head == "family" and phrase.plural)
    return together and not scene.naming.within(phrase.start, phrase.end)


def is_plainly_hidden(scene: Scene, phrase: Phrase) -> bool:
    """Whether a description leaves its bearer unnamed whatever else speaks against it: people
    together, and persons who it says are unnamed ("an unidentified caller").
    """
    person = phrase.head in PERSON_NOUNS | TITLES
    return _is_gathered(scene, phrase) or (person and bool(_UNNAMED & {*phrase.words}))


def _form(phrase: Phrase) -> str:
    number = "plural" if phrase.plural or phrase.count > 1 else "singular"
    return f"{phrase.form}+{number}"


def _by_rule(phrase: Phrase) -> list[str]:
    rule = "rule=yes" if hides_persons(phrase) else "rule=no"
    form, sort = _form(phrase), _sort(phrase)
    return [rule, f"{rule}+{form}", f"{rule}+{sort}", f"{form}+{sort}"]


def _by_words(text: str, phrase: Phrase) -> list[str]:
    """What its first word, its possessive and its capitals tell."""
    out = ["owned"] if phrase.own else []
    # A control character may be white space and no more, where a regular expression sees none.
    first = next(iter(text[phrase.start : phrase.end].lower().split()), "")
    if phrase.tail:
        out.append(f"tail+{_form(phrase)}")
    if phrase.count:
        out.append("counted")
    elif first in QUANTIFIERS:
        out.append("quantified+plural" if phrase.plural else "quantified+singular")
    if _NAME_LIKE.search(text, phrase.start + 1, phrase.end):
        out.append(f"name-like+{phrase.form}")
    return out + (["share"] if _SHARE.match(text, phrase.start) else [])


def _by_names(scene: Scene, phrase: Phrase) -> list[str]:
    """What sort of names stand in it."""
    inside = [who for _, _, who in scene.naming.within(phrase.start, phrase.end)]
    number = "plural" if phrase.plural or phrase.count > 1 else "singular"
    labels = sorted({who.label for who in inside if who is not phrase.owner})
    out = [f"holds={label}+{number}" for label in labels] or ["holds-no-name"]
    return out if phrase.owner is None else [*out, f"owner={phrase.owner.label}"]


def _bearers(phrase: Phrase, called: Sequence[Referent]) -> list[str]:
    """How well those with a name fit: the noun alone, or all the words too."""
    persons = [who for who in called if who.label == "person"]
    if not persons:
        return ["none"]
    fit = [who for who in persons if phrase.words <= who.words | who.heads]
    return ["some"] + (["all-words"] if fit else []) + (["sole"] if len(persons) == 1 else [])


def _sort(phrase: Phrase) -> str:
    sorts = (("paper", DOCUMENT_NOUNS), ("body", BODY_NOUNS), ("title", TITLES))
    for sort, nouns in (*sorts, ("person", PERSON_NOUNS)):
        if phrase.head in nouns:
            return sort
    return "other"


def named_after(scene: Scene, phrase: Phrase) -> Referent | None:
    """Whose name a description gives: "a nurse who gave her name as Ana" is Ana.

    Args:
        scene: where it stands.
        phrase: the description.
    """
    at = None if phrase.plural else _name_given(scene.text, phrase)
    if at is None:
        return None
    step = next(iter(scene.ahead(at - 1, 1)), None)
    if step is None or step.start > at + 25 or step.who.label in ("place", "people"):
        return None
    if not _STYLED.fullmatch(scene.text, at, max(at, step.start)):
        return None  # "called for Oro's resignation"
    verb = scene.text[phrase.end : at].split()[-1:] == ["called"]
    if verb and (phrase.form != "indefinite" or _OBJECT.match(scene.text, step.end)):
        return None  # "The union called Ana Oro a liar", "a nurse called Ana Oro and said"
    return step.who


def _name_given(text: str, phrase: Phrase) -> int | None:
    """Where the name begins that a description gives after all: "a nurse who gave her name as".

    >>> text = "A nurse, who gave her name as Ana, said no."
    >>> _name_given(text, Phrase(0, 7, "indefinite", "nurse"))
    30
    """
    said = text[phrase.start : phrase.end].casefold()
    # Behind the whole, its last noun or its first: "a witness known only as Witness K".
    heads = (said.rfind(phrase.head), said.find(phrase.head)) if phrase.head else ()
    ends = (min(phrase.end, phrase.start + at + len(phrase.head)) for at in heads if at >= 0)
    found = (_CALLED.match(text, at) for at in dict.fromkeys((phrase.end, *ends)))
    return next((int(m.end()) for m in found if m is not None), None)
