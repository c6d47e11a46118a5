"""Reports that something was not said."""

import pytest

from quoteattr.negation import is_negated

# The cue stands in [ ], the source in { }, the content in < >.
NEGATED = [
    "{Oro} never [said] <that it rained>.",
    "{Oro} did not [say] <whether it rained>.",
    "{Oro} didn’t immediately [say] <whether it rained>.",
    "{The ministry} has not yet [said] <who will pay>.",
    "{She} would not [say] <who will pay>.",
    "{She} has not so far [said] <who will pay>.",
    "“{They}’re not [saying] <that a wire broke>.”",
    "{She} cannot [confirm] <that the ferry sank>.",
    "{Holt} declined to [say] <where he had been>.",
    "{Holt} [declined to comment] on <whether he will go>.",
    "{Holt}, who refused to publicly [comment] on <whether he will go>, left.",
    "{Holt} was unable to [recall] <how many there were>.",
    "{Holt} would not confirm or [deny] <that he will go>.",
    "{She} spoke at length without [specifying] <what was meant>.",
    "{She} chose not to [say] <what was meant>.",
    "{She} stopped short of [saying] <that he lied>.",
    "{She} no longer [claims] <that he lied>.",
    "{No one} is [saying] <that they should leave>.",
    "{None of the mayors} has [said] <what it costs>.",
    "{Few} [predicted] <it would grow>.",
    "Nor did {he} [say] <who will pay>.",
    "There was no [word] from {the palace} on <whether he is ill>.",
    "{Lund} [gave no indication] <whether he will go>.",
    "{Lund} [said] nothing about <who will pay>.",
    "{Lund} did not [deny] <that he had paid>.",
    "{Lund} apologised but did\nnot [say] <why>.",
]
NOT_NEGATED = [
    "{Oro} [said] <that it never rained>.",
    "{Lund} [denied] <that he had paid>.",
    "<It does not rain>, {Oro} [said].",
    "“<It does not rain, not ever>,” [said] {Oro}.",
    "{Holt} did not resign, [saying] <he had done nothing>.",
    "{Holt} refused to leave and [said] <he would stay>.",
    "{Holt}, who declined to be named, [said] <it rained>.",
    "{The mayor} had not, {Holt} [added], <been told>.",
    "{She} not only [said] <it rained> but sang.",
    "{She} didn’t just [say] <it rained>.",
    "{She} did not hesitate to [say] <it rained>.",
    "{He} is not alone in the [belief] <that it rained>.",
    "{Lund} [had no doubt] <that he would win>.",
    "{Lund} [said] <nothing would change>.",
    "{No. 10} [said] <nothing would change>.",
    "{A few} [said] <it rained>.",
    "{She} seldom [says] <that it rains>.",
    "<It rains.>",
]


def ask(marked: str) -> bool:
    spans: dict[str, list[tuple[int, int]]] = {"[": [], "{": [], "<": []}
    text, begun = "", {}
    for letter in marked:
        if letter in "[{<":
            begun[letter] = len(text)
        elif letter in "]}>":
            opening = {"]": "[", "}": "{", ">": "<"}[letter]
            spans[opening].append((begun[opening], len(text)))
        else:
            text += letter
    cue, source = (spans[sort][-1] if spans[sort] else None for sort in "[{")
    return is_negated(text, cue, source, spans["<"])


@pytest.mark.parametrize("marked", NEGATED)
def test_is_negated(marked: str) -> None:
    assert ask(marked)


@pytest.mark.parametrize("marked", NOT_NEGATED)
def test_is_not_negated(marked: str) -> None:
    assert not ask(marked)
