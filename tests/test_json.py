"""Documents to JSON and back: nothing lost, nothing wrong let in."""

import copy
import json
from pathlib import Path
from typing import Any, get_args

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

from quoteattr import records
from quoteattr.errors import FormatError
from quoteattr.export.json import FORMAT_VERSION, from_dict, from_json, schema, to_dict, to_json
from quoteattr.records import Quote, QuoteDocument, Span, Speaker

# What came after the first files were written, and may be missing in them.
LATER = ("affiliations", "speaker_evidence", "honorifics", "negated")
OLD = Path(__file__).parent / "golden" / "export" / "article.v1.json"

VALIDATOR = jsonschema.Draft202012Validator(schema())


@given(documents())
def test_json_gives_the_document_back(document: QuoteDocument) -> None:
    assert from_json(to_json(document)) == document
    assert from_json(to_json(document, indent=2)) == document
    assert from_dict(to_dict(document)) == document


@given(documents())
def test_documents_fit_the_schema(document: QuoteDocument) -> None:
    VALIDATOR.validate(to_dict(document))
    assert json.loads(to_json(document)) == to_dict(document)


@given(documents())
def test_json_can_be_encoded(document: QuoteDocument) -> None:
    assert to_json(document).encode().decode() == to_json(document)
    assert len(to_json(document).splitlines()) == 1


def test_schema_is_valid_and_knows_the_records() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    kinds = schema()["$defs"]
    for name, record in (("span", Span), ("quote", Quote), ("speaker", Speaker)):
        fields = [field.name for field in attrs.fields(record)]
        assert list(kinds[name]["properties"]) == fields
        assert kinds[name]["required"] == [field for field in fields if field not in LATER]
    assert kinds["quote"]["properties"]["kind"]["enum"] == list(records.KINDS)
    assert kinds["quote"]["properties"]["mode"]["enum"] == list(records.MODES)
    assert kinds["speaker"]["properties"]["kind"]["enum"] == list(get_args(records.SpeakerKind))
    assert kinds["speaker"]["properties"]["number"]["enum"] == list(get_args(records.Number))
    assert schema()["properties"]["format_version"]["const"] == FORMAT_VERSION


def example() -> dict[str, Any]:
    """A document with everything in it: two quotes, one inside the other."""
    text = "Officials told Ilse Harn 😀 that “it was ‘over’, he said”, as they may not speak."
    span = lambda words: Span.of(text, text.index(words), text.index(words) + len(words))  # noqa: E731
    nobody = Speaker(
        "s1", "officials", "group", (span("Officials"),), (), (), True, span("they may not speak")
    )
    ilse = Speaker(
        "s2", "Ilse Harn", "person", (span("Ilse Harn"),), ("Harn",), (span("Ilse"),),
        affiliations=(span("over"),),
    )  # fmt: skip
    outer = Quote(
        "q1", "direct", "speech", (span("it was ‘over’, he said"),), span("told"),
        span("Officials"), (nobody,), (ilse,), speaker_evidence=(span("Officials"),),
    )  # fmt: skip
    inner = Quote("q2", "direct", "thought", (span("over"),), speakers=(nobody,), parent=outer)
    return to_dict(QuoteDocument(text, (outer, inner), (nobody,), (ilse,), "en"))


def test_quotes_refer_by_id() -> None:
    first, second = example()["quotes"]
    assert (first["speakers"], first["addressees"], first["parent"]) == (["s1"], ["s2"], None)
    assert second["parent"] == "q1"
    assert next(iter(example())) == "format_version"


def test_a_document_keeps_its_id_and_the_callers_fields() -> None:
    data = {**example(), "id": "a7", "meta": {"title": "Storm", "date": "2024-05-03"}}
    VALIDATOR.validate(data)
    document = from_dict(data)
    assert (document.id, document.title, document.meta["date"]) == ("a7", "Storm", "2024-05-03")
    assert to_dict(document) == data


def test_fields_beside_a_document_are_the_callers() -> None:
    data = {**example(), "id": 7, "url": "u", "meta": {"url": "v"}, "file": "-"}
    VALIDATOR.validate(data)
    document = from_dict(data)
    assert (document.id, document.meta) == ("7", {"url": "v", "file": "-"})


