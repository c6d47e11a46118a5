"""How brat shows and changes what is written: ``annotation.conf`` and ``visual.conf``.

Written after the page on configuration in brat's manual, and after how brat 1.3 reads both files
(``server/src/projectconfig.py``).
The colours were found as those of the HTML pictures were (:mod:`quoteattr.render.palette`): within
a range of hues each, the least distance between any two is as large as possible, under normal
vision and under three kinds of colour blindness, with a contrast of 8 to the black text on them.
"""

from __future__ import annotations

from quoteattr.records import KINDS, MODES

__all__ = ["COLOURS", "configuration", "visual_configuration"]

_ANNOTATION = """\
[entities]
Content
Cue
Source
Mention
Role
Reason

[relations]
<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>

[events]
Quote\tContent*:Content, Cue?:Cue, Source?:Source, Speaker*:Speaker|Addressee, \
Addressee*:Speaker|Addressee, Parent?:Quote
Speaker\tMention*:Mention, Role*:Role, Reason?:Reason
Addressee\tMention*:Mention, Role*:Role, Reason?:Reason

[attributes]
Kind\tArg:Quote, Value:{kinds}
Mode\tArg:Quote, Value:{modes}
Negated\tArg:Quote
Type\tArg:Speaker|Addressee, Value:person|group|organisation|place|document|unknown
Number\tArg:Speaker|Addressee, Value:singular|plural|unknown
Anonymous\tArg:Speaker|Addressee
"""

COLOURS = {
    "Quote": "#7fa6c1",
    "Content": "#abe6fc",
    "Cue": "#f5d53d",
    "Source": "#f18262",
    "Speaker": "#c781ff",
    "Addressee": "#3bf799",
    "Mention": "#e9a1fb",
    "Role": "#f7fed8",
    "Reason": "#c2bcbf",
}
# Shorter names, for stretches of a word or two.
_LABELS = {
    "Quote": "Quote | Q",
    "Content": "Content | Cont | C",
    "Cue": "Cue",
    "Source": "Source | Src | S",
    "Speaker": "Speaker | Spk",
    "Addressee": "Addressee | told | to",
    "Mention": "Mention | Men | M",
    "Role": "Role | R",
    "Reason": "Reason | why",
    "Parent": "Parent | in",
}

# Kind and mode are told by their first letter; a dashed frame is somebody unnamed.
_VISUAL = """\
[labels]
{labels}

[drawing]
SPAN_DEFAULT\tfgColor:black, bgColor:white, borderColor:darken
ARC_DEFAULT\tcolor:black, arrowHead:triangle-5
{colours}
Parent\tdashArray:3-3
Kind\tglyph:{kinds}
Mode\tglyph:{modes}
Type\tglyph:<NONE>
Number\tglyph:<NONE>
Anonymous\tglyph:<NONE>, dashArray:3-3
Negated\tglyph:¬
"""


def configuration() -> str:
    """An ``annotation.conf`` that lets brat show and change what :func:`to_brat` writes."""
    return _ANNOTATION.format(kinds="|".join(KINDS), modes="|".join(MODES))


def visual_configuration() -> str:
    """A ``visual.conf`` that gives each part of a quote its own colour in brat."""
    return _VISUAL.format(
        labels="\n".join(f"{name} | {shown}" for name, shown in _LABELS.items()),
        colours="\n".join(f"{name}\tbgColor:{colour}" for name, colour in COLOURS.items()),
        kinds="|".join(kind[0].upper() for kind in KINDS),
        modes="|".join(mode[0].upper() for mode in MODES),
    )
