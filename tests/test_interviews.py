"""Interviews and transcripts: who asks and who answers, by what stands before the first question.

Each way of telling it is tried with the same questions and answers below; beside them labels of
many layouts, whose turns are found and whose askers are not quoted.
"""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import regex

from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.turnquotes import with_turns
from quoteattr.speakers import resolve
from quoteattr.speakers.walk import Walk

SWEEP: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "golden" / "sweeps" / "interviews.json").read_text("utf-8")
)
HOST, GUEST = "Tim Holt", "Ana Oro"
LABELS = {
    HOST: "Person",
    GUEST: "Person",
    "Nils Berg": "Person",
    "Holt": "Person",
    "Oro": "Person",
    "HOLT": "Organization",
    "ORO": "Organization",
    "Courier": "Organization",
    "Lund": "Location",
}
NAMES = regex.compile("|".join(sorted(LABELS, key=len, reverse=True)))
STOP = regex.compile(r"(?<!\bMr|\bMs)[.?!]”?\s+(?=[\p{Lu}“])|\n+")
TALK = (
    ("What happened to the keys?", "I lost them on Monday."),
    ("Where had they been?", "They hung in the office, and I never asked about them."),
    ("Whom did you tell?", "I told the board. It did nothing."),
)


def annotation(text: str) -> Annotation:
    entities = tuple(Entity(*m.span(), LABELS[m[0]]) for m in NAMES.finditer(text))
    stops = sorted({0, *(m.end() for m in STOP.finditer(text)), len(text)})
    return Annotation(tuple(Sentence(low, high, ()) for low, high in pairwise(stops)), entities)


def parties(lead: str) -> list[list[str]]:
    """The names of who asks first and of who answers first."""
    text = lead + "".join(f"\n\nQ: {asked}\n\nA: {said}" for asked, said in TALK)
    turns = Walk(text, (), annotation(text)).transcript.turns
    return [[who.name for who in turn.who] for turn in turns if turn.after > len(lead)][:2]


def said(text: str) -> list[tuple[str, list[str]]]:
    """What is quoted, and whose it is."""
    known = annotation(text)
    found = with_turns(MarkedText(text), (), known)
    rows = resolve(text, found, known).of
    return [
        (" ".join(text[low:high] for low, high in a.content), [speaker.name for speaker in row])
        for a, row in zip(found, rows, strict=True)
    ]


@pytest.mark.parametrize("lead", SWEEP["both"])
def test_who_asks_and_who_answers(lead: str) -> None:
    assert parties(lead.format(a=HOST, b=GUEST)) == [[HOST], [GUEST]]


@pytest.mark.parametrize("lead", SWEEP["guest"])
def test_who_answers(lead: str) -> None:
    assert parties(lead.format(b=GUEST))[1] == [GUEST]
    text = lead.format(b=GUEST) + "".join(f"\n\nQ: {asked}\n\nA: {words}" for asked, words in TALK)
    assert said(text) == [(answer, [GUEST]) for _, answer in TALK]


@pytest.mark.parametrize("lead", SWEEP["unknown"])
def test_nobody_knows_who_answers(lead: str) -> None:
    assert parties(lead.format(a=HOST, b=GUEST))[1] == ["A"]


LEAD = "Ana Oro, the mayor of Lund, has run the town for nine years. Tim Holt spoke to her.\n\n"
LAYOUTS: dict[str, Any] = {
    "names": lambda q, a: f"Tim Holt: {q}\n\nAna Oro: {a}\n\n",
    "surnames": lambda q, a: f"HOLT: {q}\nORO: {a}\n",
    "given names": lambda q, a: f"Tim: {q}\n\nAna: {a}\n\n",
    "initials": lambda q, a: f"**TH:** {q}\n\n**AO:** {a}\n\n",
    "times behind": lambda q, a: f"Tim Holt [00:01:10]: {q}\n\nAna Oro [00:01:30]: {a}\n\n",
    "times before": lambda q, a: f"[00:01:10] Tim Holt: {q}\n[00:01:30] Ana Oro: {a}\n",
    "times in the line": lambda q, a: f"Tim Holt  1:10\n{q}\n\nAna Oro  1:30\n{a}\n\n",
    "lines of their own": lambda q, a: f"Tim Holt\n{q}\n\nAna Oro\n{a}\n\n",
    "bold lines": lambda q, a: f"**Tim Holt**\n{q}\n\n**Ana Oro**\n{a}\n\n",
    "a newspaper": lambda q, a: f"The Courier: {q}\n\nAna Oro: {a}\n\n",
    "bold questions": lambda q, a: f"**{q}**\n\n{a}\n\n",
    "plain questions": lambda q, a: f"{q}\n\n{a}\n\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout(layout: str) -> None:
    """Who has a name of one's own is quoted asking, too."""
    text = LEAD + "".join(LAYOUTS[layout](*turn) for turn in TALK)
    found = said(text)
    assert [(words, who) for words, who in found if who != [HOST]] == [
        (answer, [GUEST]) for _, answer in TALK
    ]
    assert [words for words, who in found if who == [HOST]] in ([], [asked for asked, _ in TALK])


def test_who_answers_first_by_name() -> None:
    (asked, answer), *rest = TALK
    text = f"Ana Oro and Nils Berg met on Monday.\n\nQ: {asked}\n\nAna Oro: {answer}\n\n"
    text += "\n\n".join(f"Q: {q}\n\nA: {a}" for q, a in rest)
    assert said(text) == [(answer, [GUEST]) for _, answer in TALK]


@pytest.mark.parametrize(
    "lead",
    [
        "Ana Oro was the first witness. She was questioned by Tim Holt, a lawyer for the port.",
        "Senator Tim Holt questioned Ana Oro, the nominee, on Monday.",
    ],
)
def test_who_asks_for_another_reason_is_quoted(lead: str) -> None:
    text = lead + "".join(f"\n\nHOLT: {q}\n\nORO: {a}" for q, a in TALK)
    wanted = [
        (words, [who]) for turn in TALK for words, who in zip(turn, (HOST, GUEST), strict=True)
    ]
    assert said(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ana Oro\nMayor of Lund\n\nTim Holt\nDeputy mayor\n\nBoth were elected in May.",
        "Lund\nIt rained.\n\nOsterby\nIt snowed.\n\nLund\nIt rained again.",
        "Ana Oro, the mayor, said: “I am tired.”\n\nTim Holt, a coach from Lund, said: “Are you?”",
        "Ana Oro, Nils Berg and others said: “I am tired.”\n\nTim Holt, who left said: “Are you?”",
        "Ana Oro won.\n\nLund 3:1\nOsterby 2:2\n\nThe crowd went home.",
    ],
)
def test_lines_with_names_that_are_no_turns(text: str) -> None:
    assert said(text) == []
