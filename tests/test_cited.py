"""Whoever a report cites has said it too."""

import pytest
from test_misread import one, parts

from quoteattr.revision.cited import with_cited
from quoteattr.revision.marked import MarkedText

SHUT = "the bridge was shut"


class TestWithCited:
    @pytest.mark.parametrize(
        ("text", "cue", "who"),
        [
            (
                "Courier said the bridge was shut, citing port officials.",
                "citing",
                "port officials",
            ),
            (
                "Now the bridge was shut, Courier said on Monday, quoting police.",
                "quoting",
                "police",
            ),
            ("Courier, citing a report, said the bridge was shut.", "citing", "a report"),
            ("Courier, also citing Ana Oro, said the bridge was shut.", "citing", "Ana Oro"),
            ("Quoting witnesses, Courier said the bridge was shut.", "Quoting", "witnesses"),
        ],
    )
    def test_who_is_cited_says_it_inside_the_report(self, text: str, cue: str, who: str) -> None:
        found = with_cited(MarkedText(text), [one(text, SHUT, "said", "Courier")])
        assert parts(text, found) == [(SHUT, "said", "Courier", None), (SHUT, cue, who, 0)]

    def test_a_source_that_took_in_who_is_cited(self) -> None:
        text = "Courier, citing port officials, said the bridge was shut."
        for source in ("Courier, citing port officials,", "port officials"):
            found = with_cited(MarkedText(text), [one(text, SHUT, "said", source)])
            assert parts(text, found) == [
                (SHUT, "said", "Courier", None),
                (SHUT, "citing", "port officials", 0),
            ]

    def test_both_were_taken_for_the_source(self) -> None:
        text = "Citing port officials, Courier said the bridge was shut."
        found = with_cited(MarkedText(text), [one(text, SHUT, "said", "port officials, Courier")])
        assert parts(text, found) == [
            (SHUT, "said", "Courier", None),
            (SHUT, "Citing", "port officials", 0),
        ]

    def test_the_report_stands_outside_what_is_cited(self) -> None:
        text = "Courier said the bridge was shut, citing port officials."
        outer = one(text, "Courier said the bridge was shut", "citing", "port officials")
        inner = one(text, SHUT, "said", "Courier", parent=0)
        assert parts(text, with_cited(MarkedText(text), [outer, inner])) == [
            (SHUT, "said", "Courier", None),
            (SHUT, "citing", "port officials", 0),
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "Courier said the bridge was shut, citing safety concerns.",
            "Courier said the bridge was shut, citing the storm.",
            "Courier said the bridge was shut. Citing Ana Oro would not help.",
            "Courier said, and Holt agreed, citing police, the bridge was shut.",
        ],
    )
    def test_left_alone(self, text: str) -> None:
        given = (one(text, SHUT, "said", "Courier"),)
        assert with_cited(MarkedText(text), given) == given
