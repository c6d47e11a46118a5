"""Text as the models read it: straight marks, blocks that sentences do not cross.

A block is a line, as news comes with a paragraph a line; but where lines look hard-wrapped (most
of them about equally long and ending amid a sentence), a block is what empty lines part.
"""

import itertools
import re
from collections.abc import Iterator

__all__ = ["blocks", "plain", "squeezed"]

_PLAIN = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛‹›ʼ′", "'")})
_PLAIN_WORDS = {"``": '"', "''": '"', "`": "'", '""': '"'}

_LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(rf"[^{_LINE_ENDS}]+")
_LINE_END = re.compile(rf"\r\n|[{_LINE_ENDS}]")
_ENDING = tuple(".!?:;\"'”’»…)]")
_WRAPPED_LENGTH = range(40, 101)
_WRAPPED_LINES = 5

_QUESTION = re.compile(r"[?？︖﹖⁇][?？︖﹖⁇!！︕﹗‼⁉⁈]*")
_EXCLAMATION = re.compile(r"[!！︕﹗‼][?？︖﹖⁇!！︕﹗‼⁉⁈]*")


def plain(word: str) -> str:
    """A word with straight quotation marks and apostrophes, as the models see it.

    >>> [plain(word) for word in ("“", "don’t", "``", "café")]
    ['"', "don't", '"', 'café']
    """
    word = word.translate(_PLAIN)
    return _PLAIN_WORDS.get(word, word)


def squeezed(word: str) -> str:
    """A word with a run of question or exclamation marks as one.

    >>> squeezed("?!?"), squeezed("!!"), squeezed("what?")
    ('?', '!', 'what?')
    """
    if _QUESTION.fullmatch(word):
        return "?"
    return "!" if _EXCLAMATION.fullmatch(word) else word


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the blocks of a text that hold more than white space.

    >>> list(blocks("One.\\n\\nTwo, three"))
    [(0, 4), (6, 16)]
    """
    lines = [m.span() for m in _LINE.finditer(text)]
    if not _hard_wrapped(text, lines):
        yield from ((a, b) for a, b in lines if not text[a:b].isspace())
        return
    start = end = -1
    for a, b in lines:
        blank = text[a:b].isspace()
        if start >= 0 and (blank or not _adjacent(text, end, a)):
            yield start, end
            start = -1
        if not blank:
            start, end = (a if start < 0 else start), b
    if start >= 0:
        yield start, end


def _adjacent(text: str, end: int, start: int) -> bool:
    """Whether there is one line end between two lines."""
    return bool(_LINE_END.fullmatch(text, end, start))


def _hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    followed = [
        (a, b)
        for (a, b), (c, _) in itertools.pairwise(lines)
        if _adjacent(text, b, c) and not text[a:b].isspace()
    ]
    if len(followed) < _WRAPPED_LINES:
        return False
    even = sum(b - a in _WRAPPED_LENGTH for a, b in followed)
    open_ended = sum(not text[a:b].rstrip().endswith(_ENDING) for a, b in followed)
    return even >= 0.8 * len(followed) and open_ended >= 0.5 * len(followed)
