"""Who was told: the stretches that grammar finds where the network names nobody."""

import pytest

from quoteattr.annotation.records import Sentence
from quoteattr.attribution.records import Attribution
from quoteattr.coref.addressees import addressee_features, find_addressees
from quoteattr.coref.discourse import Discourse
from quoteattr.coref.mentions import read_mention
from quoteattr.entities.records import Entities


def told(
    text: str, source: str, cue: str, content: str, network: str = ""
) -> list[tuple[str, str]]:
    """The stretches that are found, with how, for one attribution given by its words."""

    def span(words: str) -> tuple[tuple[int, int], ...]:
        start = text.find(words)
        return ((start, start + len(words)),) if words else ()

    one = Attribution(
        content=span(content), cue=span(cue), source=span(source), addressee=span(network)
    )
    discourse = Discourse(text, [one], [Sentence(0, len(text))], [])
    return [(text[t.start : t.end], t.how) for t in find_addressees(one, discourse)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        ("Oro told reporters on Monday that she won.", "Oro", "told", "that she won",
         [("reporters", "object")]),
        ("Oro urged the council to act.", "Oro", "urged", "to act", [("the council", "object")]),
        ("“No,” Oro said to the nurse.", "Oro", "said", "“No,”", [("the nurse", "to")]),
        ("Oro said no in a letter to the board.", "Oro", "said", "no", [("the board", "letter")]),
        ("The residents were told to leave.", "", "told", "to leave",
         [("The residents", "passive")]),
        ("Oro asked Holt and Lund why it rained.", "Oro", "asked", "why it rained",
         [("Holt", "object"), ("Lund", "object")]),
        ("Oro said that it rained.", "Oro", "said", "that it rained", []),
        ("Oro told how it rained.", "Oro", "told", "how it rained", []),
    ],
)  # fmt: skip
def test_stretches(
    text: str, source: str, cue: str, content: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text, source, cue, content) == expected


def test_the_network_comes_first() -> None:
    text = "Oro told reporters and her aide that she won."
    assert told(text, "Oro", "told", "that she won", "her aide") == [("her aide", "network")]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Asked whether it was open, Oro said no.", "Oro"),
        ("Oro said no when asked whether it was open.", "Oro"),
        ("Oro said no.\nAsked whether it was open, the aides left.", None),
    ],
)
def test_who_answers_is_who_was_asked(text: str, answer: str | None) -> None:
    cue = "asked" if "asked" in text else "Asked"
    asks, says = ((text.index(w), text.index(w) + len(w)) for w in (cue, "said"))
    what, oro = text.index("whether it was open"), text.index("Oro")
    both = [
        Attribution(content=((what, what + 19),), cue=(asks,), source=()),
        Attribution(content=((says[1] + 1, says[1] + 3),), cue=(says,), source=((oro, oro + 3),)),
    ]
    discourse = Discourse(text, both, [Sentence(0, len(text))], [])
    found = [(text[t.start : t.end], t.how) for t in find_addressees(both[0], discourse)]
    assert ((answer, "asked") in found) is (answer is not None)
    assert answer is not None or "asked" not in {how for _, how in found}


def test_features_name_the_way() -> None:
    text = "Oro told reporters that she won."
    one = Attribution(content=((19, 31),), cue=((4, 8),), source=((0, 3),))
    discourse = Discourse(text, [one], [], [])
    [stretch] = find_addressees(one, discourse)
    mention = read_mention(text, stretch.start, stretch.end, Entities([]))
    assert {"object", "object+cue=tell"} <= set(
        addressee_features(stretch, mention, one, discourse)
    )
