"""Training files for Stanza's trainers, made from public corpora.

Stanza's trainers read CoNLL-U (tagger, parser, lemmatizer, expander), raw text with one label per
character (tokenizer), JSON (entities) and a file of word vectors.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from quoteattr.annotate import as_pretrain
from quoteattr.annotation.text import plain
from quoteattr.models.vectors import WordVectors

__all__ = [
    "Piece",
    "TreebankSentence",
    "entity_sentences",
    "entity_spans",
    "read_treebank",
    "render",
    "write_entities",
    "write_expansions",
    "write_lexicon",
    "write_pretrain",
    "write_treebank",
]

Row = tuple[str, ...]
"""One line of CoNLL-U: ten columns."""

ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC = range(10)


@attrs.frozen
class TreebankSentence:
    """A sentence of a treebank.

    Attributes:
        rows: its lines, those of multi-word tokens among them.
        opens: what begins with it: "document", "paragraph" or "" for neither.
    """

    rows: tuple[Row, ...]
    opens: str = ""

    @property
    def pieces(self) -> "tuple[Piece, ...]":
        """Its surface tokens, a multi-word token being one."""
        pieces = []
        inside = 0
        for row in self.rows:
            if "-" in row[ID]:
                inside = int(row[ID].split("-")[1])
            elif int(row[ID]) <= inside:
                continue
            spaced = "SpaceAfter=No" not in row[MISC].split("|")
            pieces.append(Piece(row[FORM], row[XPOS], "-" in row[ID], spaced))
        return tuple(pieces)


@attrs.frozen
class Piece:
    """A surface token as it stands in raw text.

    Attributes:
        text: its characters.
        xpos: its language-specific tag; `` and '' mark quotation marks, whatever their shape.
        multi: whether it is a multi-word token.
        spaced: whether a space follows.
    """

    text: str
    xpos: str = ""
    multi: bool = False
    spaced: bool = True


def read_treebank(path: Path) -> tuple[TreebankSentence, ...]:
    """Read a CoNLL-U file; empty nodes are left out."""
    sentences: list[TreebankSentence] = []
    rows: list[Row] = []
    opens = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            opens = "document"
        elif line.startswith("# newpar"):
            opens = opens or "paragraph"
        elif line and not line.startswith("#"):
            columns = tuple(line.split("\t"))
            if "." not in columns[ID]:
                rows.append(columns)
        elif not line and rows:
            sentences.append(TreebankSentence(tuple(rows), opens))
            rows, opens = [], ""
    return tuple(sentences)


def write_treebank(
    sentences: Iterable[TreebankSentence],
    target: Path,
    respell: Callable[[str], str] = plain,
) -> None:
    """Write CoNLL-U with every form respelled; by default as the models will see it."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for sentence in sentences:
            for row in sentence.rows:
                columns = [*row[:FORM], respell(row[FORM]), *row[FORM + 1 :]]
                file.write("\t".join(columns) + "\n")
            file.write("\n")


def render(paragraphs: Iterable[Sequence[Sequence[Piece]]]) -> tuple[str, str]:
    """Raw text and its labels, as Stanza's tokenizer learns them.

    Args:
        paragraphs: each a sequence of sentences, each a sequence of tokens.

    Returns:
        The text, paragraphs parted by an empty line, and a digit for each of its characters: 1
        for the last of a token, 2 for the last of a sentence, 3 and 4 likewise for multi-word
        tokens, 0 for any other.
    """
    texts, labels = [], []
    for sentences in paragraphs:
        text = marks = ""
        for sentence in sentences:
            for place, piece in enumerate(sentence, start=1):
                last = place == len(sentence)
                gap = " " * piece.spaced
                text += piece.text + gap
                marks += "0" * (len(piece.text) - 1) + str(1 + last + 2 * piece.multi) + gap
        marks = marks.rstrip().replace(" ", "0")
        texts.append(text.rstrip())
        labels.append(marks)
    return "\n\n".join(texts) + "\n", "\n\n".join(labels) + "\n"


def write_expansions(sentences: Iterable[TreebankSentence], target: Path) -> None:
    """Write how often each multi-word token has which words, for the tokenizer's trainer."""
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for sentence in sentences:
        for place, row in enumerate(sentence.rows):
            if "-" in row[ID]:
                first, last = map(int, row[ID].split("-"))
                words = sentence.rows[place + 1 : place + 2 + last - first]
                counts[row[FORM], tuple(word[FORM].lower() for word in words)] += 1
    target.write_text(json.dumps(list(counts.items())), encoding="utf-8")


def write_lexicon(sentences: Iterable[TreebankSentence], target: Path) -> None:
    """Write each word with its tag and lemma as a sentence of its own, frequent ones more often.

    The lemmatizer reads words one by one. What is frequent is in its dictionary anyway, so that
    a word comes as often as the logarithm of its count, which keeps the order of frequency.
    """
    counts = Counter(
        (plain(row[FORM]), row[UPOS], row[LEMMA])
        for sentence in sentences
        for row in sentence.rows
        if "-" not in row[ID]
    )
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for (form, upos, lemma), count in counts.items():
            row = f"1\t{form}\t{lemma}\t{upos}\t_\t_\t0\troot\t_\t_\n\n"
            file.write(row * count.bit_length())


def write_pretrain(vectors: WordVectors, target: Path) -> None:
    """Write word vectors in the form that Stanza's trainers read."""
    as_pretrain(vectors).save(str(target))


def write_entities(sentences: Iterable[Sequence[tuple[str, str]]], target: Path) -> None:
    """Write sentences, words with their BIO labels, as Stanza's JSON."""
    rows = [
        [{"id": i, "text": word, "ner": label} for i, (word, label) in enumerate(sentence, 1)]
        for sentence in sentences
    ]
    target.write_text(json.dumps(rows), encoding="utf-8")


def entity_sentences(source: Path) -> Iterator[list[tuple[str, str]]]:
    """The sentences of a word-and-label file, words as the models will see them."""
    sentence: list[tuple[str, str]] = []
    for line in source.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            if sentence:
                yield sentence
            sentence = []
        elif not line.startswith("# ") or "\t" in line:
            # A third column, where there is one, labels an entity inside another; it is not used.
            word, label = line.split("\t")[:2]
            sentence.append((plain(word), label))
    if sentence:
        yield sentence


def entity_spans(sentence: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """Entities from BIO labels: first word, the one behind the last, class."""
    start, name = 0, ""
    for place, (_, label) in enumerate([*sentence, ("", "O")]):
        if name and label != f"I-{name}":
            yield start, place, name
            name = ""
        if label != "O" and not name:
            start, name = place, label.partition("-")[2]
