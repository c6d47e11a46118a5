"""Whose words stand in a clause of somebody else's sentence."""

import pytest
from test_misread import one, parts

from quoteattr.attribution.records import Attribution
from quoteattr.revision.denials import with_denials
from quoteattr.revision.inward import with_inner_subjects
from quoteattr.revision.judged import judged
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.relayed import relayed

Part = tuple[str, str, str, int | None]


def said(text: str, found: tuple[Attribution, ...]) -> list[Part]:
    return parts(text, tuple(a for a in found if a.source))


class TestJudged:
    @pytest.mark.parametrize(
        ("text", "who", "cue", "content"),
        [
            ("an allegation that Tim Oro dismissed as “theatre”.", "Tim Oro", "dismissed",
             "as “theatre”"),
            ("a claim the port has rejected as “absurd”.", "the port", "rejected", "as “absurd”"),
            ("a step its union called “a blow”.", "its union", "called", "“a blow”"),
            ("something he later branded “a joke” and “a lie”.", "he", "branded",
             "“a joke” and “a lie”"),
            ("which Tim Oro derided as “comic”.", "Tim Oro", "derided", "as “comic”"),
            ("a claim denied by Tim Oro as “fiction”.", "Tim Oro", "denied", "as “fiction”"),
            ("a claim dismissed as “fiction” by Tim Oro.", "Tim Oro", "dismissed", "as “fiction”"),
        ],
    )  # fmt: skip
    def test_the_subject_of_the_clause_says_it(
        self, text: str, who: str, cue: str, content: str
    ) -> None:
        text = f"Ana Holt accused the port of theft, {text}"
        assert parts(text, judged(MarkedText(text), [])) == [(content, cue, who, None)]

    def test_the_noun_was_taken_for_the_cue(self) -> None:
        text = "Ana Holt accused the port of theft, an allegation that Oro dismissed as “theatre”."
        taken = one(text, "that Oro dismissed as “theatre”", "allegation", "Ana Holt")
        assert parts(text, judged(MarkedText(text), [taken])) == [
            ("as “theatre”", "dismissed", "Oro", None)
        ]

    def test_another_source(self) -> None:
        text = "Ana Holt closed the mill, a step the port called “a blow”."
        found = one(text, "“a blow”", "called", "a step the port")
        assert parts(text, judged(MarkedText(text), [found])) == [
            ("“a blow”", "called", "the port", None)
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "Ana Holt, who once led the union that Oro founded, called the plan “madness”.",
            "The law dubbed “Oro’s Law” was passed in June.",
            "Lunches at which managers played a video called “Your Choice” were long.",
            "Ana Holt dismissed as “nonsense” the claim that Oro had lied.",
            "The claim that Oro had lied was dismissed as “nonsense”.",
            "“It is a claim that Oro dismissed as ‘fiction’,” Holt said.",
        ],
    )
    def test_left_alone(self, text: str) -> None:
        assert judged(MarkedText(text), []) == ()

    def test_it_stands_in_what_is_denounced(self) -> None:
        text = "Holt denounced what she called “bad cinema”."
        given = (one(text, "what she called “bad cinema”", "denounced", "Holt"),)
        assert judged(MarkedText(text), given) == given


class TestInnerSubjects:
    @pytest.mark.parametrize(
        ("content", "cue", "said", "who"),
        [
            ("that soldiers had come and told people to stay", "told", "to stay", "soldiers"),
            ("the guard had pushed her and told her to go", "told", "to go", "the guard"),
            ("men in masks came and ordered her to pay", "ordered", "to pay", "men in masks"),
            ("her boss had ordered her to lie", "ordered", "to lie", "her boss"),
        ],
    )
    def test_the_subject_of_the_clause_tells(
        self, content: str, cue: str, said: str, who: str
    ) -> None:
        text = f"A teacher said {content}."
        outer = one(text, content, "said", "A teacher")
        inner = one(text, said, cue, "A teacher", parent=0)
        found = with_inner_subjects(MarkedText(text), [outer, inner])
        assert parts(text, found)[1] == (said, cue, who, 0)

    @pytest.mark.parametrize(
        ("source", "content", "cue", "said"),
        [
            ("Police", "two men fled and urged residents to stay in", "urged", "to stay in"),
            ("Police", "two men were held and urged witnesses to come", "urged", "to come"),
            ("The port", "its dock was old and asked the town for help", "asked", "for help"),
        ],
    )
    def test_left_alone(self, source: str, content: str, cue: str, said: str) -> None:
        text = f"{source} said {content}."
        outer = one(text, content, "said", source)
        given = (outer, one(text, said, cue, source, parent=0))
        assert with_inner_subjects(MarkedText(text), given) == given

    def test_a_source_inside_stays(self) -> None:
        text = "A teacher said the guard had come and the mayor told her to go."
        outer = one(text, "the guard had come and the mayor told her to go", "said", "A teacher")
        given = (outer, one(text, "to go", "told", "the mayor", parent=0))
        assert with_inner_subjects(MarkedText(text), given) == given


