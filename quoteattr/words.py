"""Words and paragraphs of the project's own, by one regular expression each.

The attribution model reads these, not Stanza's tokens, so that it can run first and alone.
A word is a run of letters, digits and combining marks; every other visible character is a
word of its own, and so is a mark that is written as several (``''``, ``&quot;``).
An apostrophe splits: *don't* is ``don ' t``, so a closing single mark never hides in a word.
"""

import regex

__all__ = ["paragraphs", "words"]

# A run longer than this is cut: a page of base64 must not become one word.
LONGEST = 64

_WORD = regex.compile(
    rf"""
    &(?:[a-zA-Z]{{2,8}}|\#\d{{1,6}}|\#x[0-9a-fA-F]{{1,5}});   # an HTML entity
  | ''|``|‘‘|’’                               # a double mark typed as two single ones
  | [\p{{L}}\p{{M}}\p{{N}}_]{{1,{LONGEST}}}     # letters with their combining marks, digits
  | [^\s\p{{Cc}}\p{{Cf}}\p{{Z}}]                # any other visible character, by itself
    """,
    regex.VERBOSE,
)
_LINE = regex.compile(r"[^\r\n\u2028\u2029]+")


def words(text: str) -> list[tuple[int, int]]:
    """Offsets of the words of a text, in order.

    >>> text = "“I can't,” she said."
    >>> [text[a:b] for a, b in words(text)]
    ['“', 'I', 'can', "'", 't', ',', '”', 'she', 'said', '.']
    >>> words(" \\u200b\\n")
    []
    """
    return [m.span() for m in _WORD.finditer(text)]


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the lines that hold something, without their line ends.

    >>> paragraphs("One.\\r\\n\\r\\nTwo.\\n  \\n")
    [(0, 4), (8, 12)]
    """
    return [m.span() for m in _LINE.finditer(text) if not m[0].isspace()]
