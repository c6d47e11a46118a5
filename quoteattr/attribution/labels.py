"""The label scheme: four heads over the words, and what their labels say.

Every head tags its role with B (a span begins), I (it goes on) and O (none). Contents have C as
well: a span begins that continues the content before it, so that a quote broken by its cue, or
by the end of a paragraph, is one. Contents inside another quote have a head of their own, since a
word belongs to one span a head.
"""

__all__ = [
    "BEGIN",
    "CONTENT",
    "CONTINUE",
    "CUE",
    "HEADS",
    "INNER",
    "INSIDE",
    "N_LABELS",
    "OUT",
    "SOURCE",
]

HEADS = ("source", "cue", "content", "inner")
SOURCE, CUE, CONTENT, INNER = range(4)

N_LABELS = 4
OUT, BEGIN, INSIDE, CONTINUE = range(N_LABELS)
