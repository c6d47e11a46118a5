"""Formulas: sentences that a set phrase reports, where a network found nothing in them.

"The brakes had failed, an inquest heard.", "The dam, it was claimed, is not safe.", "In the view
of the union, two are too few." Such phrases have few forms, and the training articles have next
to none of them: they belong to court reports and to outlets that the corpora were not taken from.

What a formula reports is the sentence around it, without its stop. It must be a clause: of "When
he came, he was told." nothing is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import find_quotations, kind_of
from quoteattr.records import Mode
from quoteattr.revision.placing import exchanged
from quoteattr.revision.spans import Spans
from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    PERSON_NOUNS,
    PRONOUNS,
    ROLES,
    singular,
    word_set,
)
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.clausal import has_verb, is_clause
from quoteattr.speakers.reading.cores import noun_of
from quoteattr.speakers.wording import STYLED
from quoteattr.words import words

__all__ = ["CONFIDENCE", "with_formulas"]

#: How sure a quote is that a formula reports.
CONFIDENCE = 0.8

# Longer ones are no sentences, but tables and lists.
_LONGEST = 600

# A noun phrase, by what it may not hold: another clause.
_PLAIN = (
    r"(?:(?!\b(?:said|says?|told|tells?|added|is|was|were|are|has|had|have|who|which|that)\b)"
    r"[^,;:“”\"()\n])"
)
_START = (
    r"(?!(?i:and|but|or|nor|who|whom|whose|which|that|as|when|if|because|so|then|where|while"
    r"|although|though|after|before|since|for|with|to|in|on|at|by|of|from|what|why|how|it|not"
    r"|than|until|unless|there)\b)"
)
_NP = rf"{_START}{_PLAIN}{{2,70}}?"
# Those before whom somebody speaks.
_HEARER = rf"""{_START}{_PLAIN}{{0,50}}?\b
    (?:court|inquest|tribunal|jury|jurors|judges?|hearing|trial|inquiry|enquiry|committee|panel
      |council|councillors|meeting|conference|commission|session|assembly|parliament|board|bench
      |magistrates|commissioners|senators|lawmakers|legislators|MPs|MSPs|peers|delegates|members
      |residents|Court|Council|Bailey|House|Assembly|Committee|Tribunal|Commission|Board|Inquiry
      |Senate|Parliament|Rakyat|Sabha)\b
    (?:\s(?:in|at|of|into|on|for)\s{_PLAIN}{{2,40}}?)?"""
_BE = r"(?:is|was|were|(?:has|have|had)\sbeen)"
_OFTEN = r"(?:(?:\p{Ll}+ly|also|then|later|now|once|often|since|further)\s)?"
# When and where it was said.
_WHEN = (
    r"(?:\s(?:on|at|in|during|after|before|earlier|last|this|yesterday|today|later|again|over)\b"
    r"[^,;:.“”\"]{0,50})?"
)
_CLAIMED = (
    r"(?:claimed|alleged|announced|reported|said|revealed|confirmed|suggested|argued|stated"
    r"|disclosed|noted|rumou?red|added|explained|pointed\sout|recalled|observed|decided|agreed)"
)
_FEARED = r"(?:feared|understood|believed|thought|hoped|estimated|assumed|predicted|suspected)"
_VIEW = r"(?P<thought>view|opinion|judge?ment|estimation)"
_TELLING = r"(?P<cue>words|telling|assessment|analysis)"
_COUNT = r"(?P<cue>account|reckoning|telling|estimate|own\sadmission)"
_GOES_ON = r"(?:(?:goes|went)\son|(?:liked?|likes|used)\sto\s(?:say|joke)|would\ssay)"
_HIM = (
    r"(?P<source>he|she|they"
    rf"|{STYLED}\p{{Lu}}[\p{{L}}’'\-]+(?:\s\p{{Lu}}[\p{{L}}’'\-]+){{0,3}})"
)
_COMMON = r"(?!(?:is|was|are|were|be|been|has|had|have)\b)\p{Ll}[\p{Ll}\-]*"
_NOUN = rf"(?:the|a|an|his|her|their)\s(?:{_COMMON}\s){{0,2}}{_COMMON}"
_SOMEBODY = rf"(?:{_HIM}|(?P<source>{_NOUN}))"
_SAYS = (
    rf"(?:(?:has|have|had)\s)?(?P<cue>{_GOES_ON}|"
    r"said|added|argued|claimed|insisted|explained|recalled|warned"
    r"|noted|conceded|admitted|joked|maintained|stressed|complained|told\s\p{L}+(?:\s\p{L}+){0,2}"
    r"|says?|adds?|argues?|claims?|insists?|explains?|recalls?|warns?|notes?|concedes?|admits?"
    r"|maintains?|stress(?:es)?|complains?)"
)
_THINKS = r"(?P<thought>thought|believed|thinks?|believes?|reckons?|feels?)"
_WHOSE = rf"(?:(?P<source>{_NP})(?:[’']s|(?<=s)[’'])|(?P<source>his|her|their))"
# What was heard, what somebody was told, and what was claimed by nobody who is named.
_TOLD = rf"""
    {_HEARER}\s(?:(?:has|have|had)\s)?{_OFTEN}(?P<cue>heard)
  | {_NP}\s{_BE}\s{_OFTEN}(?P<hears>told)(?:\sby\s(?P<source>{_NP}))?
  | it\s{_BE}\s{_OFTEN}(?P<cue>{_CLAIMED})(?:\sby\s(?P<source>{_NP}))?
  | it\s{_BE}\s{_OFTEN}(?P<thought>{_FEARED})
