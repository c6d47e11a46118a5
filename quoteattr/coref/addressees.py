"""Addressees: who was told, where the attribution network names nobody.

The network labels addressees as it labels sources. Where it names none for an attribution, plain
grammar does: the object of a verb of telling or asking ("told reporters", "urged the council to"),
"to" after other verbs and nouns of saying ("said to her", "in a letter to the board"), and the
subject of the passive ("residents were told"). A learned decision says which of them were told.
Who is "asked whether" without a subject is who answers: the source beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.coref.discourse import Discourse
from quoteattr.coref.mentions import Mention, trimmed
from quoteattr.english import NAME
from quoteattr.english.clauses import subject
from quoteattr.english.lexicon import lexicon

__all__ = ["AddresseeSpan", "addressee_features", "find_addressees"]

# How far behind a cue its object may stand, and how far beside it a letter or who answers, in code
# points.
_REACH, _FAR = 140, 500
# Participles of who is to answer: "Asked whether it was open, Oro said".
_ASKED = frozenset({"asked", "pressed", "questioned", "quizzed"})
# Verbs whose object is who is told, beside those of asking and directing, by their stems.
_TELLING = regex.compile(
    r"(?:tell|told|inform|notif|assur|remind|warn|caution|convinc|promis|teach|taught"
    r"|thank|show|contact|reassur)"
)
_STOP = regex.compile(
    r"""
    [,;:“”"\n–—(] | \.(?=\s|$)
  | \s(?:that|to|not|how|why|whether|if|what|who|which|when|where|in|on|at|during|after|before|by
       |about|of(?=\s(?:\p{Ll}+ing|a\splan))|against|for|over|earlier|last|this|yesterday|today|via
       |through|he|she|they|it|we|I|said|and(?=\s\p{Ll}+ed)|as|because|while|with|from)\b
  | \s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b
    """,
    regex.VERBOSE,
)
_OBJECT = regex.compile(
    r"\s+(?=[\p{L}\d])(?!to\s|that\s|of\s|for\s|by\s|in\s|at\s|off\s)(?:on\s(?:the\s)?)?"
)
_TO = regex.compile(
    r"[,”\"’']?\s+(?:\p{Ll}+ly\s|back\s|out\s|on\s\p{Lu}\p{Ll}+day\s)?(?:to|with)\s+(?!be\s|have\s)"
)
_LETTER = regex.compile(
    r"\b(?:letter|email|e-mail|message|memo|note|statement|speech|address|remarks|testimony|reply"
    r"|request|appeal|complaint|report|interview|conversation|meeting|talks|call|text)\s"
    r"(?:\p{Ll}+\s){0,2}?(?:to|with)\s+"
)
_PASSIVE = regex.compile(
    r"\s(?:was|were|is|are|been|being|be|got)\s(?:also\s|not\s|then\s|reportedly\s|first\s|later\s|\p{Ll}+ly\s){0,2}$"
)
_NAMED = regex.compile(rf"(?:the\s|an?\s)?(?:\p{{Ll}}[\p{{L}}\-]*\s){{0,4}}{NAME}")
_AND = regex.compile(r"\s+and\s+(?!\p{Ll}+(?:ed|ing)\b)")


@attrs.frozen
class AddresseeSpan:
    """A span that may name one who was told.

    Attributes:
        start, end: its offsets.
        how: network, asked, object, to, letter or passive.
    """

    start: int
    end: int
    how: str


def find_addressees(attribution: Attribution, discourse: Discourse) -> list[AddresseeSpan]:
    """The spans that may name those who were told, in order.

    Args:
        attribution: one attribution; with neither a cue nor an addressee from the network, nobody
            is told.
        discourse: the text.
    """
    if attribution.addressee:
        return [AddresseeSpan(start, end, "network") for start, end in attribution.addressee]
    answer = _answer(attribution, discourse)
    if answer is not None:
        return [AddresseeSpan(*answer, "asked")]
    found: dict[Offsets, AddresseeSpan] = {}
    for cue in attribution.cue:
        for one in _around(attribution, cue, discourse):
            if not _overlaps(attribution, one):
                found.setdefault((one.start, one.end), one)
    return list(found.values())


def _answer(attribution: Attribution, discourse: Discourse) -> Offsets | None:
    """The source of the answer to "asked whether ..." and "asked by Oro whether ...": the next one
    in the paragraph, else the last.
    """
    if not attribution.cue:
        return None
    text, (start, end) = discourse.text, attribution.cue[0]
    if attribution.source and text[end : attribution.source[0][0]].strip() != "by":
        return None
    passive = _PASSIVE.search(text, max(0, start - 40), start)
    if passive or text[start:end].lower() not in _ASKED:
        return None
    spans = (attribution.cue[0], *attribution.source, *attribution.content)
    end = max(high for _, high in spans)
    low, high = discourse.paragraph_of(start)
    after = discourse.sources_between(end, min(high, end + _FAR))
    before = discourse.sources_between(max(low, start - _FAR), start)
    return after[0] if after else before[-1] if before else None


def _around(
    attribution: Attribution, cue: Offsets, discourse: Discourse
) -> Iterator[AddresseeSpan]:
    """The spans beside a cue: of a passive its subject; else its object or what follows its "to",
    what follows "to" behind the source, and whom a letter goes to.
    """
    text = discourse.text
    low, high = discourse.sentence_of(cue[0])
    low, high = max(low, cue[0] - _FAR), min(high, cue[1] + _FAR)
    words = text[slice(*cue)].lower().split()
    takes = _takes_addressee(words)
    passive = _PASSIVE.search(text, max(low, cue[0] - 40), cue[0])
    if passive and not words[0].endswith("ing"):
        span = subject(text, low, passive.start()) if takes else None
        if span is not None:
            yield _trimmed(text, *span, "passive")
        return
    limit = min([s for s, _ in attribution.content if s >= cue[1]] + [cue[1] + _REACH, high])
    if takes and (m := _OBJECT.match(text, cue[1], limit)):
        yield from _phrases(text, m.end(), limit, "object")
    elif m := _TO.match(text, cue[1], limit):
        yield from _phrases(text, m.end(), limit, "to")
    for start, end in attribution.source:
        if cue[1] <= start <= cue[1] + 2 and (m := _TO.match(text, end, high)):
            yield from _phrases(text, m.end(), min(high, m.end() + _REACH), "to")
    yield from _letters(text, attribution, low, high)


def _letters(text: str, attribution: Attribution, low: int, high: int) -> Iterator[AddresseeSpan]:
    for m in _LETTER.finditer(text, low, high):
        if not any(start <= m.start() < end for start, end in attribution.content):
            yield from _phrases(text, m.end(), min(high, m.end() + _REACH), "letter")


def _takes_addressee(words: Sequence[str]) -> bool:
    """Whether the words of a cue take an addressee as their object."""
    verbs = lexicon().verbs
    return any(_TELLING.match(word) or verbs.get(word) in ("direct", "ask") for word in words)


def _phrases(text: str, start: int, limit: int, how: str) -> Iterator[AddresseeSpan]:
    """The noun phrase that begins at a place, each part of a list alone."""
    stop = _STOP.search(text, start + 1, limit)
    end = stop.start() if stop else limit
    named = _NAMED.match(text, start, limit)
    if named is not None and stop is not None and stop[0].strip() == "of" and named.end() > end:
        end = named.end()
    left = start
    for m in _AND.finditer(text, start, end):
        yield _trimmed(text, left, m.start(), how)
        left = m.end()
    yield _trimmed(text, left, end, how)


def _trimmed(text: str, start: int, end: int, how: str) -> AddresseeSpan:
    return AddresseeSpan(*trimmed(text, start, end), how)


def _overlaps(attribution: Attribution, one: AddresseeSpan) -> bool:
    spans = [*attribution.content, *attribution.cue]
    if one.how != "passive":
        spans += attribution.source
    return one.start >= one.end or any(s < one.end and e > one.start for s, e in spans)


def addressee_features(
    one: AddresseeSpan, mention: Mention, attribution: Attribution, discourse: Discourse
) -> list[str]:
    """What speaks for a span's naming one who was told.

    Args:
        one: the span.
        mention: what it says.
        attribution: the attribution.
        discourse: the text.
    """
    how = one.how
    words = discourse.text[slice(*attribution.cue[0])].lower().split() if attribution.cue else []
    cue = words[-1] if words else ""
    stem = cue[:4] if cue != "told" else "tell"
    sort: str = mention.names[-1][2].kind if mention.names else mention.sort
    sort = mention.head if mention.form == "pronoun" else sort
    out = [how, f"{how}+cue={stem}", f"{how}+{mention.form}", f"{how}+{sort}"]
    out += [
        f"{how}+class={lexicon().verbs.get(cue, 'none')}",
        f"{how}+source={bool(attribution.source)}",
    ]
    following = any(0 <= start - one.end <= 12 for start, _ in attribution.content)
    out += [f"{how}+before-content={following}", f"{how}+{sort}+before-content={following}"]
    out.append(f"{how}+long={min((one.end - one.start) // 20, 4)}")
    out.append(f"head={mention.head}")
    return out
