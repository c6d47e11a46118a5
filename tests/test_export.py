"""The formats of other tools: what is written comes back, and what is broken is refused."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import documents

from quoteattr.errors import FormatError
from quoteattr.evaluation.predict import as_quotes
from quoteattr.export import (
    brat,
    from_brat,
    from_columns,
    from_json,
    from_jsonl,
    from_label_studio,
    label_studio,
    to_brat,
    to_columns,
    to_csv,
    to_jsonl,
    to_label_studio,
    to_tei,
    to_web_annotation,
)
from quoteattr.records import Quote, QuoteDocument, Span, Speaker
from quoteattr.words import words

GOLDEN = Path(__file__).parent / "golden" / "export"

# Where str.splitlines, which brat reads by, ends a line.
LINE_ENDS = set("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def golden(name: str) -> str:
    with open(GOLDEN / name, encoding="utf-8", newline="") as file:
        return file.read()


@pytest.fixture(scope="module")
def article() -> QuoteDocument:
    return from_json(golden("article.json"))


def no_line_end(character: str) -> bool:
    return character not in LINE_ENDS


def visible(character: str) -> bool:
    return bool(words(character))


def hangable(document: QuoteDocument) -> bool:
    """Whether somebody who is never mentioned has a character to hang on."""
    people = (*document.speakers, *document.addressees)
    return all(p.mentions for p in people) or bool(words(document.text))


def indented(data: object) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


WRITERS: dict[str, Callable[[QuoteDocument], str]] = {
    "article.txt": lambda d: d.text,
    "article.ann": to_brat,
    "article.columns.tsv": to_columns,
    "article.csv": lambda d: "".join(to_csv([d])),
    "article.speakers.csv": lambda d: "".join(to_csv([d], table="speakers")),
    "article.label-studio.json": lambda d: indented(to_label_studio(d)),
    "article.web-annotation.json": lambda d: indented(to_web_annotation(d)),
    "article.tei.xml": to_tei,
}


@pytest.mark.parametrize("name", WRITERS)
def test_the_article_is_written_as_before(name: str, article: QuoteDocument) -> None:
    assert WRITERS[name](article) == golden(name)


def test_the_article_is_read_back(article: QuoteDocument) -> None:
    assert from_brat(golden("article.txt"), golden("article.ann")) == article
    assert from_columns(golden("article.columns.tsv")) == [article]
    assert from_label_studio(json.loads(golden("article.label-studio.json"))) == article


@pytest.mark.parametrize(
    "write",
    [
        to_brat,
        to_columns,
        to_label_studio,
        to_tei,
        lambda d: list(to_jsonl([d])),
        lambda d: list(to_csv([d])),
        to_web_annotation,
    ],
)
def test_a_lone_surrogate_is_refused(write: Callable[[QuoteDocument], object]) -> None:
    with pytest.raises(FormatError, match="text: code point 5 is a lone surrogate"):
        write(QuoteDocument("half \ud83d a smile"))


BACK: list[Callable[[QuoteDocument], QuoteDocument]] = [
    lambda d: from_json(d.to_json()),
    lambda d: from_brat(d.text, to_brat(d)),
    lambda d: from_columns(to_columns(d))[0],
    lambda d: from_label_studio(json.loads(json.dumps(to_label_studio(d)))),
]


@pytest.mark.parametrize("back", BACK)
def test_a_document_comes_back_as_who_it_is(back: Callable[[QuoteDocument], QuoteDocument]) -> None:
    text = "Mrs Oro never said that it was late."
    meta = {"title": "Nö", "date": "2024-05-03", "tags": ["a", 1, None], "by": {"x": 0.5}}
    oro = Speaker("s1", "Oro", mentions=(Span.of(text, 4, 7),), honorifics=(Span.of(text, 0, 3),))
    quote = Quote(
        id="q1",
        kind="indirect",
        mode="speech",
        content=(Span.of(text, 19, 35),),
        cue=Span.of(text, 14, 18),
        source=Span.of(text, 0, 7),
        speakers=(oro,),
        negated=True,
    )
    whole = QuoteDocument(text, (quote,), (oro,), (), "en", "news/x 1.txt", meta)
    for document in (whole, attrs.evolve(whole, quotes=(), speakers=())):
        found = back(document)
        assert found == document
        assert (found.id, found.meta) == ("news/x 1.txt", meta)


def test_of_two_cues_drawn_the_first_counts() -> None:
    text = "Oro told us that it was late, she said."
    lines = [f"T{n}\t{role} {a} {b}\t{text[a:b]}" for n, (role, a, b) in enumerate(
        [("Quote", 17, 28), ("Cue", 34, 38), ("Cue", 4, 8)], 1
    )]  # fmt: skip
    document = from_brat(text, "\n".join([*lines, "E1\tQuote:T1 Cue:T2 Cue2:T3"]))
    assert document[0].cue == Span.of(text, 4, 8)


def test_other_formats_say_who_a_document_is(article: QuoteDocument) -> None:
    page = to_web_annotation(article)
    assert (page["document"], page["meta"]) == (article.id, article.meta)
    tei = to_tei(article)
    assert "<titleStmt><title>The ferry to Lunnick</title></titleStmt>" in tei
    for part in ("<idno>lunnick</idno>", "<date>2024-03-01</date>", "Harbour News</note>"):
        assert part in tei


# --- JSON Lines


@given(st.lists(documents(), max_size=3))
def test_jsonl_gives_documents_back(given_documents: list[QuoteDocument]) -> None:
    lines = list(to_jsonl(given_documents))
    assert list(from_jsonl(lines)) == given_documents
    assert list(from_jsonl("".join(lines).split("\n"))) == given_documents


def test_jsonl_says_which_line_is_wrong(article: QuoteDocument) -> None:
    good = next(to_jsonl([article]))
    bad = good.replace('"kind": "mixed"', '"kind": "both"')
    with pytest.raises(FormatError) as caught:
        list(from_jsonl([good, "\n", bad]))
    assert caught.value.where == "line 3: quotes[2].kind"


# --- brat


@given(documents(no_line_end, ordered=True))
def test_brat_gives_the_document_back(document: QuoteDocument) -> None:
    assume(hangable(document))
    assert from_brat(document.text, to_brat(document)) == document


class BratRules:
    """A second, small reader, after the rules by which brat 1.3 accepts a file."""

    def __init__(self, text: str, annotations: str) -> None:
        self.text = text
        self.stretches: dict[str, tuple[str, list[tuple[int, int]]]] = {}
        self.events: dict[str, tuple[str, str, list[tuple[str, str]]]] = {}
        self.attributes: list[tuple[str, str, str]] = []
        ids: list[str] = []
        for line in annotations.splitlines():
            id_, data, *rest = line.split("\t", 2)
            ids.append(id_)
            kind, _, values = data.partition(" ")
            if id_[0] == "T":
                self.stretch(id_, kind, values, rest[0])
            elif id_[0] == "E":
                type_, trigger = kind.split(":")
                pairs = [tuple(pair.split(":")) for pair in values.split()]
                self.events[id_] = (type_, trigger, pairs)  # type: ignore[assignment]
            elif id_[0] == "A":
                target, _, value = values.partition(" ")
                self.attributes.append((kind, target, value))
            else:
                assert id_[0] == "#"
                assert kind == "AnnotatorNotes"
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[TEA#]\d+", id_) for id_ in ids)
        self.check_references()

    def stretch(self, id_: str, type_: str, values: str, words_: str) -> None:
        places = [tuple(map(int, place.split(" "))) for place in values.split(";")]
        before = 0
        for start, end in places:
            assert before <= start < end <= len(self.text)
            before = end
        assert words_ == " ".join(self.text[a:b] for a, b in places)
        self.stretches[id_] = (type_, places)  # type: ignore[assignment]

    def check_references(self) -> None:
        for type_, trigger, pairs in self.events.values():
            assert self.stretches[trigger][0] == type_
            for _, target in pairs:
                assert target in self.stretches or target in self.events
        assert all(target in self.events for _, target, _ in self.attributes)

    def words(self, stretch: str) -> str:
        """The words of a stretch, from its first piece to its last."""
        places = self.stretches[stretch][1]
        return self.text[places[0][0] : places[-1][1]]


@given(documents(no_line_end))
def test_brat_files_keep_to_the_rules_of_brat(document: QuoteDocument) -> None:
    assume(hangable(document))
    read = BratRules(document.text, to_brat(document))
    quotes = [event for event in read.events.values() if event[0] == "Quote"]
    assert len(quotes) == len(document.quotes)
    for quote, (_, trigger, pairs) in zip(document.quotes, quotes, strict=True):
        roles = [(re.sub(r"\d+$", "", role), target) for role, target in pairs]
        found = [read.words(t) for role, t in roles if role == "Content"]
        assert [read.words(trigger), *found] == [span.text for span in quote.content]
        cues = [read.words(t) for role, t in roles if role == "Cue"]
        assert cues == ([quote.cue.text] if quote.cue else [])
        assert len([t for role, t in roles if role == "Speaker"]) == len(quote.speakers)


def test_the_configuration_of_brat_knows_what_is_written(article: QuoteDocument) -> None:
    sections: dict[str, dict[str, str]] = {}
    for line in brat.configuration().splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line:
            name, _, rest = line.partition("\t")
            section[name] = rest
    read = BratRules(article.text, to_brat(article))
    for type_, _ in read.stretches.values():
        assert type_ in sections["entities"] or type_ in sections["events"]
    for type_, _, pairs in read.events.values():
        known = {
            re.sub(r"\W.*", "", argument) for argument in sections["events"][type_].split(", ")
        }
        assert {re.sub(r"\d+$", "", role) for role, _ in pairs} <= known
    for name, target, value in read.attributes:
        arg, _, values = sections["attributes"][name].partition(", Value:")
        assert read.events[target][0] in arg.removeprefix("Arg:").split("|")
        assert value in values.split("|") or not values


NEWS = "“Go,” said Ida. “Now!” Later she told us it was “cold”."


def test_brat_is_told_that_stretches_may_overlap() -> None:
    # Without this line its server marks each of them as an error.
    lines = brat.configuration().split("[relations]\n")[1].split("[events]")[0].splitlines()
    assert lines[0] == "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"


def test_words_between_two_pairs_of_marks_are_mixed() -> None:
    document = from_brat("It was “bad” or “sad”.", "T1\tQuote 7 21\t“bad” or “sad”\nE1\tQuote:T1\n")
    assert document.quotes[0].kind == "mixed"


def test_brat_takes_what_an_annotator_drew() -> None:
    annotations = """\
