"""The label schemes: what each tagging head tells of a word.

A role's head tags its spans with B (a span begins), I (it goes on) and O (none). Contents have C
as well: a span begins that continues the content before it, so that a quote broken by its cue, or
by the end of a paragraph, is one. Contents inside another quote have a head of their own, since a
word belongs to one span a head. Names are tagged by kind, with B and I for each.
"""

__all__ = [
    "ADDRESSEE",
    "BEGIN",
    "CONTENT",
    "CONTINUE",
    "CUE",
    "HEADS",
    "INNER",
    "INSIDE",
    "NAMES",
    "N_LABELS",
    "N_NAME_LABELS",
    "OUT",
    "SOURCE",
]

HEADS = ("source", "cue", "content", "inner", "addressee")
SOURCE, CUE, CONTENT, INNER, ADDRESSEE = range(5)

N_LABELS = 4
OUT, BEGIN, INSIDE, CONTINUE = range(N_LABELS)

#: Kinds of names; of the kind ``i`` the label ``1 + 2 * i`` begins a name, ``2 + 2 * i`` goes on.
NAMES = ("Person", "Organization", "Location", "NORP", "Misc")
N_NAME_LABELS = 1 + 2 * len(NAMES)
