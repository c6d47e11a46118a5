"""What a quotation mark looks like from its own shape and from the characters around it.

Each rule is a function or a table: which marks pair, which side of a quotation a place between
two characters can be, and where an apostrophe or an inch mark is the better reading.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import regex

__all__ = [
    "FAMILIES",
    "Side",
    "is_apostrophe",
    "is_elided",
    "is_fresh",
    "is_inch",
    "is_possessive",
    "side_of",
]

Side: TypeAlias = Literal["open", "close", "either"]

# --- the marks there are -------------------------------------------------------------------

# Family and shape of each mark; only marks of one family pair, in whatever shapes, so that
# „A“, „A”, “A", ”A” and »A« need no rule of their own.
FAMILIES: dict[str, tuple[str, Side]] = {
    **dict.fromkeys('"＂', ("double", "either")),
    **dict.fromkeys("“„‟", ("double", "open")),
    **dict.fromkeys("”", ("double", "close")),
    **dict.fromkeys("'＇", ("single", "either")),
    **dict.fromkeys("‘‚‛`", ("single", "open")),
    **dict.fromkeys("’´", ("single", "close")),
    "«": ("guillemet", "open"),
    "»": ("guillemet", "close"),
    "‹": ("angle", "open"),
    "›": ("angle", "close"),
    "「": ("corner", "open"),
    "」": ("corner", "close"),
    "『": ("white corner", "open"),
    "』": ("white corner", "close"),
}

# --- what surrounds a mark -----------------------------------------------------------------

_CLASSES = regex.compile(
    r"""
    (?P<space> [\s\p{Z}\p{Cf}\p{Cc}] )
  | (?P<bracket> [\p{Ps}¿¡] )                         # opening ones
  | (?P<dash> \p{Pd} )
  | (?P<ellipsis> … | \.\s?\. | [.,;:!?](?=\S) )     # "...so", ". . . so", ".org", "?!"
  | (?P<stop> [\p{Pe}.,;:!?] )                        # closing brackets too
    """,
    regex.VERBOSE,
)
# What stands before and what stands after, to the side; all other pairs are "either".
_SIDES: dict[tuple[str, str], Side] = {
    **{
        (before, after): "open"
        for before in ("edge", "space", "bracket")
        for after in ("word", "bracket", "dash", "ellipsis")
    },
    ("dash", "word"): "open",
    ("dash", "bracket"): "open",
    ("edge", "space"): "open",
    ("bracket", "space"): "open",
    ("space", "edge"): "close",
    ("space", "stop"): "close",
    **{
        (before, after): "close"
        for before in ("word", "stop", "ellipsis", "dash")
        for after in ("edge", "space", "stop", "ellipsis")
    },
    **{
        (before, after): "close"
        for before in ("word", "stop", "ellipsis")
        for after in ("dash", "bracket")
    },
}


def _class(chars: str) -> str:
    match = _CLASSES.match(chars)
    return (match and match.lastgroup) or ("word" if chars else "edge")


def side_of(before: str, after: str) -> Side:
    """Whether a mark between these characters can only open, only close, or do either.

    An empty string is the edge of the paragraph.

    >>> side_of(" ", "A"), side_of(",", " "), side_of("", "…s"), side_of("A", "—")
    ('open', 'close', 'open', 'close')
    >>> side_of(",", "A"), side_of(" ", " ")
    ('either', 'either')
    """
    return _SIDES.get((_class(before), _class(after)), "either")


HYPHENS = ("-", "\u2010", "\u2011")
_APOSTROPHE = regex.compile(r"[\p{L}\p{M}\p{N}]{2}")
_ELIDED = regex.compile(
    r"""
    (?: tis | twas | twere | twill | em | er | im | til | till | cause | cos | coz | bout | round
      | neath | n | nuff | ere | ello ) \b
  | \d\d (?: \W | s\b | $ )             # '90s, '08
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_DROPPED = regex.compile(
    r"""
    (?: s | z | x                         # dogs', Cruz', Bordeaux'
      | \p{L}in                           # goin'
      | \d                                # 6'
      | \b (?: o | ol | an | th | wi | fo | mo | po | lil | t | d )
    ) $
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_FRESH = regex.compile(r"""(?:[,:;.!?…]["”’')\]]*\s+|[—–]\s*)$""")
_INCH = regex.compile(r"\s?[x×]|\s[\p{Ll}\d]|-")


def is_apostrophe(char: str, before: str, after: str) -> bool:
    """Whether letters or digits stand on both sides: *can't*, *O'Brien*, *5'10*, *1990's*.

    >>> is_apostrophe("'", "n", "t "), is_apostrophe("'", "s", " f")
    (True, False)
    >>> is_apostrophe('"', "n", "t")
    False
    """
    single = FAMILIES[char][0] == "single"
    return single and _APOSTROPHE.fullmatch(before + after[:1]) is not None


def is_elided(char: str, before: str, after: str) -> bool:
    """Whether a mark before a word may be an apostrophe: *'tis*, *'90s*, *’cause*, *al-'Arish*.

    >>> is_elided("'", "-", "Arish"), is_elided("’", " ", "cause")
    (True, True)
    >>> [is_elided("'", " ", after) for after in ("tis the season", "90s", "time", "1990")]
    [True, True, False, False]
    """
    return char in "’´" or before in HYPHENS or _ELIDED.match(after) is not None


def is_possessive(before: str, after: str) -> bool:
    """Whether a mark after a word may be an apostrophe: *the dogs' fault*, *goin' home*, *6' tall*.

    >>> is_possessive("the dogs", " fault"), is_possessive("top o", " the")
    (True, True)
    >>> is_possessive("the dogs", ", he"), is_possessive("fault", " he")
    (False, False)
    """
    return after[:1].isspace() and after[1:2].isalnum() and _DROPPED.search(before) is not None


def is_inch(before: str, after: str) -> bool:
    """Whether a double mark may stand for inches: *a 12" pipe*, *8" x 10"*.

    >>> is_inch("a 12", " pipe"), is_inch("in 2012", ", he"), is_inch("so", " he")
    (True, False, False)
    """
    return before[-1:].isdigit() and _INCH.match(after) is not None


def is_fresh(before: str) -> bool:
    """Whether a new sentence or new speech may begin here: after a stop, comma, colon or dash.

    >>> is_fresh("he said: "), is_fresh("no.” "), is_fresh("the word ")
    (True, True, False)
    """
    return _FRESH.search(before) is not None