T1\tQuote 0 5;16 22\t“Go,” “Now!”
T2\tCue 6 10\tsaid
T3\tSpeaker 11 14\tIda
T4\tMention 29 32\tshe
T9\tQuote 41 54\tit was “cold”
E1\tQuote:T1 Cue:T2 Speaker:E7
E7\tSpeaker:T3 Mention:T4
E9\tQuote:T9 Speaker:E7 Parent:E1
A1\tMode E9 thought
R1\tNearby Arg1:T1 Arg2:T2
#1\tAnnotatorNotes E1\tsure of this one
"""
    document = from_brat(NEWS, annotations)
    first, second = document.quotes
    (ida,) = document.speakers
    assert [span.text for span in first.content] == ["“Go,”", "“Now!”"]
    assert (first.id, first.kind, first.mode, first.confidence) == ("q1", "direct", "speech", 1.0)
    assert (second.id, second.kind, second.mode) == ("q2", "mixed", "thought")
    assert second.parent == first
    assert first.speakers == second.speakers == (ida,)
    assert (ida.id, ida.name, [m.text for m in ida.mentions]) == ("s1", "Ida", ["Ida", "she"])


def test_brat_reads_files_with_windows_line_ends(article: QuoteDocument) -> None:
    windows = golden("article.ann").replace("\n", "\r\n")
    assert from_brat(article.text, windows) == article


Q = "T1\tQuote 0 5\t“Go,”\nE1\tQuote:T1"
BROKEN_BRAT = [
    ("nonsense", "line 1", "is not an annotation"),
    ("T1 Quote 0 5 “Go,”", "line 1", "is not an annotation"),
    ("T1\tQuote 0 5\t“Go.”", "line 1", "says '“Go.”', but the text has '“Go,”'"),
    ("T1\tQuote 0 99\t“Go,”", "line 1", "runs from 0 to 99"),
    ("T1\tQuote 5 5\t", "line 1", "runs from 5 to 5"),
    (f"{Q}\nT1\tCue 6 10\tsaid", "line 3", "T1 stands twice"),
    (f"{Q}\nE1\tQuote:T1", "line 3", "E1 stands twice"),
    ("T1\tShout 0 5\t“Go,”\nE1\tShout:T1", "line 2", "of type 'Shout'"),
    ("E1\tQuote:T1", "E1", "Content is T1, which is not a stretch"),
    (f"{Q} Cue:T2", "E1", "Cue is T2, which is not a stretch"),
    (f"{Q} Speaker:E2", "E1", "Speaker is E2, which is not a Speaker or Addressee event"),
    (f"{Q} Speaker:T1", "E1", "Speaker is T1, which is no"),
    (f"{Q} Owner:T1", "E1", "has an argument 'Owner'"),
    (f"{Q} Parent:E1", "E1", "stands inside itself"),
    (f"{Q}\nA1\tKind E1 loud", "E1.kind", "it must be one of 'direct'"),
    (f'{Q}\n#1\tAnnotatorNotes E1\t{{"confidence": 7}}', "E1.confidence", "it must lie in"),
    (f'{Q}\n#1\tAnnotatorNotes E1\t{{"id": []}}', "E1.id", "it must be a string"),
    (f"{Q}\n#1\tAnnotatorNotes E1\t{{oh", "line 3", "holds a note that is not JSON"),
]


@pytest.mark.parametrize(("annotations", "where", "reason"), BROKEN_BRAT)
def test_broken_brat_is_refused(annotations: str, where: str, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        from_brat(NEWS, annotations)
    assert caught.value.where == where
    assert reason in caught.value.reason


def test_brat_cannot_hold_a_span_of_line_ends() -> None:
    text = "a\n\nb"
    quote = Quote("q1", "indirect", "speech", (Span.of(text, 1, 3),))
    with pytest.raises(FormatError, match="q1: has a span of nothing but line ends"):
        to_brat(QuoteDocument(text, (quote,)))


def test_somebody_without_mention_needs_a_character_to_hang_on() -> None:
    nobody = Speaker("s1", "the board")
    document = QuoteDocument("Ha!", (), (nobody,))
    assert from_brat("Ha!", to_brat(document)) == document
    with pytest.raises(FormatError, match="speaker s1: is never mentioned"):
        to_brat(attrs.evolve(document, text=" \n"))


# --- Label Studio


@given(documents(ordered=True))
def test_label_studio_gives_the_document_back(document: QuoteDocument) -> None:
    assume(hangable(document))
    task = json.loads(json.dumps(to_label_studio(document)))
    assert from_label_studio(task) == document


@pytest.mark.parametrize("wrong", [[[0]], [3], "here", [["a", "b"]], None])
def test_offsets_that_somebody_broke_are_refused(wrong: Any, article: QuoteDocument) -> None:
    broken = to_brat(article).replace(
        json.dumps([[s.start, s.end] for s in article.quotes[0].speaker_evidence]),
        json.dumps(wrong),
    )
    with pytest.raises(FormatError, match="speaker_evidence"):
        from_brat(article.text, broken)


def corrected(article: QuoteDocument) -> dict[str, Any]:
    """A task as it comes back: new ids, an annotation beside the prediction, no scores."""
    task = to_label_studio(article)
    renamed = re.sub(r'"(i\d+p\d+)"', r'"new-\1"', json.dumps(task["predictions"][0]["result"]))
    result = json.loads(renamed)
    for entry in result:
        entry.pop("score", None)
    skipped = {"result": [], "was_cancelled": True}
    return {**task, "annotations": [{"result": result}, skipped]}


def test_a_correction_counts_more_than_the_prediction(article: QuoteDocument) -> None:
    task = corrected(article)
    result = task["annotations"][0]["result"]
    kinds = [r for r in result if r.get("from_name") == "kind"]
    kinds[2]["value"]["choices"] = ["indirect"]
    back = from_label_studio(task)
    assert [q.kind for q in article.quotes[:3]] == ["direct", "direct", "mixed"]
    assert [q.kind for q in back.quotes[:3]] == ["direct", "direct", "indirect"]
    assert {q.confidence for q in back.quotes} == {1.0}
    assert back.speakers == article.speakers
    assert [q.id for q in back.quotes] == [q.id for q in article.quotes]


def taken_over(article: QuoteDocument) -> dict[str, Any]:
    """A task as Label Studio 1.23 exports it, whose prediction somebody took over as it was.

    Predictions are numbers there, the annotation holds the one that it started from, and each
    region says where it comes from.
    """
    task = to_label_studio(article)
    (prediction,) = task["predictions"]
    result = json.loads(json.dumps(prediction["result"]))
    for entry in result:
        if entry["type"] != "relation":
            entry["origin"] = "prediction"
    annotation = {"result": result, "prediction": prediction, "parent_prediction": 7}
    return {**task, "predictions": [7], "annotations": [annotation]}


def test_a_prediction_that_was_taken_over_is_the_document(article: QuoteDocument) -> None:
    assert article.model == "en"
    assert from_label_studio(taken_over(article)) == article


def deleted(task: dict[str, Any], id_: str) -> list[dict[str, Any]]:
    """The results without a region and its relations, as Label Studio deletes it."""
    annotation = task["annotations"][0]
    ends = ("id", "from_id", "to_id")
    annotation["result"] = [r for r in annotation["result"] if id_ not in map(r.get, ends)]
    return annotation["result"]


def test_the_parts_of_a_deleted_quote_go_with_it(article: QuoteDocument) -> None:
    task = taken_over(article)
    # a quote that no other stands in
    gone = next(q for q in article.quotes if q not in [other.parent for other in article.quotes])
    (id_,) = {
        r["id"]
        for r in task["annotations"][0]["result"]
        if f"id: {gone.id}" in r.get("meta", {}).get("text", ())
    }
    result = deleted(task, id_)
    assert gone.cue or gone.source
    back = from_label_studio(task)
    assert [q.id for q in back.quotes] == [q.id for q in article.quotes if q is not gone]
    assert [s.name for s in back.speakers] == [s.name for s in article.speakers]
    for entry in result:
        if entry.get("origin"):
            entry["origin"] = "manual"
    with pytest.raises(FormatError, match="belongs to nothing"):
        from_label_studio(task)


def test_a_quote_parted_from_its_outer_one_stands_alone(article: QuoteDocument) -> None:
    inner = next(q for q in article.quotes if q.parent is not None)
    parted = attrs.evolve(article, quotes=(inner,))
    alone = attrs.evolve(inner, parent=None)
    for back in (
        from_json(parted.to_json()),
        from_brat(parted.text, to_brat(parted)),
        from_label_studio(to_label_studio(parted)),
    ):
        assert [(q.id, q.content, q.parent) for q in back] == [(alone.id, alone.content, None)]
    assert [q["parent"] for q in as_quotes(parted)] == [None]


def test_a_task_that_nobody_annotated_says_so(article: QuoteDocument) -> None:
    task = {**to_label_studio(article), "annotations": [], "predictions": [7]}
    with pytest.raises(FormatError, match=r"predictions: are only numbers.*annotate the task"):
        from_label_studio(task)


def region(id_: str, label: str, words_: str) -> dict[str, Any]:
    start = NEWS.index(words_)
    value = {"start": start, "end": start + len(words_), "text": words_, "labels": [label]}
    return {"id": id_, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def arrow(start: str, end: str, **more: Any) -> dict[str, Any]:
    return {"type": "relation", "from_id": start, "to_id": end, "direction": "right", **more}


def task_of(*results: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"text": NEWS}, "annotations": [{"result": list(results)}]}


def test_label_studio_takes_what_an_annotator_drew() -> None:
    document = from_label_studio(
        task_of(
            region("b", "Quote", "it was “cold”"),
            region("a", "Quote", "“Go,”"),
            region("c", "Content", "“Now!”"),
            region("d", "Speaker", "Ida"),
            region("e", "Mention", "she"),
            arrow("a", "c"),
            arrow("d", "a", direction="left", labels=["Speaker"]),
            arrow("b", "d"),
            arrow("d", "e", labels=[]),
        )
    )
    first, second = document.quotes
    (ida,) = document.speakers
    assert [span.text for span in first.content] == ["“Go,”", "“Now!”"]
    assert (first.id, first.kind, second.id, second.kind) == ("q1", "direct", "q2", "mixed")
    assert first.speakers == second.speakers == (ida,)
    assert [mention.text for mention in ida.mentions] == ["Ida", "she"]


GO, IDA, CUE = (
    region("a", "Quote", "“Go,”"),
    region("d", "Speaker", "Ida"),
    region("c", "Cue", "said"),
)
FAR = {"start": 50, "end": 70, "labels": ["Quote"]}
FIRST = "annotations[0].result[0]"
BROKEN_TASKS: list[tuple[Any, str, str]] = [
    ([], "data.text", "is missing"),
    ({"data": {"text": 5}}, "data.text", "is missing"),
    ({"data": {"text": NEWS}}, "annotations", "are missing"),
    ({"data": {"text": NEWS}, "annotations": [{}]}, "annotations[0].result", "is missing"),
    (task_of({**GO, "value": {}}), FIRST, "lacks a field"),
    (task_of({**GO, "value": FAR}), FIRST, "runs from 50 to 70"),
    (
        task_of({**GO, "value": {**GO["value"], "start": 1}}),
        FIRST,
        "says '“Go,”', but the text has",
    ),
    (task_of({**GO, "value": {**GO["value"], "start": "0"}}), FIRST, "no whole numbers"),
    (task_of(region("a", "Shout", "“Go,”")), FIRST, "the label 'Shout'"),
    (task_of(GO, CUE), "region c", "Cue 'said' belongs to nothing"),
    (task_of(arrow("a", "b")), FIRST, "leads to 'a', which is not a region"),
    (
        task_of(arrow("a", "c"), GO, region("c", "Role", "said")),
        FIRST,
        "leads from a Quote to a Role",
    ),
    (task_of(arrow("c", "a"), GO, CUE), FIRST, "starts at a Cue"),
    (
        task_of(arrow("a", "d", labels=["Parent"]), GO, IDA),
        FIRST,
        "as 'Parent', which means nothing",
    ),
    (task_of(arrow("a", "a"), GO), "region a", "stands inside itself"),
]


@pytest.mark.parametrize(("task", "where", "reason"), BROKEN_TASKS)
def test_broken_tasks_are_refused(task: Any, where: str, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        from_label_studio(task)
    assert caught.value.where == where
    assert reason in caught.value.reason


def test_the_labelling_interface_knows_what_is_written(article: QuoteDocument) -> None:
    from xml.etree import ElementTree

    view = ElementTree.fromstring(label_studio.configuration())
    labels = {tag.get("value") for tag in view.iter("Label")}
    relations = {tag.get("value") for tag in view.iter("Relation")}
    choices = {
        tag.get("name"): {choice.get("value") for choice in tag} for tag in view.iter("Choices")
    }
    areas = {tag.get("name") for tag in view.iter("TextArea")}
    for result in to_label_studio(article)["predictions"][0]["result"]:
        if result["type"] == "labels":
            assert set(result["value"]["labels"]) <= labels
        elif result["type"] == "relation":
            assert set(result["labels"]) <= relations
        elif result["type"] == "choices":
            assert set(result["value"]["choices"]) <= choices[result["from_name"]]
        else:
            assert result["from_name"] in areas


# --- columns


@given(documents(visible, apart=True, ordered=True))
def test_columns_give_the_document_back(document: QuoteDocument) -> None:
    assume(hangable(document))
    assert from_columns(to_columns(document)) == [document]


@given(st.lists(documents(visible, apart=True, ordered=True), max_size=3))
def test_columns_of_several_documents_follow_one_another(several: list[QuoteDocument]) -> None:
    assume(all(map(hangable, several)))
    assert from_columns("".join(map(to_columns, several))) == several


def test_labels_may_be_changed(article: QuoteDocument) -> None:
    changed = re.sub(r"(\tThe\t74\t77)\tI-q1", r"\1\tB-q1", golden("article.columns.tsv"))
    (back,) = from_columns(changed)
    texts = [span.text for span in back.quotes[0].content]
    assert texts == ["“", "The hull is worse than we feared,”", "“Nobody sails before May.”"]


def test_bare_labels_are_enough() -> None:
    lines = ['# text = "Ida said no."', *(
        "\t".join(["1", form, str(a), str(b), content, cue, "O", mention, "O", "O"])
        for form, a, b, content, cue, mention in [
            ("Ida", 0, 3, "O", "O", "B-s1"),
            ("said", 4, 8, "O", "B-q1", "O"),
            ("no", 9, 11, "B-q1", "O", "O"),
        ]
    )]  # fmt: skip
    (document,) = from_columns("\n".join(lines))
    assert document.quotes[0].text == "no"
    assert document.quotes[0].kind == "indirect"
    assert document.speakers[0].name == "Ida"


ROW = "1\tno\t0\t2\tB-q1" + "\tO" * 5
TEXT = '# text = "no no"'
BROKEN_COLUMNS = [
    (ROW, "line 1", "stands before its text"),
    ("# newdoc id = 1", "line 1", "has no text"),
    ('# text = "no', "line 1", "is a comment that is not JSON"),
    ("# text = 5", "line 1", "must be a string"),
    (f"{TEXT}\n# quote = 5", "line 2", "must be an object with an id"),
    (f'{TEXT}\n# quote = {{"id": "q1"}}\n# quote = {{"id": "q1"}}', "line 3", "stands twice"),
    (f"{TEXT}\n1\tno\t0\t2", "line 2", "has 4 columns instead of 10"),
    (f"{TEXT}\n{ROW.replace('no', 'yes')}", "line 2", "says 'yes', but the text has 'no'"),
    (f"{TEXT}\n{ROW.replace('2', '9')}", "line 2", "runs from 0 to 9"),
    (f"{TEXT}\n{ROW}\n{ROW}", "line 3", "runs from 0 to 2, after 2"),
    (f"{TEXT}\n{ROW.replace('2', 'two')}", "line 2", "has 'two' as an offset"),
    (f"{TEXT}\n{ROW.replace('B-', 'X-')}", "line 2", "has the label 'X-q1'"),
    (f"{TEXT}\n{ROW.replace('B-', 'I-')}", "line 2", "I-q1 continues nothing"),
    (f'{TEXT}\n# quote = {{"id": "q1"}}', "q1", "has no content"),
    (f'{TEXT}\n# quote = {{"id": "q1", "speakers": ["s9"]}}\n{ROW}', "q1.speakers", "nobody's id"),
    (f'{TEXT}\n# quote = {{"id": "q1", "parent": "q1"}}\n{ROW}', "q1", "stands inside itself"),
    (f'{TEXT}\n# quote = {{"id": "q1", "mode": "song"}}\n{ROW}', "q1.mode", "must be one of"),
    (f'{TEXT}\n# quote = {{"id": "q1", "parent": 1}}\n{ROW}', "q1.parent", "must be an id"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "where", "reason"), BROKEN_COLUMNS)
def test_broken_columns_are_refused(data: str, where: str, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        from_columns(data)
    assert caught.value.where == where
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("id_", "content", "reason"),
    [
        ("q 1", [(0, 1)], "holds white space"),
        ("q1", [(1, 2)], "has a span without a word"),
        ("q1", [(0, 3), (2, 5)], "cross"),
    ],
)
def test_what_columns_cannot_hold(id_: str, content: list[tuple[int, int]], reason: str) -> None:
    text = "a b c"
    spans = tuple(Span.of(text, a, b) for a, b in content)
    with pytest.raises(FormatError, match=reason):
        to_columns(QuoteDocument(text, (Quote(id_, "indirect", "speech", spans),)))


@pytest.mark.parametrize(
    "mentions",
    [
        [(0, 18), (11, 18)],
        [(0, 18), (2, 7)],
        [(0, 7), (0, 18), (2, 7), (19, 23)],
        [(0, 1), (0, 18), (2, 7), (8, 18), (11, 18)],
        [(0, 7), (8, 18)],
    ],
)
def test_columns_hold_a_mention_inside_another(mentions: list[tuple[int, int]]) -> None:
    """As "a study by the Port Institute" holds "the Port Institute"."""
    text = "A study by Veld It said no."
    who = Speaker("s1", "Veld", mentions=tuple(Span.of(text, a, b) for a, b in mentions))
    other = Speaker("s2", "study", mentions=(Span.of(text, 2, 7),))
    document = QuoteDocument(text, (), (who, other))
    assert from_columns(to_columns(document)) == [document]


def test_inner_spans_of_columns_end_first() -> None:
    text = "A study by Veld"
    who = Speaker("s1", "Veld", mentions=(Span.of(text, 0, 15), Span.of(text, 2, 7)))
    rows = [
        line.split("\t")[7]
        for line in to_columns(QuoteDocument(text, (), (who,))).split("\n")[7:11]
    ]
    assert rows == ["B-s1", "I-s1|B-s1", "I-s1", "I-s1"]


# --- Web Annotation


def expanded(page: dict[str, Any]) -> dict[str, Any]:
    """The page by its full names; the context of the W3C from a file of our own."""
    jsonld = pytest.importorskip("pyld", reason="pyld is not installed").jsonld

    def load(url: str, _: object) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        context = json.loads(golden("anno-context.json"))
        return {"contextUrl": None, "documentUrl": url, "document": context}

    (found,) = jsonld.expand(page, {"documentLoader": load})
    assert isinstance(found, dict)
    return found


def keys(data: object) -> set[str]:
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in keys(value)}
    return {key for value in data for key in keys(value)} if isinstance(data, list) else set()


def test_no_word_of_a_web_annotation_is_lost(article: QuoteDocument) -> None:
    page = to_web_annotation(attrs.evolve(article, id="https://news.example/lunnick", meta={}))
    assert page["id"] == "https://news.example/lunnick#quoteattr"
    found = expanded(page)
    known = ("http://www.w3.org/", "http://purl.org/", "http://xmlns.com/", "urn:quoteattr:")
    assert all(key.startswith("@") or key.startswith(known) for key in keys(found))
    # Every key of the page has become one; what no context knows is dropped on expansion.
    del page["@context"]
    ours = keys(page) - {"id", "type"}
    assert len(ours) == len(keys(found) - {"@id", "@type", "@value", "@list", "@language"})


@given(documents())
def test_web_annotations_select_the_content(document: QuoteDocument) -> None:
    page = to_web_annotation(document)
    assert len(page["items"]) == len(document.quotes)
    for quote, annotation in zip(document.quotes, page["items"], strict=True):
        for span, target in zip(quote.content, annotation["target"], strict=True):
            words_, place = target["selector"]
            assert document.text[place["start"] : place["end"]] == words_["exact"] == span.text
            around = words_["prefix"] + words_["exact"] + words_["suffix"]
            assert document.text[place["start"] - len(words_["prefix"]) :].startswith(around)


@given(documents())
def test_web_annotations_are_json_ld(document: QuoteDocument) -> None:
    oa = "http://www.w3.org/ns/oa#"
    page = expanded(to_web_annotation(document))
    (items,) = page["http://www.w3.org/ns/activitystreams#items"]
    assert len(items["@list"]) == len(document.quotes)
    for quote, annotation in zip(document.quotes, items["@list"], strict=True):
        assert annotation["@type"] == [f"{oa}Annotation"]
        assert len(annotation[f"{oa}hasTarget"]) == len(quote.content)
        assert {m["@id"] for m in annotation[f"{oa}motivatedBy"]} == {
            f"{oa}identifying",
            f"{oa}classifying",
        }
