"""Crossheads: words in marks on a line of their own, between paragraphs.

A headline takes them from a quote further on; they go on with nothing before them.
"""

import regex

__all__ = ["WORD", "is_crosshead"]

#: A word of a crosshead.
WORD = regex.compile(r"[\p{L}\p{N}]+(?:[’'][\p{L}]+)*")
_LONGEST = 14  # words
# How far its line is looked for on either side, in code points: a text may be one long line.
_ROOM = 200
# When an entry of a live page was made, before its head.
_TIME = (
    r"\d{1,2}[.:h]\d{2}(?:\s?(?:[ap]\.?m\.?|\p{Lu}{2,4})(?!\p{L}))?[^\S\n]*"
    r"(?:[\p{Pd}:|][^\S\n]*)?"
)
_IN_MARKS = regex.compile(rf"[^\S\n]*(?:{_TIME})?[“\"„«‘'].*[”\"“»’']\s*")
_TIMED = regex.compile(rf"[^\S\n]*(?:{_TIME})?")
_CLOSING = tuple("”\"“»’'")
_ANSWERED = regex.compile(r"\s*\n\s*[“\"„«‘']")
_SENTENCE = regex.compile(r"[.!,;:][”\"»’'“]?\s*$")


def is_crosshead(text: str, start: int, end: int) -> bool:
    """Whether a stretch is one: a short line in marks that is no sentence.

    Args:
        text: the text.
        start, end: offsets of what stands in marks.

    >>> text = "It passed.\\n‘No urgency’\\nIt was late."
    >>> is_crosshead(text, 11, 23), is_crosshead(text, 0, 10)
    (True, False)
    >>> is_crosshead("“Go.”\\n‘When?’\\n“Now.”", 6, 13)
    False
    >>> is_crosshead("It passed.\\n14.10 ‘No urgency’\\nIt was late.", 17, 29)
    True
    """
    before, after = text[max(0, start - _ROOM) : start], text[end : end + _ROOM]
    if _ANSWERED.match(after) and before.rstrip()[-1:] in _CLOSING:
        return False  # a line of a dialogue
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    untimed = before[_TIMED.match(before).end() :]
    if end - start > _ROOM or WORD.search(untimed) or WORD.search(after):
        return False
    line = before + text[start:end] + after
    if not 0 < len(WORD.findall(line)) <= _LONGEST or _SENTENCE.search(line):
        return False
    return _IN_MARKS.fullmatch(line) is not None
