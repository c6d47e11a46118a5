"""To which attribution those who are told belong."""

from quoteattr.attribution.addressing import with_addressees
from quoteattr.attribution.records import Attribution, Offsets


def span(text: str, words: str) -> Offsets:
    start = text.index(words)
    return start, start + len(words)


def addressees(
    text: str, reports: list[tuple[str | None, str]], told: list[str]
) -> list[list[str]]:
    """Who is told, for each report of a cue and a content."""
    made = [
        Attribution((span(text, content),), (span(text, cue),) if cue else ())
        for cue, content in reports
    ]
    found = with_addressees(text, made, [span(text, words) for words in told])
    return [[text[slice(*one)] for one in report.addressee] for report in found]


def test_a_mention_goes_to_the_nearest_cue() -> None:
    text = "Oro told Lund it was late, and Holt warned Veld that it was shut."
    reports = [("told", "it was late"), ("warned", "that it was shut")]
    assert addressees(text, reports, ["Lund", "Veld"]) == [["Lund"], ["Veld"]]


def test_one_report_may_tell_several() -> None:
    text = "Oro told Lund and the crew it was late."
    assert addressees(text, [("told", "it was late")], ["Lund", "the crew"]) == [
        ["Lund", "the crew"]
    ]


def test_who_is_told_in_a_content_is_told_by_the_one_inside() -> None:
    text = "“He told me to go,” said Oro."
    reports = [("said", "“He told me to go,”"), ("told", "to go")]
    assert addressees(text, reports, ["me"]) == [[], ["me"]]


def test_not_over_the_end_of_a_paragraph() -> None:
    text = "Holt said no.\nThe crew left."
    assert addressees(text, [("said", "no")], ["The crew"]) == [[]]
    assert addressees(text.replace("\n", " "), [("said", "no")], ["The crew"]) == [["The crew"]]


def test_nor_over_half_a_page() -> None:
    text = "Holt said no" + ", and it rained" * 20 + " on Lund."
    assert addressees(text, [("said", "no")], ["Lund"]) == [[]]


def test_without_a_cue_nobody_is_told() -> None:
    assert addressees("“Go,” Lund.", [(None, "“Go,”")], ["Lund"]) == [[]]
    assert with_addressees("", [], []) == ()


def test_all_else_stays_as_it_was() -> None:
    text = "Oro told Lund no."
    one = Attribution((span(text, "no"),), (span(text, "told"),), confidence=0.3)
    (found,) = with_addressees(text, [one], [span(text, "Lund")])
    assert found.content == one.content
    assert (found.confidence, found.addressee) == (0.3, (span(text, "Lund"),))
