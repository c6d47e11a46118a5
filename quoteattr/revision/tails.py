"""Tails: where a content ends because the narrator goes on behind it.

Words in marks right behind their cue end with them ("shouted “Go!” [while the bus left]"). What a
report led to is no part of it ("[, drawing laughter from the hall]"), nor what else was left unsaid
("did not say who had a key [and did not name the owner]"). Where somebody *has* urged others to do
something, a clause with *after* and a past verb tells why ("[after a defeat left them last]"); and
what somebody *would* do was not yet met with anything ("[, and was booed for it]"). A verb behind
the first comma, where that follows words in marks, is the sentence's ("who said it was “absurd”[,
has left]").
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.reading.clausal import has_verb

__all__ = ["end_before_tail"]

_MARKED = regex.compile(
    r"(?:“[^“”\n]*”|\"[^\"\n]*\")(?=(?P<tail>,?\s(?:while|when|before|after|and(?!\sthat\b)|as)\s[^“”\"‘\n]+)$)"
)
# A verb of the sentence's own behind the first comma: "“absurd”[, has left]".
_CLOSED = regex.compile(
    r"[^,;:“”\"‘\n]*(?:“[^“”\n]*”|\"[^\"\n]*\")(?:(?<=,[”\"])|(?=,))"
    r"(?=,?\s(?:is|was|are|were|has|have|had|will|would|should|must|did|died)\s[^“”\"‘\n]+$)"
)
# Before the cue of a clause: "a clerk who [said]".
_WHO = regex.compile(r"\b(?:who|which|that)\s(?:\p{Ll}+\s){0,2}$")
# What else went on: "[as the row over the bridge deepened]".
_MEANWHILE = regex.compile(
    r"\sas\s(?:the|an?|his|her|their|its)\s(?:\p{L}[\p{L}\-]*\s){0,2}?(?:row|storm|scandal|crisis|dispute"
    r"|debate|fall-?out|furore|backlash|controversy|stand-?off|fighting|protests|strikes?|violence|search"
    r"|hunt|war\sof\swords|pressure|tensions|anger)\b[^,.;:“”\"\n]{0,60}?\s(?:deepen|mount|intensif|escalat"
    r"|erupt|rage|rumble|continue|gather|spread|heat|enter|grew|grow|reach|broke)\p{L}*\b[^,.;:“”\"\n]{0,40}$"
)
# "Called [it ]“absurd”", "described [the plan as ]“absurd”".
_CALLS = regex.compile(
    r"(?:call|describ|brand|label|dubb|dismiss|denounc|condemn|hail|prais)\p{Ll}*"
)
_CALLED = regex.compile(r"[^“”\"‘,.;:\n]{2,60}?(?=[“\"])")
_NO_TAIL = regex.compile(
    r"\sas\s(?:well|much|many|if|not|being|an?|the|his|her|its|their|\p{Ll}+ing)\b"
)
_AND = regex.compile(r"\sand\s(?P<verb>(?:(?:then|later|\p{Ll}+ly)\s)?\p{Ll}+)")
_LOUD = (
    r"(?:laughter|laughs|applause|cheers|boos|jeers|gasps|groans|howls|whistles|heckles|criticism"
    r"|condemnation|ridicule|outrage|outcry|uproar|anger|backlash|protests?|rebuke|reply|response)"
)
_EFFECT = regex.compile(
    rf"""
    , \s (?:
        (?:drawing|eliciting|prompting|provoking|sparking|triggering|earning|attracting|to) \s
        (?:\p{{L}}+\s){{0,3}} {_LOUD} \b [^,.;:“”"\n]{{0,80}}
      | (?:setting\sthe\sstage|paving\sthe\sway|dealing\s(?:a|another|an)\s(?:\p{{L}}+\s)?blow)
        \s (?:for|to) \s [^.;:“”"\n]{{2,120}}
      | (?:becoming|making\s(?:him|her|it|them)) \s (?:only\s)? the \s
        (?:first|second|third|fourth|latest|only) \s [^.;:“”"\n]{{0,60}}? to \s (?:\p{{L}}+ly\s)?
        (?:enter|announce|declare|join|call|endorse|concede|admit|acknowledge|confirm|quit|apologi[sz]e)
        \b [^.;:“”"\n]{{0,120}} ) $
    """,
    regex.VERBOSE,
)
_MET_WITH = regex.compile(
    r",\sand\s(?:was|were)\s(?:(?:promptly|duly|soon|later|loudly|immediately)\s)?(?:applauded|asked|booed"
    r"|cheered|cut\soff|escorted|given|greeted|heckled|interrupted|jeered|met\swith|mocked|offered"
    r"|ordered|praised|rebuffed|rebuked|refused|rewarded|shouted\sdown|thanked|told)\b"
    r"[^.;:“”\"\n]{0,120}$"
)
_WOULD = regex.compile(r"\b(?:would|could)\b")
_UNSAID = regex.compile(
    r",?\s(?:and|or)\s(?:did\snot|declined\sto|refused\sto|gave\sno|provided\sno|offered\sno)\s"
    r"[^.;:“”\"\n]{2,120}$"
)
_SAYS_NOT = regex.compile(
    r"\b(?:not|n[’']t|declin\p{Ll}+\sto|refus\p{Ll}+\sto)\s(?:immediately\s|yet\s)?$"
)
_ASKED = regex.compile(r"(?:who|whom|whose|what|when|where|whether|why|which|how|if)\b")
_TO_DO = regex.compile(r"(?:that\s)?(?:not\s)?to\s\p{Ll}")
_AFTER = regex.compile(
    r"\s(?:after|following)\s(?!(?:he|she|they|it|\p{Ll}+ing)\b)(?P<rest>(?:[^,.;:“”\"\n]|[,.:](?=\d)){6,140})$"
)
_NOW = regex.compile(r"\b(?:has|have|is|are|being|been)\s(?:also\s|now\s|\p{Ll}+ly\s)?$")
_PLUPERFECT = regex.compile(r"\b(?:had|has|have|is|are|can|will)\b")
# How much of a sentence before a cue is read.
_BEFORE = 30


def end_before_tail(text: str, cue: Offsets, start: int, end: int) -> int:
    """Where a content ends, without what the narrator adds behind it.

    Args:
        text: the text.
        cue: offsets of the cue, before the content.
        start, end: offsets of the content, all in one sentence.

    >>> text = "Oro said it would run on time, drawing laughter from the hall."
    >>> text[9 : end_before_tail(text, (4, 8), 9, len(text) - 1)]
    'it would run on time'
    >>> text = "Oro said it would run on time, drawing crowds from the hall."
    >>> end_before_tail(text, (4, 8), 9, len(text) - 1) == len(text) - 1
    True
    """
    shut = _CLOSED.match(text, start, end)
    if shut is not None and _WHO.search(text, max(0, cue[0] - _BEFORE), cue[0]):
        return int(shut.end())
    named = _CALLS.fullmatch(text, *cue) and _CALLED.match(text, start, end)
    first = named.end() if named else start
    if start - cue[1] <= 3 and (marked := _MARKED.match(text, first, end)) is not None:
        tail = marked.span("tail")
        first = _AND.match(text, *tail)  # "“…” and left", not "“…” and two men left"
        told = has_verb(text, *(tail if first is None else first.span("verb")))
        told = told and not _NO_TAIL.match(text, *tail)
        return int(marked.end()) if told else end
    before = text[max(0, cue[0] - _BEFORE) : cue[0]]
    for form in (_EFFECT, _MEANWHILE, _MET_WITH, _UNSAID, _AFTER):
        m = form.search(text, start + 4, end)
        if m is not None and _is_tail(text[start : m.start()], before, text[slice(*cue)], m):
            return int(m.start())
    return end


def _is_tail(said: str, before: str, cue: str, m: regex.Match[str]) -> bool:
    """Whether what stands before a tail leaves no place for it."""
    if m.re in (_EFFECT, _MEANWHILE):
        return has_verb(said, 0, len(said))
    if m.re is _MET_WITH:
        return _WOULD.search(said) is not None
    if m.re is _UNSAID:
        return _ASKED.match(said) is not None and _SAYS_NOT.search(before) is not None
    now = _NOW.search(before) is not None or cue.endswith("s")
    past = has_verb(m["rest"], 0, len(m["rest"])) and not _PLUPERFECT.search(m["rest"])
    return now and past and _TO_DO.match(said) is not None
