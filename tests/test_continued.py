"""Words in marks that go on with the report right before them."""

import pytest
from test_speakers import find

from quoteattr.attribution.records import Attribution
from quoteattr.revision.continued import with_continuations
from quoteattr.revision.marked import MarkedText


def one(
    text: str, content: str, cue: str = "", source: str = "", parent: int | None = None
) -> Attribution:
    spans = [((find(text, words),) if words else ()) for words in (content, cue, source)]
    kind = "direct" if content.startswith("“") else "indirect"
    return Attribution(*spans, parent=parent, kind=kind)


def contents(text: str, found: tuple[Attribution, ...]) -> list[tuple[list[str], str, int | None]]:
    return [([text[a:b] for a, b in one.content], one.kind, one.parent) for one in found]


class TestWithContinuations:
    @pytest.mark.parametrize(
        ("text", "first", "kind"),
        [
            (
                "Oro said that the mill was old.\n\n“It has stood there.”",
                "that the mill was old",
                "mixed",
            ),
            ("Oro said the mill was old: “It has stood there.”", "the mill was old", "mixed"),
            (
                "“It is old,” said Oro, who runs it.\n\n“It has stood there.”",
                "“It is old,”",
                "direct",
            ),
        ],
    )
    def test_they_go_on(self, text: str, first: str, kind: str) -> None:
        given = [one(text, first, "said", "Oro"), one(text, "“It has stood there.”")]
        assert contents(text, with_continuations(MarkedText(text), given)) == [
            ([first, "“It has stood there.”"], kind, None)
        ]

    def test_what_they_report_is_theirs(self) -> None:
        text = "Oro said the mill was old.\n\n“Holt told me: ‘Sell it.’ I did.”"
        given = [
            one(text, "the mill was old", "said", "Oro"),
            one(text, "“Holt told me: ‘Sell it.’ I did.”"),
            one(text, "‘Sell it.’", "told", "Holt", parent=1),
        ]
        found = with_continuations(MarkedText(text), given)
        assert [a.parent for a in found] == [None, 0]

    @pytest.mark.parametrize(
        ("text", "first", "cue", "then"),
        [
            (
                "Oro asked who had paid.\n\n“It was a gift.”",
                "who had paid",
                "asked",
                "“It was a gift.”",
            ),
            (
                "“Who paid?” said Oro.\n\n“It was a gift.”",
                "“Who paid?”",
                "said",
                "“It was a gift.”",
            ),
            ("Oro said no.\n\nHolt came in.\n\n“It was a gift.”", "no", "said", "“It was a gift.”"),
            (
                "“No,” said Oro. Holt came in.\n\n“It was a gift.”",
                "“No,”",
                "said",
                "“It was a gift.”",
            ),
            (
                "Oro said no.\n\n“A gift for life”\n\nHolt came in.",
                "no",
                "said",
                "“A gift for life”",
            ),
            ("“No,” Oro said:\n\n“It was a gift.”", "“No,”", "said", "“It was a gift.”"),
        ],
    )
    def test_left_alone(self, text: str, first: str, cue: str, then: str) -> None:
        given = (one(text, first, cue, "Oro"), one(text, then))
        assert with_continuations(MarkedText(text), given) == given

    def test_a_quote_with_a_cue_of_its_own_is_another(self) -> None:
        text = "Oro said no.\n\n“It was a gift,” Holt said."
        given = (one(text, "no", "said", "Oro"), one(text, "“It was a gift,”", "said", "Holt"))
        assert with_continuations(MarkedText(text), given) == given
