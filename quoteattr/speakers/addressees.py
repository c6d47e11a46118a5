"""Addressees: who was told, from the words around the cue.

Verbs of telling take the one told as their object ("told reporters", "urged the council to");
other verbs with *to* ("said to her", "in a letter to the board").
In the passive the one told is the subject ("residents were told").
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import singular, word_set
from quoteattr.speakers.names import Naming
from quoteattr.speakers.proper import tidy
from quoteattr.speakers.referents import Referent

__all__ = ["told_spans"]

_TELLING = regex.compile(
    r"""^(?:
      t(?:ell(?:s|ing)?|old) | ask(?:s|ed|ing)? | urg(?:e|es|ed|ing) | warn(?:s|ed|ing)?
    | inform(?:s|ed|ing)? | assur(?:e|es|ed|ing) | reassur(?:e|es|ed|ing) | remind(?:s|ed|ing)?
    | order(?:s|ed|ing)? | advis(?:e|es|ed|ing) | instruct(?:s|ed|ing)? | promis(?:e|es|ed|ing)
    | beg(?:s|ged|ging)? | implor(?:e|es|ed|ing) | persuad(?:e|es|ed|ing) | convinc(?:e|es|ed|ing)
    | encourag(?:e|es|ed|ing) | challeng(?:e|es|ed|ing) | request(?:s|ed|ing)?
    | notif(?:y|ies|ied|ying) | command(?:s|ed|ing)? | direct(?:s|ed|ing)? | invit(?:e|es|ed|ing)
    | alert(?:s|ed|ing)? | caution(?:s|ed|ing)? | exhort(?:s|ed|ing)? | press(?:es|ed|ing)?
    | brief(?:s|ed|ing)? | text(?:s|ed|ing)? | email(?:s|ed|ing)? | messag(?:es|ed|ing)
    | threaten(?:s|ed|ing)? | impress(?:es|ed|ing)?\s+(?:up)?on | petition(?:s|ed|ing)?
    | question(?:s|ed|ing)? | appeal(?:s|ed|ing)?\s+to | call(?:s|ed|ing)?\s+(?:up)?on
    | plead(?:s|ed|ing)?\s+with | call(?:s|ed|ing)?\s+upon | pray(?:s|ed|ing)?\s+to
    )$""",
    regex.VERBOSE | regex.I,
)
_CALLING = regex.compile(
    r"^(?:call(?:s|ed|ing)?|appeal(?:s|ed|ing)?|plead(?:s|ed|ing)?|pray(?:s|ed|ing)?)$", regex.I
)
_CALLED_ON = regex.compile(r"\s+(?:on|upon|to|with)\s+")
_TO = regex.compile(
    r"\s+(?:(?:that|this|it|so|a\s+\p{L}+|in\s+(?:a|an|his|her|their|its)\s+(?:\p{L}+\s+){0,3}"
    r"(?:letter|message|e-?mail|speech|statement|address|remarks?|text|tweet|reply|note|memo"
    r"|submission|response|report)(?:\s+(?:in|on)\s+\p{L}+)?)\s+)?to\s+",
    regex.I,
)
_TALK = regex.compile(
    r"^(?:sa(?:id|y|ys|ying)|stat(?:e|es|ed|ing)|put\s+it|impress(?:es|ed|ing)?|appeal(?:s|ed|ing)?|wr(?:ite|ites|ote|iting)|written|expla(?:in|ins|ined|ining)"
    r"|repl(?:y|ies|ied|ying)|respond(?:s|ed|ing)?|admit(?:s|ted|ting)?|confess(?:es|ed|ing)?"
    r"|confirm(?:s|ed|ing)?|announc(?:e|es|ed|ing)|report(?:s|ed|ing)?|complain(?:s|ed|ing)?"
    r"|suggest(?:s|ed|ing)?|propos(?:e|es|ed|ing)|point(?:s|ed|ing)?\s+out|reveal(?:s|ed|ing)?"
    r"|mention(?:s|ed|ing)?|speak(?:s|ing)?|spoke|shout(?:s|ed|ing)?|whisper(?:s|ed|ing)?"
    r"|recommend(?:s|ed|ing)?|stress(?:es|ed|ing)?|apolog\p{L}+|testif(?:y|ied|ying)"
    r"|disclos(?:e|es|ed|ing)|express(?:es|ed|ing)?|recount(?:s|ed|ing)?|relat(?:e|es|ed|ing)"
    r"|declar(?:e|es|ed|ing)|remark(?:s|ed|ing)?|conve(?:y|ys|yed|ying)|swor(?:e|n)|vow(?:s|ed)?"
    r"|statement|letter|message|apology|appeal|remarks?|promises?|warning|plea|advice)$",
    regex.I,
)
_STOP = regex.compile(
    r"""
    [,;:!?“”"„()\n\[\]—–]
  | (?<!\b\p{Lu})(?<!\b(?:Mr|Dr|Ms|St|Mrs|Gen|Rep|Sen|Gov|Prof))\.(?!\w)
  | \s-\s
  | \b(?:that|to|in|on|at|during|after|before|by|when|as|about|how|why|what|whether|if|for|via
     |through|from|last|yesterday|today|this\s+(?:week|month|year|morning|afternoon|evening)
     |while|where|there|because|since|earlier|later|over|outside|inside|not|never|following
     |recently|shortly|including|he|she|they|it|we|i|with|without|ahead|amid|under|against|is|was|are|were
     |has|had|have|will|would|could|can|may|should|who|which|don't|and\s+(?:said|added|then|that
     |to|was|is|asked|told)|of\s+(?:his|her|their|its)\s+\p{L}+ing|just|again|out|live)\b
  | \b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b
    """,
    regex.VERBOSE,
)
_LIST = regex.compile(
    r"[^,.;:“”\"\n]{3,50}(?:,\s+[^,.;:“”\"\n]{3,50})+,?\s+and\s+[^,.;:“”\"\n]{3,50}"
)
_INNER = regex.compile(r"\b(?:of|in|at|from|for|on|with|against|under|who|living)\b", regex.I)
_PASSIVE = regex.compile(
    r"\b(?:was|were|is|are|been|be|being|gets?|got)\s+(?:\p{L}+ly\s+|also\s+|then\s+|never\s+)?$",
    regex.I,
)
_CLAUSE = regex.compile(
    r"[,;:.!?“”\"\n—–]\s*"
    r"|\b(?:that|and|but|when|while|because|after|as|if|which|where|how|although|though|once)\s+",
    regex.I,
)
_AUXILIARY = regex.compile(
    r"(?:[’']ll|[’']ve|[’']d|\s+\([^)]*\))?\s*\b(?:(?:has|have|had|will|would|should|could|must|may|can|to)\s+)?(?:not\s+)?(?:(?:be|been|being)\s+)?(?:also\s+|then\s+)?$",
    regex.I,
)
_INTERVIEW = regex.compile(
    r"\b(?:interview(?:ed)?\s+(?:(?:on\s+)?\p{Lu}\p{Ll}+day\s+|last\s+\p{Ll}+\s+)?(?:with|to|by)|speaking\s+(?:exclusively\s+)?(?:to|with)|spoke\s+(?:to|with)"
    r"|talking\s+to|email(?:ed\s+(?:statement|response|comments?))?\s+to|statement\s+to"
    r"|letter\s+(?:addressed\s+)?to|message\s+to|comments\s+to|remarks\s+to|submission\s+to)\s+",
    regex.I,
)
_AND = regex.compile(r"\s*,\s+(?:and\s+)?|\s+(?:and|as well as)\s+")
_AUXILIARIES = word_set(
    "is are was were be been being has have had will would can could may might should must did do "
    "does not also never now again then already to just"
)
_NO_SUBJECT = word_set("who which that in on at and then of for with what it there")
_NOBODY = word_set(
    "that to it himself herself themselves itself myself a an the such certain however "
    "further for in on at so questions why how what whether if out up"
)


def told_spans(
    text: str, attribution: Attribution, naming: Naming, sentence: Offsets
) -> list[Offsets]:
    """The spans of those whom an attribution was said to, in order.

    Args:
        text: the text.
        attribution: one attribution; without a cue nobody is told.
        naming: the names of the text.
        sentence: offsets of the sentence that holds the cue.
    """
    found: list[Offsets] = []
    for start, end in attribution.cue:
        start = _main_verb(text, start, end)
        region = _after(text, attribution, start, end)
        if region is None:
            region = _subject(text, attribution, start, end)
        if region is not None:
            found.extend(_parts(text, *region, naming))
    if not found and attribution.cue:
        found.extend(_audience(text, attribution, naming, sentence))
    return list(dict.fromkeys(found))


def _after(text: str, attribution: Attribution, start: int, end: int) -> Offsets | None:
    """The object after the cue, up to the content or the end of its phrase."""
    cue = text[start:end]
    at = _opening(text, cue, end)
    if at is None or _passive(text, start):
        return None
    following = [s for s, _ in attribution.content if s >= at]
    limit = min([*following, at + 200, len(text)])
    within = bool(following) and limit == min(following)
    listed = within and _LIST.fullmatch(text, at, limit)
    stop = limit if listed else _end(text, at, limit, within)
    low, high = tidy(text, at, stop)
    if low >= high or _overlaps(attribution, low, high):
        return None
    words = text[low:high].split()
    return (low, high) if words[0] not in _NOBODY or len(words) > 1 else None


def _main_verb(text: str, start: int, end: int) -> int:
    """Where the cue's verb begins after its auxiliaries and adverbs: "has also called on"."""
    for m in regex.finditer(r"\S+", text[start:end]):
        word = m[0].lower()
        if word not in _AUXILIARIES and not word.endswith("ly"):
            return start + int(m.start())
    return start


