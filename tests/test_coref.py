"""Clusters of mentions against gold: the measures by hand, the reader of OntoGUM, the walk."""

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.annotation.records import Annotation, Entity, Sentence, Token
from quoteattr.attribution.records import Attribution
from quoteattr.errors import InputError
from quoteattr.evaluation import coref
from quoteattr.evaluation.command import main
from quoteattr.evaluation.coref import Line, Prepared, coref_table, study
from quoteattr.evaluation.coref_metrics import Agreement, agreement, best_alignment
from quoteattr.evaluation.ontogum import Clustered, parse_conllu, read_ontogum
from quoteattr.evaluation.phrases import Phrases

CLUSTERS = st.lists(st.sets(st.integers(0, 8), min_size=1), max_size=4).map(
    lambda sets: [one - set().union(*sets[:i]) for i, one in enumerate(sets)]
)


# ------------------------------------------------------------------ the measures


def test_by_hand() -> None:
    """Gold {a b c} {d e f g}, found {a b d} {e f g}."""
    found = agreement(["abc", "defg"], ["abd", "efg"])
    # Gold's links: abc falls in two parts, defg in two: 1 of 2 and 2 of 3 are kept.
    assert found.muc.recall == pytest.approx(3 / 5)
    assert found.muc.precision == pytest.approx(3 / 4)
    # a and b have 2 of 3, c none; d has 1 of 4, the others 3 of 4.
    assert found.b_cubed.recall == pytest.approx((4 / 3 + 1 / 4 + 9 / 4) / 7)
    assert found.b_cubed.precision == pytest.approx((4 / 3 + 1 / 3 + 3) / 6)
    # abc with abd: 2·2/6; defg with efg: 2·3/7.
    assert found.ceafe.recall == found.ceafe.precision == pytest.approx((4 / 6 + 6 / 7) / 2)
    assert found.mentions.recall == pytest.approx(6 / 7)
    f1 = [2 * 0.6 * 0.75 / 1.35, found.b_cubed.f1, found.ceafe.f1]
    assert found.conll == pytest.approx(sum(f1) / 3)


def test_a_cluster_cut_in_two_and_one_missed() -> None:
    """Gold {1 2 3 4} {5 6}, found {1 2} {3 4}: links 2 of 4, clusters 4/6 once of two."""
    found = agreement([[1, 2, 3, 4], [5, 6]], [[1, 2], [3, 4]])
    assert (found.muc.precision, found.muc.recall) == (1, 2 / 4)
    assert found.b_cubed.precision == 1
    assert found.b_cubed.recall == pytest.approx(4 * (2 / 4) / 6)
    assert found.ceafe.precision == found.ceafe.recall == pytest.approx((4 / 6) / 2)


def test_over_texts_sums_are_added() -> None:
    whole = agreement(["abc"], ["abc"]) + agreement(["abcde"], [])
    assert whole.muc.recall == pytest.approx(2 / 6)
    assert whole.b_cubed.recall == pytest.approx(3 / 8)
    assert whole.ceafe.recall == pytest.approx(1 / 2)
    assert whole.muc.precision == 1


def test_single_mentions_count_nowhere() -> None:
    assert agreement(["ab", "c"], ["ab", "d"]) == agreement(["ab"], ["ab"])
    assert Agreement().conll == 0


@given(CLUSTERS, CLUSTERS)
def test_sides_mirror_and_gold_is_perfect(one: list[set[int]], two: list[set[int]]) -> None:
    there, back = agreement(one, two), agreement(two, one)
    for name in ("mentions", "muc", "b_cubed", "ceafe"):
        assert getattr(there, name).precision == pytest.approx(getattr(back, name).recall)
        assert 0 <= getattr(there, name).f1 <= 1 + 1e-9
    if any(len(cluster) > 1 for cluster in one):
        assert agreement(one, one).conll == pytest.approx(1)


