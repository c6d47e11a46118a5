"""Labels of a transcript: who has the turn, "Q:", "A.", "MS. ORO:", "MODERATOR:", "JN:".

A label stands at the start of a line, or, with a colon, after the stop before it; a time may stand
beside it. Names may also have lines of their own, with what is said below them. Letters count
only where both of them, or one of them again and again, do so: "A: apples" opens no answer.
Whether other words before a colon name somebody, this module does not know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal, TypeAlias

import attrs
import regex

from quoteattr.speakers.lexicon import PARTICLES
from quoteattr.speakers.reading.clausal import has_verb

__all__ = ["Label", "Part", "labels"]

Part: TypeAlias = Literal["asks", "answers", ""]

_LETTER = regex.compile(
    r"""
    (?:^[^\S\n]*[*_>]*|(?<=[?.!…”"’)]\s)[*_]*)(?P<label>[QA])(?:\s?\d{1,3})?[*_]*
    (?:(?P<colon>\s?:)(?=[*_\s]|\p{Lu}\p{Ll}|["“‘'])
      | (?:[.)]|\s?[–—-]|\t|[ ]{2,})(?=\s*[*_]*["“‘'(\[…–—-]*[\p{Lu}\p{N}])(?!\s\p{Lu}\.\s))
    """,
    regex.VERBOSE | regex.MULTILINE,
)
# "Q    Thank you, Ana.", where others have names: "MS. ORO:".
_BARE = regex.compile(r"^[^\S\n]*(?P<label>Q)[^\S\n]+(?=[\"“‘'(…–—-]*\p{Lu})", regex.MULTILINE)
_PARTICLE = rf"(?:{'|'.join(sorted(PARTICLES))})"
_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?[\])]?"
_NAME = (
    rf"(?:(?:\p{{Lu}}[\p{{L}}\p{{M}}.’'\-]*|{_PARTICLE})[ ]){{0,4}}"
    r"(?:d[’'])?\p{Lu}[\p{L}\p{M}.’'\-]+"
)
_NOBODY = r"(?i:interview|text|words|photos?|pictures?|images?|video|illustrations?|sources?)"
_WORDS = regex.compile(
    rf"""
    ^[^\S\n]*(?:{_TIME}[^\S\n]+)?[*_>]*
    (?P<label>(?P<whole>QUESTION|ANSWER|Question|Answer)(?:\s?\d{{1,3}})?
      | (?!(?:BY|By)\s|{_NOBODY}\s?:){_NAME})
    (?: (?:,[ ](?:aged[ ])?\d{{1,3}})?
        (?: [ ]\([^()\n]{{1,60}}\) | ,[ ](?:retired[ ])?(?P<what>[^:,.!?\n]{{1,60}})
          | [^\S\n]+{_TIME} )?
        [*_]*\s?:(?=[*_\s])
      | [^\S\n]+{_TIME}[*_]*[^\S\n]*$ )
    """,
    regex.VERBOSE | regex.MULTILINE,
)
# A name on a line of its own, with what is said below it.
_LINES = regex.compile(
    rf"^[^\S\n]*(?P<mark>[*_]{{0,3}})(?P<label>{_NAME})(?P=mark)[^\S\n]*\n(?=[^\n]*[\p{{Ll}}])",
    regex.VERBOSE | regex.MULTILINE,
)
# How many such names there are, and how often each of them comes back.
_PEOPLE, _AGAIN = 2, 2
_OTHER_LETTER = regex.compile(r"^[^\S\n]*[B-P]\s?[:.)]\s", regex.MULTILINE)


@attrs.frozen
class Label:
    """What opens a turn.

    Attributes:
        start, end: its offsets, without the number and the mark that follow it.
        after: offset after the mark.
        part: ``asks`` or ``answers`` for the letters and the words "question" and "answer".
        opens: offset of what belongs to it, a time before it among that.
    """

    start: int
    end: int
    after: int
    part: Part
    opens: int = attrs.field(default=attrs.Factory(lambda self: self.start, takes_self=True))


def labels(text: str) -> list[Label]:
    """What may be labels of a transcript, in order.

    >>> [label.part for label in labels("Q: When?\\n\\nA: In May.")]
    ['asks', 'answers']
    >>> labels("A: apples\\n\\nB: pears\\n\\nA: again"), labels("A. J. Oro left.")
    ([], [])
    """
    named = list(_words(text))
    found = {label.start: label for label in (*_letters(text, len(named) > 1), *named)}
    found = found or {label.start: label for label in _alone(text)}
    return [found[start] for start in sorted(found)]


def _letters(text: str, among_names: bool) -> Iterator[Label]:
    """Letters as labels; among labels with names a "Q" needs no sign behind it."""
    if among_names:
        for m in _BARE.finditer(text):
            yield Label(m.start("label"), m.end("label"), m.end(), "asks")
    found = list(_LETTER.finditer(text))
    asked = sum(m["label"] == "Q" for m in found)
    both = 0 < asked < len(found)
    if not both and (len(found) < 2 or _OTHER_LETTER.search(text)):
        return
    for m in found:
        # A stop or a dash alone is less than a colon: "A. Oro" may be a name.
        if m["colon"] or both:
            part: Part = "asks" if m["label"] == "Q" else "answers"
            yield Label(m.start("label"), m.end("label"), m.end(), part)


def _words(text: str) -> Iterator[Label]:
    for m in _WORDS.finditer(text):
        if m["what"] and has_verb(text, *m.span("what")):
            continue  # "Ana Oro, Tim Lund and others said:"
        whole = (m["whole"] or "").lower()
        part: Part = "asks" if whole == "question" else "answers" if whole else ""
        label = "whole" if whole else "label"
        yield Label(m.start(label), m.end(label), m.end(), part, m.start())


def _alone(text: str) -> list[Label]:
    """Names on lines of their own, where two or more come back and nothing else stands so."""
    found = list(_LINES.finditer(text))
    often = Counter(m["label"] for m in found)
    if len(often) < _PEOPLE or any(count < _AGAIN for count in often.values()):
        return []
    return [Label(m.start("label"), m.end("label"), m.end(), "") for m in found]