def test_version_1_is_read() -> None:
    old = json.loads(OLD.read_text(encoding="utf-8"))
    document = from_dict({**old, "id": "a", "file": "news.jsonl", "day": 3})
    assert (document.id, document.meta) == ("a", {"file": "news.jsonl", "day": 3})
    for quote, row in zip(document, old["quotes"], strict=True):
        assert [str(quote.cue)] == [span["text"] for span in row["cue"]] or not row["cue"]
        assert [str(quote.source)] == [span["text"] for span in row["source"]] or not row["source"]
    assert from_dict(to_dict(document)) == document


def test_of_several_cues_in_version_1_the_first_stays() -> None:
    data = {**example(), "format_version": 1}
    for quote in data["quotes"]:
        quote |= {name: [quote[name]] if quote[name] else [] for name in ("cue", "source")}
    data["quotes"][0]["cue"].append({"start": 46, "end": 48, "text": "he"})
    assert from_dict(data) == from_dict(example())
    data["quotes"][0]["cue"] = 5
    with pytest.raises(FormatError, match=r"quotes\[0\].cue"):
        from_dict(data)


def test_older_files_lack_what_came_later() -> None:
    data = example()
    for record in (*data["quotes"], *data["speakers"], *data["addressees"]):
        for field in LATER:
            record.pop(field, None)
    VALIDATOR.validate(data)
    document = from_dict(data)
    assert document.quotes[0].speaker_evidence == ()
    assert document.addressees[0].affiliations == ()
    assert document == from_dict(to_dict(document))


GONE = object()

# path into example(), what stands there instead, where the error points, whether the schema sees it
CORRUPTIONS = [
    (("format_version",), 3, "format_version", True),
    (("id",), ["a"], "id", True),
    (("id",), True, "id", True),
    (("meta",), "news", "meta", True),
    (("quotes", 0, "cue"), [], "quotes[0].cue", True),
    (("quotes", 0, "negated"), "no", "quotes[0].negated", True),
    (("addressees", 0, "honorifics"), "Dr.", "addressees[0].honorifics", True),
    (("format_version",), "1", "format_version", True),
    (("format_version",), True, "format_version", True),
    (("format_version",), GONE, "format_version", True),
    (("text",), GONE, "text", True),
    (("text",), 5, "text", True),
    (("quotes",), "none", "quotes", True),
    (("quotes", 0), None, "quotes[0]", True),
    (("quotes", 1, "cue"), GONE, "quotes[1].cue", True),
    (("quotes", 1, "tone"), "", "quotes[1].tone", True),
    (("quotes", 0, "kind"), "Direct", "quotes[0].kind", True),
    (("quotes", 0, "mode"), None, "quotes[0].mode", True),
    (("quotes", 0, "content"), [], "quotes[0].content", True),
    (("quotes", 0, "content"), "it", "quotes[0].content", True),
    (("quotes", 0, "content", 0), [4, 7], "quotes[0].content[0]", True),
    (("quotes", 0, "content", 0, "start"), "33", "quotes[0].content[0].start", True),
    (("quotes", 0, "content", 0, "start"), -1, "quotes[0].content[0]", True),
    (("quotes", 0, "content", 0, "start"), 1.5, "quotes[0].content[0].start", True),
    (("quotes", 0, "content", 0, "start"), True, "quotes[0].content[0].start", True),
    (("quotes", 0, "content", 0, "end"), 1000, "quotes[0].content[0]", False),
    (("quotes", 0, "content", 0, "end"), 3, "quotes[0].content[0]", False),
    (("quotes", 0, "content", 0, "text"), "It was", "quotes[0].content[0]", False),
    (("quotes", 0, "source", "text"), "officials", "quotes[0].source", False),
    (("quotes", 0, "speakers"), ["s9"], "quotes[0].speakers[0]", False),
    (("quotes", 0, "speakers"), ["s1", "s2"], "quotes[0].speakers[1]", False),
    (("quotes", 0, "speakers"), [1], "quotes[0].speakers[0]", True),
    (("quotes", 0, "addressees"), ["q1"], "quotes[0].addressees[0]", False),
    (("quotes", 0, "parent"), "q1", "quotes[0].parent", False),
    (("quotes", 0, "parent"), "q2", "quotes[0].parent", False),
    (("quotes", 1, "parent"), "q7", "quotes[1].parent", False),
    (("quotes", 1, "parent"), 1, "quotes[1].parent", True),
    (("quotes", 1, "id"), "q1", "quotes[1].id", False),
    (("quotes", 0, "confidence"), 1.01, "quotes[0].confidence", True),
    (("quotes", 0, "confidence"), float("nan"), "quotes[0].confidence", False),
    (("quotes", 1, "speaker_confidence"), -0.1, "quotes[1].speaker_confidence", True),
    (("quotes", 1, "speaker_confidence"), "high", "quotes[1].speaker_confidence", True),
    (("speakers", 0, "kind"), "robot", "speakers[0].kind", True),
    (("speakers", 0, "anonymous"), 1, "speakers[0].anonymous", True),
    (("speakers", 0, "mentions", 0, "end"), 0, "speakers[0].mentions[0]", True),
    (("speakers", 0, "anonymity_reason", "start"), 0, "speakers[0].anonymity_reason", False),
    (("speakers", 0, "pronouns"), "they", "speakers[0].pronouns", True),
    (("quotes", 0, "speaker_evidence"), None, "quotes[0].speaker_evidence", True),
    (("quotes", 0, "speaker_evidence", 0, "text"), "X", "quotes[0].speaker_evidence[0]", False),
    (("speakers", 0, "affiliations"), "us", "speakers[0].affiliations", True),
    (("addressees", 0, "affiliations", 0, "end"), 99, "addressees[0].affiliations[0]", False),
    (("addressees", 0, "id"), "s1", "addressees[0].id", False),
    (("addressees", 0, "roles", 0, "text"), "X", "addressees[0].roles[0]", False),
    (("addressees", 0, "aliases"), [None], "addressees[0].aliases[0]", True),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "where", "schema_sees"), CORRUPTIONS)
