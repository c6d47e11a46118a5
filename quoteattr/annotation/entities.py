"""Named entities, by Stanza's BiLSTM-CRF network."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from quoteattr.annotation.records import Entity
from quoteattr.annotation.recurrent import Recurrent, turned
from quoteattr.annotation.splitting import SplitSentence, together
from quoteattr.annotation.words import WordTable, batches, letters, padded

__all__ = ["EntityModel", "entity_spans", "find_entities"]

_PREFIX = 4

Floats = npt.NDArray[np.float32]


class EntityModel:
    """Stanza's entity tagger.

    Args:
        trainer: the object that Stanza loads an entity tagger into.
    """

    def __init__(self, trainer: Any) -> None:
        self._model = trainer.model.eval()
        self._vocab = trainer.vocab
        self._words = self._vocab["word"]._unit2id
        self._names: list[str] = self._vocab["tag"]._id2unit[0]
        self._table = WordTable(self._embed)
        self._states = Recurrent(self._model.taggerlstm.lstm)
        self._transitions = self._model.crits[0]._transitions.detach().numpy()[_PREFIX:, _PREFIX:]

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[int, int, str]]]:
        """Find the entities of sentences of plain words.

        Returns:
            For each sentence its entities: first word, the one behind the last, class.
        """
        found: list[list[tuple[int, int, str]]] = [[] for _ in sentences]
        for batch in batches([len(words) for words in sentences]):
            labels = self._label([sentences[i] for i in batch])
            for place, numbers in zip(batch, labels, strict=True):
                found[place] = entity_spans([self._names[number] for number in numbers])
        return found

    def _embed(self, words: Sequence[str]) -> Any:
        import torch

        model, vocab = self._model, self._vocab
        unknown = self._words["<UNK>"]
        rows = torch.tensor([self._words.get(word.lower(), unknown) for word in words])
        inputs = torch.cat(
            [model.word_emb(rows), letters(model.charmodel, vocab["char"], words)], 1
        )
        return inputs if model.input_transform is None else model.input_transform(inputs)

    def _label(self, sentences: Sequence[Sequence[str]]) -> list[list[int]]:
        """The labels of sentences, the longest first."""
        rows, vectors = self._table.rows(sentences)
        lengths = [len(words) for words in sentences]
        scores = self._scores(rows, vectors)
        paths = best_paths(scores[:, :, _PREFIX:], self._transitions, lengths)
        return [[number + _PREFIX for number in path] for path in paths]

    def _scores(self, rows: Sequence[Sequence[int]], vectors: Any) -> Any:
        """Of the labels of sentences, shape (words, sentences, labels)."""
        import torch

        with torch.inference_mode():
            inputs = vectors[torch.from_numpy(np.ascontiguousarray(padded(rows).T))]
            states = self._states(inputs, turned([len(row) for row in rows]))
            return self._model.tag_clfs[0](states).numpy()


def find_entities(
    model: EntityModel, sentences: Sequence[SplitSentence], count: int
) -> list[list[Entity]]:
    """The entities of texts, in order.

    Args:
        model: an entity tagger.
        sentences: the sentences of all texts, in order.
        count: how many texts there are.
    """
    found: list[list[Entity]] = [[] for _ in range(count)]
    groups = list(together(sentences))
    words = [[word for sentence in group for word in sentence.words] for group in groups]
    spans = model([[word.form for word in row] for row in words])
    for group, row, names in zip(groups, words, spans, strict=True):
        found[group[0].document] += [
            Entity(row[first].start, row[behind - 1].end, label) for first, behind, label in names
        ]
    return found


def best_paths(scores: Floats, transitions: Floats, lengths: Sequence[int]) -> list[list[int]]:
    """The best label sequences of a batch under a linear-chain CRF (Viterbi).

    Only the best scores are kept on the way; which label they came from is asked for the labels
    that are chosen, on the way back.

    Args:
        scores: shape (words, sentences, labels); the longest sentence first.
        transitions: shape (labels, labels), from the label in the row to that in the column.
        lengths: the number of words of each sentence.

    Returns:
        For each sentence the numbers of its labels.
    """
    import torch

    # how many sentences have a word at each place
    live = (np.array(lengths)[:, None] > np.arange(lengths[0])).sum(0).tolist()
    into = torch.from_numpy(np.ascontiguousarray(transitions.T))
    steps = torch.from_numpy(scores)
    best = steps.clone()
    for place in range(1, len(live)):
        n = live[place]
        best[place, :n] += (best[place - 1, :n, None] + into).amax(2)
    return _traced(best.numpy(), into.numpy(), lengths, live)


def _traced(
    best: Floats, into: Floats, lengths: Sequence[int], live: Sequence[int]
) -> list[list[int]]:
    """The labels of the best sequences, from the best scores up to each label of each word."""
    ends = np.array(lengths) - 1
    rows = np.arange(len(lengths))
    labels = np.zeros(best.shape[:2], dtype=np.int64)
    labels[ends, rows] = best[ends, rows].argmax(1)
    for place in range(len(live) - 1, 0, -1):
        n = live[place]
        came = best[place - 1, :n] + into[labels[place, :n]]
        labels[place - 1, :n] = came.argmax(1)
    return [labels[:n, row].tolist() for row, n in enumerate(lengths)]


def entity_spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Entities from labels in the BIOES scheme, whatever their order.

    >>> entity_spans(["B-Person", "E-Person", "O", "S-Location", "I-Date"])
    [(0, 2, 'Person'), (3, 4, 'Location'), (4, 5, 'Date')]
    """
    spans: list[tuple[int, int, str]] = []
    start, name = 0, ""
    for place, label in enumerate([*labels, "O"]):
        kind, _, following = label.partition("-")
        if name and (kind in "BSO" or following != name):
            spans.append((start, place, name))
            name = ""
        if kind != "O" and not name:
            start, name = place, following
        if kind in "ES" and name:
            spans.append((start, place + 1, name))
            name = ""
    return spans
