"""Mentions to learn from: chains of articles, those who are told, OntoGUM and GAP."""

from pathlib import Path
from typing import Any

import pytest

from quoteattr.evaluation.readers import AnnotatedText, Annotation
from quoteattr.training.mentions import Chain, addressee_spans, chains, gap, ontogum
from training.labelled import surface


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def quote(text: str, content: str, cue: str = "", source: str = "", **more: Any) -> Annotation:
    cues, sources = ((span(text, part),) if part else () for part in (cue, source))
    return Annotation((span(text, content),), cues, sources, **more)


def shown(text: str, found: list[Chain]) -> list[list[str]]:
    """Words of each mention; a question mark after those that are asked for."""
    return [[text[m.start : m.end] + "?" * m.anaphor for m in chain] for chain in found]


class TestChains:
    TEXT = "Ida Holt left. “No,” she said. The mayor, Jon Veld, stayed. “Go,” a man said."
    NAMES = surface(TEXT, ["Ida Holt", "Jon Veld"], [])

    def found(self, *quotes: Annotation) -> list[list[str]]:
        return shown(self.TEXT, chains(AnnotatedText("a", self.TEXT, quotes), self.NAMES))

    @pytest.mark.parametrize("name", ["Ida Holt", "Mrs Ida Holt", "ida holt", "Ida Holt’s"])
    def test_a_source_goes_with_the_name_of_its_speaker(self, name: str) -> None:
        said = quote(self.TEXT, "“No,”", "said", "she", speakers=((name, "Holt"),))
        assert self.found(said) == [["Ida Holt", "she?"], ["Jon Veld"]]

    def test_one_that_holds_the_name_is_not_asked_for(self) -> None:
        said = quote(self.TEXT, "stayed", source="The mayor, Jon Veld", speakers=(("Jon Veld",),))
        assert self.found(said) == [["Ida Holt"], ["Jon Veld"]]

    def test_a_speaker_whom_no_name_mentions_has_a_chain_of_their_own(self) -> None:
        said = quote(self.TEXT, "“Go,”", "said", "a man", speakers=(("man",),))
        assert self.found(said) == [["Ida Holt"], ["Jon Veld"], ["a man?"]]

    @pytest.mark.parametrize("speakers", [None, (("Ida Holt",), ("Jon Veld",))])
    def test_sources_of_unknown_or_several_speakers_are_left_out(self, speakers: Any) -> None:
        said = quote(self.TEXT, "“No,”", "said", "she", speakers=speakers)
        assert self.found(said) == [["Ida Holt"], ["Jon Veld"]]

    def test_what_nobody_says_has_no_antecedent(self) -> None:
        said = quote(self.TEXT, "stayed", speakers=())
        assert self.found(said) == [["Ida Holt"], ["Jon Veld"], ["stayed?"]]

    def test_without_a_source_the_content_is_asked_for(self) -> None:
        said = quote(self.TEXT, "“Go,”", speakers=(("Jon Veld",),))
        assert self.found(said) == [["Ida Holt"], ["Jon Veld", "“Go,”?"]]

    def test_a_source_of_two_quotes_is_one_mention(self) -> None:
        said = quote(self.TEXT, "“No,”", "said", "she", speakers=(("Ida Holt",),))
        assert self.found(said, said) == [["Ida Holt", "she?"], ["Jon Veld"]]

    def test_a_pronoun_goes_with_the_name_of_whom_it_means(self) -> None:
        text = "Ida Holt left in his car. “No,” she told Jon Veld."
        names = surface(text, ["Ida Holt", "Jon Veld"], [])
        said = quote(text, "“No,”", "told", "she", speakers=(("Ida Holt",),))
        pronouns = [(*span(text, "his"), ["Veld", "Jon Veld"]), (*span(text, "she"), ["Ida Holt"])]
        found = chains(AnnotatedText("a", text, [said]), names, pronouns)
        assert shown(text, found) == [["Ida Holt", "she?"], ["his?", "Jon Veld"]]


