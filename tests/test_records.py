"""The records in a console, as sequences, and as the caller's own documents."""

import datetime
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

import quoteattr
from quoteattr.meta import plain_id, plain_meta
from quoteattr.records import FailedDocument, Quote, QuoteDocument, Span, Speaker

TEXT = "“We sail on Monday,” said Ida Oro and Per Lund. Oro added that the ferry was late. " * 40


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


ORO = Speaker("s1", "Ida Oro", "person", (span("Ida Oro"),), ("Oro",))
LUND = Speaker("s2", "Per Lund", "person", (span("Per Lund"),), ("Lund",))
FIRST = Quote(
    id="q1",
    kind="direct",
    mode="speech",
    content=(span("“We sail on Monday,”"),),
    cue=span("said"),
    source=span("Ida Oro and Per Lund"),
    speakers=(ORO, LUND),
)
SECOND = Quote("q2", "indirect", "speech", (span("that the ferry was late"),), speakers=(ORO,))
THIRD = Quote("q3", "indirect", "thought", (span("the ferry"),), parent=SECOND, negated=True)
DOCUMENT = QuoteDocument(TEXT, (FIRST, SECOND, THIRD), (ORO, LUND), (), "en", "news/a.txt")


class TestWords:
    @pytest.mark.parametrize(
        ("record", "line"),
        [
            (span("said"), "Span(21, 25, 'said')"),
            (ORO, "<Speaker s1 'Ida Oro', person>"),
            (attrs.evolve(ORO, anonymous=True), "<Speaker s1 'Ida Oro', unnamed>"),
            (FIRST, "<Quote q1 direct, Ida Oro and Per Lund, said: “We sail on Monday,”>"),
            (THIRD, "<Quote q3 indirect, negated, no speaker: the ferry>"),
            (
                DOCUMENT,
                "<QuoteDocument 'news/a.txt': 3 quotes by 2 speakers, "
                "'“We sail on Monday,” said Ida Oro and Per Lund. O…'>",
            ),
        ],
        ids=lambda value: "" if isinstance(value, str) else type(value).__name__,
    )
    def test_a_repr_is_one_short_line(self, record: object, line: str) -> None:
        assert repr(record) == line

    @given(documents())
    def test_every_repr_is_short(self, document: QuoteDocument) -> None:
        for record in (document, *document, *document.speakers, *document.addressees):
            assert len(repr(record)) < 400
            assert len(repr(record).splitlines()) == 1

    def test_str_gives_the_words(self) -> None:
        assert (str(FIRST.cue), str(FIRST.speaker)) == ("said", "Ida Oro")
        assert str(FIRST) == "“We sail on Monday,”"
        assert str(DOCUMENT).startswith("news/a.txt\n")
        assert "Ida Oro and Per Lund  direct · speech · said" in str(DOCUMENT)


class TestQuotes:
    def test_who_said_it(self) -> None:
        assert (FIRST.speaker, SECOND.speaker, THIRD.speaker) == (ORO, ORO, None)
        assert (THIRD.cue, THIRD.source) == (None, None)
        assert [quote.depth for quote in DOCUMENT] == [0, 0, 1]

    def test_a_document_is_a_sequence_of_its_quotes(self) -> None:
        assert (DOCUMENT[0], DOCUMENT[-1], DOCUMENT[1:]) == (FIRST, THIRD, (SECOND, THIRD))
        assert (len(DOCUMENT), list(DOCUMENT), SECOND in DOCUMENT) == (3, [*DOCUMENT.quotes], True)
        with pytest.raises(IndexError):
            DOCUMENT[3]

    @pytest.mark.parametrize("who", [ORO, "Ida Oro", "oro", "ORO"])
    def test_quotes_by_somebody(self, who: Any) -> None:
        assert DOCUMENT.quotes_by(who) == (FIRST, SECOND)

    def test_quotes_by_others(self) -> None:
        assert DOCUMENT.quotes_by("Lund") == (FIRST,)
        assert DOCUMENT.quotes_by("Holt") == ()
        twin = attrs.evolve(LUND, id="s3", name="Tor Lund")
        both = attrs.evolve(DOCUMENT, speakers=(ORO, LUND, twin))
        both = attrs.evolve(both, quotes=(FIRST, attrs.evolve(SECOND, speakers=(twin,))))
        assert both.quotes_by("Lund") == both.quotes
        with pytest.raises(quoteattr.OptionError, match="a name, or one of the document's"):
            DOCUMENT.quotes_by(1)  # type: ignore[arg-type]