"""
# Those without a name who tell of a firm or a government: "one of the people cited above".
_INSIDER = r"""
    (?:(?:one|two|three|four|several|some|another)\sof\sthe\s(?:\p{L}+\s){0,2}
      |(?:an?|another|one|two|three|four|several|the\s(?:first|second|third|other))\s(?:\p{L}+\s){0,2})
    (?:people|persons?|sources?|officials?|executives?|insiders?|bankers?|diplomats?|aides?)\b
    [^.,;:“”\"\n]{0,80}"""
_UNNAMED = (
    r"(?:,\s(?:who|asking|speaking|declining|requesting|on\scondition)\b[^.;:“”\"\n]{0,160})?"
)
# Behind a clause, up to the end of the sentence.
_BEHIND = regex.compile(
    rf"""
    ,\s(?: {_TOLD}
      | {_HIM}\s{_OFTEN}(?P<cue>{_GOES_ON})
      | {_SOMEBODY}\s(?P<thought>feels?)
      | in\sthe\s{_VIEW}\sof\s(?P<source>{_NP})
      | in\s{_WHOSE}\s(?:own\s)?{_VIEW}
      | (?P<cue>said|says|according\sto)\s(?P<source>{_INSIDER}){_UNNAMED}
    ){_WHEN} [.!]? \s* $
    """,
    regex.VERBOSE,
)
# In the middle of it, between two commas.
_AMID = regex.compile(
    rf",\s(?:{_TOLD}|{_SOMEBODY}\s{_OFTEN}(?:{_SAYS}|{_THINKS})){_WHEN},\s", regex.VERBOSE
)
# At its beginning, up to a comma.
_BEFORE = regex.compile(
    rf"""
    (?:
        (?i:in)\sthe\s(?:{_VIEW}|{_TELLING})\sof\s(?P<source>{_NP})
      | (?i:in)\s{_WHOSE}\s(?:own\s)?(?:{_VIEW}|{_TELLING})
      | (?i:by)\sthe\s{_COUNT}\sof\s(?P<source>{_NP})
      | (?i:by)\s{_WHOSE}\s(?:own\s)?{_COUNT}
      | (?i:as)\s(?P<source>{_NP})\s(?:(?:once|often|later|also|has|had)\s)?
        (?P<cue>puts?|tells|told|has|would\shave)\sit
      | (?i:as)\s(?P<source>{_NP})\s(?P<thought>sees|saw)\sit
      | (?i:to\shear)\s(?P<source>{_NP})\s(?P<cue>tell)\sit
      | (?i:the\sway)\s(?P<source>{_NP})\s(?:(?P<cue>tells|told)|(?P<thought>sees|saw))\sit
      | (?i:as\sfar\sas)\s(?P<source>{_NP})\s{_BE}\s(?P<thought>concerned)
    ),\s
    """,
    regex.VERBOSE,
)
# "The court heard [two men had left]", but not "heard evidence that was new".
_HEARD = regex.compile(
    rf"""
    {_HEARER}\s(?:(?:has|have|had)\s)?{_OFTEN}(?P<cue>heard)\s
    (?!(?:the\s|an?\s|his\s|her\s|their\s|its\s)?(?:\p{{Ll}}+\s)?(?:case|appeal|arguments?|speech(?:es)?
       |evidence|testimony|recordings?|submissions?|complaints?|statements?|closing|opening)\b)
    (?= (?:(?:one|two|three|four|five|six|some|most|none|many|half|all|both|\d+)\sof\s)?
        (?: (?!(?:that|which|who|whose|and|or|but|from|of|about|in|on|at|for|by|to|with|over|as
              |before|after|while|when|because|until|since|if|whether|last|this|made)\b)
            [\p{{L}}\p{{N}}’'\-]+\s ){{1,5}}
        (?:is|are|was|were|has|had|have|would|could|did|will|can|may|might|should)\b )
    """,
    regex.VERBOSE,
)
_AUXILIARY = r"(?:is|are|was|were|has|had|have|would|could|did|will|can|may|might|should|must)\b"
# "She warned [the roof was old]", a clause without "that" where another object might stand.
_PLAINLY = regex.compile(
    rf"""
    (?P<source> (?i:he|she|they)
      | {STYLED}\p{{Lu}}[\p{{L}}’'\-]+(?:\s\p{{Lu}}[\p{{L}}’'\-]+){{0,3}}
      | (?i:the|an?|his|her|their)\s(?:{_COMMON}\s){{0,2}}{_COMMON} )
    (?:,\s[^,.;:“”"\n]{{1,60}},)?
    \s{_OFTEN}(?P<cue>warned|maintained|contended)\s
    (?= (?: (?!(?:that|which|who|whose|whom|and|or|but|from|of|about|in|on|at|for|by|to|with|over|as
              |against|before|after|while|when|because|until|since|if|whether|not)\b)
            [\p{{L}}\p{{N}}’'\-]+\s ){{1,5}}
        {_AUXILIARY} )
    """,
    regex.VERBOSE,
)
# "The union's complaint is [that nobody was asked]"
_ITS_POINT = regex.compile(
    rf"""(?i:{_WHOSE})\s(?:own\s|main\s|chief\s|central\s|first\s|only\s|simple\s|usual\s)?
    (?P<cue>advice|account|accusation|allegation|answer|argument|assertion|assessment|boast|claim
      |complaint|conclusion|contention|criticism|defen[cs]e|demand|excuse|explanation|finding
      |message|motto|point|position|prediction|promise|reply|response|ruling|stance|suggestion
      |testimony|thesis|verdict|warning)\s
    (?:is|was|remains|has\s(?:always\s|long\s)?been)\s(?=that\s)
    """,
    regex.VERBOSE,
)
_KNOWN = regex.compile(
    rf"(?:\G(?:{_HIM}[,\s][^“”\"\n]*?(?:,\s)?\b(?:and|but)|(?P<source>{_NP}))\s)?"
    r"(?:(?:has|have|had)\s)?(?P<cue>let\sit\sbe\sknown)"
    r"(?:\s(?:through|via|by|to)\s[^,;:“”]{2,40}?)?\s(?=that\s)"
)
_FINITE = regex.compile(_AUXILIARY)
_OPENING = (_BEFORE, _HEARD, _PLAINLY, _ITS_POINT)
_OPENS = regex.compile(r"(?:[\s–—-]|(?:But|And|Yet|However,)\s)+")
# What stands between one report and the next.
_AND = regex.compile(r"[,;]?\s(?:and|but|while|although|though|as)\s$")
_JOINS = regex.compile(r"\s(?:and|but|or)\s?(?P<only>(?:\p{L}+(?:\s\p{L}+)?)?)$")
# No clause goes on like this behind what interrupts it.
_REST = regex.compile(
    r"(?:to|that|by|with|who|which|and|or|but|as|from|of|including|for|if|when)\b"
)
# Names of what decides by itself, and sources of nothing.
_NOBODY = word_set("law bill luck fate chance fortune providence god rumour rumor legend history")
_SPEAKERS = (
    PERSON_NOUNS | BODY_NOUNS | ROLES | {"police", "many", "some", "others", "most"}
) - _NOBODY
# What goes on with the noun phrase before it: "the opinion of the court, written by Ana Oro,"
_GOES_ON_WITH = regex.compile(r"\p{Ll}+(?:ed|en)\s(?:by|on|in|at|last|this|under)\b")
_STOPS = " .!\n\r\t"
_OWNERS = frozenset({"his", "her", "their"})


def with_formulas(
    text: str,
    attributions: Sequence[Attribution],
    sentences: Iterable[Offsets],
    *,
    trusted: float = 0.0,
) -> tuple[Attribution, ...]:
    """The attributions, with those that a set phrase reports and nothing was found for.

    What lies in the content of one of these, cue and all, is a quote inside it.

    Args:
        text: the text.
        attributions: those found, in order.
        sentences: offsets of the text's sentences, in order.
        trusted: those that are less sure than this do not count as found, and give way.
    """
    reports = [r for low, high in sentences if (r := _report(text, low, high)) is not None]
    if not reports:
        return tuple(attributions)
    quotations, known = find_quotations(text), words(text)
    marks = Spans((q.start, q.end, i) for i, q in enumerate(quotations))
    spans = Spans(
        (*span, i) for i, a in enumerate(attributions) for span in (*a.content, *a.cue, *a.source)
    )
    added, gone = [], set[int]()
    for report in reports:
        start, end = _extent(report)
        near = {i for _, _, i in spans.over(start, end)}
        unsure = {i for i in near if _gives_way(text, attributions[i], report, trusted)}
        whole = _beside(text, report, [attributions[i] for i in sorted(near - unsure)])
        if whole is None or _is_marked(whole, marks):
            continue
        gone |= unsure
        kind = kind_of(whole.content, known, quotations, text)
        added.append(attrs.evolve(whole, kind=kind))
    return exchanged(attributions, gone, added)


def _report(text: str, low: int, high: int) -> Attribution | None:
    """What a sentence reports by a formula, as if there were nothing else in it."""
    if high - low > _LONGEST:
        return None
    if (opening := _OPENS.match(text, low, high)) is not None:
        low = opening.end()
    stop = low + len(text[low:high].rstrip(_STOPS))
    opened = next((m for p in _OPENING if (m := p.match(text, low, stop))), None)
    if opened is not None and not _is_opening(text, opened, stop):
        opened = None
    if (m := opened or _KNOWN.search(text, low, stop)) is not None:
        return _made(m, ((m.end(), stop),))
    if m := _BEHIND.search(text, low, high):
        clause = is_clause(text, low, m.start())
        return _made(m, ((low, m.start()),)) if clause else None
    for m in _AMID.finditer(text, low, stop):
        groups = m.groupdict()
        first = is_clause(text, low, m.start())
        if groups.get("hears") and first and is_clause(text, m.end(), stop):
            continue  # "A bomb was found, police were told, the street was shut"
        clause = groups["source"] is not None or first or has_verb(text, m.end(), stop)
        if clause and m.start() > low and not _REST.match(text, m.end(), stop):
            half = _half(text, low, m.start())
            return _made(m, ((half, (m.end(), stop)) if half else ((m.end(), stop),)))
    return None


def _is_opening(text: str, m: regex.Match[str], stop: int) -> bool:
    """Whether "in the view of" and the like names somebody, and a clause follows: not "In the
    opinion of the court, written by Ana Oro, the law was void", nor "As luck would have it".
    """
    source = m.groupdict().get("source")
    if _GOES_ON_WITH.match(text, m.end(), stop):
        return False
    return source is None or source.lower() in _OWNERS or _is_somebody(source)


def _is_somebody(phrase: str) -> bool:
    """Whether a noun phrase is about persons or a body, by its last word or its name."""
    last = noun_of(phrase)
    word = singular(last.lower())[0]
    named = last[:1].isupper() and word not in _NOBODY
    return named or word in _SPEAKERS or is_role_noun(word) or last.lower() in PRONOUNS


def _half(text: str, low: int, end: int) -> Offsets | None:
    """What belongs to the report before it is interrupted: of "He drew it and never, he said,
    missed a day" no more than "never".
    """
    if (m := _JOINS.search(text, low, end)) is None:
        return low, end
    return None if m.end("only") == m.start("only") else (m.start("only"), end)


def _made(m: regex.Match[str], content: tuple[Offsets, ...]) -> Attribution:
    groups = m.groupdict()
    mode: Mode = "speech" if groups.get("thought") is None else "thought"
    name = next(name for name in ("thought", "hears", "cue") if groups.get(name) is not None)
    cue = m.span(name)
    source = () if groups.get("source") is None else (m.span("source"),)
    return Attribution(content, (cue,), source, mode=mode, confidence=CONFIDENCE)


def _gives_way(text: str, one: Attribution, report: Attribution, trusted: float) -> bool:
    """Whether one that was found is unsure, or the report without its subject: "were fine"."""
    if one.confidence < trusted:
        return True
    same = one.cue == report.cue and len(one.content) == len(report.content) == 1
    return same and _FINITE.match(text, *one.content[0]) is not None


def _extent(report: Attribution) -> Offsets:
    spans = (*report.content, *report.cue, *report.source)
    return min(start for start, _ in spans), max(end for _, end in spans)


def _beside(text: str, report: Attribution, near: Sequence[Attribution]) -> Attribution | None:
    """A report with what was found left as it was; None where something else was found in it.

    What is added behind it ("and he thinks so") ends it.
    """
    content = list(report.content)
    for one in near:
        start, end = _extent(one)
        holds = any(low <= start and end <= high for low, high in content)
        if holds and start == content[0][0] > report.cue[0][0] and one.source:
            return None  # "In her opinion, Oro wrote that it was void"
        low, high = content[-1]
        if low < start < high and (m := _AND.search(text, max(low, start - 12), start)):
            content[-1] = low, min(high, m.start())
        elif not holds:
            return None
    return attrs.evolve(report, content=tuple(content))


def _is_marked(report: Attribution, marks: Spans) -> bool:
    """Whether the formula stands in marks, or marks stand over an edge of what it reports."""
    spans = (*report.cue, *report.source)
    if any(True for span in spans for _ in marks.over(*span)):
        return True
    edges = ((low, high, s, e) for low, high in report.content for s, e, _ in marks.over(low, high))
    return any(s < low or e > high for low, high, s, e in edges)