@given(st.data(), st.integers(1, 5), st.integers(1, 5))
def test_best_alignment_is_the_best(data: st.DataObject, rows: int, columns: int) -> None:
    number = st.floats(0, 1) | st.sampled_from([0.0, 0.5])
    line = st.lists(number, min_size=columns, max_size=columns)
    worth = data.draw(st.lists(line, min_size=rows, max_size=rows))
    found = best_alignment(worth)
    few, many = sorted((rows, columns))
    assert len({row for row, _ in found}) == len({column for _, column in found}) == few
    ways = permutations(range(many), few)
    best = max(
        sum(worth[i][p] if rows <= columns else worth[p][i] for i, p in enumerate(way))
        for way in ways
    )
    assert sum(worth[row][column] for row, column in found) == pytest.approx(best)


# ------------------------------------------------------------------ OntoGUM

WORDS = """\
# newdoc id = GUM_news_quay
# newpar
1\tIlse\t_\tPROPN\t_\t_\t3\tnsubj\t_\tEntity=(1
2\tBrandvold\t_\tPROPN\t_\t_\t1\tflat\t_\tEntity=1)
3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
3\tdid\t_\tAUX\t_\t_\t5\taux\t_\t_
4\tn't\t_\tPART\t_\t_\t5\tadvmod\t_\t_
5\tshut\t_\tVERB\t_\t_\t0\troot\t_\t_
6\ther\t_\tPRON\t_\t_\t7\tnmod:poss\t_\tEntity=(2(1)
7\tquay\t_\tNOUN\t_\t_\t5\tobj\t_\tEntity=2)|SpaceAfter=No
8\t.\t_\tPUNCT\t_\t_\t5\tpunct\t_\t_

# newpar
1\tShe\t_\tPRON\t_\t_\t2\tnsubj\t_\tEntity=(1)
2\tmended\t_\tVERB\t_\t_\t0\troot\t_\t_
3\tit\t_\tPRON\t_\t_\t2\tobj\t_\tEntity=(2)|SpaceAfter=No
3.1\t_\t_\t_\t_\t_\t_\t_\t_\t_
4\t.\t_\tPUNCT\t_\t_\t2\tpunct\t_\t_
"""


def test_text_and_clusters_of_a_file() -> None:
    document = parse_conllu(WORDS, "GUM_news_quay")
    assert document.text == "Ilse Brandvold didn't shut her quay.\nShe mended it."
    named = [[document.text[a:b] for a, b in cluster] for cluster in document.clusters]
    assert sorted(named) == [["Ilse Brandvold", "her", "She"], ["her quay", "it"]]
    assert [document.text[a:b] for a, b in document.tokens[2:4]] == ["did", "n't"]


@pytest.mark.parametrize("change", [("Entity=1)", "_"), ("Entity=(1\n", "_\n"), ("\t_\n", "\n")])
def test_a_broken_file_is_told(change: tuple[str, str]) -> None:
    with pytest.raises(InputError):
        parse_conllu(WORDS.replace(*change), "GUM_news_quay")


def test_genres_are_chosen_by_name(tmp_path: Path) -> None:
    for name in ("GUM_news_quay", "GUM_vlog_quay"):
        (tmp_path / f"{name}.conllu").write_text(WORDS, encoding="utf-8")
    assert [d.id for d in read_ontogum(tmp_path, ["news"])] == ["GUM_news_quay"]
    with pytest.raises(InputError):
        read_ontogum(tmp_path, ["court"])


# ------------------------------------------------------------------ the walk


def sentence(text: str, start: int, words: str) -> Sentence:
    """A sentence from "form/UPOS/head/deprel" for each word, heads counted from 1."""
    tokens = []
    at = start
    for word in words.split():
        form, upos, head, deprel = word.split("/")
        at = text.index(form, at)
        tokens.append(Token(at, at + len(form), form, form, upos, "_", int(head) - 1, deprel))
        at += len(form)
    return Sentence(start, at, tuple(tokens))


