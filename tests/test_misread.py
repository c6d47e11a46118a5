"""What a network takes for a quote, and the words show to be something else."""

import pytest
from test_speakers import find

from quoteattr.attribution.records import Attribution
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.misread import quoted_as, without_requests

QUOTED = "The Courier quoted an aide to Holt as saying that the mill was sold."


def one(text: str, content: str, cue: str, source: str, parent: int | None = None) -> Attribution:
    return Attribution(
        (find(text, content),), (find(text, cue),), (find(text, source),), parent=parent
    )


def parts(text: str, found: tuple[Attribution, ...]) -> list[tuple[str, str, str, int | None]]:
    return [
        (*(text[slice(*spans[0])] for spans in (a.content, a.cue, a.source)), a.parent)
        for a in found
    ]


SAID = ("that the mill was sold", "saying", "an aide to Holt", None)


class TestQuotedAs:
    OUTER = "an aide to Holt as saying that the mill was sold"

    def test_who_is_quoted_is_the_source(self) -> None:
        outer = one(QUOTED, self.OUTER, "quoted", "The Courier")
        assert parts(QUOTED, quoted_as(MarkedText(QUOTED), [outer])) == [SAID]

    def test_the_quote_inside_stands_for_both(self) -> None:
        outer = one(QUOTED, self.OUTER, "quoted", "The Courier")
        inner = one(QUOTED, "that the mill was sold", "saying", "an aide", parent=0)
        assert parts(QUOTED, quoted_as(MarkedText(QUOTED), [outer, inner])) == [SAID]

    def test_saying_is_one_cue(self) -> None:
        outer = one(QUOTED, "as saying that the mill was sold", "quoted", "The Courier")
        inner = one(QUOTED, "that the mill was sold", "saying", "The Courier", parent=0)
        said = ("that the mill was sold", "saying", "The Courier", None)
        assert parts(QUOTED, quoted_as(MarkedText(QUOTED), [outer, inner])) == [said]

    @pytest.mark.parametrize(
        ("text", "content", "cue"),
        [
            ("The Courier described him as saying little.", "him as saying little", "described"),
            ("The Courier quoted him: “It is sold.”", "“It is sold.”", "quoted"),
            ("The Courier quoted him, and he as ever said no.", "no", "quoted"),
        ],
    )
    def test_left_alone(self, text: str, content: str, cue: str) -> None:
        given = (one(text, content, cue, "The Courier"),)
        assert quoted_as(MarkedText(text), given) == given


class TestRequests:
    @pytest.mark.parametrize(
        ("content", "kept"),
        [
            ("not to be named", False),
            ("not to be identified because he feared for his job", False),
            ("to remain anonymous", False),
            ("for anonymity", False),
            ("not to use her surname", False),
            ("that the Post not publish her name", False),
            ("to be referred to only as Jan", False),
            ("that her house not be sold", True),
            ("not to be moved", True),
            ("to be paid", True),
        ],
    )
    def test_who_asks_to_stay_unnamed_is_not_reported_for_it(
        self, content: str, kept: bool
    ) -> None:
        text = f"The clerk, who asked {content}, said it was late."
        given = [
            one(text, content, "asked", "The clerk"),
            one(text, "it was late", "said", "The clerk"),
        ]
        assert len(without_requests(MarkedText(text), given)) == 1 + kept

    def test_who_is_asked_may_stand_between(self) -> None:
        text = "His aunt, who asked the Post not to use her name, said it was late."
        assert not without_requests(
            MarkedText(text), [one(text, "not to use her name", "asked", "His aunt")]
        )

    @pytest.mark.parametrize(
        ("condition", "kept"),
        [
            ("that her name not be used", 0),
            ("that the mill be shut", 1),
            ("that he would not be moved", 1),
            ("that they remain in the house", 1),
        ],
    )
    def test_who_speaks_on_condition_says_it_elsewhere(self, condition: str, kept: int) -> None:
        text = f"A clerk, speaking from Lund on condition {condition}, said it was late."
        assert (
            len(without_requests(MarkedText(text), [one(text, condition, "speaking", "A clerk")]))
            == kept
        )

    @pytest.mark.parametrize(
        ("said", "kept"), [("Both declined to be named", 0), ("They went home", 1)]
    )
    def test_what_somebody_unnamed_fears_is_why(self, said: str, kept: int) -> None:
        text = f"{said} because they feared losing their jobs."
        given = [one(text, "losing their jobs", "feared", "they")]
        assert len(without_requests(MarkedText(text), given)) == kept

    def test_what_lay_inside_one_lies_in_the_one_around_it(self) -> None:
        text = "“He asked not to be named, and she said no,” Oro said."
        given = [
            one(text, "“He asked not to be named, and she said no,”", "Oro said", "Oro"),
            one(text, "not to be named, and she said no", "asked", "He", parent=0),
            one(text, "no", "said", "she", parent=1),
        ]
        assert [a.parent for a in without_requests(MarkedText(text), given)] == [None, 0]
