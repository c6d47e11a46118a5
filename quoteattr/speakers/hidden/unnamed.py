"""Unnamed sources: persons whom the text quotes without a name, and the reason it gives.

A description is anonymous where its head is no body and no document and it is not a name:
"a nurse", "residents", "sources close to the talks"; not "the ministry", "police", "a report".
That rule sorts descriptions; whether one leaves its bearer unnamed, ``hiding`` weighs.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.records import Number
from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    PERSON_NOUNS,
    PRONOUNS,
    ROLES,
    singular,
    word_set,
)
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Label

__all__ = [
    "hides_persons",
    "is_body",
    "is_document",
    "is_saying",
    "label_of",
    "number_of",
    "reason_near",
]

_THINGS = word_set(
    "archive remark dissolution demonstration update operation camera terminal part rally "
    "contest framework app collective deal system process practice effect result degree date "
    "phrase probe autobiography ordinance summons summon production initiative nothing enemy "
    "creative sitting mandate section follow-up circumstance fact sense instinct wisdom "
    "attack war crisis economy history science nature fate event case move step deal tension "
    "trial number money price rumour gossip voice leadership campaign nothing death life "
    "authority police clergy army world"
)
_SAYINGS = word_set(
    "rhetoric remark comment call criticism claim attack answer reply response assertion "
    "argument accusation denial promise pledge vow view opinion belief stance position "
    "insistence suggestion contention threat demand refusal praise word quip joke retort "
    "rebuke explanation"
)
_SOMEBODY = word_set(
    "another other one some all each many crowd mob lot cent percent staff personnel i we none few "
    "most them these those whom justice"
)
# "Many Iraqis" are persons, whatever word it is that they are called by.
_MANY = word_set("many some several few most all both other others")
# One of them is a party to a case, several are persons.
_PARTIES = word_set("plaintiff claimant")
_ABSTRACT = regex.compile(r"(?:[ts]ion|ment|ness|ism|ence|ance|sure)$")
# Holders of an office who in the plural speak as the office.
_OFFICES = word_set("prosecutor authority")
_NAME_OR_IDENTITY = r"(?:name[ds]?|identif(?:y|ied)|identity|named\s+publicly|unnamed|anonym\w+)"
# To the end of the clause, but not into a main clause without a comma.
_ON = r"(?:(?!\s(?:said|says?|told|added|wrote|tells|warned|claimed)\b)[^,.;”\"])*"
# What may follow: "be withheld for fear of the crew".
_HOW = (
    r"(?:\s+(?:not\s+)?be(?:ing)?\s+\p{L}+|\s+(?:is|was)\s+(?:not\s+)?\p{L}+)?"
    r"(?:\s+(?:because|as|since|citing|for\s+fear|due\s+to)" + _ON + r")?"
)
_REASON = regex.compile(
    rf"""
    (?:because|as|since)\s+(?:he|she|they|(?:the\s+)?\p{{L}}+)\s+
        (?:(?:was|were|is|are)\s+not\s+(?:authori[sz]ed|permitted|allowed|cleared)
          |(?:did|do|does)\s+not\s+have\s+(?:permission|authori[sz]ation|authority)
          |(?:lacked|lack)\s+(?:permission|authori[sz]ation|authority)
          |fear(?:s|ed)|(?:was|were)\s+afraid){_ON}
  | (?:on|under)\s+(?:the\s+)?condition\s+(?:of\s+(?:strict\s+)?anonymity
        |that\s+[^,.;”"]*?{_NAME_OR_IDENTITY})
  | (?:for|citing|out\s+of|amid)\s+fears?\s+(?:of|for|that){_ON}
  | fearing\s+{_ON}
  | for\s+(?:security|safety|privacy|legal|cultural)\s+reasons
  | (?:citing|due\s+to|because\s+of|given)\s+the\s+sensitivity{_ON}
  | (?<=anonymity\s|anonymity,\s)(?:because|as|since|due\s+to|given)\s{_ON}
  | (?:lack(?:s|ed|ing)|without)\s+(?:permission|authori[sz]ation|authority)\s+to\s+
        (?:speak|talk|comment|discuss){_ON}
  | not\s+(?:authori[sz]ed|allowed|permitted|cleared|supposed)\s+to\s+
        (?:speak|talk|comment|discuss|brief){_ON}
  | (?:did|does|do)(?:\s+not|n[’']t)\s+(?:want|wish)\s+(?:to\s+be\s+(?:named|identified|quoted)
        |(?:his|her|their)\s+(?:\p{{L}}+\s+)?(?:names?|identit(?:y|ies)){_ON})
  | (?:can|could|may|would|will|ca|wo)(?:\s?not|n[’']t)\s+be\s+(?:named|identified){_ON}
  | (?:(?:did|would|could)(?:\s+not|n[’']t)|(?:declin|refus)(?:ed|es|ing)\s+to)\s+
        (?:give|reveal|disclose|provide|share)\s+(?:his|her|their)\s+(?:\p{{L}}+\s+)?names?{_HOW}
  | (?:ask|request|beg|plead|insist)(?:g?ed|s|g?ing)\s+not\s+to\s+be\s+
        (?:named|identified|quoted){_HOW}
  | (?:request(?:s|ed|ing)|ask(?:s|ing)\s+for|insist(?:s|ed|ing)\s+on|s(?:ought|eeks|eeking)
        |plead(?:s|ed|ing)(?:\s+for)?|crav(?:es|ed|ing)|demand(?:s|ed|ing)|prefer(?:s|red|ring)
        |(?:was|were|been)\s+(?:granted|promised|given))\s+anonymity{_HOW}
  | (?:sp(?:oke|eak|eaks|eaking|oken)|talk(?:s|ed|ing)?)\s+(?:only\s+)?
        (?:anonymously|off\s+the\s+record|on\s+background|in\s+confidence|confidentially){_HOW}
  | (?:asked|requested|wished|wishes|wanted|chose|preferred|declined|refused)\s+
        (?:(?:to\s+(?:remain|stay|be)|not\s+to\s+be)\s+
        |(?:that\s+)?(?:his|her|their|its)\s+(?:\p{{L}}+\s+)?)
        {_NAME_OR_IDENTITY}{_HOW}
  | (?:asked|requested)\s+(?:for\s+)?anonymity{_HOW}
  | (?:name|identity)\s+(?:has\s+been\s+|was\s+|is\s+being\s+)?(?:withheld|changed){_ON}
    """,
    regex.VERBOSE | regex.I,
)
_BETTER = regex.compile(
    r"(?:because|as|since|citing|for\s+fear|fearing|for\s+\p{L}+\s+reasons)", regex.I
)


# Fear is a reason for having no name only where namelessness is spoken of.
_FEAR = regex.compile(r"(?:for|citing|out|amid|fearing)\b", regex.I)
_HIDDEN = regex.compile(_NAME_OR_IDENTITY, regex.I)


def is_document(phrase: Phrase) -> bool:
    """Whether a description's head is something written or counted."""
    return phrase.head in DOCUMENT_NOUNS


def is_saying(head: str) -> bool:
    """Whether a noun is for what somebody says: "Oro's rhetoric" is hers."""
    return head in _SAYINGS


def is_body(phrase: Phrase) -> bool:
    """Whether its head is a body of people that speaks as one."""
    return phrase.head in BODY_NOUNS


def hides_persons(phrase: Phrase) -> bool:
    """Whether a description stands for a person or persons whom it does not name."""
    if phrase.form in ("name", "pronoun"):
        return False
    if phrase.plural and phrase.head in _OFFICES:
        return False
    if len(phrase.label) > 2 and phrase.label.isupper() and phrase.head not in ROLES:
        return False
    if any(ch.isdigit() for ch in phrase.head) and not phrase.head.endswith("-old"):
        return False
    if _ABSTRACT.search(phrase.head) and phrase.head not in PERSON_NOUNS | {"audience"}:
        return False
    if phrase.plural and phrase.head in _PARTIES:
        return True
    if not phrase.plural and not any(_is_somebody(w) for w in (phrase.head, *phrase.words)):
        return False
    return not (is_document(phrase) or is_body(phrase) or phrase.head in _THINGS)


def number_of(phrase: Phrase) -> Number:
    """Singular or plural, by its head or its count."""
    return "plural" if phrase.plural or phrase.count > 1 else "singular"


def label_of(phrase: Phrase, hidden: bool) -> Label:
    """What sort of thing a description stands for.

    Args:
        phrase: the description.
        hidden: whether :func:`hides_persons` says that it is of persons.
    """
    if hidden or phrase.form == "pronoun" or PRONOUNS.get(phrase.head):
        return "person"
    if is_body(phrase):
        return "body"
    return "document" if is_document(phrase) else "unknown"


def _is_somebody(head: str) -> bool:
    """Whether a noun or pronoun is somebody; of things there are too many to list."""
    noun, plural = singular(head)
    if head in _MANY or (plural and noun in PERSON_NOUNS):
        return True
    return (
        is_role_noun(head)
        or head in _SOMEBODY
        or head.endswith(("-old", "one", "body", "man", "woman"))
    )


def reason_near(text: str, start: int, end: int, sentence: Offsets) -> Offsets | None:
    """The words of a sentence that say why a source in it is unnamed.

    Args:
        text: the text.
        start, end: offsets of the source.
        sentence: offsets of the sentence that holds it.

    Returns:
        The offsets of the reason nearest after the source's start, else None.
        Where one clause gives the condition and the next the cause, the cause.
    """
    found = [m.span() for m in _REASON.finditer(text, min(start, sentence[1]), sentence[1])]
    if not _HIDDEN.search(text, start, sentence[1]):
        found = [s for s in found if not _FEAR.match(text, s[0])]
    if not found:
        return None
    causes = [s for s in found if _BETTER.match(text, s[0])]
    first, last = (causes or found)[0]
    return first, last - (len(text[first:last]) - len(text[first:last].rstrip()))
