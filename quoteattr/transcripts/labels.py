"""Labels: what opens a turn in a transcript, "ORO:", "Ana Oro, host:", "Q.", "[Tim Holt]".

A label stands at the start of a line. Letters count only where questions and answers alternate,
or beside labels with names. Whether a label with a name is one at all, the text as a whole decides
(`quoteattr.transcripts.turns`): "Note:" looks like one.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal, TypeAlias

import attrs
import regex

__all__ = ["Label", "Part", "find_labels", "surname_key"]

Part: TypeAlias = Literal["asks", "answers", ""]

_NAME = r"(?:\p{Lu}[\p{L}\p{M}.’'\-]*[ ](?:(?:de|da|del|van|von|der|bin|al|el|la)[ ]){0,2}){0,5}" \
        r"(?:d[’'])?\p{Lu}[\p{L}\p{M}.’'\-]*\d?"  # fmt: skip
_LABEL = regex.compile(
    rf"""
    ^ [^\S\n]* (?:>[ ])? [*_]{{0,3}}
    (?: (?P<letter>[QA]) (?:\s?\d{{1,3}})? [*_]{{0,3}}
        (?: \s?:(?=[*_\s“"])                             # "Q:", "A1:"
          | (?:[.)]|\s?[–—-]) (?!\s\p{{Lu}}\.\s)          # "Q. Who", not "A. J. Oro"
            (?=\s+[“"‘'(…–—-]*\p{{Lu}})
          | [ \t]{{2,}} (?=[“"‘'(…–—-]*\s?\p{{L}}) )      # "Q    Thank you"
      | \[ (?P<name>{_NAME}) \] :?                        # "[Oro]"
      | (?!(?i:dear)\s) (?P<name>{_NAME})
        (?P<role> [ ]? \([^()\n]{{1,60}}\) | ,[ ][^:.!?;“”"\n]{{1,60}} )?
        (?: [ ] [\[(]?\d{{1,2}}:\d{{2}}(?::\d{{2}})?[\])]? )?   # a time
        [*_]{{0,3}} \s?: (?=[*_\s]) )
    [*_]{{0,3}}
    """,
    regex.VERBOSE | regex.MULTILINE,
)
# "Oro: The Port to Close": the first line, where it is no sentence.
_HEADLINE = regex.compile(r"\s*[^\n]*[^\n.!?…—–:”\"\s][”\"’']?[ \t]*\n")
_ASKING = regex.compile(
    r"\b(?:questions?|reporters?|interviewer|questioner|moderator|host|anchor|correspondent|byline"
    r"|presenter|journalist|press|news(?:caster|reader))\b(?<!co-host)",
    regex.I,
)
_ANSWERING = regex.compile(r"(?:the )?(?:answer|interviewee|guest|witness)", regex.I)
# A clause and no role: "Ana Oro, who left, said:".
_VERB = regex.compile(r"\b(?:said|says|told|added|asked|wrote|who|is|was|were|are|has|had)\b")
_WORD = regex.compile(r"\b(?!(?i:jr|sr|i{2,3})\b)[\p{L}\p{M}’'\-]+\d?")


@attrs.frozen
class Label:
    """What opens a turn.

    Attributes:
        start, end: offsets of its name or letter, without role, number and mark.
        opens: offset of the line that it opens, or of what stands before the name in it.
        after: offset behind its mark.
        part: ``asks`` or ``answers`` where the label itself says so ("Q", "HOST"), else nothing.
        key: its last word in small letters, the same for all labels of one speaker; ``q`` and
            ``a`` for the letters.
        bare: whether it is a letter or a word that names nobody.
    """

    start: int
    end: int
    opens: int
    after: int
    part: Part
    key: str
    bare: bool = False


def find_labels(text: str) -> list[Label]:
    """Return what may be labels of a transcript, in order.

    >>> [label.key for label in find_labels("MS. ORO: When?\\n\\nTim Holt, mayor: In May.")]
    ['oro', 'holt']
    >>> [label.part for label in find_labels("Q. Who paid?\\n\\nA. She did.")]
    ['asks', 'answers']
    >>> find_labels("A. J. Oro left.")
    []
    """
    first = _HEADLINE.match(text)
    opens = first.end() if first is not None else 0
    found = [label for m in _LABEL.finditer(text, opens) if (label := _label(text, m)) is not None]
    letters = Counter(label.key for label in found if label.end == label.start + 1)
    named = sum(not label.bare for label in found)
    if not letters["q"]:  # then "A" may be somebody's initial, beside "D"
        found = [_initial(text, one) if one.key == "a" else one for one in found]
    elif not letters["a"] and not named:
        found = [label for label in found if label.end > label.start + 1]
    return found


def _label(text: str, m: regex.Match[str]) -> Label | None:
    if m["letter"]:
        start, end = m.span("letter")
        part: Part = "asks" if m["letter"] == "Q" else "answers"
        return Label(start, end, m.start(), m.end(), part, m["letter"].lower(), bare=True)
    start, end = m.span("name")
    if m["role"] and m["role"].startswith(",") and _VERB.search(m["role"]):
        return None
    whole = text[start:end]
    bare = (_ASKING.fullmatch(whole) or _ANSWERING.fullmatch(whole)) is not None
    part = "answers" if _ANSWERING.fullmatch(whole) else ""
    if _ASKING.search(whole) or (m["role"] and _ASKING.search(m["role"])):
        part = "asks"
    return Label(start, end, m.start(), m.end(), part, surname_key(whole), bare)


def _initial(text: str, one: Label) -> Label:
    end = one.start + 1 + text[one.start + 1 : one.start + 2].isdigit()
    return attrs.evolve(one, end=end, part="", key=text[one.start : end].lower(), bare=False)


def surname_key(name: str) -> str:
    """Return the last word of a name in small letters, without "Jr." and the possessive ending.

    >>> surname_key("Tim Oro Jr."), surname_key("ORO"), surname_key("Ana Oro’s")
    ('oro', 'oro', 'oro')
    """
    words = _WORD.findall(name)
    return str(words[-1] if words else name).lower().removesuffix("’s").removesuffix("'s")
