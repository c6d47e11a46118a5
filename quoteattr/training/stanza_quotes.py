"""Typographic variety for the tokenizer's training text.

Public treebanks hold few quotation marks besides the straight ones and hardly a dash without
spaces, and news is full of both. So their sentences are respelled: marks in the style of one
country or another, apostrophes straight or curly, dashes of all lengths with and without spaces,
sentences put between marks with and without a reporting clause, paragraphs long and short. Where
tokens begin and end is known throughout, as tokens are what is respelled.
"""

import random
from collections.abc import Iterable, Sequence

import attrs

from quoteattr.training.stanza_data import Piece, TreebankSentence

__all__ = ["STYLES", "Style", "respelled", "restyled"]

Sentence = tuple[Piece, ...]
Paragraphs = list[list[Sentence]]


@attrs.frozen
class Style:
    """How a text writes quotation marks.

    Attributes:
        outer: the opening and the closing mark.
        inner: the same inside another quotation.
        spaced: whether a space stands between a mark and what it encloses.
    """

    outer: tuple[str, str]
    inner: tuple[str, str]
    spaced: bool = False


STYLES = {
    "straight": Style(('"', '"'), ("'", "'")),
    "curly double": Style(("“", "”"), ("‘", "’")),
    "curly single": Style(("‘", "’"), ("“", "”")),
    "low-high": Style(("„", "“"), ("‚", "‘")),
    "low-high right": Style(("„", "”"), ("‚", "’")),
    "guillemets": Style(("«", "»"), ("‹", "›")),
    "guillemets spaced": Style(("«", "»"), ("‹", "›"), spaced=True),
    "typewriter": Style(("``", "''"), ("`", "'")),
    "straight single": Style(("'", "'"), ('"', '"')),
}
_WEIGHTS = (30, 34, 10, 5, 3, 5, 3, 6, 4)

_DOUBLE = frozenset({'"', "“", "”", "``", "''", '""', "„", "‟", "«", "»", "‘’", "’’"})
_SINGLE = frozenset({"'", "‘", "’", "`", "‚", "‹", "›"})
_DASHES = frozenset({"-", "--", "–", "—"})
_DASH_FORMS = (("—", False), ("—", False), ("—", True), ("–", True), ("–", False), ("--", False))
_SPEAKERS = (("he",), ("she",), ("they",), ("Lind",), ("the", "mayor"), ("Ms.", "Okoro"))
_VERBS = (("said",), ("asked",), ("added",), ("told", "reporters"), ("wrote",), ("says",))


def restyled(sentence: Sequence[Piece], style: Style, apostrophe: str | None = None) -> Sentence:
    """A sentence with its quotation marks in another style.

    Args:
        sentence: tokens; their tags tell opening from closing marks.
        style: the style to write.
        apostrophe: what to write inside other tokens; None leaves them alone.
    """
    pieces: list[Piece] = []
    for piece in sentence:
        side = {"``": 0, "''": 1}.get(piece.xpos)
        if side is not None and piece.text in _DOUBLE | _SINGLE:
            marks = style.outer if piece.text in _DOUBLE else style.inner
            spaced = piece.spaced or (style.spaced and side == 0)
            if style.spaced and side == 1 and pieces:
                pieces[-1] = attrs.evolve(pieces[-1], spaced=True)
            pieces.append(attrs.evolve(piece, text=marks[side], spaced=spaced))
        elif apostrophe is not None and ("'" in piece.text or "’" in piece.text):
            text = piece.text.replace("'", apostrophe).replace("’", apostrophe)
            pieces.append(attrs.evolve(piece, text=text))
        else:
            pieces.append(piece)
    return tuple(pieces)


def respelled(sentences: Iterable[TreebankSentence], rng: random.Random) -> Paragraphs:
    """Paragraphs of varied typography, made from the sentences of a treebank."""
    paragraphs: Paragraphs = []
    for document in _documents(sentences):
        style = rng.choices(tuple(STYLES.values()), _WEIGHTS)[0]
        apostrophe = "’" if rng.random() < (0.25 if style.outer[0] in "\"'``" else 0.75) else "'"
        varied = [
            [
                restyled(_varied(sentence, rng), style, apostrophe)
                for sentence in _quoted(paragraph, rng)
            ]
            for paragraph in document
        ]
        paragraphs += _reshaped(varied, rng)
    return paragraphs


