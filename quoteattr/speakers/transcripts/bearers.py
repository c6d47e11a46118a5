"""Bearers: whom the labels of a transcript name, and which of them ask for a living.

A letter is whom ``parties`` finds, else somebody unknown who goes by
it. "OKAFOR:" is whom the text calls so, "Ines:" the one of that given name, "IO:" whose initials
these are, "MODERATOR:" who is the moderator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import HONORIFICS, PERSON_NOUNS, word_set
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.setting.scene import Scene
from quoteattr.speakers.transcripts.interviewed import JOURNALISTS, may_interview
from quoteattr.speakers.transcripts.labels import Label, Part
from quoteattr.speakers.transcripts.names import key_of, named_in_labels
from quoteattr.speakers.transcripts.parties import Parties

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["Bearers", "without_labels"]

_INITIALS = regex.compile(r"\p{Lu}{2,4}")
_PARTS: Mapping[str, Part] = {
    "interviewer": "asks", "questioner": "asks", "examiner": "asks",
    "interviewee": "answers", "guest": "answers", "witness": "answers",
}  # fmt: skip
_NOUNS = (
    JOURNALISTS | PERSON_NOUNS | word_set("interviewee questioner examiner chair panellist court")
)


class Bearers:
    """Who the labels of one text stand for.

    Args:
        scene: the text, with titles and roles gathered.
        found: its labels.
    """

    def __init__(self, scene: Scene, found: Sequence[Label]) -> None:
        self._scene = scene
        self._unknown: dict[str, Referent] = {}
        self._spelled = _initials(scene.naming) if found else {}
        self._given = _given_names(scene.naming) if found else {}
        self._called = _called(scene.naming) if found else {}
        self._parties = Parties(scene, found[0].start) if found else None

    def of(self, label: Label) -> Row:
        """Whom the text tells a label to be; nobody where it does not."""
        if (parties := self._parties) is None:
            return ()
        if label.part:
            return parties.at(label.part, label.start)
        text = self._scene.text[label.start : label.end]
        if _INITIALS.fullmatch(text) and len(spelled := self._spelled.get(text, ())) == 1:
            return tuple(spelled)
        noun = self.noun(label)
        if noun in _PARTS:
            return parties.at(_PARTS[noun], label.start)
        if noun:
            called = self._called.get(noun, ())
            return tuple(called) if len(called) == 1 else ()
        named = self._scene.naming.within(label.start, label.end)
        row = tuple(dict.fromkeys(who for _, _, who in named if who.label == "person"))
        given = self._given.get(text.title(), ())
        return tuple(given) if len(given) == 1 else row

    def noun(self, label: Label) -> str:
        """The noun that a label is: "reporter", "the witness"; else nothing."""
        words = self._scene.text[label.start : label.end].lower().split()
        noun = words[-1] if words and (len(words) == 1 or words[0] == "the") else ""
        return noun if noun in _NOUNS else ""

    def asks(self, label: Label, who: Row, court: bool) -> bool:
        """Whether a label's turns are those of one whose work is asking.

        Args:
            label: the label.
            who: whose it is.
            court: whether others have turns beside "Q" and "A", so that nobody is interviewed.
        """
        if label.part:
            return label.part == "asks" and not court
        noun = self.noun(label)
        if noun in JOURNALISTS or _PARTS.get(noun) == "asks":
            return True
        return bool(who) and all(map(may_interview, who))

    def stranger(self, label: Label) -> Referent:
        """Somebody unknown who goes by a letter, one who asks and one who answers, or by a name.

        A body that has the name is that one.
        """
        key = label.part or key_of(self._scene.text, label)
        if key not in self._unknown:
            name = self._scene.text[label.start : label.end]
            opens = label.start + 4 * name.startswith("The ")
            bodies = [
                who for start, end, who in self._scene.naming.within(label.start, label.end)
                if start in (label.start, opens) and end == label.end and not label.part
            ]  # fmt: skip
            self._unknown[key] = bodies[0] if bodies else Referent(name=name)
        return self._unknown[key]


def without_labels(
    text: str, found: Sequence[Label], entities: Sequence[Entity], sources: Sequence[Offsets]
) -> tuple[list[Entity], list[Offsets]]:
    """Entities and sources that are no label without a name, and persons whom labels name.

    "Q" is nobody's name; "RENNER" is a person's, where one is called so.

    Args:
        text: the text.
        found: its labels.
        entities: its named entities.
        sources: offsets of the mentions named as sources.
    """
    bare = {label.start: label.end for label in found if label.part or _is_plain(text, label)}

    def is_name(start: int, end: int) -> bool:
        return not (start in bare and end <= bare[start] + 2)

    names = [label for label in found if label.start not in bare]
    return (
        [e for e in named_in_labels(text, names, entities) if is_name(e.start, e.end)],
        [span for span in sources if is_name(*span)],
    )


def _is_plain(text: str, label: Label) -> bool:
    return all(w in _NOUNS or w == "the" for w in text[label.start : label.end].lower().split())


def _initials(naming: Naming) -> Mapping[str, dict[Referent, None]]:
    """Who may be meant by letters, by the first letters of all words of a name."""
    found: dict[str, dict[Referent, None]] = defaultdict(dict)
    for who in naming.referents:
        for form in who.forms:
            words = [w for w in regex.findall(r"\p{L}[\p{L}’'.\-]*", form)
                     if w.lower().strip(".") not in HONORIFICS]  # fmt: skip
            if len(words) > 1:
                letters = "".join(w[0] for w in words if w[0].isupper())
                found[letters].setdefault(who)
                if who.label == "body":
                    found["T" + letters].setdefault(who)
    return found


def _given_names(naming: Naming) -> Mapping[str, dict[Referent, None]]:
    """Who has a given name that is nobody's surname."""
    found: dict[str, dict[Referent, None]] = defaultdict(dict)
    surnames: set[str] = set()
    for who in naming.referents:
        for form in who.forms:
            words = form.title().split()
            if who.label == "person" and len(words) > 1:
                found[words[0]].setdefault(who)
                surnames.add(words[-1])
    return {name: row for name, row in found.items() if name not in surnames}


def _called(naming: Naming) -> Mapping[str, list[Referent]]:
    """Persons by the nouns that labels may be and the text calls them by."""
    found: dict[str, list[Referent]] = defaultdict(list)
    for who in naming.referents:
        for noun in who.heads & _NOUNS if who.label == "person" else ():
            found[noun].append(who)
    return found
