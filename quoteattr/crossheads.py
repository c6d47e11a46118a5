"""Crossheads: words in marks on a line of their own, between paragraphs.

A headline takes them from a quote further on; they go on with nothing before them.
"""

import regex

__all__ = ["is_crosshead"]

_LONGEST = 14  # words
_WORD = regex.compile(r"[\p{L}\p{N}]+(?:[’'][\p{L}]+)*")
_IN_MARKS = regex.compile(r"[^\S\n]*[“\"„«‘'].*[”\"“»’']\s*")
_SENTENCE = regex.compile(r"[.!,;:][”\"»’'“]?\s*$")


def is_crosshead(text: str, start: int, end: int) -> bool:
    """Whether a stretch is one: a short line in marks that is no sentence.

    Args:
        text: the text.
        start, end: offsets of what stands in marks.

    >>> text = "It passed.\\n‘No urgency’\\nIt was late."
    >>> is_crosshead(text, 11, 23), is_crosshead(text, 0, 10)
    (True, False)
    """
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    line = text[low : high if high >= 0 else len(text)]
    if not 0 < len(_WORD.findall(line)) <= _LONGEST or _SENTENCE.search(line):
        return False
    alone = not _WORD.search(text, low, start) and not _WORD.search(text, end, low + len(line))
    return alone and "\n" not in text[start:end] and _IN_MARKS.fullmatch(line) is not None