TEXT = "The mayor, Ilse Brandvold of Vesk, left. She said her quay was shut. The quay was old."
SAID = TEXT.index("said")
SENTENCES = (
    sentence(
        TEXT, 0,
        "The/DET/2/det mayor/NOUN/9/nsubj ,/PUNCT/4/punct Ilse/PROPN/2/appos Brandvold/PROPN/4/flat"
        " of/ADP/7/case Vesk/PROPN/4/nmod ,/PUNCT/2/punct left/VERB/0/root ./PUNCT/9/punct",
    ),
    sentence(
        TEXT, 41,
        "She/PRON/2/nsubj said/VERB/0/root her/PRON/4/nmod:poss quay/NOUN/6/nsubj was/AUX/6/cop"
        " shut/ADJ/2/ccomp ./PUNCT/2/punct",
    ),
    sentence(
        TEXT, 69,
        "The/DET/2/det quay/NOUN/4/nsubj was/AUX/4/cop old/ADJ/0/root ./PUNCT/4/punct",
    ),
)  # fmt: skip
ENTITIES = (Entity(11, 25, "Person"), Entity(29, 33, "GPE"))
SOURCE = (TEXT.index("She"), TEXT.index("She") + 3)
FOUND = [Attribution(((SAID + 5, SAID + 22),), ((SAID, SAID + 4),), (SOURCE,))]


def span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_phrases_reach_as_far_as_their_words() -> None:
    phrases = Phrases(SENTENCES)
    assert phrases.whole(span("Ilse Brandvold")) == span("Ilse Brandvold of Vesk")
    assert phrases.whole(span("She")) == span("She")
    assert phrases.whole(span("Vesk")) == span("Vesk")
    assert phrases.head((len(TEXT), len(TEXT))) is None
    spans = [TEXT[a:b] for a, b in phrases.mentions()]
    assert spans == ["The mayor, Ilse Brandvold of Vesk", "She", "her", "her quay", "The quay"]


GOLD = Clustered(
    "GUM_news_quay",
    TEXT,
    (
        (span("Ilse Brandvold of Vesk"), span("She"), span("her")),
        (span("her quay"), span("The quay")),
    ),
    (),
)
PREPARED = Prepared(GOLD, FOUND, Annotation(SENTENCES, ENTITIES))


def test_names_and_sources_then_everything() -> None:
    first = PREPARED.reader({}).read(goes_on=False)
    assert first == [[span("Ilse Brandvold of Vesk"), span("She")]]
    everything = PREPARED.reader(None).read()
    assert [span("Ilse Brandvold of Vesk"), span("She"), span("her")] in [
        c[-3:] for c in everything
    ]
    assert len([s for cluster in everything for s in cluster]) == len(
        {s for cluster in everything for s in cluster}
    )


def test_gold_decides_while_it_is_learnt_from() -> None:
    reader = PREPARED.reader({}, learns=True)
    clusters = reader.read()
    assert list(GOLD.clusters[1]) in clusters
    assert reader.examples
    assert all(any(e.right) and not all(e.right) for e in reader.examples)


def test_the_study_has_three_rows() -> None:
    other = Prepared(Clustered("GUM_interview_quay", TEXT, GOLD.clusters, ()), FOUND,
                     PREPARED.annotation)  # fmt: skip
    lines = list(study([PREPARED, other], folds=2))
    assert [set(line.texts) for line in lines] == [{"GUM_news_quay", "GUM_interview_quay"}] * 3
    assert lines[2].of().conll >= lines[0].of().conll > 0
    table = coref_table(lines[0])
    assert [row.split()[0] for row in table.splitlines()[1:]] == ["all", "news", "interview"]


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "GUM_news_quay.conllu").write_text(WORDS, encoding="utf-8")
    asked: list[object] = []

    def prepared(documents: list[Clustered], model: str) -> list[Prepared]:
        asked.extend([len(documents), model])
        return [PREPARED]

    def measured(documents: list[Prepared], folds: int) -> list[Line]:
        return [Line(f"{folds} folds", {d.gold.id: Agreement() for d in documents})]

    monkeypatch.setattr(coref, "prepare", prepared)
    monkeypatch.setattr(coref, "study", measured)
    assert main(["coref", str(tmp_path), "--genre", "news", "--folds", "3"]) == 0
    assert asked == [1, "en"]
    assert "3 folds" in capsys.readouterr().out
    assert main(["coref", str(tmp_path / "none")]) == 2
