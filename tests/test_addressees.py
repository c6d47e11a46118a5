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


def test_features_name_the_way() -> None:
    text = "Oro told reporters that she won."
    one = Attribution(content=((19, 31),), cue=((4, 8),), source=((0, 3),))
    discourse = Discourse(text, [one], [], [])
    [stretch] = find_addressees(one, discourse)
    mention = read_mention(text, stretch.start, stretch.end, Entities([]))
    assert {"object", "object+cue=tell"} <= set(
        addressee_features(stretch, mention, one, discourse)
    )