def test_wrong_data_is_refused(path: tuple, value: object, where: str, schema_sees: bool) -> None:
    data = example()
    VALIDATOR.validate(data)
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    if value is GONE:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    with pytest.raises(FormatError) as caught:
        from_dict(copy.deepcopy(data))
    assert caught.value.where == where
    assert "; " in caught.value.reason  # what to do follows what is wrong
    assert VALIDATOR.is_valid(data) is not schema_sees


@given(documents(), st.data())
def test_a_moved_span_is_refused(document: QuoteDocument, data: st.DataObject) -> None:
    plain = to_dict(document)
    if not plain["quotes"]:
        return
    span = data.draw(st.sampled_from(plain["quotes"]))["content"][0]
    span["end"] += data.draw(st.integers(1, 5))
    with pytest.raises(FormatError, match=r"^quotes\[\d\].content\[0\]: "):
        from_dict(plain)


@pytest.mark.parametrize("broken", ["", "{", "[" * 100_000, "nope", "[]", "null", '"text"'])
def test_other_json_is_refused(broken: str) -> None:
    with pytest.raises(FormatError) as caught:
        from_json(broken)
    assert caught.value.where == "document"


def test_a_lone_surrogate_survives_as_data_but_not_as_json() -> None:
    document = QuoteDocument("half \ud83d a smile")
    assert from_dict(to_dict(document)) == document
    with pytest.raises(FormatError, match=r"text: code point 5 is a lone surrogate \(U\+D83D\)"):
        to_json(document)


def test_a_lone_surrogate_in_an_id_or_a_field_is_replaced() -> None:
    document = QuoteDocument("No.", id="a\ud83d", meta={"t\ud83d": ["b\ud83d"]})
    assert (document.id, document.meta) == ("a\ufffd", {"t\ufffd": ["b\ufffd"]})
    assert from_json(to_json(document)) == document
