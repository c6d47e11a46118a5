"""Names as labels of a transcript: which of them open a turn, and which name a person.

"CASTELL: I said so." opens a turn; "Castell: 3" and "Brandt: a life" do not, for what follows a
label must read like speech. A name in capitals is often taken for a body's: where the text has a
person of that surname, it is that person's. Where nobody bears it, but the label comes back and
says "I" in one of its turns, it is a person's all the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.speakers.lexicon import BODY_NOUNS, HONORIFICS
from quoteattr.speakers.naming.proper import name_words
from quoteattr.speakers.naming.wholes import PERSONS
from quoteattr.speakers.transcripts.labels import Label

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["key_of", "may_be_speech", "named_in_labels", "only_questions", "recurring"]

# The first line of a turn, beside its label or below it.
_LINE = regex.compile(r"[\s*_>]*([^\r\n]*)")
_ASIDE = regex.compile(r"^[(\[][^()\[\]]{0,80}[)\]]\s*")
_WORD = regex.compile(r"\p{L}\p{L}|\b[IA]\b")
_STOPS = ".!?…–—-"
_EDGES = " \t*_\"“”'‘’()[]"
_TALK = regex.compile(r"(?<![\p{L}’'])(?:I|[Yy]ou|[Ww]e|[Mm]y|me|[Yy]our)(?!\p{L})|\?")
_I = regex.compile(r"(?<![\p{L}.’'])(?:I|[Mm]y|me)(?![\p{L}.])")


def key_of(text: str, label: Label) -> str:
    """The last word of a label's name: "MS. ORO" and "Tim Oro" are both ``oro``."""
    words = name_words(text[label.start : label.end])
    return words[-1] if words else ""


def may_be_speech(text: str, label: Label) -> bool:
    """Whether what follows a label may be somebody's words.

    >>> may_be_speech("Castell: 3", Label(0, 7, 8, ""))
    False
    >>> may_be_speech("Castell: a life", Label(0, 7, 8, ""))
    False
    >>> may_be_speech("Castell: Never", Label(0, 7, 8, ""))
    True
    """
    words = _first_line(text, label)
    opens = _ASIDE.sub("", words).lstrip(_EDGES)[:1]
    return _WORD.search(words) is not None and (not opens.islower() or _ends(words))


def recurring(text: str, found: Sequence[Label]) -> frozenset[str]:
    """Keys of the labels that come back with talk: sentences, "I" or "you" or a question in them.

    Args:
        text: the text.
        found: its labels.
    """
    turns: dict[str, list[str]] = defaultdict(list)
    for label in found:
        words = _first_line(text, label)
        if not label.part and may_be_speech(text, label) and _ends(words):
            turns[key_of(text, label)].append(words)
    return frozenset(
        key for key, said in turns.items() if len(said) > 1 and any(map(_TALK.search, said))
    )


def only_questions(text: str, found: Sequence[Label]) -> list[Label]:
    """The labels of one who asks, where nobody else has a label that comes back.

    Args:
        text: the text.
        found: its labels.
    """
    spoken = [one for one in found if may_be_speech(text, one)]
    keys = Counter(one.part or key_of(text, one) for one in spoken)
    again = [key for key, count in keys.items() if count > 1]
    if len(again) != 1 or "answers" in keys:
        return []
    asking = [one for one in spoken if (one.part or key_of(text, one)) == again[0]]
    open_ = sum(_first_line(text, one).rstrip(_EDGES).endswith("?") for one in asking)
    return asking if 3 * open_ >= 2 * len(asking) else []


def named_in_labels(text: str, found: Sequence[Label], entities: Sequence[Entity]) -> list[Entity]:
    """The entities, with those persons who are named in labels.

    Args:
        text: the text.
        found: its labels by name; not those by letters or by a noun.
        entities: its named entities, offsets in code points.
    """
    back, surnames = recurring(text, found), _surnames(text, entities)
    at = {label.start: label for label in found if may_be_speech(text, label)}
    bodies = _names_outside(text, entities, found)
    talking = Counter(key_of(text, one) for one in at.values() if _I.search(_first_line(text, one)))

    def is_person(label: Label) -> bool:
        words = name_words(text[label.start : label.end])
        if words and set(words) <= surnames.get(words[-1], set()):
            return True
        if not words or words[-1] not in back or not talking[words[-1]]:
            return False
        first = text[label.start : label.end].split()[0].strip(".").lower()
        alone = len(words) == 1 and words[0] not in BODY_NOUNS and words[0] not in bodies
        return alone or first in HONORIFICS

    return _marked(entities, [label for label in at.values() if is_person(label)])


def _first_line(text: str, label: Label) -> str:
    m = _LINE.match(text, label.after)
    return m[1].strip() if m else ""


def _ends(words: str) -> bool:
    """Whether a line ends as a sentence does."""
    return words.rstrip(_EDGES)[-1:] in tuple(_STOPS)


def _surnames(text: str, entities: Sequence[Entity]) -> dict[str, set[str]]:
    """By surname, all words of the longer names of persons who bear it; given names of one, too."""
    found: dict[str, set[str]] = defaultdict(set)
    given: dict[str, set[str]] = defaultdict(set)
    for words in {name_words(text[e.start : e.end]) for e in entities if e.label in PERSONS}:
        if len(words) > 1:
            found[words[-1]].update(words)
            given[words[0]].add(words[-1])
    for first, last in given.items():
        if len(last) == 1:
            found[first].add(first)
    return found


def _names_outside(text: str, entities: Sequence[Entity], found: Sequence[Label]) -> set[str]:
    """Last words of the names of others than persons that stand elsewhere than in a label."""
    starts = [label.start for label in found]
    names: set[str] = set()
    for e in entities:
        at = bisect_right(starts, e.start) - 1
        if e.label not in PERSONS and (at < 0 or e.start >= found[at].end):
            names.update(name_words(text[e.start : e.end])[-1:])
    return names


def _marked(entities: Sequence[Entity], labels: Sequence[Label]) -> list[Entity]:
    """A person for each of these labels, in the place of what else is said to be there."""
    starts = [label.start for label in labels]
    kept: list[Entity] = []
    known: set[int] = set()
    for e in entities:
        at = bisect_right(starts, e.end - 1) - 1
        inside = at >= 0 and e.start < labels[at].end
        if inside and e.label in PERSONS:
            known.add(at)
        if not inside or e.label in PERSONS:
            kept.append(e)
    new = [
        attrs.evolve(entities[0], start=one.start, end=one.end, label="Person")
        for i, one in enumerate(labels)
        if entities and i not in known
    ]
    return sorted([*kept, *new], key=lambda e: (e.start, e.end)) if new else list(entities)
