"""Written: the "it" that reads, or says in the present, is something written.

"He sent a note. It reads", "In her letter to the court, it says": whose it is, the words around
the note tell, else who does something with it there.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.reading.documents import SPEAKING
from quoteattr.speakers.setting.scene import Scene

__all__ = ["written_before"]

_IT = regex.compile(r"it", regex.I)
_OPENS = regex.compile(r"(?:^|[.?!,]?[”\"’']|[.?!\n])\s?$")
# What only something written does, and what it does in the present.
_READS = regex.compile(r"reads?", regex.I)
_SAYS = regex.compile(
    r"(?:sa|state|conclude|warn|add|argue|allege|claim|note|describe|accuse|call|demand|urge|ask"
    r"|recommend|find|point|explain|reveal|show|suggest|quote)(?:y?s)(?:\s\p{Ll}+)?",
    regex.I,
)
# Written things beside those that speak by themselves.
_SIGNS = frozenset(
    {"banner", "caption", "card", "inscription", "placard", "poster", "sign", "text", "transcript"}
)
_WRITTEN = "|".join(sorted(SPEAKING | _SIGNS))
# A phrase for it, and no part of a longer noun: "his last text", "Oro’s match report".
_PHRASE = regex.compile(
    rf"""
    (?<![\p{{L}}’'\-]) (?: the | an? | his | her | its | their | this | one | another
      | \p{{Lu}}[\p{{L}}\-]+[’']s? ) \s
    (?:(?!(?:an?|the|with|in|on|of|to|for|by|and)\s)[\p{{L}}\p{{N}}\-]+\s){{0,3}}?
    (?:{_WRITTEN})
    (?= [,.;:”")] | \s (?: of | to | from | by | on | in | that | which | sent | reached | came
      | went | written | published | posted | dated | signed | and | for | with | about | at | was
      | is | has | had | last | yesterday ) \b )
    """,
    regex.VERBOSE | regex.I,
)

# Before a letter that then says things: it is sent, got or written, or what is said is in it.
_GIVEN = regex.compile(
    r"(?:(?:^|[.!?]\s|\n)In\s$|\b(?:sen[dt]|sends|wr(?:ote|ites|itten)|open(?:ed|s)|receiv(?:ed|es)|sign(?:ed|s)"
    r"|publish(?:ed|es)|releas(?:ed|es)|issu(?:ed|es)|post(?:ed|s)|left|leaves|got|filed|submitted|handed"
    r"|shared|tabled|unveiled)(?:\s\p{L}+){0,2}\s$)"
)

_FROM = regex.compile(
    r"(?:,?\s(?:written|drafted|prepared|compiled|signed|sent|posted|issued|penned))?\s(?:by|from)\s"
    r"[^,.;:“”\"\n]{2,70}?(?=[,.;:]|\s(?:to|in|on|was|is|has|had|said|says)\b)"
)


def written_before(scene: Scene, attribution: Attribution) -> Offsets | None:
    """Offsets of the phrase for something written that "it" is; None where it may be a body.

    It stands in the sentence of the cue or the one before, and no body is named behind it.

    Args:
        scene: where everything stands.
        attribution: one attribution with a source.
    """
    if not attribution.cue or not _IT.fullmatch(scene.text, *attribution.source[0]):
        return None
    reads = _READS.fullmatch(scene.text, *attribution.cue[0]) is not None
    if not reads and not _SAYS.fullmatch(scene.text, *attribution.cue[0]):
        return None
    start = attribution.source[0][0]
    if not (reads or _OPENS.search(scene.text, max(0, start - 3), start)):
        return None  # "the sum that it says is owed"
    spans = [(low, high) for low, high in attribution.content if low < start]
    end = min((low for low, _ in spans), default=start)  # "“Help,” it reads"
    low, _ = scene.sentence_of(end)
    if scene.text[low:end].strip(' “"‘'):
        opens = low
    else:
        opens, _ = scene.sentence_of(max(0, low - 1))
    found = [_whole(scene.text, *m.span()) for m in _PHRASE.finditer(scene.text, opens, end)]
    found = [span for span in found if scene.content_at(span[0]) < 0]
    if not reads:
        found = [span for span in found if _GIVEN.search(scene.text, opens, span[0])]
    if not found:
        return None
    behind = scene.naming.within(found[-1][1], end)
    body = not reads and any(who.label == "body" for _, _, who in behind)
    return None if body else found[-1]


def _whole(text: str, start: int, end: int) -> Offsets:
    """The phrase with whom it is from: "a letter from the council [to parents]"."""
    m = _FROM.match(text, end, end + 100)
    return start, end if m is None else m.end()
