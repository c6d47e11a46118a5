"""Measure the Stanza models of a folder, as they will be used: on raw text, from their own files.

Tokens, sentences, words, tags and trees are scored with the CoNLL 2018 shared task's evaluation
(Zeman et al., 2018), which Stanza brings: F1 of what the raw text of a treebank is turned into.
Entities are scored on sentences with given words: F1 of spans with their class. The tokenizer is
measured on one treebank once for each style of quotation marks.
"""

import argparse
import io
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from quoteattr.annotation.records import Annotator, Sentence
from quoteattr.annotation.bundled import BundledModels
from quoteattr.annotation.splitting import Word
from quoteattr.training.stanza_data import (
    FORM,
    ID,
    Piece,
    TreebankSentence,
    entity_sentences,
    entity_spans,
    read_treebank,
    render,
)
from quoteattr.training.stanza_quotes import STYLES, Style, restyled

__all__ = ["add_arguments", "run", "score_entities", "score_treebank"]

METRICS = ("Words", "Sentences", "UPOS", "UFeats", "Lemmas", "UAS", "LAS")
PLAIN_METRICS = METRICS[:2]
TREEBANKS = ("ewt-test", "pud-test")
ENTITY_PARTS = ("test",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--model", type=Path, required=True, help="folder of the model")
    parser.add_argument("--treebanks", nargs="*", default=TREEBANKS, help="names of files in ud")
    parser.add_argument("--entities", nargs="*", default=ENTITY_PARTS, help="names in ner")
    parser.add_argument("--styles", nargs="*", choices=STYLES, default=tuple(STYLES))


def run(args: argparse.Namespace) -> int:
    """Print all figures."""
    import torch

    torch.set_num_threads(1)
    annotator = Annotator.load(args.model)
    out = sys.stdout
    for name in args.treebanks:
        sentences = read_treebank(args.data / "ud" / f"{name}.conllu")
        _line(out, name, score_treebank(annotator, sentences))
    for name in args.entities:
        _line(out, f"ner {name}", score_entities(annotator, args.data / "ner" / f"{name}.tsv"))
    for name in args.styles:
        sentences = read_treebank(args.data / "ud" / f"{TREEBANKS[0]}.conllu")
        scores = score_treebank(annotator, sentences, STYLES[name], trees=False)
        _line(out, f"{TREEBANKS[0]}, {name}", scores)
    return 0


def _line(out: TextIO, name: str, figures: Mapping[str, float]) -> None:
    out.write(f"{name:28}" + "  ".join(f"{k} {v:.2f}" for k, v in figures.items()) + "\n")
    out.flush()


def score_treebank(
    annotator: Annotator,
    sentences: Sequence[TreebankSentence],
    style: Style | None = None,
    *,
    trees: bool = True,
) -> dict[str, float]:
    """Read a treebank's raw text and compare.

    Args:
        annotator: what to measure.
        sentences: the treebank.
        style: a style of quotation marks to rewrite the treebank in; None leaves it alone.
        trees: whether to tag and parse; without, only tokens and words are scored.

    Returns:
        F1 in percent by the name of the metric, and with trees the words read in a second of
        the processor.
    """
    from stanza.models.common.utils import ud_scores

    documents = _documents(sentences, style)
    texts = [text for text, _ in documents]
    gold = [row for _, rows in documents for row in rows]
    if trees:
        started = time.process_time()
        found = annotator(texts)
        took = time.process_time() - started
        system = [row for annotation in found for s in annotation.sentences for row in _rows(s)]
    else:
        system = [row for s in _models(annotator).tokenize(texts) for row in _flat_rows(s.words)]
    scores = ud_scores(_file(gold), _file(system))
    figures = {name: 100 * scores[name].f1 for name in (METRICS if trees else PLAIN_METRICS)}
    if trees:
        figures["words/s"] = sum(len(s.tokens) for a in found for s in a.sentences) / took
    return figures


def score_entities(annotator: Annotator, path: Path) -> dict[str, float]:
    """Precision, recall and F1, in percent, of entities in sentences with given words."""
    models = _models(annotator)
    sentences = list(entity_sentences(path))
    gold = {(i, *span) for i, sentence in enumerate(sentences) for span in entity_spans(sentence)}
    predicted = models.entities([[word for word, _ in sentence] for sentence in sentences])
    system = {(i, *span) for i, spans in enumerate(predicted) for span in spans}
    right = len(gold & system)
    return {
        "precision": 100 * right / max(1, len(system)),
        "recall": 100 * right / max(1, len(gold)),
        "F1": 200 * right / max(1, len(system) + len(gold)),
    }


def _documents(
    sentences: Iterable[TreebankSentence], style: Style | None
) -> list[tuple[str, list[str]]]:
    """For each document its raw text and its lines of CoNLL-U."""
    documents: list[list[list[TreebankSentence]]] = []
    for sentence in sentences:
        if sentence.opens == "document" or not documents:
            documents.append([[]])
        elif sentence.opens:
            documents[-1].append([])
        documents[-1][-1].append(sentence)
    result = []
    for paragraphs in documents:
        pieces = [[_styled(sentence, style) for sentence in p] for p in paragraphs]
        rows = [
            row
            for paragraph, shown in zip(paragraphs, pieces, strict=True)
            for sentence, tokens in zip(paragraph, shown, strict=True)
            for row in _respelled(sentence, tokens)
        ]
        result.append((render(pieces)[0], rows))
    return result


def _styled(sentence: TreebankSentence, style: Style | None) -> tuple[Piece, ...]:
    return sentence.pieces if style is None else restyled(sentence.pieces, style)


def _respelled(sentence: TreebankSentence, pieces: Sequence[Piece]) -> list[str]:
    """The sentence's lines with the forms of its surface tokens as they stand in the text."""
    rows: list[str] = []
    inside = 0
    tokens = iter(pieces)
    for row in sentence.rows:
        if "-" in row[ID]:
            inside = int(row[ID].split("-")[1])
            form = next(tokens).text
        else:
            form = row[FORM] if int(row[ID]) <= inside else next(tokens).text
        rows.append("\t".join([row[ID], form, *row[FORM + 1 :]]))
    return [*rows, ""]


def _rows(sentence: Sentence) -> list[str]:
    """A sentence's lines of CoNLL-U, words that share a span under their token."""
    rows: list[str] = []
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        shared = [i for i, t in enumerate(tokens) if (t.start, t.end) == (token.start, token.end)]
        if len(shared) > 1 and place == shared[0]:
            rows.append(f"{place + 1}-{shared[-1] + 1}\t{token.text}" + "\t_" * 8)
        columns = (token.text, token.lemma, token.upos, "_", token.feats, token.head + 1)
        rows.append("\t".join(map(str, (place + 1, *columns, token.deprel, "_", "_"))))
    return [*rows, ""]


def _flat_rows(words: Sequence[Word]) -> list[str]:
    """A sentence's lines of CoNLL-U without tags, every word but the first under the first."""
    rows = [f"{i}\t{w.text}" + "\t_" * 4 for i, w in enumerate(words, 1)]
    return [*(f"{row}\t{int(i > 0)}\tdep\t_\t_" for i, row in enumerate(rows)), ""]


def _file(rows: Iterable[str]) -> TextIO:
    return io.StringIO("\n".join(rows) + "\n")


def _models(annotator: Annotator) -> BundledModels:
    models = annotator.models
    if not isinstance(models, BundledModels):
        raise TypeError("only the package's own models can be measured step by step")
    return models
