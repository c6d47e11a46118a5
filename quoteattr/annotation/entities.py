"""Named entities, by Stanza's BiLSTM-CRF network."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from quoteattr.annotation.words import WordTable, batches, letters, padded

__all__ = ["EntityModel", "entity_spans"]

_PREFIX = 4


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
        import torch
        from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

        model = self._model
        rows, vectors = self._table.rows(sentences)
        lengths = [len(words) for words in sentences]
        with torch.inference_mode():
            inputs = vectors[torch.from_numpy(padded(rows))]
            packed = pack_padded_sequence(inputs, torch.tensor(lengths), batch_first=True)
            states, _ = pad_packed_sequence(model.taggerlstm(packed, lengths)[0], batch_first=True)
            scores = model.tag_clfs[0](states).numpy()
            transitions = model.crits[0]._transitions.numpy()
        return best_paths(scores[:, :, _PREFIX:], transitions[_PREFIX:, _PREFIX:], lengths)


def best_paths(
    scores: npt.NDArray[np.float32], transitions: npt.NDArray[np.float32], lengths: Sequence[int]
) -> list[list[int]]:
    """The best label sequences of a batch under a linear-chain CRF (Viterbi).

    Args:
        scores: shape (sentences, words, labels); the longest sentence first.
        transitions: shape (labels, labels), from the label in the row to that in the column.
        lengths: the number of words of each sentence.

    Returns:
        For each sentence the numbers of its labels, counted with Stanza's four special ones.
    """
    size = scores.shape[1]
    best = scores[:, 0].copy()
    sources = np.zeros(scores.shape, dtype=np.int16)
    counts = np.array(lengths)
    for step in range(1, size):
        live = int((counts > step).sum())
        options = best[:live, :, None] + transitions
        sources[:live, step] = source = options.argmax(1)
        best[:live] = np.take_along_axis(options, source[:, None], 1)[:, 0] + scores[:live, step]
    paths = []
    for row, length in enumerate(lengths):
        label = int(best[row].argmax())
        path = [label]
        for step in range(length - 1, 0, -1):
            label = int(sources[row, step, label])
            path.append(label)
        paths.append([number + _PREFIX for number in reversed(path)])
    return paths


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
