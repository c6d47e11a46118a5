"""Sentences, trees and entities: offsets on any text, and documents apart."""

import itertools
import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quoteattr.annotate import Annotation, Annotator, Entity, plain
from quoteattr.annotation.entities import best_paths, entity_spans
from quoteattr.annotation.official import OfficialModels
from quoteattr.annotation.text import blocks
from quoteattr.annotation.tokens import LONGEST_SENTENCE, LONGEST_TOKEN
from quoteattr.annotation.trees import best_tree
from quoteattr.errors import ModelFileError, ModelNotFoundError
from quoteattr.models.vectors import WordVectors

FOLDER = Path(__file__).parents[1] / "quoteattr" / "models" / "en"

TEXT = (
    "“The bridge can’t wait,” said Ms. Adaeze Okoro of the Harbour Board in Lagos—after "
    "Lind’s speech. She left on Monday.\n\n"
    '"We don\'t know," the mayor told reporters. "Ask him!"\n'
)


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator.load(FOLDER)


def check(text: str, annotation: Annotation) -> None:
    """Everything that holds for any text."""
    sentences = annotation.sentences
    for sentence in sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
        assert not text[sentence.start].isspace()
        assert not text[sentence.end - 1].isspace()
        tokens = sentence.tokens
        assert len(tokens) <= 2 * LONGEST_SENTENCE
        for token in tokens:
            shared = sum((t.start, t.end) == (token.start, token.end) for t in tokens) > 1
            assert shared or text[token.start : token.end] == token.text
            assert -1 <= token.head < len(tokens)
        for one, two in itertools.pairwise(tokens):
            assert one.end <= two.start or (one.start, one.end) == (two.start, two.end)
        assert [t.head for t in tokens].count(-1) == bool(tokens)
    for a, b in itertools.pairwise(sentences):
        assert a.end <= b.start
    for entity in annotation.entities:
        assert text[entity.start : entity.end].strip() == text[entity.start : entity.end] != ""
    for x, y in itertools.pairwise(annotation.entities):
        assert x.end <= y.start


def test_words_and_entities(annotator: Annotator) -> None:
    (annotation,) = annotator([TEXT])
    check(TEXT, annotation)
    words = [token.text for token in annotation.sentences[0].tokens]
    assert words[:9] == ["“", "The", "bridge", "ca", "n’t", "wait", ",", "”", "said"]
    assert words[-6:] == ["—", "after", "Lind", "’s", "speech", "."]
    names = {(TEXT[e.start : e.end], e.label) for e in annotation.entities}
    assert ("Lagos", "Location") in names
    assert any("Okoro" in name and label == "Person" for name, label in names)


def test_only_wanted_sentences_have_trees(annotator: Annotator) -> None:
    place = TEXT.index("Ask")
    full, part, none = annotator([TEXT] * 3, [[(0, len(TEXT))], [(place, place + 3)], []])
    assert all(s.tokens for s in full.sentences)
    assert [bool(s.tokens) for s in part.sentences].count(True) == 1
    assert part.sentences[-1].tokens == full.sentences[-1].tokens
    assert not any(s.tokens for s in none.sentences)
    assert full.entities == part.entities == none.entities
    assert [s.start for s in full.sentences] == [s.start for s in none.sentences]


def test_as_many_span_lists_as_texts(annotator: Annotator) -> None:
    with pytest.raises(ValueError, match="1 lists of spans for 2"):
        annotator(["a", "b"], [[]])


