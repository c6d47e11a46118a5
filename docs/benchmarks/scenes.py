"""Who is found to speak, and to whom, in articles made of scenes whose answers are known.

``python docs/benchmarks/scenes.py [--articles 300] [--seed 0] [--model en] [--show 5]``

``scenes.json`` holds the scenes: a trial, two ministers, a letter, somebody's lawyer. Each is a
name, paragraphs, and what is said in them. An article has three of them with persons of its own,
one behind the other, so that those of one scene stand in the way of the next.

In a paragraph, which may be a list of wordings, ``{x|y}`` is one of both, ``{a}`` a person's name,
``{f}`` and ``{g}`` a woman's, ``{m}`` and ``{n}`` a man's, ``{B}`` a body, ``{o}`` an outlet,
``{c1}`` a clause and ``{w1}`` words in marks; ``{a.last}``, ``{a.he}``, ``{a.his}``, ``{a.intro}``
and the like are what else a person goes by. ``c1 a > b`` says that the clause is what the first
person tells the second; ``a+b`` are both, ``~word`` is somebody called so, ``?word`` somebody whom
the text gives no name, ``*`` anybody.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import regex
from composed import (
    ASIDES,
    BODIES,
    CLAUSES,
    MEN,
    TRADES,
    WOMEN,
    WORDS,
    arguments,
    innermost,
    rows,
)

import quoteattr

SCENES = Path(__file__).with_name("scenes.json")
OUTLETS = ("the Courier", "Radio Lund", "the Evening Post")
_CHOICE = regex.compile(r"\{([^{}]*\|[^{}]*)\}")
_SLOT = regex.compile(r"\{(?P<key>\w+)(?:\.(?P<form>\w+))?\}")


@attrs.frozen
class Said:
    """A quote that must be found: its words, whose and to whom it is, and of which scene."""

    words: str
    speaker: str
    told: str
    scene: str


class Person:
    """Somebody with a name, a trade and a pronoun, and all that a scene may call that one."""

    def __init__(self, name: str, trade: str, woman: bool, pick: random.Random) -> None:
        article = "an" if trade[0] in "aeiou" else "a"
        self.name = name
        intro = pick.choice(
            (
                f"{name}, {article} {trade} from Lund,",
                f"{name}, the {trade},",
                f"{article} {trade}, {name},",
                f"{name}, {pick.randint(25, 70)},",
                f"{trade} {name}",
            )
        )
        pronouns = ("she", "her", "her", "Ms") if woman else ("he", "his", "him", "Mr")
        he, his, him, title = pronouns
        self.forms = {
            "last": name.split(" ", 1)[1], "intro": intro, "role": trade, "a": f"{article} {trade}",
            "Role": trade.capitalize(), "he": he, "He": he.capitalize(), "his": his, "him": him,
            "His": his.capitalize(), "mr": title, "man": "woman" if woman else "man",
            "mother": "mother" if woman else "father",
        }  # fmt: skip


class Stage:
    """What has not yet been used in an article."""

    def __init__(self, pick: random.Random) -> None:
        def shuffled(words: str) -> list[str]:
            return pick.sample(rows(words), len(rows(words)))

        self.pick = pick
        self.women, self.men, self.trades = shuffled(WOMEN), shuffled(MEN), shuffled(TRADES)
        self.clauses, self.words = shuffled(CLAUSES), shuffled(WORDS)

    def fill(self, key: str) -> Person | str:
        """Somebody or something for a slot; raises IndexError where all have been used."""
        if key[0] in "cw" and key[1:].isdigit():
            return (self.clauses if key[0] == "c" else self.words).pop()
        if key == "B":
            return self.pick.choice(sorted(BODIES))
        if key == "o":
            return self.pick.choice(OUTLETS)
        woman = key in "fg" or (key not in "mn" and self.pick.random() < 0.5)
        name = (self.women if woman else self.men).pop()
        return Person(name, self.trades.pop(), woman, self.pick)


def played(scene: Sequence[Any], stage: Stage) -> tuple[list[str], list[Said]]:
    """The paragraphs of a scene, and what is said in them."""
    name, wordings, answers = scene
    filled: dict[str, Person | str] = {}

    def word(slot: regex.Match[str]) -> str:
        if slot["key"] not in filled:
            filled[slot["key"]] = stage.fill(slot["key"])
        one, form = filled[slot["key"]], slot["form"]
        if isinstance(one, Person):
            return one.forms[form] if form else one.name
        return BODIES[one] if form == "noun" else one

    paragraphs = []
    for wording in wordings:
        text = wording if isinstance(wording, str) else stage.pick.choice(wording)
        text = _CHOICE.sub(lambda m: stage.pick.choice(m[1].split("|")), text)
        text = _SLOT.sub(word, text)
        paragraphs.append(text[0].upper() + text[1:])
    return paragraphs, list(_answers(name, answers, filled, "\n".join(paragraphs)))


def _answers(name: str, answers: str, filled: Mapping[str, Person | str], text: str) -> list[Said]:
    def called(key: str) -> str:
        one = filled.get(key, key)
        return one.name if isinstance(one, Person) else one

    found = []
    for answer in answers.split("; "):
        said, _, told = answer.partition(" > ")
        key, who = said.split(" ")
        words = str(filled.get(key, ""))
        if words and words.casefold() in text.casefold():  # not of a wording left out
            speaker = "+".join(called(part) for part in who.split("+"))
            found.append(Said(words, speaker, called(told), name))
    return found


def article(seed: int, scenes: Sequence[Sequence[Any]]) -> tuple[str, list[Said]]:
    """An article of three scenes, and what is said in it."""
    pick = random.Random(seed)
    stage = Stage(pick)
    paragraphs, said = [pick.choice(rows(ASIDES))], list[Said]()
    for scene in pick.sample(list(scenes), 3):
        try:
            texts, answers = played(scene, stage)
        except IndexError:
            continue  # persons or words have run out
        paragraphs += texts
        said += answers
    return "\n\n".join(paragraphs), said


def is_right(name: str, wanted: str, anonymous: bool) -> bool:
    """Whether a name is the one that an answer asks for."""
    if wanted == "*":
        return bool(name)
    if wanted[:1] in ("~", "?"):
        return wanted[1:] in name and (anonymous or wanted[0] == "~")
    return name.removeprefix("the ") == wanted.removeprefix("the ")


def counted(
    made: Sequence[tuple[str, Sequence[Said]]], extractor: quoteattr.Extractor, show: int = 0
) -> Counter[tuple[str, str]]:
    """By scene, how many quotes there are, are found, and have the right speaker and addressee.

    Args:
        made: articles with what is said in them.
        extractor: a loaded model.
        show: how many wrong ones to print.
    """
    count = Counter[tuple[str, str]]()
    for (text, said), document in zip(made, extractor.pipe([t for t, _ in made]), strict=True):
        assert isinstance(document, quoteattr.QuoteDocument)
        for one in said:
            at = text.casefold().index(one.words.casefold()) + 3
            inner = innermost(document, at)
            speakers = inner.speakers if inner else ()
            name = "+".join(who.name for who in speakers)
            told = "+".join(who.name for who in inner.addressees) if inner else ""
            right = is_right(name, one.speaker, any(who.anonymous for who in speakers))
            heard = is_right(told, one.told, anonymous=True) if one.told else True
            for what, holds in (("all", True), ("found", inner), ("right", right), ("told", heard)):
                count[one.scene, what] += bool(holds)
            if not (right and heard) and show > 0:
                show -= 1
                print(f"{one.words!r}: {one.speaker} > {one.told}, not {name} > {told}:\n{text}\n")
    return count


def main() -> None:
    """Compose, read and count."""
    args = arguments(__doc__)
    scenes = json.loads(SCENES.read_text("utf-8"))
    made = [article(args.seed + i, scenes) for i in range(args.articles)]
    count = counted(made, quoteattr.load(args.model), args.show)
    print("scene: quotes, found, speaker right, addressee right")
    total = Counter[str]()
    for name in sorted({name for name, _ in count}):
        row = {what: count[name, what] for what in ("all", "found", "right", "told")}
        total.update(row)
        print(f"{name}: " + ", ".join(map(str, row.values())))
    print("all: " + ", ".join(map(str, total.values())))


if __name__ == "__main__":
    main()
