"""Words in marks that a network joined to another's, with that other one shown in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_speakers import find

import quoteattr
from quoteattr.attribution.records import Attribution
from quoteattr.records import QuoteDocument
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.parted import parted

FIRST, SECOND = "“I am tired,”", "“You slept for ten hours.”"
BEATS = ("disagreed.", "shrugged.", "was blunt.", "shook his head.", "was not convinced.")


def joined(text: str, source: str = "Ida Holt") -> Attribution:
    return Attribution(
        (find(text, FIRST), find(text, SECOND)), (find(text, "said"),), (find(text, source),)
    )


def contents(text: str, found: tuple[Attribution, ...]) -> list[list[str]]:
    return [[text[slice(*span)] for span in one.content] for one in found]


@pytest.mark.parametrize("who", ["Tim Oro", "The mayor", "Her manager, Tim Oro,"])
@pytest.mark.parametrize("gap", [" ", "\n\n"])
@pytest.mark.parametrize("beat", BEATS)
def test_somebody_else_is_shown(who: str, gap: str, beat: str) -> None:
    text = f"{FIRST} Ida Holt said.{gap}{who} {beat} {SECOND}"
    assert contents(text, parted(MarkedText(text), [joined(text)])) == [[FIRST], [SECOND]]


@pytest.mark.parametrize(
    "between",
    [
        "said Ida Holt. She shrugged.",
        "said Ida Holt. Holt shrugged.",
        "said Ida Holt.",
        "said Ida Holt, a friend of Mr. Oro.",
        "said Ida Holt, laughing.",
    ],
)
def test_left_alone(between: str) -> None:
    text = f"{FIRST} {between} {SECOND}"
    one = joined(text)
    assert parted(MarkedText(text), [one]) == (one,)


def test_a_source_ends_with_its_sentence() -> None:
    text = f"{FIRST} said Ida Holt. Tim Oro nodded. {SECOND}"
    first, second = parted(MarkedText(text), [joined(text, "Ida Holt. Tim Oro")])
    assert text[slice(*first.source[0])] == "Ida Holt"
    assert (second.cue, second.source, second.kind) == ((), (), "direct")


def test_a_quote_inside_goes_with_its_words() -> None:
    second = "“You said you slept.”"
    text = f"{FIRST} Ida Holt said. Tim Oro disagreed. {second}"
    outer = Attribution(
        (find(text, FIRST), find(text, second)), (find(text, "said"),), (find(text, "Ida Holt"),)
    )
    inner = Attribution(
        (find(text, "you slept"),), (find(text, ["said", 2]),), (find(text, "You"),), parent=0
    )
    found = parted(MarkedText(text), [outer, inner])
    assert [one.parent for one in found] == [None, None, 1]


@given(st.text(alphabet="“”. \nAbc", max_size=60))
def test_nothing_is_lost(text: str) -> None:
    spans = tuple((i, i + 1) for i in range(0, len(text), 7))
    one = Attribution(spans, ((0, min(1, len(text))),), ((0, min(2, len(text))),))
    found = parted(MarkedText(text), [one] if spans else [])
    assert sorted(span for a in found for span in a.content) == sorted(spans)


def test_from_the_text_on() -> None:
    text = f"{FIRST} Ida Holt said. Tim Oro disagreed. {SECOND}"
    document = quoteattr.extract(text)
    assert isinstance(document, QuoteDocument)
    assert [[s.name for s in q.speakers] for q in document.quotes] == [["Ida Holt"], ["Tim Oro"]]