def test_documents_do_not_influence_each_other(annotator: Annotator) -> None:
    others = ["", "One. Two! Three?", "Rain fell in Oslo. " * 40, "word " * 300, "x" * 3000]
    alone = [annotator([text])[0] for text in (TEXT, *others)]
    assert annotator([TEXT, *others]) == alone
    assert annotator([*reversed(others), TEXT]) == [*reversed(alone[1:]), alone[0]]
    assert annotator([]) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \t\r\n \u00a0",
        "\ufeffA line.\r\nAnother\tline\u00a0here.\r\rLast.",
        "Cafe\u0301 staff said “no”\u200b. 👩\u200d🚒🎉 She left.",
        "\x00\x01Bell\x07 rang.\x1fIt did\x85not stop.\u2028New line",
        "\ud800 half a surrogate.",
        "'' `` \" ' ’ ” « » „",
        "don't " * 50,
        "ａｂｃ 北京在下雨。他说。",
        "Mail a.b@example.org, or see https://example.org/x?y=1&z=2.",
        "No end to this " * 100,
        "A-b_c/d\\e|f" * 60,
    ],
)
def test_odd_texts(annotator: Annotator, text: str) -> None:
    check(text, annotator([text])[0])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from([*"aZ9 .?!,\n\r\t\"'“”‘’«»—-…é\u0301\u00a0\ufeff🎉", "word "])))
def test_offsets_on_any_text(annotator: Annotator, pieces: list[str]) -> None:
    text = "".join(pieces)
    check(text, annotator([text])[0])


@pytest.mark.parametrize("piece", ["x", "x.", "7,", "“", "ab "])
def test_endless_runs_are_cut(annotator: Annotator, piece: str) -> None:
    text = piece * (20_000 // len(piece))
    (annotation,) = annotator([text], [[]])
    check(text, annotation)
    assert all(
        s.end - s.start <= LONGEST_SENTENCE * (LONGEST_TOKEN + 1) for s in annotation.sentences
    )


def test_addresses_are_words(annotator: Annotator) -> None:
    (annotation,) = annotator(["Write to a.b@example.org or visit https://example.org/a?b=1."])
    words = [token.text for sentence in annotation.sentences for token in sentence.tokens]
    assert "a.b@example.org" in words
    assert "https://example.org/a?b=1" in words


def test_official_models_by_their_own_pipeline() -> None:
    """What Stanza's pipeline returns, with a multi-word token whose words have no offsets."""

    def word(text: str, span: tuple[int, int] | tuple[None, None], head: int) -> SimpleNamespace:
        return SimpleNamespace(
            text=text,
            start_char=span[0],
            end_char=span[1],
            lemma=None,
            upos="X",
            feats=None,
            head=head,
            deprel="dep",
        )

    text = "Can't Lind?"
    pieces = [
        ((0, 5), [word("Ca", (None, None), 0), word("not", (None, None), 1)]),
        ((6, 10), [word("Lind", (6, 10), 1)]),
        ((10, 11), [word("?", (10, 11), 1)]),
    ]
    tokens = [SimpleNamespace(start_char=a, end_char=b, words=words) for (a, b), words in pieces]
    spans = [
        SimpleNamespace(start_char=6, end_char=10, type="PERSON"),
        SimpleNamespace(start_char=0, end_char=5, type="CARDINAL"),
    ]
    document = SimpleNamespace(sentences=[SimpleNamespace(tokens=tokens)], ents=spans)
    models = OfficialModels(lambda given: document if given == text else None)
    full, empty = models.annotate([text, " \n"], [None, None])
    check(text, full)
    assert [t.text for t in full.sentences[0].tokens] == ["Ca", "not", "Lind", "?"]
    assert [t.head for t in full.sentences[0].tokens] == [-1, 0, 0, 0]
    assert full.entities == (Entity(6, 10, "Person"),)
    assert empty == Annotation((), ())


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError):
        Annotator.load(tmp_path / "nowhere")
    with pytest.raises(ModelNotFoundError):
        Annotator.load(tmp_path)


@pytest.mark.parametrize("name", ["ner.pt", "tagger.pt"])
def test_files_are_not_unpickled(tmp_path: Path, name: str) -> None:
    for file in FOLDER.iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelFileError, match="missing"):
        Annotator.load(tmp_path)
    ran = tmp_path / "ran"
    # A pickle that would create a file.
    (tmp_path / name).write_bytes(
        b"\x80\x02cbuiltins\nopen\nX"
        + len(str(ran)).to_bytes(4, "little")
        + str(ran).encode()
        + b"X\x01\x00\x00\x00w\x86R."
    )
    with pytest.raises(ModelFileError, match="not a model"):
        Annotator.load(tmp_path)(["Trees are asked for."])
    assert not ran.exists()


