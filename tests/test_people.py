"""Speakers over many documents: golden cases, properties, counts, knowledge files."""

import gc
import json
import random
from collections.abc import Iterator
from cProfile import Profile
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

import quoteattr
from quoteattr import FormatError, KnownSpeaker, LinkedSpeaker, link_speakers
from quoteattr.people.knowledge import read_known
from quoteattr.people.sets import Sets
from quoteattr.people.table import TABLE_COLUMNS, table_rows
from quoteattr.records import FailedDocument, Quote, QuoteDocument, Span, Speaker

CASES = json.loads((Path(__file__).parent / "golden" / "people.json").read_text("utf-8"))


def document(people: list[dict[str, Any]]) -> QuoteDocument:
    """A document in which each of these says something once, or as often as is given."""
    text = ""

    def span(words: str) -> Span:
        nonlocal text
        text += f"{words}. "
        return Span(len(text) - len(words) - 2, len(text) - 2, words)

    speakers, quotes = [], []
    for person in people:
        fields = {k: v for k, v in person.items() if k not in ("quotes", "roles", "affiliations")}
        fields = {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
        places = {f: tuple(map(span, person.get(f, ()))) for f in ("roles", "affiliations")}
        kind = {"kind": "person"} | fields
        speaker = Speaker(
            f"s{len(speakers) + 1}", mentions=(span(person["name"]),), **kind, **places
        )
        speakers.append(speaker)
        quotes += [(span("It is late"), speaker) for _ in range(person.get("quotes", 1))]
    found = tuple(
        Quote(f"q{n}", "indirect", "speech", (content,), speakers=(speaker,))
        for n, (content, speaker) in enumerate(quotes, 1)
    )
    return QuoteDocument(text, found, tuple(speakers))


def sets_of(linked: tuple[LinkedSpeaker, ...]) -> set[frozenset[str]]:
    return {
        frozenset(f"{a.document}.{int(a.speaker[1:]) - 1}" for a in who.appearances)
        for who in linked
    }


@pytest.mark.parametrize(
    ("ages", "count"), [((19, 78), 2), ((19, 19), 1), ((19, 21), 1), ((19, 30, 44), 1)]
)
def test_ages_of_two_generations_tell_apart(ages: tuple[int, ...], count: int) -> None:
    def aged(age: int) -> QuoteDocument:
        text = f"Ana Oro, {age}, said it was late."
        who = Speaker("s1", "Ana Oro", "person", (Span(0, 7, "Ana Oro"),))
        end = len(text) - 1
        late = Span(end - len("it was late"), end, "it was late")
        return QuoteDocument(
            text, (Quote("q1", "indirect", "speech", (late,), speakers=(who,)),), (who,)
        )

    assert len(link_speakers(map(aged, ages))) == count


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_golden(case: dict[str, Any]) -> None:
    known = [
        KnownSpeaker(**{k: tuple(v) if k == "aliases" else v for k, v in entry.items()})
        for entry in case.get("known", ())
    ]
    linked = link_speakers(map(document, case["documents"]), known=known)
    expected = {frozenset(group) for group in case["joined"]}
    assert sets_of(linked) == expected
    if known:
        ids = {min(group): id_ for group, id_ in zip(case["joined"], case["ids"], strict=True)}
        found = {f"{w.appearances[0].document}.{int(w.appearances[0].speaker[1:]) - 1}": w.id
                 for w in linked}  # fmt: skip
        assert found == ids


def test_golden_names_are_unique() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_order_of_documents_does_not_matter(case: dict[str, Any]) -> None:
    order = list(range(len(case["documents"])))
    expected = sets_of(link_speakers(map(document, case["documents"])))
    for seed in range(4):
        random.Random(seed).shuffle(order)
        linked = link_speakers(document(case["documents"][n]) for n in order)
        moved = {
            frozenset(f"{order[int(d)]}.{s}" for d, s in (w.split(".") for w in group))
            for group in sets_of(linked)
        }
        assert moved == expected


PEOPLE = st.fixed_dictionaries(
    {"name": st.sampled_from(["Ida Brandt", "Ida M. Brandt", "Ida B. Brandt", "Brandt", "Ida Moe",
                              "Ana Ida Moe", "Eva Ida Moe", "EHB", "Ellin Harbour Board", "Veld",
                              "Harbour Board", "officials"])},
    optional={
        "kind": st.sampled_from(["person", "organisation", "place", "group"]),
        "aliases": st.lists(st.sampled_from(["Brandt", "Ida Moe", "EHB", "Harbour Board"]),
                            max_size=2),
        "roles": st.lists(st.sampled_from(["minister", "interior minister", "finance minister",
                                           "deputy interior minister", "nurse", "a friend"]),
                          max_size=2),
        "affiliations": st.lists(st.sampled_from(["EHB", "Ellin Harbour Board", "Veld"]),
                                 max_size=1),
        "pronouns": st.lists(st.sampled_from(["he", "she"]), max_size=1),
        "anonymous": st.booleans(),
        "quotes": st.integers(0, 3),
    },
)  # fmt: skip
STREAMS = st.lists(st.lists(PEOPLE, max_size=3).map(document), max_size=9)


def content(linked: tuple[LinkedSpeaker, ...], back: list[int]) -> set[object]:
    """The records, with the documents counted as they were."""
    return {
        (
            attrs.astuple(attrs.evolve(who, appearances=())),
            frozenset(attrs.evolve(a, document=back[a.document]) for a in who.appearances),
        )
        for who in linked
    }


@given(STREAMS, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_records(stream: list[QuoteDocument], chance: Any) -> None:
    order = list(range(len(stream)))
    before = content(link_speakers(stream), order)
    chance.shuffle(order)
    assert content(link_speakers(stream[n] for n in order), order) == before


@given(st.one_of(STREAMS, st.lists(documents(), max_size=4)))
def test_everybody_is_somebody_once(stream: list[QuoteDocument]) -> None:
    linked = link_speakers(stream)
    assert linked == link_speakers(iter(stream))
    found = [(a.document, a.speaker) for who in linked for a in who.appearances]
    assert sorted(found) == sorted((n, s.id) for n, d in enumerate(stream) for s in d.speakers)
    for who in linked:
        assert not (who.anonymous and len(who.appearances) > 1)
        assert who.document_count <= len(who.appearances)
        for appearance in who.appearances:
            quotes = stream[appearance.document].quotes
            for n in appearance.quotes:
                assert appearance.speaker in {s.id for s in quotes[n].speakers}
    counts = [who.quote_count for who in linked]
    assert counts == sorted(counts, reverse=True)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_sets_are_those_of_a_slow_way(pairs: list[tuple[int, int]]) -> None:
    sets, slow = Sets(10), [{n} for n in range(10)]
    for pair in pairs:
        sets.join(pair)
        merged = slow[pair[0]] | slow[pair[1]]
        for n in merged:
            slow[n] = merged
    assert {frozenset(group) for group in sets.groups()} == set(map(frozenset, slow))


def test_who_was_quoted_most_is_one_call() -> None:
    stream = [
        document([{"name": "Ida Brandt", "aliases": ["Brandt"], "roles": ["the Mayor"],
                   "quotes": 2}]),
        FailedDocument(1, quoteattr.TextTypeError(None)),
        document([{"name": "Jon Marsh"}, {"name": "Ida M. Brandt", "roles": ["Mayor"],
                                          "affiliations": ["Veld Water"], "quotes": 2}]),
    ]  # fmt: skip
    first, second = link_speakers(stream)
    assert (first.name, first.quote_count, first.document_count) == ("Ida M. Brandt", 4, 2)
    assert first.id is None
    assert first.aliases == ("Ida Brandt", "Brandt")
    assert (first.roles, first.affiliations) == (("Mayor",), ("Veld Water",))
    places = [(a.document, a.speaker, a.quotes) for a in first.appearances]
    assert places == [(0, "s1", (0, 1)), (2, "s2", (1, 2))]
    assert (second.name, second.quote_count) == ("Jon Marsh", 1)


def test_joint_quotes_count_for_each() -> None:
    one = document([{"name": "Ida Brandt"}, {"name": "Jon Marsh", "quotes": 0}])
    joint = attrs.evolve(one.quotes[0], speakers=one.speakers)
    linked = link_speakers([attrs.evolve(one, quotes=(joint,))])
    assert [(who.name, who.quote_count) for who in linked] == [("Ida Brandt", 1), ("Jon Marsh", 1)]


def test_nothing_comes_of_nothing() -> None:
    assert link_speakers([]) == ()


def test_a_stream_is_read_once_and_let_go() -> None:
    def alive() -> int:
        gc.collect()
        return sum(type(held) is QuoteDocument for held in gc.get_objects())

    def stream() -> Iterator[QuoteDocument]:
        for _ in range(5):
            yield document([{"name": "Ida Brandt"}])
            assert alive() <= before + 1

    before = alive()
    assert link_speakers(stream())[0].quote_count == 5


def test_work_is_linear() -> None:
    def calls(copies: int) -> int:
        roles = ["mayor of Lund", "minister", "nurse"]
        stream = [
            document([
                {"name": "Ida Brandt", "roles": roles[n % 3 : n % 3 + 1]},
                {"name": f"Jon Marsh{n}"},
                {"name": "Ellin Harbour Board", "kind": "organisation", "aliases": ["EHB"]},
            ])
            for n in range(copies)
        ]  # fmt: skip
        with Profile() as profile:
            link_speakers(stream)
        return sum(entry.callcount for entry in profile.getstats())

    calls(5)
    assert calls(400) < 25 * calls(20)


def test_many_roles_of_one_name_stay_linear() -> None:
    def calls(copies: int) -> int:
        stream = [
            document([{"name": "Ida Brandt", "roles": [f"deputy minister for Lund{n}"]}])
            for n in range(copies)
        ]
        with Profile() as profile:
            link_speakers(stream)
        return sum(entry.callcount for entry in profile.getstats())

    calls(5)
    assert calls(1200) < 15 * calls(120)


@pytest.mark.parametrize("one", [document([]), FailedDocument(0, quoteattr.TextTypeError(None))])
def test_one_document_is_not_many(one: Any) -> None:
    with pytest.raises(quoteattr.OptionError, match=r"a list of documents, such as \[document\]"):
        link_speakers(one)


def test_something_else_among_the_documents() -> None:
    with pytest.raises(
        FormatError, match=r"documents\[1\]: is a str; give what extract, pipe or read_jsonl"
    ):
        link_speakers([document([]), "“Go,” said Ida."])  # type: ignore[list-item]


# --- knowledge files


def test_json_and_csv_hold_the_same(tmp_path: Path) -> None:
    rows = [
        {"id": "p1", "name": "Ida Brandt", "aliases": ["I. Brandt", "Brandt, Ida"]},
        {"id": "b1", "name": "Ellin Harbour Board", "kind": "organisation"},
    ]
    (tmp_path / "known.json").write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "known.csv").write_text(
        '\ufeffid,name,aliases,kind\np1,Ida Brandt,"I. Brandt; Brandt, Ida",\n\n'
        "b1,Ellin Harbour Board,,organisation\n",
        encoding="utf-8",
    )
    known = read_known(tmp_path / "known.json")
    assert known == read_known(str(tmp_path / "known.csv"))
    assert known == (
        KnownSpeaker("p1", "Ida Brandt", ("I. Brandt", "Brandt, Ida")),
        KnownSpeaker("b1", "Ellin Harbour Board", (), "organisation"),
    )
    stream = [document([{"name": "I. Brandt"}]), document([{"name": "Ida Brandt"}])]
    (ida,) = link_speakers(stream, known=tmp_path / "known.csv")
    assert (ida.id, ida.name, ida.aliases) == ("p1", "Ida Brandt", ("I. Brandt",))


BROKEN = [
    ("a.json", "{", "a.json", "is not JSON"),
    ("a.json", "{}", "a.json", "is not a list"),
    ("a.json", "[" * 100_000, "a.json", "is not JSON"),
    ("a.json", "[3]", "a.json[0]", "is not an object"),
    ("a.json", '[{"id": "p1"}]', "a.json[0].name", "is missing"),
    ("a.json", '[{"id": 1, "name": "Ida"}]', "a.json[0].id", "is 1; it must be a string"),
    ("a.json", '[{"id": "p1", "name": " "}]', "a.json[0].name", "that is not empty"),
    ("a.json", '[{"id": "p1", "name": "A", "aliases": "B"}]', "a.json[0].aliases", "a list"),
    ("a.json", '[{"id": "p1", "name": "A", "aliases": [2]}]', "a.json[0].aliases[0]", "is 2"),
    ("a.json", '[{"id": "p1", "name": "A", "kind": "robot"}]', "a.json[0].kind", "one of person"),
    ("a.json", '[{"id": "p1", "name": "A", "kind": []}]', "a.json[0].kind", "one of person"),
    ("a.json", '[{"id": "p1", "name": "A", "role": ""}]', "a.json[0].role", "no known field"),
    ("a.json", '[{"id": "p1", "name": "A"}, {"id": "p1", "name": "B"}]', "a.json[1].id", "twice"),
    ("a.csv", "", "a.csv line 1.id", "is missing"),
    ("a.csv", "id,aliases\n", "a.csv line 1.name", "is missing"),
    ("a.csv", "id,name,role\n", "a.csv line 1.role", "no known field"),
    ("a.csv", "id,name\np1\n", "a.csv line 2", "has 1 cells, but the header 2"),
    ("a.csv", "id,name\np1,A\np2,\n", "a.csv line 3.name", "that is not empty"),
    ("a.csv", "id,name\np1,A\np1,B\n", "a.csv line 3.id", "twice"),
    ("a.csv", 'id,name\np1,"A\n', "a.csv line 2", "is no CSV"),
    ("a.txt", "id,name\n", "a.txt", "is neither .json nor .csv"),
]


@pytest.mark.parametrize(("name", "data", "where", "reason"), BROKEN)
def test_broken_knowledge_is_refused(
    name: str, data: str, where: str, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        link_speakers([], known=tmp_path / name)
    assert caught.value.where == f"{tmp_path / where}"
    assert reason in caught.value.reason
    assert "; " in caught.value.reason  # what to do follows what is wrong


def test_knowledge_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"known\.json: cannot be read \(No such file"):
        link_speakers([], known=tmp_path / "known.json")
    (tmp_path / "known.csv").write_bytes(b"id,name\np1,\xff\n")
    with pytest.raises(FormatError, match=r"known\.csv: is not UTF-8"):
        link_speakers([], known=tmp_path / "known.csv")


def test_entries_need_an_id_each() -> None:
    twice = [KnownSpeaker("p1", "Ida Brandt"), KnownSpeaker("p1", "Jon Marsh")]
    with pytest.raises(FormatError, match=r"known\[1\]\.id: 'p1' stands twice"):
        link_speakers([], known=twice)


@pytest.mark.parametrize("entry", ["Ida Holt", {"id": "q1", "name": "Ida Holt"}])
def test_an_entry_of_another_type_is_named(entry: Any) -> None:
    with pytest.raises(FormatError, match=r"known\[0\]: is a (?:str|dict); give a KnownSpeaker"):
        quoteattr.link_speakers([], known=[entry])


@pytest.mark.parametrize(
    ("entry", "where"),
    [
        (KnownSpeaker("", "Ida Brandt"), "known[0].id"),
        (KnownSpeaker("p1", None), "known[0].name"),  # type: ignore[arg-type]
        (KnownSpeaker("p1", "Ida Brandt", "Brandt"), "known[0].aliases"),  # type: ignore[arg-type]
        (KnownSpeaker("p1", "Ida Brandt", ("Brandt", "")), "known[0].aliases[1]"),
        (KnownSpeaker("p1", "Ida Brandt", (), "Person"), "known[0].kind"),  # type: ignore[arg-type]
    ],
)
def test_an_entry_is_checked_wherever_it_comes_from(entry: KnownSpeaker, where: str) -> None:
    with pytest.raises(FormatError) as told:
        link_speakers([], known=[entry])
    assert told.value.where == where


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_parted_by_other_marks_is_told(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(mark.join(("id", "name", "aliases")) + "\n", encoding="utf-8")
    with pytest.raises(FormatError, match="part cells by commas") as told:
        link_speakers([], known=path)
    assert told.value.where == f"{path} line 1"


def in_document(id_: str, date: object, *people: dict[str, Any]) -> QuoteDocument:
    return attrs.evolve(document(list(people)), id=id_, meta={"date": date})


OFFICIALS = {"name": "officials", "kind": "group", "anonymous": True}
YEAR = [
    in_document(
        "b", "2024-05-03T10:00", {"name": "Ana Oro", "quotes": 3, "pronouns": ["she"]}, OFFICIALS
    ),
    FailedDocument(1, quoteattr.ExtractionError(1, "it burst")),
    in_document("a", "2023", {"name": "Ana Oro", "aliases": ["Oro"]}, {"name": "Per Lund"}),
    in_document("c", "last week", {"name": "Per Lund"}, {**OFFICIALS, "name": "Officials"}),
]


def test_what_was_not_said_is_counted() -> None:
    text = "Ana Oro never said it rained."
    ana = Speaker("s1", "Ana Oro", "person", mentions=(Span.of(text, 0, 7),))
    content = (Span.of(text, 19, 28),)
    quote = Quote("q1", "indirect", "speech", content, speakers=(ana,), negated=True)
    (row,) = table_rows([QuoteDocument(text, (quote,), (ana,))])
    assert (row["quotes"], row["negated"]) == (1, 1)


def test_an_appearance_says_what_was_said_when() -> None:
    ana, *_ = link_speakers(YEAR)
    (first, second) = ana.appearances
    assert (first.document, first.id, first.date, first.words) == (0, "b", "2024-05-03", 9)
    assert (second.document, second.id, second.date, second.direct) == (2, "a", "2023", 0)
    assert ana.pronouns == ("she",)
    assert repr(ana) == "<LinkedSpeaker 'Ana Oro', 4 quotes in 2 documents>"
    assert repr(first) == "<Appearance s1 in document 0, 3 quotes>"


@pytest.mark.parametrize(
    ("given", "date"),
    [
        (2026, "2026"),
        ("2026-05", "2026-05"),
        ("2024-02-29 10:00", "2024-02-29"),
        ("2026-02-29", None),
        ("2026-1-2", None),
        ("2026-13-45", None),
        ("2026/05/03", None),
        ("20260503", None),
        (None, None),
    ],
)
def test_only_iso_dates_are_dates(given: object, date: str | None) -> None:
    (ana,) = link_speakers([in_document("a", given, {"name": "Ana Oro"})])
    assert ana.appearances[0].date == date


def test_a_table_of_the_speakers_over_all_documents() -> None:
    rows = list(table_rows(YEAR))
    assert all(list(row) == list(TABLE_COLUMNS) for row in rows)
    told = [[row[c] for c in ("name", "anonymous", "quotes", "words", "documents")] for row in rows]
    assert told == [
        ["Ana Oro", False, 4, 12, 2],
        ["Per Lund", False, 2, 6, 2],
        ["Officials", True, 2, 6, 2],  # unnamed ones last, those of one description together
    ]
    assert [(row["first"], row["last"]) for row in rows] == [
        ("2023", "2024-05-03"),
        ("2023", "2023"),
        ("2024-05-03", "2024-05-03"),
    ]
    assert (rows[0]["pronouns"], rows[0]["aliases"], rows[0]["direct"]) == ("she", "Oro", 0.0)
    known = [KnownSpeaker("p1", "Per Lund")]
    assert [row["known"] for row in table_rows(YEAR, known=known)] == [None, "p1", None]
    assert list(table_rows([])) == []


def test_the_table_as_a_frame() -> None:
    pytest.importorskip("pandas", reason="the extra pandas is not installed")
    frame = quoteattr.speakers_table(iter(YEAR))
    assert list(frame.columns) == list(TABLE_COLUMNS)
    assert frame.loc[~frame["anonymous"], "quotes"].tolist() == [4, 2]
    assert len(quoteattr.speakers_table([])) == 0
    with pytest.raises(quoteattr.OptionError, match="documents"):
        quoteattr.speakers_table(YEAR[0])  # type: ignore[arg-type]