class TestWhoADocumentIs:
    def test_its_title(self) -> None:
        assert DOCUMENT.title == "news/a.txt"
        assert attrs.evolve(DOCUMENT, meta={"title": "Storm"}).title == "Storm"
        assert QuoteDocument("").title == ""

    @pytest.mark.parametrize(
        ("given", "kept"),
        [(None, None), ("a", "a"), (7, "7"), (float("nan"), None), ("\ud800", "\ufffd")],
    )
    def test_its_id(self, given: object, kept: str | None) -> None:
        assert plain_id(given) == kept
        assert QuoteDocument("", id=given).id == kept  # type: ignore[arg-type]
        assert FailedDocument(0, quoteattr.QuoteattrError(), id=given).id == kept  # type: ignore[arg-type]

    def test_its_fields_are_json(self) -> None:
        pandas = pytest.importorskip("pandas", reason="the extra pandas is not installed")
        day = datetime.date(2024, 5, 3)
        fields = {"a": (1, [day]), 2: {"b": float("inf")}, "c": pandas.NaT, "d": pandas.NA}
        fields |= {"e": pandas.Timestamp(day), "f": 1j, "g": True}
        assert plain_meta(fields) == {  # type: ignore[arg-type]
            "a": [1, ["2024-05-03"]],
            "2": {"b": None},
            "c": None,
            "d": None,
            "e": "2024-05-03T00:00:00",
            "f": "1j",
            "g": True,
        }

    def test_its_fields_are_a_copy(self) -> None:
        fields = {"tags": ["a"]}
        document = QuoteDocument("", meta=fields)
        fields["tags"].append("b")
        assert document.meta == {"tags": ["a"]}
        assert pickle.loads(pickle.dumps(document)) == document
        assert hash(document) == hash(QuoteDocument("", meta={}))
        assert document != QuoteDocument("")

    @pytest.mark.parametrize("given", ["a", ["a"], 3])
    def test_what_is_no_mapping(self, given: Any) -> None:
        with pytest.raises(quoteattr.OptionError, match="meta="):
            QuoteDocument("", meta=given)

    @given(st.dictionaries(st.text(), st.text() | st.floats() | st.lists(st.text())))
    def test_any_fields_can_be_written(self, fields: dict[str, Any]) -> None:
        document = QuoteDocument("", meta=fields)
        document.to_json().encode()
        assert QuoteDocument.from_json(document.to_json()) == document


class TestReading:
    """Texts whose documents keep who they are."""

    def test_one_text(self, extractor: quoteattr.Extractor) -> None:
        text = "“The road is closed,” said Ida Oro."
        for read in (extractor, quoteattr.extract):
            document = read(text, id="a", meta={"title": "Storm"})
            assert (document.id, document.meta) == ("a", {"title": "Storm"})
            assert document.quotes == read(text).quotes != ()

    def test_pairs_keep_their_contexts(self, extractor: quoteattr.Extractor) -> None:
        pairs = [("A.", 1), ("B.", {"id": 7, "date": "2024"}), ("C.", None), ("D.", "d")]
        found = list(extractor.pipe(iter(pairs), as_tuples=True, batch_size=3))
        assert [(document.text, context) for document, context in found] == pairs
        assert [document.id for document, _ in found] == [None, "7", None, None]
        assert found[1][0].meta == {"date": "2024"}
        assert pairs[1][1] == {"id": 7, "date": "2024"}

    def test_a_row_of_a_table_is_a_context(self, extractor: quoteattr.Extractor) -> None:
        frame = pytest.importorskip("pandas").DataFrame({"id": [7.0, None], "desk": ["a", "b"]})
        for rows in ((row for _, row in frame.iterrows()), frame.itertuples(index=False)):
            found = extractor.pipe((("A.", row) for row in rows), as_tuples=True)
            assert [(d.id, d.meta) for d, _ in found] == [
                ("7", {"desk": "a"}),
                (None, {"desk": "b"}),
            ]

    def test_a_failed_text_is_known_by_its_id(self, extractor: quoteattr.Extractor) -> None:
        pairs: list[Any] = [("A.", {"id": "a"}), (None, {"id": "b", "n": 1}), ("C.", {"id": "c"})]
        documents = [d for d, _ in extractor.pipe(pairs, as_tuples=True, on_error="return")]
        assert [(d.ok, d.id) for d in documents] == [(True, "a"), (False, "b"), (True, "c")]
        assert documents[1].meta == {"n": 1}

    @pytest.mark.parametrize("wrong", ["ab", 3, ("a",), ("a", 1, 2)])
    def test_what_is_no_pair(self, wrong: Any, extractor: quoteattr.Extractor) -> None:
        with pytest.raises(quoteattr.OptionError, match=r"texts\[1\]=.*a pair of a text"):
            list(extractor.pipe([("a", 1), wrong], as_tuples=True))
