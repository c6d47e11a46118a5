"""Strangers: names that a description cannot mean by its own words.

"An unnamed official" is nobody with a name, "the lawyer representing the port" is not the port,
and who is tried is neither the judge nor the prosecutor.
"""

from __future__ import annotations

import regex

from quoteattr.speakers.lexicon import PERSON_NOUNS, word_set
from quoteattr.speakers.ranking.antecedents import Candidate
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.wording import TRIED

__all__ = ["without_strangers"]

_UNNAMED = word_set("unnamed unidentified anonymous unknown")
# Who takes part in a trial by office, and is not tried in it.
_COURT = word_set("prosecutor judge magistrate advocate coroner counsel attorney lawyer")
# Behind the name of one who is tried, or takes something to court.
_TRIED = regex.compile(
    r"(?:,[^,.;:“”\"\n]{1,60},)?\s(?:(?:has|have|had)\s)?(?:(?:is|are|was|were|been|being)\s(?:\p{L}+ly\s|also\s)?"
    rf"(?:{TRIED}|accused|tried|prosecuted|jailed)\b"
    r"|pleaded\s(?:not\s)?guilty|(?:asked|petitioned|approached|moved)\sthe\s(?:[\p{L}\-]+\s){0,2}court\b"
    r"|(?:filed|preferred|lodged)\s(?:an?|the|his|her)\s(?:[\p{L}\-]+\s){0,2}(?:petition|appeal|plea|suit)\b"
    r"|den(?:ies|ied)\s(?:all\s|the\s)?charges?\b)"
)
# How many mentions of one person are looked at, the first of them, and how far behind each.
_FEW, _REACH = 8, 120


def without_strangers(
    text: str, naming: Naming, phrase: Phrase, options: list[Candidate]
) -> list[Candidate]:
    """The candidates for a mention, without those whom its words rule out.

    Args:
        text: the text.
        naming: the names of the text.
        phrase: the mention.
        options: the candidates.
    """
    if phrase.form in ("name", "pronoun"):
        return options
    if _UNNAMED & {phrase.head, *phrase.words}:
        return [o for o in options if o.who is None or not o.who.named]
    if phrase.head in PERSON_NOUNS and not phrase.plural:
        bodies = _bodies_within(naming, phrase)
        options = [o for o in options if o.who not in bodies]
    if phrase.head in _COURT and phrase.owner is None and not phrase.own:
        options = [o for o in options if o.who is None or not _is_tried(text, o.who, phrase.head)]
    return options


def _bodies_within(naming: Naming, phrase: Phrase) -> set[Referent]:
    """The bodies that a description names: "the lawyer representing [the port]"."""
    inside = naming.within(phrase.start, phrase.end)
    return {who for _, _, who in inside if who.label == "body"}


def _is_tried(text: str, who: Referent, noun: str) -> bool:
    """Whether the text tells of the trial of somebody whom it does not call so."""
    if not who.named or who.label != "person" or who.is_called(noun):
        return False
    return any(_TRIED.match(text, end, end + _REACH) for _, end in who.mentions[:_FEW])