def _audience(
    text: str, attribution: Attribution, naming: Naming, sentence: Offsets
) -> list[Offsets]:
    """The medium of "in an interview with ...", in the same sentence outside the content."""
    cue = attribution.cue[-1][1]
    for m in _INTERVIEW.finditer(text, *sentence):
        if m.start() < cue and m.start() > sentence[0] + 25:
            continue
        stop = _end(text, m.end(), min(sentence[1], m.end() + 80), False)
        low, high = tidy(text, m.end(), stop)
        if low < high and not _overlaps(attribution, low, high):
            return [(low, high)] if naming.within(low, high) or text[low].islower() else []
    return []


def _opening(text: str, cue: str, end: int) -> int | None:
    """Where the one told would begin."""
    if _TELLING.match(cue):
        return end
    if _CALLING.match(cue) and (m := _CALLED_ON.match(text, end)):
        return int(m.end())
    if _TALK.match(cue) and (m := _TO.match(text, end)):
        return int(m.end())
    return None


def _end(text: str, at: int, limit: int, within: bool) -> int:
    """The end of the phrase; before a content that follows, prepositions may stay inside it."""
    for m in _STOP.finditer(text, at + 1, limit):
        inner = _INNER.fullmatch(m[0])
        if inner and within and m[0].islower() and m[0] not in ("in", "on", "at", "for", "with"):
            continue
        return int(m.start())
    return limit


