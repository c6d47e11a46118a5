"""Contacts: who was called, met or written to, in the words before those that were said then.

"Phoned the mayor to ask", "came up to my bed and said", "Lund received a request". Where the verb
of telling has a pronoun for an object, that is the same one: "rang the depot and told them".
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import FEMALE_NOUNS, MALE_NOUNS, singular
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.reading.cores import noun_of
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.told import tellings, verbs
from quoteattr.speakers.told.stretches import Heard, is_nobody, is_somebody, phrase_end

__all__ = ["met_before", "rang_me", "same_as_met"]

_REACH = 120
_WHO = (
    r"(?P<who>(?!(?:for|in|at|by|on|from|last|this|next|yesterday|today|again|back)\b)"
    r"\p{L}[^,;:.“”\"\n()]{1,60}?)"
)
# What may stand between the one met and the verb: when, how, and that it goes on.
_THEN = (
    r"(?:\s+(?:by\s+(?:phone|telephone|email)|directly|back|over\s+the\s+(?:phone|telephone)"
    r"|in\s+(?:19|20)\d\d|last\s+\p{L}+|yesterday|moments\b[^,;:.]*))?"
    r"(?:,?\s+(?:and|to|and\s+then|and\s+also)|\s*,|)\s+$"
)
# "contacted the mayor and asked", "wrote to the board requesting".
_CONTACT = regex.compile(
    rf"""
    \b(?:contact(?:s|ed|ing)?|approach(?:es|ed|ing)?|(?:tele)?phon(?:es|ed|ing)|rang|ringing
      |email(?:s|ed|ing)|text(?:s|ed|ing)|messag(?:es|ed|ing)|confront(?:s|ed|ing)
      |interrupt(?:s|ed|ing)|call(?:s|ed|ing)?(?=\s(?:me|us|him|them)\s(?:(?:in|on|last|from)\s\p{{L}}+\s|up\s|back\s)?and\s$)
      |call(?:s|ed|ing)?(?=[^.,;:]*\s(?:by\s+(?:tele)?phone|to)\s)
      |(?:wrote|writ(?:es|ing|ten)|turned|turning|spoke|spoken|speaking|reached\s+out
         |sent\s+(?:\p{{L}}+\s+){{1,5}}|letter|email|message|questions|note)\s+to
      |(?:reach(?:es|ed|ing)|exchang(?:es|ed|ing))\s+(?:an?\s+)?(?:\p{{L}}+\s+)?(?:agreement|deal|letters
         |messages|correspondence)\s+with
      |(?:fil(?:es|ed|ing)|lodg(?:es|ed|ing)|made|announc(?:es|ed|ing))\s+(?:an?|the|\p{{L}}+[’']s)\s+
         (?:[\p{{L}}’']+\s+){{0,3}}(?:complaint|appeal|petition|report|protest)\s+(?:with|to))
    \s+{_WHO}{_THEN}
    """,
    regex.VERBOSE | regex.I,
)
_AND = r"(?:,?\s(?:and|and\sthen|and\salso|to|and\sto)|,|\swith\san?)\s$"
# How somebody stands before another, who then is told: "looked at me and said".
_FACED = regex.compile(
    rf"""
    \b (?: (?:look|star|smil|shout|glar|scream)(?:e?s|ed|ing)\s(?:straight\s|directly\s|back\s)?at
      | point(?:s|ed|ing)\s(?:an?|the|his|her|their)\s(?:[\p{{L}}\-]+\s){{1,2}}at
      | (?:stood|stands|standing|knelt|kneeling)\s(?:up\s)?(?:before|in\sfront\sof)
      | lean(?:s|ed|ing|t)\s(?:over\s|in\s)?(?:to|towards?)
      | rais(?:es|ed|ing)\s(?:it|(?:this|that|the|his|her)\s(?:\p{{L}}+\s){{0,2}}\p{{L}}+)\swith
      | to\s(?:congratulate|thank|greet) | (?P<calls>call(?:s|ed|ing)) )
    \s{_WHO}{_AND}
    """,
    regex.VERBOSE,
)
# "Had written the mayor asking"
_WROTE = regex.compile(rf"\bwr(?:ote|itten|ites)\s{_WHO}{_THEN}")
# "Came up to me and said", where that is a person.
_CAME = regex.compile(
    r"\b(?:c(?:ame|omes|oming)|w(?:ent|alk(?:s|ed|ing))|goes|going|r(?:an|uns|unning)|rushed)\s"
    rf"(?:(?:back|straight|right)\s)?(?:up\s|over\s)?to\s{_WHO}{_AND}"
)
# "Met the families and promised": only what needs one told; who met the press said it to all.
_MET = regex.compile(rf"\b(?:m(?:et|eeting)(?:\swith)?|visited)\s{_WHO}{_AND}")
# "Called Oro a liar and said": nobody was rung.
_PREDICATE = regex.compile(r"\s(?:an?|the|his|her|its|their|my|our)\s")
# "My aunt rang [me] at noon," she said. "She said"
_RANG_ME = regex.compile(
    r"\b(?:(?:r(?:ang|ings)|call(?:s|ed)|(?:tele)?phone[sd]|text(?:s|ed)|e-?mail(?:s|ed)|messaged?|visited"
    r"|stopped|approached|hugged|warned|thanked)|(?:wrote|writes|spoke|apologi[sz]ed|c(?:ame|omes)(?:\sup|\sover)?)\sto)"
    r"\s(?P<who>me|us)\b[^.!?“”\"]{0,60}(?:[.!?]\s|,?[”\"]\s[^.!?“”\"]{2,60}\.\s[“\"])$"
)
_WHO_RANG = regex.compile(r"(?:he|she|they)", regex.I)
# "Sent [parents] an email saying"
_SENT = regex.compile(
    r"\b(?:s(?:ent|ends|ending)|g(?:ave|ives|iving)|handed|mailed|wrote|issued|left|leaves)\s"
    r"(?P<who>(?!(?:out|back|off|in|on|to|for|by|an?|its|the\s(?:email|letter|message))\b)"
    r"\p{L}[^,;:.“”\"\n()]{1,50}?)\s(?:an?|the\sfollowing|this|(?:two|three|four|five|six|ten|several|many|repeated|\d+))\s"
    r"(?:[\p{L}\-]+\s){0,2}?"
    r"(?:e-?mail|letter|message|text|note|memo|statement|notice|warning|ultimatum|reply)s?"
    r"(?:\s(?:in|on)\swhich\s(?:he|she|they|it|\p{Lu}[\p{L}’'\-]+)|\s(?:that|which))?\s*,?\s*$",
    regex.I,
)


def met_before(
    text: str, attribution: Attribution, start: int, sentence: Offsets, naming: Naming
) -> Heard | None:
    """Who was met or got the message: "phoned the mayor to ask", "Lund received a request".

    Args:
        text: the text.
        attribution: one attribution.
        start: where its verb begins.
        sentence: offsets of the sentence that holds the verb.
        naming: the names of the text.

    >>> from quoteattr.speakers.naming.names import name_everybody
    >>> for text in ("She phoned the mayor and said no.", "She left the mayor and said no."):
    ...     said = Attribution(((len(text) - 3, len(text) - 1),), ((len(text) - 8, len(text) - 4),))
    ...     names = name_everybody(text, (), ())
    ...     met_before(text, said, said.cue[0][0], (0, len(text)), names)
    Heard(start=11, end=20, how='contact')
    """
    low = max(sentence[0], start - _REACH)
    m = _CONTACT.search(text, low, start) or _SENT.search(text, low, start)
    if m is not None:
        return _somebody(text, attribution, m.span("who"), "contact")
    faced = _faced(text, attribution, (low, start), naming)
    if faced is not None:
        return faced
    m = tellings.RECEIVES.search(text, low, start)
    return None if m is None else _somebody(text, attribution, m.span("who"), "receiver")


def rang_me(text: str, attribution: Attribution) -> list[Heard]:
    """Whoever recalls a call, in the sentence before what the caller said.

    >>> text = "“My aunt rang me at noon. She said no,” he said."
    >>> rang_me(text, Attribution(((35, 37),), ((30, 34),), ((26, 29),)))
    [Heard(start=14, end=16, how='contact')]
    >>> rang_me("My aunt rang. She said no.", Attribution(((23, 25),), ((18, 22),), ((14, 17),)))
    []
    """
    if not attribution.source or not verbs.TALK.match(text[slice(*attribution.cue[0])]):
        return []
    start, end = attribution.source[0]
    m = _RANG_ME.search(text, max(0, start - 200), start)
    if m is None or not _WHO_RANG.fullmatch(text, start, end):
        return []
    low, high = m.span("who")
    return [Heard(low, high, "contact")]


def same_as_met(
    text: str, attribution: Attribution, heard: Heard, start: int, sentence: Offsets, naming: Naming
) -> Heard:
    """Whom a pronoun behind the verb means that was just called or met, if it may mean that one.

    Args:
        text: the text.
        attribution: one attribution.
        heard: who is told.
        start: where its verb begins.
        sentence: offsets of the sentence that holds the verb.
        naming: the names of the text.
    """
    pronoun = text[heard.start : heard.end].lower()
    if heard.how != "object" or pronoun not in ("him", "her", "them", "it"):
        return heard
    met = met_before(text, attribution, start, sentence, naming)
    if met is None:
        return heard
    fits = pronoun == "it" or _may_be(text, met, pronoun, naming)
    return met if fits else heard


def _may_be(text: str, met: Heard, pronoun: str, naming: Naming) -> bool:
    """Whether a pronoun may mean those met, by number, sort and sex."""
    phrase = text[met.start : met.end]
    named = naming.within(met.start, met.end)
    person = any(who.label == "person" for *_, who in named)
    noun, plural = singular(noun_of(phrase).lower())
    several = plural or regex.search(r"\sand\s", phrase) is not None
    if pronoun == "them":
        return several or not (person or noun in MALE_NOUNS | FEMALE_NOUNS)
    other = FEMALE_NOUNS if pronoun == "him" else MALE_NOUNS
    sign = 1 if pronoun == "him" else -1
    wrong = any(who.leaning * sign < 0 or who.label == "body" for *_, who in named)
    return (
        not several
        and not wrong
        and noun not in other
        and is_somebody(text, met.start, met.end, naming)
    )


def _faced(text: str, attribution: Attribution, span: Offsets, naming: Naming) -> Heard | None:
    """Who was faced: somebody for sure, and one who was met only if the verb needs one told."""
    m = _FACED.search(text, *span)
    if m is not None and m["calls"] and _PREDICATE.search(m["who"]):
        return None
    came = m is None and (m := _CAME.search(text, *span)) is not None
    if m is None and verbs.TELLING.match(text[slice(*attribution.cue[0])]):
        m = _MET.search(text, *span) or _WROTE.search(text, *span)
    if m is None or (found := _somebody(text, attribution, m.span("who"), "contact")) is None:
        return None
    at = found.start, found.end
    place = came and any(who.label != "person" for *_, who in naming.within(*at))
    return found if is_somebody(text, *at, naming) and not place else None


def _somebody(text: str, attribution: Attribution, span: Offsets, how: str) -> Heard | None:
    """Those whom a stretch begins with, unless they are nobody or part of what was said."""
    low, high = tidy(text, *span)
    if alone := tellings.ALONE.match(text, low, high):
        high = alone.end()  # "called me to the desk and said"
    for clause in tellings.CLAUSE.finditer(text, low, high):
        if how == "receiver" and clause.end() < high:
            low = clause.end()
    taken = (
        attribution.content if how == "receiver" else [*attribution.content, *attribution.source]
    )
    low, high = tidy(text, low, high)
    if low >= high or any(s < high and e > low for s, e in taken):
        return None
    if how == "contact":
        low, high = tidy(text, low, phrase_end(text, low, high, False))
    return None if is_nobody(text[low:high].split()) else Heard(low, high, how)
