"""Layout: what of a text's white space and invisible characters says nothing.

A text copied from a letter or a PDF breaks its lines where the page was full; a line end there is
a space. A space that must not break is one too, and what has no width is nothing. Marks and dashes
that were read in another encoding ("â€œNoâ€") are those marks and dashes.
"""

from __future__ import annotations

from itertools import pairwise

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.words import paragraphs

__all__ = ["broken", "evened", "invisible"]

# A page that is wider was not filled by hand, and of fewer lines nothing can be told.
_NARROWEST, _WIDEST, _FEWEST = 40, 120, 6
# How many of the lines must be full, and how many of those behind them begin with a small letter.
_FULL, _GOES_ON = 0.6, 0.3
# How many lines have the end of a sentence in their midst, as those of a list have not.
_STOPS = 0.03
_STOP = regex.compile(r"[.!?][”\"’')]*\s+[“\"‘'(]*\p{Lu}")
_LINE_ENDS = frozenset({"\n", "\r\n", "\r"})
_HARD_SPACE = regex.compile(r"(?<=[\p{L}\p{N}.,;:%)’'])\u00a0(?=[\p{L}\p{N}($£€])")
# A word that goes on in the next line.
_BROKEN = regex.compile(
    r"(?<=\p{Ll}{2})(?P<end>-[ \t]*\r?\n[ \t]*)(?=\p{Ll}{2})"
    r"|(?<=\p{Ll}{2}-)(?P<end>\r?\n)(?=\p{Lu}\p{Ll})"
)
# Control characters that part nothing, soft hyphens, zero-width spaces and joiners of words, marks
# of direction; and the first half of a line end of two characters.
_INVISIBLE = regex.compile(
    r"[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]+|\r(?=\n)"
)
_OTHER_END = regex.compile(r"\r(?!\n)|[\u2028\u2029]")
_NOTHING = "\u200b"
# What Windows-1252 and Latin-1 make of marks and dashes of UTF-8, of which they read three letters;
# the last one of ” is none in Windows-1252, and often lost.
_UTF_8 = regex.compile(
    r"â[€\x80](?:(?P<last>[œ\x9c˜\x98™\x99“\x93”\x94¦\xa6\x9d])|(?![¢‹¯²³‰šž°\x80-\xbf]))"
)
_UTF_8_MARKS = dict(zip("œ\x9c˜\x98™\x99“\x93”\x94¦\xa6", "““‘‘’’––——……", strict=True))
# What Latin-1 makes of the marks and dashes of Windows-1252: control characters that nobody uses.
_LATIN_1 = dict(zip(range(0x91, 0x98), "‘’“”•–—", strict=True))


def invisible(text: str) -> list[Offsets]:
    """The stretches of a text that nobody sees, in order.

    >>> invisible("co\\u00adop")
    [(2, 3)]
    """
    return [m.span() for m in _INVISIBLE.finditer(text)]


def broken(text: str) -> list[Offsets]:
    """The hyphens that part a word at the end of a line, with the line end, in order.

    Of a hyphen before a capital only the line end: "Oro-Lund" has one anyhow.

    >>> broken("the har-\\nbour of Oro-\\nLund")
    [(7, 9), (21, 22)]
    """
    return [m.span("end") for m in _BROKEN.finditer(text)]


def evened(text: str) -> str:
    r"""The text with a space for each line end that a full page made, and for hard spaces; other
    line ends are ``\n``, with a ``\r`` before where they were two characters.

    It is as long as it was, so all offsets stay.

    >>> evened("Mr\u00a0Oro left.")
    'Mr Oro left.'
    >>> evened("\x93No\x94")
    '“No”'
    """
    text = _HARD_SPACE.sub(" ", _OTHER_END.sub("\n", _misread(text)))
    letters = list(text)
    for start, end in _soft_ends(text):
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _misread(text: str) -> str:
    """The text with the marks that somebody read in another encoding than they were written in.

    What is too much of one becomes invisible, inside of what it marks.
    """
    if "â" in text:
        text = _UTF_8.sub(_mark, text)
    return text.translate(_LATIN_1)


def _mark(found: regex.Match[str]) -> str:
    mark = _UTF_8_MARKS.get(found["last"], "”")
    more = _NOTHING * (len(found[0]) - 1)
    return f"{more}{mark}" if mark in "’”" else f"{mark}{more}"


def _soft_ends(text: str) -> list[Offsets]:
    """Where lines end because they are full: the next word would not have fitted.

    None where lines are as long as their paragraphs.
    """
    lines = paragraphs(text)
    words = [text[start:end].strip() for start, end in lines]
    width = max(map(len, words), default=0)
    if len(lines) < _FEWEST or not _NARROWEST <= width <= _WIDEST:
        return []
    ends, goes_on, adjacent = [], 0, 0
    for (line, following), (here, below) in zip(pairwise(lines), pairwise(words), strict=True):
        end, start = line[1], following[0]
        first = below.split(maxsplit=1)[0]
        if text[end:start] not in _LINE_ENDS:
            continue
        adjacent += 1
        if len(here) + 1 + len(first) > width:
            ends.append((end, start))
            goes_on += first[0].islower()
    wrapped = len(ends) >= _FULL * adjacent and goes_on >= _GOES_ON * len(ends)
    stops = sum(_STOP.search(line) is not None for line in words)
    return ends if wrapped and stops > _STOPS * len(lines) else []