def _overlaps(attribution: Attribution, low: int, high: int) -> bool:
    spans = [*attribution.content, *attribution.source, *attribution.cue]
    return any(s < high and e > low for s, e in spans)


def _passive(text: str, start: int) -> bool:
    if text[start : start + 24].split()[:1] and text[start : start + 24].split()[0].endswith("ing"):
        return False
    return _PASSIVE.search(text, max(0, start - 30), start) is not None


def _subject(text: str, attribution: Attribution, start: int, end: int) -> Offsets | None:
    """The subject of a passive: "residents were told"."""
    if not (_TELLING.match(text[start:end]) and _passive(text, start)):
        return None
    m = _PASSIVE.search(text, max(0, start - 30), start)
    assert m is not None
    high = m.start()
    low = max(0, high - 160)
    for clause in _CLAUSE.finditer(text, low, high):
        if clause.end() < high:
            low = clause.end()
    if aux := _AUXILIARY.search(text, low, high):
        high = aux.start()
    low, high = tidy(text, low, high)
    words = text[low:high].lower().split()
    if not words or _overlaps(attribution, low, high) or words[0] in _NO_SUBJECT:
        return None
    return low, high


def _parts(text: str, start: int, end: int, naming: Naming) -> list[Offsets]:
    """Those of a list, each alone: "pupils, parents and staff"; a name with "and" stays whole."""
    pieces, left = [], start
    names = naming.within(start, end)
    for m in _AND.finditer(text, start, end):
        whole = any(s < m.start() and e > m.end() for s, e, _ in names)
        if not whole and not _one_person(text[left : m.start()], m.end(), names):
            pieces.append((left, m.start()))
            left = m.end()
    pieces.append((left, end))
    return [tidy(text, *p) for p in pieces if p[0] < p[1]]


def _one_person(before: str, after: int, names: list[tuple[int, int, Referent]]) -> bool:
    """Two titles before one name: "party veteran and former mayor Ana Oro"."""
    words = before.lower().split()
    if not words or words[0] in ("the", "a", "an", "his", "her") or singular(words[-1])[1]:
        return False
    return bool(names) and names[0][0] > after and names[0][2].label == "person"