def test_what_tags_and_parses_is_loaded_for_trees_alone(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        shutil.copy(file, tmp_path)
    for name in ("tagger", "lemmatizer", "parser"):
        (tmp_path / f"{name}.pt").write_bytes(b"")
    annotator = Annotator.load(tmp_path)
    text = "Ida Brandt spoke."
    (found,) = annotator([text], [[]])
    assert [text[e.start : e.end] for e in found.entities] == ["Ida Brandt"]
    with pytest.raises(ModelFileError, match="tagger"):
        annotator([text], [[(0, 3)]])


def test_blocks_of_lines_and_of_hard_wrapped_text() -> None:
    lines = "Headline\nFirst paragraph.\n\nSecond."
    assert [lines[a:b] for a, b in blocks(lines)] == ["Headline", "First paragraph.", "Second."]
    wrapped = "\n".join(["the water rose in the old harbour and people were told to"] * 6)
    text = f"{wrapped}\n\nThe end."
    assert [text[a:b] for a, b in blocks(text)] == [wrapped, "The end."]
    assert list(blocks(" \n\t\n")) == []


def test_plain_words() -> None:
    assert [plain(word) for word in ["”", "it’s", "``", "''", "naïve"]] == [
        '"',
        "it's",
        '"',
        '"',
        "naïve",
    ]


def test_vectors(tmp_path: Path) -> None:
    random_vectors = np.random.default_rng(1).normal(size=(3, 4)).astype(np.float32)
    vectors = WordVectors.from_arrays(["the", "mayor", "said"], random_vectors)
    assert list(vectors.rows(["Said", "nothing"])) == [3, 0]
    assert vectors.row("THE") == 1
    assert not vectors.matrix[0].any()
    assert np.abs(vectors.matrix[1:] - random_vectors).max() < 0.02
    vectors.save(tmp_path)
    again = WordVectors.load(tmp_path)
    assert again.words == vectors.words
    assert (again.matrix == vectors.matrix).all()
    (tmp_path / "vectors.txt").write_text("the\nmayor\n", encoding="utf-8")
    with pytest.raises(ModelFileError):
        WordVectors.load(tmp_path)


def test_best_paths_agree_with_trying_all() -> None:
    rng = np.random.default_rng(2)
    scores = rng.normal(size=(4, 2, 3)).astype(np.float32)
    transitions = rng.normal(size=(3, 3)).astype(np.float32)
    found = best_paths(scores, transitions, [4, 2])
    for row, length in enumerate([4, 2]):

        def value(path: tuple[int, ...], row: int = row) -> float:
            steps = sum(scores[i, row, label] for i, label in enumerate(path))
            return float(steps + sum(transitions[a, b] for a, b in itertools.pairwise(path)))

        best = max(itertools.product(range(3), repeat=length), key=value)
        assert found[row] == list(best)


def test_best_tree_is_a_tree_with_one_root() -> None:
    def spanning(scores: np.ndarray) -> np.ndarray:
        size = len(scores)
        trees = (
            (0, *heads)
            for heads in itertools.product(range(size), repeat=size - 1)
            if is_tree((0, *heads))
        )
        return np.array(
            max(trees, key=lambda tree: sum(scores[i, h] for i, h in enumerate(tree) if i))
        )

    def is_tree(heads: tuple[int, ...]) -> bool:
        for word in range(1, len(heads)):
            seen = set()
            while word and word not in seen:
                seen.add(word)
                word = heads[word]
            if word:
                return False
        return True

    rng = np.random.default_rng(4)
    for _ in range(20):
        scores = rng.normal(size=(5, 5))
        scores[1:, 0] += 1.5
        np.fill_diagonal(scores, -np.inf)
        tree = best_tree(scores, spanning)
        assert is_tree((0, *tree[1:].tolist()))
        assert (tree[1:] == 0).sum() == 1


def test_entity_spans_of_broken_sequences() -> None:
    assert entity_spans(["I-Date", "B-Date", "E-Person", "S-Date"]) == [
        (0, 1, "Date"),
        (1, 2, "Date"),
        (2, 3, "Person"),
        (3, 4, "Date"),
    ]
    assert entity_spans([]) == []