class TestAddressees:
    def told(self, text: str, content: str, cue: str, source: str, *names: str) -> list[str]:
        said = quote(text, content, cue, source, addressees=names)
        return [text[slice(*one)] for one in addressee_spans(text, [said])[0]]

    @pytest.mark.parametrize(
        ("text", "name", "found"),
        [
            ("Oro told Ida Holt it was late", "Ida Holt", ["Ida Holt"]),
            ("Oro told Holt it was late", "Ida Holt", ["Holt"]),
            ("Oro told the crew it was late", "crew", ["the crew"]),
            ("Oro told her it was late", "Ida Holt", ["her"]),
            ("Oro told Ida it was late", "Ida Holt", ["Ida"]),
            ("Oro told the captain it was late", "Ida Holt", ["the captain"]),
            ("Oro told her own crew it was late", "Ida Holt", ["her own crew"]),
            ("Oro told her brother it was late", "Ida Holt", ["her brother"]),
            ("Oro told the AP it was late", "Ida Holt Press", ["the AP"]),
            ("Oro told it was late", "Ida Holt", []),  # that is what is told
            ("Holt waited. Oro told Holt it was late", "Holt", ["Holt"]),
        ],
    )
    def test_by_name_or_pronoun(self, text: str, name: str, found: list[str]) -> None:
        assert self.told(text, "it was late", "told", "Oro", name) == found

    def test_the_subject_of_a_passive(self) -> None:
        text = "She was told it was late"
        assert self.told(text, "it was late", "told", "", "Ida Holt") == ["She"]

    def test_the_nearest_to_the_cue(self) -> None:
        text = "Holt waited. Oro told Holt it was late"
        said = quote(text, "it was late", "told", "Oro", addressees=("Holt",))
        assert addressee_spans(text, [said]) == ([(22, 26)], [])

    def test_around_a_cue_where_somebody_told_is_not_found(self) -> None:
        text = "Oro said it was late"
        said = quote(text, "it was late", "said", "Oro", addressees=("Holt",))
        assert addressee_spans(text, [said]) == ([], [(0, 9)])

    def test_not_in_what_is_said_nor_in_another_paragraph(self) -> None:
        text = "Holt came.\nOro said that Holt was late.\nHolt left."
        assert self.told(text, "that Holt was late", "said", "Oro", "Holt") == []

    def test_nobody_told_or_not_annotated(self) -> None:
        text = "Oro told Holt no"
        assert self.told(text, "no", "told", "Oro") == []
        assert addressee_spans(text, [quote(text, "no", "told", "Oro")]) == ([], [])


GUM = """# newdoc id = x
# newpar
# sent_id = x-1
1\tIda\t_\t_\t_\t_\t_\t_\t_\tEntity=(1
2\tHolt\t_\t_\t_\t_\t_\t_\t_\tEntity=1)
3-4\tdidn’t\t_\t_\t_\t_\t_\t_\t_\t_
3\tdid\t_\t_\t_\t_\t_\t_\t_\t_
4\tn’t\t_\t_\t_\t_\t_\t_\t_\t_
5\tsee\t_\t_\t_\t_\t_\t_\t_\t_
6\ther\t_\t_\t_\t_\t_\t_\t_\tEntity=(2(1)
7\tboat\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|Entity=2)
8\t.\t_\t_\t_\t_\t_\t_\t_\t_

# newpar
# sent_id = x-2
1-2\tShe’s\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
1\tShe\t_\t_\t_\t_\t_\t_\t_\tEntity=(1)
2\t’s\t_\t_\t_\t_\t_\t_\t_\t_
3\t!\t_\t_\t_\t_\t_\t_\t_\tEntity=(3)
"""


def test_ontogum(tmp_path: Path) -> None:
    (tmp_path / "x.conllu").write_text(GUM, encoding="utf-8")
    ((document, found),) = ontogum(tmp_path)
    assert document.id == "x"
    assert document.text is not None
    assert document.text.rstrip() == "Ida Holt didn’t see her boat.\nShe’s!"
    # Those of one mention alone are left out.
    assert shown(document.text, found) == [["Ida Holt", "her?", "She?"]]


HEADER = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"


@pytest.mark.parametrize(
    ("coref", "expected"),
    [
        (("TRUE", "FALSE"), [["Ida Oro", "she?"], ["Pia"]]),
        (("FALSE", "TRUE"), [["Ida Oro"], ["Pia", "she?"]]),
        (("FALSE", "FALSE"), [["Ida Oro"], ["Pia"], ["she?"]]),
    ],
)
def test_gap(tmp_path: Path, coref: tuple[str, str], expected: list[list[str]]) -> None:
    text = '“Ida Oro" met Pia when she left.'
    at = [str(text.index(words)) for words in ("she", "Ida Oro", "Pia")]
    row = ["g", text, "she", at[0], "Ida Oro", at[1], coref[0], "Pia", at[2], coref[1], "u"]
    path = tmp_path / "g.tsv"
    path.write_text(HEADER + "\t".join(row) + "\n", encoding="utf-8")
    ((document, found),) = gap([path])
    assert (document.id, document.text) == ("g", text)
    assert shown(text, found) == expected