class TestDenials:
    TEXT = "A baker accused of selling old bread has denied ever owning a mill."
    CHARGE = "of selling old bread"
    DENIAL: Part = ("ever owning a mill", "denied", "A baker", None)

    def test_a_denial_that_was_not_found(self) -> None:
        assert parts(self.TEXT, with_denials(MarkedText(self.TEXT), [])) == [self.DENIAL]

    def test_what_ran_on_ends_before_it(self) -> None:
        start = self.TEXT.index(self.CHARGE)
        charge = Attribution(((start, len(self.TEXT) - 1),), ((8, 15),))
        found = with_denials(MarkedText(self.TEXT), [charge])
        assert [self.TEXT[slice(*a.content[0])] for a in found] == [self.CHARGE, self.DENIAL[0]]
        assert said(self.TEXT, found) == [self.DENIAL]

    @pytest.mark.parametrize(
        ("text", "who", "content"),
        [
            ("Tim Oro, who is accused of fraud, denied that he had lied.", "Tim Oro",
             "that he had lied"),
            ("Two men suspected of arson have denied lighting it.", "Two men", "lighting it"),
        ],
    )  # fmt: skip
    def test_who_denies_it(self, text: str, who: str, content: str) -> None:
        assert parts(text, with_denials(MarkedText(text), [])) == [(content, "denied", who, None)]

    @pytest.mark.parametrize(
        "text",
        [
            "A baker accused of selling old bread has denied the charges.",
            "A baker accused of selling old bread denies wrongdoing.",
            "A baker accused of theft was jailed. Oro denied ever owning a mill.",
            "A baker denied selling old bread.",
        ],
    )
    def test_left_alone(self, text: str) -> None:
        assert with_denials(MarkedText(text), []) == ()


class TestRelayed:
    TEXT = "“One mother told me her son thinks it was thunder,” Oro said."
    OUTER = "“One mother told me her son thinks it was thunder,”"

    def test_the_one_who_tells_has_a_quote(self) -> None:
        outer = one(self.TEXT, self.OUTER, "said", "Oro")
        inner = one(self.TEXT, "it was thunder", "thinks", "One mother", parent=0)
        assert parts(self.TEXT, relayed(MarkedText(self.TEXT), [outer, inner]))[1:] == [
            ("her son thinks it was thunder", "told", "One mother", 0),
            ("it was thunder", "thinks", "her son", 1),
        ]

    def test_it_was_taken_to_begin_at_the_verb(self) -> None:
        outer = one(self.TEXT, self.OUTER, "said", "Oro")
        inner = one(self.TEXT, "thinks it was thunder", "told", "One mother", parent=0)
        assert parts(self.TEXT, relayed(MarkedText(self.TEXT), [outer, inner]))[1] == (
            "her son thinks it was thunder", "told", "One mother", 0,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("text", "content", "cue", "source"),
        [
            ("My aunt told me the news and thinks it was late.", "it was late", "thinks",
             "My aunt"),
            ("He told me. The nurse thinks it was late.", "it was late", "thinks", "The nurse"),
            ("Oro told me on Monday it was late.", "it was late", "told", "Oro"),
        ],
    )  # fmt: skip
    def test_left_alone(self, text: str, content: str, cue: str, source: str) -> None:
        given = (one(text, content, cue, source),)
        assert relayed(MarkedText(text), given) == given
