"""Whoever spoke right before, called by another noun: "said the grocer", "the woman said"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from quoteattr.speakers.lexicon import (
    ASKING_NOUNS,
    BODY_NOUNS,
    CHARGED_NOUNS,
    DOCUMENT_NOUNS,
    FEMALE_NOUNS,
    MALE_NOUNS,
    PERSON_NOUNS,
    TITLES,
    word_set,
)
from quoteattr.speakers.order import end_of
from quoteattr.speakers.ranking.fitting import badge, noun_class, sex_of
from quoteattr.speakers.ranking.homes import is_foreign
from quoteattr.speakers.ranking.trades import other_trade
from quoteattr.speakers.reading.called import Called
from quoteattr.speakers.reading.mentions import Phrase, is_bare
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Said, Scene

__all__ = ["goes_on", "spoke_last"]

# What anybody may be called, and what tells no more.
_ANYBODY = word_set("woman man girl boy person")
# What an executive is called.
_BOSSES = word_set("president chairman chairwoman chair ceo founder co-founder director manager")
_AGED = regex.compile(r"\d{1,3}-year-old|young|younger|old|older|elderly|retired|veteran")
_STOP = regex.compile(r"[.!?][”\"’]?\s")
# "“…,” said the", and nouns of which most are those of persons.
_SAID_THE = regex.compile(r"[”\"»’'],?\s+\p{Ll}+\s$")
_AFTER_WORDS = regex.compile(r"[”\"»’'],?\s+$")
_OCCUPATION = regex.compile(
    r"\p{L}{2,}(?:er|or|ist|man|woman|person|master|mistress|ian|eer|smith|wright|back)"
)
# Nouns of a person who needs no introduction, or has one of another sort.
_KNOWN = TITLES | CHARGED_NOUNS | ASKING_NOUNS | BODY_NOUNS | DOCUMENT_NOUNS

# How far before "the 24-year-old" another of that age is looked for, in code points.
_NEAR = 400


def spoke_last(scene: Scene, phrase: Phrase) -> Referent | None:
    """Somebody unnamed who spoke right before and is called so: "the official", "the woman".

    Args:
        scene: what has been resolved so far.
        phrase: the description.
    """
    said = _said(scene, phrase)
    if said is None:
        return None
    who = said.speakers[0]
    if phrase.head == "source" and "same" in phrase.words:
        return who
    called = phrase.head in who.heads and phrase.words <= who.words | who.heads
    called = called or _is_anybody(scene, phrase, said, who)
    return who if called and who.anonymous and who.number == "singular" else None


def _is_of_another(text: str, phrase: Phrase) -> bool:
    """Whether "a 24-year-old" without a name stands before "the 24-year-old"."""
    one = rf"(?<!,\s)\b[Aa]n?\s(?:\p{{L}}+\s)?{regex.escape(phrase.head)}\b"
    return (
        regex.search(one, text, pos=max(0, phrase.start - _NEAR), endpos=phrase.start) is not None
    )


def goes_on(
    scene: Scene, phrase: Phrase, called: Mapping[str, Sequence[Referent]], going_by: Called
) -> Referent | None:
    """Somebody with a name who spoke right before: "“…,” said the grocer", of no known grocer,
    "the 52-year-old said", of nobody whose age is given.

    Args:
        scene: what has been resolved so far.
        phrase: the description.
        called: those with a name whom the text calls by a noun.
        going_by: those with a name by the nouns that they may go by, too.
    """
    said = _said(scene, phrase)
    if said is not None and phrase.head.endswith("-year-old") and not called.get(phrase.head):
        if _is_of_another(scene.text, phrase) or not _in_a_row(scene, phrase, said):
            return None
        who = _told_of(scene, said)  # "Ana Oro said striker Tim Lind was out. The 31-year-old"
        return None if who is None or who.ages else who
    if said is None:
        return None
    opens = scene.sentence_of(phrase.start)[0] == phrase.start and _in_a_row(scene, phrase, said)
    if phrase.origin:  # "said Ana Oro. The Chicagoan said"
        return said.speakers[0] if opens and _may_be_from(scene, phrase, said.speakers[0]) else None
    inverted = _SAID_THE.search(scene.text, max(0, phrase.start - 24), phrase.start)
    after = _AFTER_WORDS.search(scene.text, max(0, phrase.start - 4), phrase.start)
    near = (inverted or after) and _is_near(scene, phrase, said)
    if not near and not opens:
        return None
    noun, who = phrase.head, said.speakers[0]
    if noun in CHARGED_NOUNS and not who.heads - _ANYBODY and who.named and after:
        return who  # "“No,” said Ana Oro. “Never,” the suspect said"
    if not inverted and not opens:
        return None
    if noun == "executive" and opens and who.heads & _BOSSES:
        return who
    if opens and (other_trade(who, noun, phrase.words) or noun_class(noun) == "kin"):
        return None  # "The wife of one of them said" is somebody else
    if not who.may_be({"m": "he", "f": "she"}.get(sex_of(phrase), "")):
        return None  # "the mother said" of a he
    plain = noun in PERSON_NOUNS or _OCCUPATION.fullmatch(noun) is not None
    fresh = not called.get(noun) and not scene.introduced(noun, phrase.start)
    bare = noun not in _KNOWN and all(map(_AGED.fullmatch, phrase.words))
    if opens and not inverted and going_by.first(noun, phrase.start, 1):
        return None  # a novelist is "the author"
    return who if plain and fresh and bare and who.named and who.label == "person" else None


def _told_of(scene: Scene, said: Said) -> Referent | None:
    """Who spoke last, or the one person whom these words name for the first time; None where they
    name several.
    """
    new = {
        who
        for low, high in scene.attributions[said.index].content
        for start, _, who in scene.naming.within(low, high)
        if who.label == "person" and who.mentions[0][0] == start
    }
    return said.speakers[0] if not new else new.pop() if len(new) == 1 else None


def _may_be_from(scene: Scene, phrase: Phrase, who: Referent) -> bool:
    """Whether the text tells of no other home of somebody's."""
    return not is_foreign(who, (phrase.head,)) and "badge=other" not in badge(phrase, who, scene)


def _said(scene: Scene, phrase: Phrase) -> Said | None:
    """What the only one said who spoke right before a bare description."""
    return scene.spoke_last(phrase.start) if is_bare(phrase) else None


def _is_near(scene: Scene, phrase: Phrase, said: Said) -> bool:
    return scene.paragraph(phrase.start) - scene.paragraph(said.start) <= 1


def _in_a_row(scene: Scene, phrase: Phrase, said: Said) -> bool:
    """Whether a description is in the sentence behind that of a person with a name who spoke, and
    nobody is named in between.
    """
    end, who = end_of(scene.attributions[said.index]), said.speakers[0]
    between = scene.text[end : phrase.start]
    near = len(_STOP.findall(between)) <= 1 and "\n" not in between
    others = [one for *_, one in scene.naming.within(end, phrase.start) if one is not who]
    person = who.named and who.label == "person"
    return near and person and all(one.label != "person" for one in others)


def _is_anybody(scene: Scene, phrase: Phrase, said: Said, who: Referent) -> bool:
    """Whether "the woman" tells nothing that the one who spoke right before is not."""
    other = {"m": FEMALE_NOUNS, "f": MALE_NOUNS}.get(who.sex, frozenset())
    plain = phrase.head in _ANYBODY - other and all(map(_AGED.fullmatch, phrase.words))
    near = plain and _is_near(scene, phrase, said)
    near = near and not scene.introductions.alone(phrase.head, phrase.start)  # "a man" is the man
    return near and who.label == "person" and not who.heads & _ANYBODY
