"""Passives: who is told where the verb of telling has a subject and no object.

"Residents were told", "the court heard", "the guard, who was asleep, was told", "she rang the bank
and was told". A second participle shares the auxiliary of the first ("was searched and told to
leave"), and a headline or a relative clause has none ("minister asked to appear").
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import (
    ASKED,
    BODY_NOUNS,
    PERSON_NOUNS,
    PRONOUNS,
    TITLES,
    singular,
)
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.ranking.bystanders import phrase_before
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.told import tellings, verbs
from quoteattr.speakers.told.elided import clause_before, elided, named_at, shared
from quoteattr.speakers.told.stretches import is_somebody, overlaps
from quoteattr.speakers.wording import DAY

__all__ = ["agent_within", "contacted", "is_passive", "subject_told"]

# How far before a participle its auxiliary is looked for, in code points.
_REACH = 160
_PARTICIPLE = regex.compile(r"(?:told|taught|bade|forbidden|besought)|\p{L}+ed")
_GERUND = regex.compile(r"\p{L}+ing\b")
_AND = regex.compile(r"(?:\b(?:and|or|but|then)|,)\s+(?:(?:also|then|later|even|\p{L}+ly)\s+)*$")
# Behind a source: " was summoned on Monday and ", up to verbs that need one told.
_DONE_AND = regex.compile(
    r"(?:,[^,.;:“”\"\n]{1,60},)?\s(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen|be|being)\s(?:\p{L}+ly\s|then\s|also\s)?"
    r"\p{Ll}+(?:ed|en|t|d|n)\b[^,.;:“”\"\n]{0,60}?,?\s(?:and|but)\s(?:then\s|later\s|also\s|simply\s)?"
)
_NEEDS_ONE = regex.compile(r"(?:told|informed|notified|reminded|assured|instructed)")
# "The minister", "the former midfielder" before a verb.
_ROLE = regex.compile(
    rf"the\s(?:[\p{{L}}\-]+\s){{0,3}}?(?:{'|'.join(sorted(PERSON_NOUNS))}|\p{{Ll}}+(?:er|or|ist|ian))"
    r"(?=\s(?:\p{Ll}+(?:ed|d)|said|says|told|shook|was|is|had|has|would|did|could)\b)"
)
_TOLD = regex.compile(rf"(?:{ASKED}|told|informed|assured|warned|advised)\b", regex.I)
# What may stand before "asked" or "told" at the beginning of a sentence.
_AT_FIRST = regex.compile(r"[\s“\"‘]*(?:(?:(?:On|After|Upon)\sbeing|When)\s)?")
_COMMA = regex.compile(r",\s(?:when\s|if\s|once\s)?")
_APPOSED = regex.compile(
    r"(?:the|his|her|my|our|their)\s(?:[\p{L}\-]+\s){0,2}[\p{L}\-]+,\san?\s?$", regex.I
)
_WHEN = regex.compile(r",\s(?:when|if|once)\s$")
_AND_IN = regex.compile(r"\sand\s$")
_PLACE = regex.compile(r"(?:in|on|at|near|along|around|from|of)\s", regex.I)
_IN = regex.compile(r"\b(?:of|in|at|for|to|on|by|with|from|during|after|before|near)\s", regex.I)
# "She is convinced that": she thinks so, and nobody told her.
_SURE = regex.compile(r"(?:convinced|persuaded)(?!\s(?:by|to)\b)")
_DAY = regex.compile(DAY)
_SEVERAL = regex.compile(r"\b(?:were|are|have\s+(?:also\s+)?been|be)\s", regex.I)
# Who was asked or met, up to what hangs on to it, and then a passive: "rang [the bank] and was".
_CONTACT = regex.compile(
    r"""
    \b(?: (?:check|sp[eo]k|met|meet)\p{Ll}*\swith | spoke\s(?:to|with)
      | (?:wrote|written|gone|went|turned)\sto
      | (?:contact|approach|phon|telephon|email|ask|call|ring|consult)(?:s|es|ed|ing)? | rang | met
      | (?:receiv(?:es|ed)|got|gets)\s(?:a|an)\s(?:\p{L}+\s)?
        (?:call|letter|message|text|e-?mail|note)\sfrom )
    \s(?P<who>
       (?!(?:to|for|if|whether|on|off|up|in|at|by|as|why|how|what|him|her|them|me|us|it|that)\b)
       [\p{L}\p{N}][\p{L}\p{N}’'\-.]*
       (?:\s
         (?!(?:to|for|if|whether|and|on|in|at|about|last|this|after|before|but
              |why|how|what|when|that|because|by|yesterday|today|once|twice|again|repeatedly
              |(?:several|many|three|four|five|ten)\stimes)\b)
         [\p{L}\p{N}’'\-.]+ ){0,5} )
    (?:\s(?:to|for|if|whether|on|in|at|about|last|this|after|yesterday|today|why|how|what|once|twice
         |again|repeatedly|several|many|three|four|five|ten)\b
       [^.;:“”"\n]{0,90}? )?
    (?:,?\s(?:and|but)|,)\s
    (?:(?:he|she|they|it|we|I)\s)?
    (?:was|were|been|is|are|had\sbeen|has\sbeen|have\sbeen)\s(?:\p{L}+ly\s)?$
    """,
    regex.VERBOSE,
)
# A passive of its own before "by", a noun whose author follows, or "to stand [by the mayor]".
_DONE_BY = regex.compile(
    r"\b(?:was|were|is|are|be|been|being|gets?|got)\b|(?:ed|en|ions?|ments?|acks?|ing)$"
    r"|\b(?:stand|stick|pass|stop|drop|come|go|get|swing|live|meet|sit|wait|park|swear|abide)$",
    regex.I,
)
_INFORMED = regex.compile(
    r"(?:told|informed|advised|warned|assured|instructed|ordered|asked|promised|notified)\b"
)


def contacted(text: str, attribution: Attribution, sentence: Offsets) -> Offsets | None:
    """Who tells in a passive that names nobody: the one who was asked or met right before it.

    Args:
        text: the text.
        attribution: one attribution.
        sentence: offsets of the sentence that holds its cue.

    >>> text = "She rang the bank and was told that it was shut."
    >>> contacted(text, Attribution(((31, 47),), cue=((26, 30),)), (0, 48))
    (9, 17)
    """
    start, end = attribution.cue[0]
    if not _INFORMED.match(text, start) or tellings.BY.match(text, end):
        return None
    m = _CONTACT.search(text, max(sentence[0], start - _REACH), start)
    return None if m is None else tidy(text, *m.span("who"))


def agent_within(text: str, attribution: Attribution, naming: Naming) -> Offsets | None:
    """Who tells in a passive, where a model took the phrase for an end of what was said.

    "Ordered [to leave by the court]", but not "told [it was built by the court]".

    Args:
        text: the text.
        attribution: one attribution without a source.
        naming: the names of the text.
    """
    for start, end in attribution.content[:1]:
        by = list(tellings.BY.finditer(text, start, end))
        if not by or _DONE_BY.search(text, start, by[-1].start()):
            continue
        low, high = tidy(text, by[-1].end(), end)
        if low < high and is_somebody(text, low, high, naming):
            return low, high
    return None


def is_passive(text: str, start: int) -> bool:
    """Whether an auxiliary of the passive stands right before a verb.

    >>> is_passive("they were told", 10), is_passive("they were asking, why", 10)
    (True, False)
    """
    if _GERUND.match(text, start):
        return False
    return tellings.PASSIVE.search(text, max(0, start - 30), start) is not None


def subject_told(
    text: str, attribution: Attribution, cue: Offsets, naming: Naming, sentence: Offsets
) -> tuple[int, int, str] | None:
    """The one told before a passive, and where it stands: subject, shared, bare or elided.

    Args:
        text: the text.
        attribution: one attribution.
        cue: offsets of its verb.
        naming: the names of the text.
        sentence: offsets of the sentence that holds the verb.
    """
    high = _subject_end(text, *cue)
    if high is None:
        return _without_auxiliary(text, attribution, cue, naming, sentence)
    being = text[high : high + 5].lower() == "being"
    to_be = text.startswith("be ", high) and text.endswith("to ", 0, high)
    low, high = _whole_subject(text, max(0, high - 200, sentence[0]), high, naming)
    if being and (verb := tellings.BEFORE_BEING.search(text, low, high)) is not None:
        high = verb.start()
    words = text[low:high].lower().split()
    if words and words[-1] == "who":
        who = _before_who(text, attribution, high)
        return None if who is None else (*who, "subject")
    if not words or words[-1] in ("and", "but", "or", *tellings.NO_SUBJECT):
        sharing = being or not words or words[-1] in ("and", "but", "or")
        pronoun = tellings.LEADING.match(text, low, high) if words else None
        if pronoun and not overlaps(attribution, *pronoun.span()):
            return *pronoun.span(), "shared"  # "that she had written to the board but was told"
        both = shared(text, attribution, cue[0], sentence) if sharing else None
        found = both or elided(text, attribution, sentence, cue[0], naming)
        if found is None and (late := _asked_at_first(text, attribution, cue, naming, sentence)):
            return *late, "subject"  # "On being told that the train was late, Oro left"
        return found
    if being and words[0] == "with":
        low += 5  # "with the public being asked to help"
        words = words[1:]
    low = _both(text, low, high, cue[0], naming, sentence)
    # "Victor Ramos", "An engineer, Victor Ramos"
    inside = any(low <= s < high or s <= low < high <= e for s, e in attribution.source)
    if words[0] in tellings.NO_SUBJECT or (overlaps(attribution, low, high) and not inside):
        return None
    if to_be and words[0] in PRONOUNS and len(words) > 1:
        return None  # "I know what it is like to be told"
    return low, high, "subject"


def _before_who(text: str, attribution: Attribution, high: int) -> Offsets | None:
    """Whom "who" stands for right before a passive: "a nurse who [was told]"."""
    span = phrase_before(text, high - 3)
    if span is None or _DAY.fullmatch(text, *span):
        return None
    span = next((s for s in attribution.source if span[0] <= s[0] and s[1] == span[1]), span)
    return None if overlaps(attribution, *span) and span not in attribution.source else span


def _whole_subject(text: str, low: int, high: int, naming: Naming) -> Offsets:
    """What stands before an auxiliary in its clause; where "and in Lund" or "and gas" is left of
    it, with the rest.
    """
    start, end = clause_before(text, low, high)
    if start >= end or (m := _AND_IN.search(text, low, start)) is None:
        return start, end
    alone = " " not in text[start:end] and text[start].islower()
    rest = alone and not is_somebody(text, start, end, naming)
    if not rest and not _PLACE.match(text, start, end):
        return start, end
    first, _ = clause_before(text, low, m.start())
    return (first, end) if first < m.start() else (start, end)


def _subject_end(text: str, start: int, end: int) -> int | None:
    """Where the subject of a passive ends, before its auxiliary."""
    if tellings.HEARING.match(text[start:end]):
        return start
    if not verbs.TELLING.match(text[start:end]) or not is_passive(text, start):
        return None
    if _SURE.match(text, start):
        return None
    m = tellings.PASSIVE.search(text, max(0, start - 30), start)
    return None if m is None else int(m.start())


def _both(text: str, low: int, high: int, cue: int, naming: Naming, sentence: Offsets) -> int:
    """Where the subject begins if its clause cut it at its "and": "he and two clerks were told"."""
    if not _SEVERAL.search(text, high, cue):
        return low
    for m in tellings.JOINT.finditer(text, max(sentence[0], low - 70), low, overlapped=True):
        start, end = m.span("who")
        named = any((s, e) == (start, end) for s, e, _ in naming.within(start, end))
        if named or text[start:end].lower() in PRONOUNS:
            return int(start)
    return low


def _without_auxiliary(
    text: str, attribution: Attribution, cue: Offsets, naming: Naming, sentence: Offsets
) -> tuple[int, int, str] | None:
    """A participle alone whose content follows at once and that nobody tells: "told to leave"."""
    verb = text[slice(*cue)].lower()
    if (asked := _asked_at_first(text, attribution, cue, naming, sentence)) is not None:
        return *asked, "subject"
    if (added := _added(text, attribution, cue, naming, sentence[0])) is not None:
        return *added, "subject"
    at_once = any(cue[1] <= s <= cue[1] + 1 for s, _ in attribution.content)
    if at_once and (both := _done_and_told(text, attribution, cue)) is not None:
        return *both, "subject"
    if attribution.source or not at_once or not _PARTICIPLE.fullmatch(verb):
        return None
    if not verbs.TELLING.match(verb):
        return None
    if _AND.search(text, max(sentence[0], cue[0] - 24), cue[0]):
        return shared(text, attribution, cue[0], sentence)
    span = phrase_before(text, cue[0])
    if span is None or overlaps(attribution, *span) or text[span[1] : cue[0]].strip():
        return None
    return (*span, "bare") if _known(text, span) or naming.within(*span) else None


def _known(text: str, span: Offsets) -> bool:
    """Whether the last word of a phrase is a noun for persons or a body."""
    noun = singular(text[slice(*span)].lower().split()[-1])[0]
    return noun in PERSON_NOUNS | BODY_NOUNS | TITLES


def _done_and_told(text: str, attribution: Attribution, cue: Offsets) -> Offsets | None:
    """A source to which something was done, and which then was told: "Oro was held and told that".

    Nobody tells without one told, so that this is a passive, too.
    """
    for start, end in attribution.source[:1]:
        done = _DONE_AND.fullmatch(text, end, cue[0])
        if done is not None and _NEEDS_ONE.fullmatch(text, *cue):
            return start, end
    return None


def _asked_at_first(
    text: str, attribution: Attribution, cue: Offsets, naming: Naming, sentence: Offsets
) -> Offsets | None:
    """Who is asked by a participle that opens the sentence: "Asked by the host why, Ana Oro"."""
    if not _AT_FIRST.fullmatch(text, sentence[0], cue[0]) or not _TOLD.match(text, *cue):
        return None
    for _, end in attribution.content[-1:]:
        if text[end : end + 2] != ", ":
            continue
        m = _ROLE.match(text, end + 2, sentence[1])
        m = m or tellings.LEADING.match(text, end + 2, sentence[1])
        return m.span() if m else named_at(text, end + 2, min(sentence[1], end + 60), naming)
    return None


def _added(
    text: str, attribution: Attribution, cue: Offsets, naming: Naming, low: int
) -> Offsets | None:
    """Whom a participle that is put in tells of: "Ana Oro, asked by the host whether"."""
    if not verbs.TELLING.match(text[slice(*cue)]) or not _PARTICIPLE.match(text, cue[0]):
        return None
    near = max(low, cue[0] - 60)
    named = [m[:2] for m in naming.within(near, cue[0])[-1:] if not _IN.search(text, low, m[0])]
    for start, end in attribution.source[:1] or named:
        if _APPOSED.search(text, max(low, start - 60), start + 3) and not tellings.BY.match(
            text, cue[1]
        ):
            continue  # "The guide, a quiet man, asked"
        if "," not in text[start:end] and _COMMA.fullmatch(text, end, cue[0]):
            return start, end
    for m in _WHEN.finditer(text, near, cue[0]):
        span = phrase_before(text, m.start())  # "The minister, when asked"
        if span is not None and _known(text, span):
            return span
    return None