def _documents(sentences: Iterable[TreebankSentence]) -> list[Paragraphs]:
    documents: list[Paragraphs] = []
    for sentence in sentences:
        if sentence.opens == "document" or not documents:
            documents.append([[]])
        elif sentence.opens == "paragraph":
            documents[-1].append([])
        documents[-1][-1].append(sentence.pieces)
    return documents


def _quoted(paragraph: list[Sentence], rng: random.Random) -> list[Sentence]:
    """The paragraph with some of its sentences between quotation marks."""
    result: list[Sentence] = []
    place = 0
    while place < len(paragraph):
        count = rng.choices((0, 1, 2, 3), (86, 10, 3, 1))[0]
        run = paragraph[place : place + count]
        if run and all(_can_be_quoted(sentence) for sentence in run):
            result += _between_marks(run, rng)
            place += len(run)
        else:
            result.append(paragraph[place])
            place += 1
    return result


def _can_be_quoted(sentence: Sentence) -> bool:
    marked = any(piece.xpos in ("``", "''") for piece in sentence)
    return not marked and 3 < len(sentence) < 40 and sentence[-1].text in (".", "?", "!")


def _between_marks(run: list[Sentence], rng: random.Random) -> list[Sentence]:
    """Sentences as one quotation: alone, before a reporting clause, or behind one."""
    opening, closing = Piece('"', "``", spaced=False), Piece('"', "''")
    clause = [Piece(w) for w in (*rng.choice(_SPEAKERS), *rng.choice(_VERBS))]
    first, last = list(run[0]), list(run[-1])
    shape = rng.choice(("alone", "before", "before", "behind"))
    end = attrs.evolve(last[-1], spaced=False)
    if shape == "before" and end.text == ".":
        end = attrs.evolve(end, text=",", xpos=",")
    last = [*last[:-2], attrs.evolve(last[-2], spaced=False), end, closing]
    if shape == "before":
        last += [*clause[:-1], attrs.evolve(clause[-1], spaced=False), Piece(".")]
    if len(run) == 1:
        first = last
    head = [opening]
    if shape == "behind":
        comma = Piece(rng.choice((",", ":")))
        capital = attrs.evolve(clause[0], text=clause[0].text.capitalize())
        tail = attrs.evolve(clause[-1], spaced=False)
        head = [*([capital, *clause[1:-1], tail] if len(clause) > 1 else [tail]), comma, opening]
    first = [*head, *first]
    return [tuple(first)] if len(run) == 1 else [tuple(first), *run[1:-1], tuple(last)]


def _varied(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence with other dashes and ellipses; now and then a dash instead of a comma."""
    pieces = list(sentence)
    for place in range(1, len(pieces) - 1):
        before, piece = pieces[place - 1], pieces[place]
        dash = piece.text in _DASHES and before.spaced and piece.spaced and rng.random() < 0.7
        comma = piece.text == "," and piece.spaced and rng.random() < 0.05
        numbers = before.text[-1:].isdigit() or pieces[place + 1].text[:1].isdigit()
        if (dash or comma) and not numbers:
            text, spaced = rng.choice(_DASH_FORMS)
            pieces[place - 1] = attrs.evolve(before, spaced=spaced)
            pieces[place] = attrs.evolve(piece, text=text, spaced=spaced)
        elif piece.text == "..." and rng.random() < 0.4:
            pieces[place] = attrs.evolve(piece, text="…")
    return tuple(pieces)


def _reshaped(paragraphs: Paragraphs, rng: random.Random) -> Paragraphs:
    """The same sentences in longer or shorter paragraphs, or as they were."""
    longest = rng.choice((0, 0, 0, 1, 2, 3, 8))
    if not longest:
        return paragraphs
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    return [sentences[a : a + longest] for a in range(0, len(sentences), longest)]
