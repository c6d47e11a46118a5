"""Asking: who put a question right before, and so is not the one who replies.

"Ana Oro asked the minister when. He said he did not know": whoever is asked answers, and a
reporter without a name is asked nothing. Turns without a source are in ``turns``.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Attribution
from quoteattr.speakers.lexicon import ASKED, ASKING_NOUNS, PRONOUNS
from quoteattr.speakers.reading.mentions import read_phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Said, Scene

__all__ = ["ASKS", "came_reply", "is_reply", "who_asked", "who_was_asked", "who_was_told"]

ASKS = regex.compile(r"(?:ask(?:s|ed|ing)?|question(?:s|ed)?|enquired|inquired|puts? it)", regex.I)
# "Put it to her that": what is put to somebody asks for an answer, whatever its form.
_PUT = regex.compile(r"puts?\sit", regex.I)
# How soon after a question, in code points, its answer stands in a dialogue.
_SOON = 60
_REPLIES = regex.compile(
    r"(?:repl(?:y|ies|ied)|answer(?:s|ed)?|respond(?:s|ed)?|retort(?:s|ed)?|counter(?:s|ed)?"
    r"|sh(?:oots|ot)\s+back)\b",
    regex.I,
)
# "Wrote back": to whoever wrote or spoke last.
_BACK = regex.compile(
    r"w(?:rites|rote)\s+back\b|sh(?:oots|ot)\s+back\b|shout(?:s|ed)\s+back\b", regex.I
)
# "Told her to land": who does so does not reply.
_BIDS = regex.compile(
    r"(?:told|urged|ordered|warned|begged|advised|asked|reminded|assured)\s(?:him|her|them)\b",
    regex.I,
)
_ASKED_BY = regex.compile(rf"{ASKED}\sby\s", regex.I)
# What an asker goes on with.
_ASKS_ON = regex.compile(
    r"(?:add|continu|ask|press|insist|repeat|wonder|enquir|inquir)\p{L}*|w(?:ent|ant(?:s|ed)?)\b.*",
    regex.I,
)
# "“No,” came the reply.", "The answer: “No.”"
_CAME = regex.compile(
    r"\s?(?:came|comes|was|is)\s(?:the|his|her|their)\s(?:\p{L}+\s)?(?:reply|answer|response|retort)\b"
)
_ANSWER = regex.compile(
    r"(?:^|\n|[.!?”\"]\s)(?:The|His|Her|Their)\s(?:\p{L}+\s)?(?:reply|answer|response|retort)"
    r"(?:\s(?:was|is|came))?:\s*$"
)
# What asks, as content: "whether he knew", "“Did he?”"
_QUESTION = regex.compile(r"(?:if|whether|why|when|where|what|who|whom|whose|how|which)\b", regex.I)
# What may stand between a question and its answer.
_BETWEEN = regex.compile(r"[\s.,;:?!”\"’']*(?:(?:and|but|to\swhich)\s)?")
# What is said on to whoever was asked.
_TO_YOU = regex.compile(r"\b(?:you|your|yours)\b", regex.I)
# The same where a question in marks comes first: "“Is it?” [Oro asked Lund. ]“No,” he said."
_MARKS = "“\"‘'«„"
_CLOSING = "”\"’'»"
# How many paragraphs apart two turns of one speaker stand.
_TURNS = 2
_WHO_ASKED = regex.compile(
    r"[”\"’']?\s(?:(?!\b(?:letter|statement|post|debate|rally|speech)\b)[^.!?\n“”\"]){3,90}[.!]\s+"
)


def who_asked(
    scene: Scene, attribution: Attribution, told: Sequence[tuple[Referent, ...]]
) -> tuple[Referent, ...]:
    """Who asked, or told her to, right before words that are a reply, and so is not who replies.

    In the passive ("Oro was asked by the host why") the next one to speak is the one asked, and
    after a reporter without a name it is somebody else, unless with one more question.

    Args:
        scene: what has been resolved so far.
        attribution: an attribution with a source.
        told: the addressees of each attribution, by its index.
    """
    if attribution.parent is not None or not attribution.content:
        return ()
    start = min(attribution.content[0][0], attribution.source[0][0])
    said = scene.said_before(start, 1)
    if not said:
        return ()
    near = scene.paragraph(start) - scene.paragraph(said[0].start) <= 1
    heard = told[said[0].index]
    another = _replies(scene, attribution, said[0], heard) or _in_dialogue(
        scene, attribution, start
    )
    another = another or _is_asked(scene, attribution, said[0], heard)
    another = another or _is_described(scene, attribution, said[0])
    return said[0].speakers if another and near else ()


def who_was_asked(
    scene: Scene, attribution: Attribution, told: Sequence[tuple[Referent, ...]]
) -> Referent | None:
    """Whom *he* or *she* means right behind a question to one by name: "Ana Oro asked Tim Holt
    why. He said he did not know".

    Args:
        scene: what has been resolved so far.
        attribution: an attribution with a source.
        told: the addressees of each attribution, by its index.
    """
    if attribution.parent is not None or not attribution.content:
        return None
    start = min(attribution.content[0][0], attribution.source[0][0])
    said = scene.said_before(start, 1)
    if not said or scene.paragraph(start) - scene.paragraph(said[0].start) > 1:
        return None
    asked = told[said[0].index]
    if not asked and (who := _whose_turn(scene, attribution, start)) is not None:
        return who
    one = len(asked) == 1 and asked[0].named and asked[0].label == "person"
    return asked[0] if one and _is_asked(scene, attribution, said[0], asked) else None


def who_was_told(
    scene: Scene,
    attribution: Attribution,
    told: Sequence[tuple[Referent, ...]],
    parent: Sequence[Referent],
) -> Referent | None:
    """Whom *he* or *she* means right behind what somebody recalls to have said: "“I said no to my
    boss, and he said yes,”", or who spoke before that in the same talk.

    Args:
        scene: what has been resolved so far.
        attribution: an attribution with a source.
        told: the addressees of each attribution, by its index.
        parent: the speakers of the attribution that holds it.
    """
    head = PRONOUNS.get(scene.text[slice(*attribution.source[0])].lower(), "")
    if attribution.parent is None or not parent or head not in ("he", "she"):
        return None
    start = attribution.source[0][0]
    before = [
        one
        for one in scene.said_before(start, 3)
        if scene.attributions[one.index].parent == attribution.parent
        and scene.paragraph(one.start) == scene.paragraph(start)
    ]
    if not before or not _recalled(before[0], parent):
        return None
    options = [told[before[0].index], *(one.speakers for one in before[1:2])]
    for row in options:
        if row:
            fits = len(row) == 1 and row[0] not in parent and _may_be(head, row[0])
            return row[0] if fits and scene.in_marks(start) else None
    return None


def _recalled(said: Said, parent: Sequence[Referent]) -> bool:
    """Whether who tells of a talk spoke in it."""
    return bool(said.speakers) and set(said.speakers) <= set(parent)


def _whose_turn(scene: Scene, attribution: Attribution, start: int) -> Referent | None:
    """Who spoke before a question in marks, where its answer follows in a paragraph of its own."""
    said = scene.said_before(start, 2)
    head = PRONOUNS.get(scene.text[slice(*attribution.source[0])].lower(), "")
    if len(said) < 2 or head not in ("he", "she") or _asks_on(scene.text, attribution):
        return None
    end = scene.attributions[said[0].index].content[-1][1]
    question = scene.text[end - 1 : end] in _CLOSING and "?" in scene.text[end - 2 : end]
    marked = scene.text[start] in _MARKS and scene.text.endswith("\n", end, start)
    if not (question and marked and start - end < _SOON):
        return None
    near = scene.paragraph(start) - scene.paragraph(said[1].start) <= _TURNS
    one = len(said[1].speakers) == 1 and said[1].speakers != said[0].speakers
    who = said[1].speakers[0] if near and one else None
    return who if who is not None and who.named and _may_be(head, who) else None


def is_reply(text: str, end: int) -> bool:
    """Whether "came the reply" stands behind words that end there, and says that they are one.

    >>> is_reply("“No,” came the curt reply.", 5), is_reply("“No,” came the news.", 5)
    (True, False)
    """
    return _CAME.match(text, end, end + _SOON) is not None


def came_reply(
    scene: Scene, attribution: Attribution, told: Sequence[tuple[Referent, ...]]
) -> tuple[Referent, ...]:
    """Who was asked right before "came the reply" or "The answer:", and so gave it.

    Args:
        scene: what has been resolved so far.
        attribution: any attribution.
        told: the addressees of each attribution, by its index.
    """
    for start, end in attribution.content[:1]:
        answer = not attribution.source and _ANSWER.search(scene.text, max(0, start - _SOON), start)
        if not (is_reply(scene.text, end) or answer):
            continue
        said = scene.said_before(start, 1)
        if said and scene.paragraph(start) - scene.paragraph(said[0].start) <= 1:
            return told[said[0].index]
    return ()


def _replies(
    scene: Scene, attribution: Attribution, said: Said, heard: tuple[Referent, ...]
) -> bool:
    """Whether an attribution answers what was said right before it."""
    text, last = scene.text, scene.attributions[said.index]
    asks = any(ASKS.fullmatch(text, *cue) for cue in last.cue)
    if any(_BACK.match(text, start) for start, _ in attribution.cue):
        return True
    if any(_REPLIES.match(text, *cue) for cue in attribution.cue):
        one = len(heard) == 1 and heard[0].label == "person" and heard[0].number != "plural"
        return asks or one or any(_BIDS.match(text, start) for start, _ in last.cue)
    if any(_ASKED_BY.match(text, start) for start, _ in last.cue):
        return True
    reporter = any(not who.named and who.heads & ASKING_NOUNS for who in said.speakers)
    return asks and reporter and not _asks_on(text, attribution)


def _is_asked(
    scene: Scene, attribution: Attribution, said: Said, asked: tuple[Referent, ...]
) -> bool:
    """Whether a pronoun right behind a question may be the one who was asked."""
    text, last = scene.text, scene.attributions[said.index]
    low, high = attribution.source[0]
    head = PRONOUNS.get(text[low:high].lower(), "")
    if head not in ("he", "she", "they") or not last.content or _asks_on(text, attribution):
        return False
    begin, end = last.content[0][0], last.content[-1][1]
    question = _QUESTION.match(text, begin) or "?" in text[end - 2 : end + 1]
    question = question or any(_PUT.fullmatch(text, *cue) for cue in last.cue)
    asks = any(ASKS.fullmatch(text, *cue) for cue in last.cue)
    start = min(attribution.content[0][0], low)
    if not (question and asks and end <= start):
        return False
    between = _BETWEEN.fullmatch(text, end, start)
    if between is None and not (text[start] in _MARKS and _WHO_ASKED.fullmatch(text, end, start)):
        return False
    if between is None and _TO_YOU.search(text, *attribution.content[0]):
        return False  # who asked goes on
    return any(who not in said.speakers and _may_be(head, who) for who in asked)


def _is_described(scene: Scene, attribution: Attribution, said: Said) -> bool:
    """Whether "the builder" says something right behind a question of somebody not called so."""
    text, last = scene.text, scene.attributions[said.index]
    phrase = read_phrase(text, *attribution.source[0], scene.naming)
    if (
        phrase.form != "definite"
        or phrase.plural
        or not last.content
        or _asks_on(text, attribution)
    ):
        return False
    end = last.content[-1][1]
    asks = any(ASKS.fullmatch(text, *cue) for cue in last.cue) and "?" in text[end - 2 : end]
    named = all(who.named and not who.is_called(phrase.head) for who in said.speakers)
    return asks and named and 0 < attribution.content[0][0] - end < _SOON


def _may_be(head: str, who: Referent) -> bool:
    """Whether a pronoun may mean somebody, by what the text says of that one."""
    if head == "they":
        return who.label != "person" or who.number == "plural"
    return who.label == "person" and who.number != "plural" and who.may_be(head)


def _in_dialogue(scene: Scene, attribution: Attribution, start: int) -> bool:
    """Whether two take turns, and the last words before were a question: "“Never?” Oro asked.
    “Never,” he said" after words of his.
    """
    said = scene.said_before(start, 2)
    if len(said) < 2 or said[0].speakers == said[1].speakers or _asks_on(scene.text, attribution):
        return False
    last = scene.attributions[said[0].index]
    end = last.content[-1][1] if last.content else start
    asked = any(scene.text[low:high].lower() == "asked" for low, high in last.cue)
    return asked and "?" in scene.text[end - 2 : end] and start - end < _SOON


def _asks_on(text: str, attribution: Attribution) -> bool:
    """Whether who speaks goes on, or asks."""
    end = attribution.content[-1][1]
    goes_on = any(_ASKS_ON.fullmatch(text, *cue) for cue in attribution.cue)
    return goes_on or "?" in text[end - 2 : end + 1]
