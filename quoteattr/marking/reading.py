"""The quotation marks of one paragraph, and what each may do: open, close, either.

A mark gets a *side* from the characters around its group (in ``said "no`` it can only open, in
``no," she`` only close), then a *role* from its side, its shape (“ wants to open) and, for single
marks, from what an apostrophe would look like there, by :mod:`quoteattr.marking.rules`.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Literal, TypeAlias

import attrs
import regex

from quoteattr.marking.rules import (
    FAMILIES,
    Side,
    is_apostrophe,
    is_elided,
    is_fresh,
    is_inch,
    is_possessive,
    side_of,
)

__all__ = ["Around", "Mark", "Role", "read_marks"]

Token: TypeAlias = tuple[int, int, str]
# "either" closes what is open and opens where nothing is; a role with a question mark is that
# of a mark that is more likely an apostrophe.
Role: TypeAlias = Literal["open", "close", "either", "open?", "close?"]

MOST = 16  # marks that touch each other: more are decoration
REACH = 12  # characters of context on each side: enough for the longest elided word


_TOKEN = regex.compile(
    rf"""
    (?P<measure> (?<=\d) ['’′] \s? \d{{1,2}} (?:\.\d)? \s? (?: ["”″] | '' | ’’ ) )  # 6'2", 6' 2"
  | (?P<elision> (?<!\w) ['‘’`] n ['’] (?!\w) )                    # rock 'n' roll
  | & (?: [a-z]{{4,6}} | \#\d{{2,5}} | \#[xX][0-9a-fA-F]{{2,4}} ) ;    # &ldquo; &#8220; &#x201C;
  | [{regex.escape("".join(FAMILIES))}]
    """,
    regex.VERBOSE,
)
_WORD = regex.compile(r"\w")


@attrs.frozen(eq=False)
class Around:
    """What stands around a group of marks that touch each other.

    Attributes:
        before: the characters before it, to its paragraph's start at most.
        after: the characters after it, to its paragraph's end at most.
        begins: whether no word of its paragraph stands before it.
        side: what a mark may do there.
        fresh: whether new speech may begin there.
        inch: whether a double mark may stand for inches there.
    """

    before: str
    after: str
    begins: bool
    side: Side
    fresh: bool
    inch: bool

    @classmethod
    def of(cls, before: str, after: str, begins: bool) -> Around:
        """Work out what follows from the characters."""
        side = side_of(before[-1:], after[:3])
        return cls(before, after, begins, side, is_fresh(before), is_inch(before, after))


@attrs.define(eq=False)
class Mark:
    """One mark, and what it may do.

    Attributes:
        start: offset of its first code point.
        end: offset after its last; an entity or a doubled mark has several.
        around: what stands around it.
        family: only marks of one family pair.
        shape: open, close, or either for a straight mark.
        role: what it may do.
        firm: whether it opens a quotation even where nothing closes it.
        doubled: whether it is made of two single ones.
        next: the next mark of its family in the paragraph.
        next_double: the next double mark in the paragraph.
        shut_later: whether what follows in its family closes for certain before it opens.
    """

    start: int
    end: int
    around: Around
    family: str
    shape: Side
    role: Role
    firm: bool
    doubled: bool
    next: Mark | None = None
    next_double: Mark | None = None
    shut_later: bool = False


def read_marks(text: str, start: int, end: int) -> list[Mark]:
    """The marks of one paragraph in order, certain apostrophes and measures left out.

    Args:
        text: the whole text.
        start: offset of the paragraph's first visible character.
        end: offset after its last one.

    >>> [(m.start, m.role) for m in read_marks("“I can't,” he said", 0, 18)]
    [(0, 'open'), (9, 'close')]
    """
    marks: list[Mark] = []
    begins, seen = True, start
    for group in _groups(text, start, end):
        first, last = group[0][0], group[-1][1]
        begins = begins and _WORD.search(text, seen, first) is None
        seen = last
        before = text[max(start, first - REACH) : first]
        after = text[last : min(end, last + REACH)]
        alone = len(group) == 1
        if len(group) <= MOST and not (alone and is_apostrophe(group[0][2], before[-1:], after)):
            marks += _group_marks(group, Around.of(before, after, begins))
    _link(marks)
    return marks


def _groups(text: str, start: int, end: int) -> Iterator[list[Token]]:
    """The marks, those that touch each other together."""
    group: list[Token] = []
    for token in _tokens(text, start, end):
        if group and group[-1][1] != token[0]:
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _tokens(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Offsets and character of every mark, feet with inches and *'n'* left out.

    >>> list(_tokens("&quot;A&#8221; &amp; B", 0, 21))
    [(0, 6, '"'), (7, 14, '”')]
    >>> list(_tokens("6' 2\\" and rock 'n' roll", 0, 23))
    []
    """
    for match in _TOKEN.finditer(text, start, end):
        char = html.unescape(match[0]) if match[0][0] == "&" else match[0]
        if char in FAMILIES:
            yield match.start(), match.end(), char


def _group_marks(group: list[Token], around: Around) -> list[Mark]:
    known: dict[tuple[str, bool], tuple[str, Side, Role, bool]] = {}
    marks = []
    for start, end, char, doubled in _join_doubled(group, around.side):
        kind = known.get((char, doubled))
        if kind is None:
            kind = known[char, doubled] = _kind(char, doubled, around)
        marks.append(Mark(start, end, around, *kind, doubled))
    return marks


def _join_doubled(group: list[Token], side: Side) -> Iterator[tuple[int, int, str, bool]]:
    """Two like single marks become one double mark; of three, the inner one stays single.

    >>> list(_join_doubled([(0, 1, "'"), (1, 2, "'"), (2, 3, "'")], "close"))
    [(0, 1, "'", False), (1, 3, "'", True)]
    >>> list(_join_doubled([(0, 1, '"'), (1, 2, "'")], "open"))
    [(0, 1, '"', False), (1, 2, "'", False)]
    """
    for char, run in groupby(group, key=itemgetter(2)):
        tokens = list(run)
        if FAMILIES[char][0] == "single":
            if len(tokens) % 2 and side == "close":
                yield (*tokens[0], False)
                del tokens[0]
            for first, second in zip(tokens[::2], tokens[1::2], strict=False):
                yield first[0], second[1], char, True
            tokens = tokens[len(tokens) // 2 * 2 :]
        yield from ((*token, False) for token in tokens)


def _kind(char: str, doubled: bool, around: Around) -> tuple[str, Side, Role, bool]:
    """Family, shape, role and firmness of a mark, as :class:`Mark` tells them."""
    family, shape = FAMILIES[char]
    single = family == "single" and not doubled
    role = _single_role(char, around) if single else _double_role(char, around.side)
    return "double" if doubled else family, shape, role, _is_firm(char, doubled, around)


def _is_firm(char: str, doubled: bool, around: Around) -> bool:
    """Whether a mark that nothing closes still opens a quotation.

    A single one may be an unknown elision, so it does only where speech begins; a mark the
    wrong way round only before its paragraph's first word; » never, it is a bullet.

    >>> said = Around.of("He said ", "no", begins=False)
    >>> _is_firm('"', False, said), _is_firm("'", False, said), _is_firm("”", False, said)
    (True, False, False)
    """
    family, shape = FAMILIES[char]
    if shape == "close":
        return around.begins and family in ("single", "double")
    if family == "single" and not (doubled and char == "`"):
        return around.begins or (around.side == "open" and around.fresh)
    return around.begins or around.side == "open" or (shape == "open" and around.side != "close")


def _single_role(char: str, around: Around) -> Role:
    """The role of a single mark.

    >>> [_single_role("'", Around.of("said ", a, begins=False)) for a in ("tis", "time")]
    ['open?', 'open']
    >>> [_single_role("’", Around.of("dogs", a, begins=False)) for a in (" go", ".")]
    ['close?', 'close']
    """
    if around.side == "open":
        return "open?" if is_elided(char, around.before[-1:], around.after) else "open"
    if around.side == "close":
        return "close?" if is_possessive(around.before, around.after) else "close"
    return FAMILIES[char][1]


def _double_role(char: str, side: Side) -> Role:
    """The role of any other mark: its side where its shape agrees, else what the stack allows.

    >>> _double_role('"', "close"), _double_role("“", "open"), _double_role("”", "either")
    ('close', 'open', 'close')
    >>> _double_role("“", "close"), _double_role("”", "open")
    ('either', 'either')
    """
    shape = FAMILIES[char][1]
    if shape == "either" or shape == side:
        return side
    return "close" if shape == "close" and side == "either" else "either"


def _link(marks: list[Mark]) -> None:
    """Tell every mark what follows it, from the last one back."""
    last: dict[str, Mark] = {}
    for mark in reversed(marks):
        mark.next = after = last.get(mark.family)
        mark.next_double = last.get("double")
        if after is not None:
            mark.shut_later = after.role == "close" or (after.role == "close?" and after.shut_later)
        last[mark.family] = mark
