"""The whole way with a model: golden cases, offsets, many texts at once, what is left out."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import every_span

import quoteattr
from quoteattr.attribution.confidence import Confidence
from quoteattr.attribution.pieces import PIECES_FILE
from quoteattr.attribution.records import Attribution, selected
from quoteattr.errors import TextContentError
from quoteattr.inputs import check_text
from quoteattr.records import FailedDocument, Quote, QuoteDocument

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads(
    (HERE / "golden" / "quotes.json").read_text(encoding="utf-8")
)
ARTICLES = [
    path.read_text(encoding="utf-8")
    for path in sorted((HERE.parent / "examples" / "articles").glob("*.txt"))
]


def golden() -> list[Any]:
    return [
        pytest.param(
            case["text"],
            case["quotes"],
            id=case["id"],
            marks=[pytest.mark.xfail(reason=case["xfail"], raises=AssertionError)]
            if "xfail" in case
            else [],
        )
        for case in CASES
    ]


def plain(quote: Quote, quotes: tuple[Quote, ...]) -> dict[str, Any]:
    """Everything that a golden case may ask for."""
    first = next(iter(quote.speakers), None)
    reason = first.anonymity_reason if first else None
    return {
        "content": [span.text for span in quote.content],
        "cue": [str(quote.cue)] if quote.cue else [],
        "source": [str(quote.source)] if quote.source else [],
        "speakers": [speaker.name for speaker in quote.speakers],
        "addressees": [speaker.name for speaker in quote.addressees],
        "kind": quote.kind,
        "mode": quote.mode,
        "parent": None if quote.parent is None else quotes.index(quote.parent),
        "anonymous": first.anonymous if first else False,
        "reason": reason.text if reason else "",
    }


@pytest.mark.parametrize(("text", "expected"), golden())
def test_golden(text: str, expected: list[dict[str, Any]], extractor: quoteattr.Extractor) -> None:
    quotes = extractor(text).quotes
    found = [plain(quote, quotes) for quote in quotes]
    # A case states what it is about; a quote that it does not state must not be there.
    asked = [
        {field: value for field, value in ours.items() if field in stated}
        for ours, stated in zip(found, expected, strict=False)
    ]
    assert asked + found[len(expected) :] == expected


CLAUSES = (
    "‘I have never seen such a queue,’ said Rosa Dunne, who runs the kiosk.\n\n"
    "Ilse Varga, who said that the quay was unsafe, has left the town."
)


def test_sources_follow_the_guideline(extractor: quoteattr.Extractor) -> None:
    nouns, as_marked = extractor(CLAUSES), quoteattr.load(guideline="polnear")(CLAUSES)
    assert [str(q.source) for q in nouns] == ["Rosa Dunne", "Ilse Varga"]
    # PolNeAR keeps the pronoun; who is meant is known all the same.
    assert str(as_marked[1].source) == "who"
    assert [s.name for s in as_marked.quotes[1].speakers] == ["Ilse Varga"]


def test_golden_ids_are_unique() -> None:
    ids = [case["id"] for case in CASES]
    assert len(set(ids)) == len(ids)


def check(text: str, document: QuoteDocument) -> None:
    """What holds for the document of any text."""
    assert document.text == text
    for span in every_span(document):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    people = {speaker.id for speaker in (*document.speakers, *document.addressees)}
    assert len(people) == len(document.speakers) + len(document.addressees)
    earlier: list[Quote] = []
    for quote in document.quotes:
        assert quote.content
        assert 0 <= quote.confidence <= 1
        assert 0 <= quote.speaker_confidence <= 1
        assert quote.parent is None or quote.parent in earlier
        assert {s.id for s in quote.speakers} <= {s.id for s in document.speakers}
        assert {s.id for s in quote.addressees} <= people
        earlier.append(quote)
    assert [q.id for q in document.quotes] == [f"q{i + 1}" for i in range(len(document))]
    starts = [quote.start for quote in document.quotes]
    assert starts == sorted(starts)


# What a feed of news may hold that a clean article does not.
PIECES = (
    "“The sluice is open,” said Ida Brandt.",
    "Jon Marsh told reporters that nobody knew.",
    "“Go,” he said. “Go on.",
    "“And do not stop.”",
    "according to the Water Board",
    "officials who asked not to be named because",
    "e\u0301a\u0308\u0300",
    "👩‍👩‍👧 👍🏽",
    "\r\n",
    "\r",
    "\n\n",
    "\t",
    "\u00a0",
    "\u2009",
    "\ufeff",
    "\u200b\u200d",
    "\x00\x07\x1b[31m",
    "\x85\u2028\u2029",
    "قال الوزير: «لا تعليق»",
    "\u202eabc\u202c",
    "<p>“No,” said <b>Ida</b>.</p>",
    "&quot;No,&quot; she said &amp; left",
    "大臣は「反対だ」と述べた。",
    "„Nein“, sagte er.",
    '"', "'", "“", "”", "‘", "’", "«", "»", "`", "''", "5' 11\"",
    "Mr.", "A.B.C.", "www.example.org/a?b=c#d", "...", "—", "(", ")", "1,000.50", "I",
)  # fmt: skip


def is_read(text: str) -> bool:
    """Not refused as a path or an address; what is refused is for test_inputs to say."""
    try:
        check_text(text)
    except TextContentError:
        return False
    return True


TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
).filter(is_read)


@settings(max_examples=60)
@given(text=TEXTS)
def test_offsets_hold_on_any_text(guesser: quoteattr.Extractor, text: str) -> None:
    check(text, guesser(text))


@pytest.mark.parametrize("text", ARTICLES[:3], ids=range(3))
def test_offsets_hold_on_articles(extractor: quoteattr.Extractor, text: str) -> None:
    document = extractor(text)
    check(text, document)
    assert len(document) > 5
    assert QuoteDocument.from_json(document.to_json()) == document


def test_line_ends_move_nothing_but_offsets(extractor: quoteattr.Extractor) -> None:
    text = ARTICLES[0]
    unix, dos = extractor(text), extractor(text.replace("\n", "\r\n"))
    assert [q.text for q in dos] == [q.text for q in unix]


def alike(documents: list[Any]) -> list[Any]:
    """Documents without their confidences, whose last digits depend on the batch."""
    return [
        attrs.evolve(d, quotes=tuple(map(unsure, d.quotes))) if isinstance(d, QuoteDocument) else d
        for d in documents
    ]


def unsure(quote: Quote) -> Quote:
    return attrs.evolve(
        quote,
        confidence=0.0,
        speaker_confidence=0.0,
        parent=quote.parent and unsure(quote.parent),
    )


SHORT = [case["text"] for case in CASES][:14]


class TestPipe:
    @pytest.mark.parametrize("batch_size", [1, 3, 64])
    def test_equals_one_by_one(self, extractor: quoteattr.Extractor, batch_size: int) -> None:
        texts = [*SHORT, ARTICLES[0], ""]
        together = list(extractor.pipe(texts, batch_size=batch_size))
        assert alike(together) == alike([extractor(text) for text in texts])

    def test_two_processes(self, guesser: quoteattr.Extractor) -> None:
        texts: list[Any] = [*SHORT[:5], None, *SHORT[5:9]]
        pairs = [(text, {"id": n}) for n, text in enumerate(texts)]
        pipe = guesser.pipe(pairs, as_tuples=True, batch_size=2, n_process=2, on_error="return")
        found = [document for document, _ in pipe]
        assert [document.id for document in found] == [str(n) for n in range(len(texts))]
        failed = found.pop(5)
        assert isinstance(failed, FailedDocument)
        assert failed.index == 5
        assert isinstance(failed.error, quoteattr.TextTypeError)
        assert failed.error.found == "NoneType"
        alone = [guesser(text, id=d.id, meta=d.meta) for text, d in zip(SHORT, found, strict=False)]
        assert alike(found) == alike(alone)

    def test_order_is_kept(self, guesser: quoteattr.Extractor) -> None:
        texts = [f"“Number {n},” said Ida Brandt." for n in range(9)]
        assert [d.text for d in guesser.pipe(texts, batch_size=4) if d.ok] == texts

    def test_nothing(self, guesser: quoteattr.Extractor) -> None:
        assert list(guesser.pipe([])) == []

    def test_takes_texts_as_it_goes(self, guesser: quoteattr.Extractor) -> None:
        taken = []

        def endless() -> Iterator[str]:
            for n in itertools.count():
                taken.append(n)
                yield f"“Number {n},” said Ida Brandt."

        found = list(itertools.islice(guesser.pipe(endless(), batch_size=2), 3))
        assert [d.text for d in found if d.ok] == [
            f"“Number {n},” said Ida Brandt." for n in range(3)
        ]
        assert len(taken) == 4

    def test_takes_nothing_before_it_is_asked(self, guesser: quoteattr.Extractor) -> None:
        def broken() -> Iterator[str]:
            raise AssertionError("asked")
            yield ""

        guesser.pipe(broken())

    def test_progress_changes_nothing(
        self, guesser: quoteattr.Extractor, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with_bar = list(guesser.pipe(SHORT[:3], progress=True))
        assert with_bar == list(guesser.pipe(SHORT[:3]))
        out, err = capsys.readouterr()
        assert out == ""
        assert "3/3" in err

    @pytest.mark.parametrize("bad", [None, b"bytes", 3])
    def test_return_puts_a_failure_in_its_place(
        self, guesser: quoteattr.Extractor, bad: Any
    ) -> None:
        texts = [*SHORT[:4], bad, *SHORT[4:7]]
        found = list(guesser.pipe(texts, batch_size=3, on_error="return"))
        failed = found.pop(4)
        assert isinstance(failed, FailedDocument)
        assert failed.index == 4
        assert isinstance(failed.error, quoteattr.TextTypeError)
        assert alike(found) == alike([guesser(text) for text in SHORT[:7]])

    def test_raise_comes_after_what_was_good(self, guesser: quoteattr.Extractor) -> None:
        texts: list[Any] = [*SHORT[:4], None, SHORT[5]]
        documents = guesser.pipe(texts, batch_size=3)
        assert [d.text for d in itertools.islice(documents, 4) if d.ok] == SHORT[:4]
        told = "document 4: a document must be a str, .* pass ''.*on_error=\"return\""
        with pytest.raises(quoteattr.TextTypeError, match=told):
            next(documents)

    def test_an_unforeseen_error_is_wrapped(self, guesser: quoteattr.Extractor) -> None:
        broken = breaking(guesser, SHORT[4])
        found = list(broken.pipe(SHORT[:7], batch_size=3, on_error="return"))
        failed = found.pop(4)
        assert isinstance(failed, FailedDocument)
        assert failed.index == 4
        assert isinstance(failed.error, quoteattr.ExtractionError)
        assert failed.error.reason == "ZeroDivisionError: no such luck"
        assert isinstance(failed.error.__cause__, ZeroDivisionError)
        assert alike(found) == alike([guesser(t) for t in (*SHORT[:4], *SHORT[5:7])])

    def test_an_unforeseen_error_is_raised(self, guesser: quoteattr.Extractor) -> None:
        with pytest.raises(quoteattr.ExtractionError, match="document 4: ZeroDivisionError"):
            list(breaking(guesser, SHORT[4]).pipe(SHORT[:7]))


def breaking(guesser: quoteattr.Extractor, text: str) -> quoteattr.Extractor:
    """The extractor, which breaks on one text for a reason that nobody foresaw."""
    read = guesser._steps.read

    def breaks(texts: list[str], min_confidence: float | None) -> Any:
        if text in texts:
            raise ZeroDivisionError("no such luck")
        return read(texts, min_confidence)

    steps: Any = attrs.evolve(guesser._steps, read=breaks)  # type: ignore[arg-type]
    return quoteattr.Extractor(steps, guesser._wanted)


class TestSelect:
    def attributions(self) -> list[Attribution]:
        return [
            Attribution(((0, 5),), mode="thought"),
            Attribution(((10, 50),), mode="speech"),
            Attribution(((20, 30),), mode="thought", parent=1),
            Attribution(((32, 40),), mode="writing", parent=1),
        ]

    def test_parents_move_with_their_quotes(self) -> None:
        found = selected(self.attributions(), [1, 3])
        assert [(a.content, a.parent) for a in found] == [(((10, 50),), None), (((32, 40),), 0)]

    def test_an_inner_quote_may_lose_its_outer_one(self) -> None:
        found = selected(self.attributions(), [3])
        assert [(a.content, a.parent) for a in found] == [(((32, 40),), None)]

    def test_the_next_one_around_it_that_is_kept_holds_it(self) -> None:
        inner = [*self.attributions(), Attribution(((34, 38),), parent=3)]
        assert [a.parent for a in selected(inner, [1, 4])] == [None, 0]


def test_speakers_do_not_depend_on_the_modes_asked_for() -> None:
    text = (
        "The fresco is old, restorer Ida Brandt said.\n\n"
        "Historian Tim Oro believes the hand is that of a pupil. “He never painted a foot,” "
        "he said."
    )
    everything = {q.text: q.speakers for q in quoteattr.extract(text, modes="all").quotes}
    reported = {q.text: q.speakers for q in quoteattr.extract(text).quotes}
    assert set(reported) < set(everything)
    assert [s.name for s in reported["“He never painted a foot,”"]] == ["Tim Oro"]
    for words, speakers in reported.items():
        assert [s.name for s in speakers] == [s.name for s in everything[words]]


def test_loading_twice_loads_once() -> None:
    assert quoteattr.load("en")._steps is quoteattr.load("en", modes="all")._steps


def spans_of(document: QuoteDocument) -> list[Any]:
    return [(q.content, q.cue, q.source) for q in document.quotes]


class TestMinConfidence:
    @pytest.mark.parametrize("value", [-0.1, 1.5, True, False, "x", "0.5", float("nan"), [0.5]])
    def test_what_is_no_confidence(self, value: Any) -> None:
        for call in (lambda: quoteattr.load(min_confidence=value),
                     lambda: quoteattr.extract("Ida said no.", min_confidence=value)):  # fmt: skip
            with pytest.raises(quoteattr.OptionError) as caught:
                call()
            assert caught.value.option == "min_confidence"
            assert caught.value.allowed == "a number from 0 to 1, or None"

    @pytest.mark.parametrize("value", [0, 1, 0.0, 0.5, 1.0, None])
    def test_what_is_one(self, random_model: Path, value: float | None) -> None:
        assert quoteattr.load(random_model, min_confidence=value).model == "random"

    def test_raising_it_never_adds_quotes(self, random_model: Path) -> None:
        found = [
            spans_of(quoteattr.load(random_model, modes="all", min_confidence=value)(ARTICLES[0]))
            for value in (0, 0.2, 0.4, 0.6, 0.8, 1)
        ]
        for many, few in itertools.pairwise(found):
            assert all(quote in many for quote in few)
        assert len(found[0]) > len(found[3]) > len(found[-1]) == 0

    def test_nothing_given_is_the_models_own_threshold(self, random_model: Path) -> None:
        own = quoteattr.load(random_model, modes="all")
        same = quoteattr.load(random_model, modes="all", min_confidence=Confidence().threshold)
        everything = quoteattr.load(random_model, modes="all", min_confidence=0)
        quotes = spans_of(own(ARTICLES[0]))
        assert quotes == spans_of(same(ARTICLES[0]))
        assert 0 < len(quotes) < len(everything(ARTICLES[0]))

    def test_what_is_left_is_as_sure(self, random_model: Path) -> None:
        found = quoteattr.load(random_model, modes="all", min_confidence=0.6)(ARTICLES[0])
        assert len(found) > 0
        assert all(quote.confidence >= 0.6 - 1e-4 for quote in found)

    def test_is_that_of_every_text_of_a_pipe(self, random_model: Path) -> None:
        for value in (0, 0.6):
            reader = quoteattr.load(random_model, modes="all", min_confidence=value)
            together = list(reader.pipe(SHORT, batch_size=4))
            alone = [reader(text) for text in SHORT]
            # Links of random weights are near ties, which the batch decides.
            for one, other in zip(together, alone, strict=True):
                assert [q.content for q in one] == [q.content for q in other]


class TestOwnModel:
    """A model without a ranker, for which the bundled one chooses the speakers."""

    def test_reads_any_text(self, random_model: Path) -> None:
        reader = quoteattr.load(random_model, modes="all", min_confidence=0)
        for text in (*SHORT, ARTICLES[0], "", "\n", "\x00"):
            check(text, reader(text))

    def test_has_its_own_name(self, random_model: Path) -> None:
        assert quoteattr.load(random_model)("“Go,” said Ida Brandt.").model == "random"

    def test_pieces_that_were_altered(self, random_model: Path, tmp_path: Path) -> None:
        folder = tmp_path / "random"
        shutil.copytree(random_model, folder)
        (folder / PIECES_FILE).write_text("{}", encoding="utf-8")
        with pytest.raises(quoteattr.ModelFileError) as caught:
            quoteattr.load(folder)
        assert caught.value.path == folder / PIECES_FILE


class TestMinSpeakerConfidence:
    # Whom "they" means, nobody can tell.
    TEXT = (
        "Officials met the bakers, the farmers and the millers of Veskia on Monday. They said the "
        "price of bread would rise. Ida Brandt, the mayor, said she was angry."
    )

    @pytest.mark.parametrize("value", [-0.1, 1.5, True, None, "0.5", float("nan")])
    def test_what_is_no_confidence(self, value: Any) -> None:
        with pytest.raises(quoteattr.OptionError) as caught:
            quoteattr.load(min_speaker_confidence=value)
        assert caught.value.option == "min_speaker_confidence"
        assert caught.value.allowed == "a number from 0 to 1"

    def test_below_it_speakers_are_unknown(self) -> None:
        guessed = quoteattr.extract(self.TEXT, min_speaker_confidence=0)
        least, *_, most = sorted(quote.speaker_confidence for quote in guessed)
        assert least < most
        document = quoteattr.extract(self.TEXT, min_speaker_confidence=most)
        for before, after in zip(guessed, document, strict=True):
            assert before.speakers
            assert before.speaker_evidence
            assert after.speaker_confidence == before.speaker_confidence
            sure = before.speaker_confidence >= most
            assert [s.name for s in after.speakers] == [s.name for s in before.speakers if sure]
            assert bool(after.speaker_evidence) == sure
        quoted = [speaker for quote in document for speaker in quote.speakers]
        assert list(document.speakers) == list(dict.fromkeys(quoted))

    def test_by_default_hardly_any_is(self) -> None:
        assert all(quote.speakers for quote in quoteattr.extract(self.TEXT))
