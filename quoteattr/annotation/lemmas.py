"""Words of multi-word tokens and lemmas: dictionaries first, then small networks for the rest."""

import itertools
from collections.abc import Sequence
from typing import Any

from quoteattr.annotation.words import LONGEST_WORD, padded

__all__ = ["LemmaModel", "SplitModel"]

_KEPT = 50_000
_BATCH = 256
_START, _END = "<SOS>", "<EOS>"


class SplitModel:
    """Stanza's multi-word-token expander.

    Args:
        trainer: the object that Stanza loads an expander into.
    """

    def __init__(self, trainer: Any) -> None:
        self._trainer = trainer
        self._model = trainer.model.eval()
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, tokens: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The words of each different token; one that is not split is its own only word."""
        if len(self._known) > _KEPT:
            self._known.clear()
        missing = sorted(set(tokens) - self._known.keys())
        unsure = []
        for token in missing:
            expansion = self._trainer.dict_expansion(token)
            if expansion is not None:
                self._known[token] = tuple(expansion.split())
            elif len(token) > LONGEST_WORD:
                self._known[token] = (token,)
            else:
                unsure.append(token)
        for start in range(0, len(unsure), _BATCH):
            self._split(unsure[start : start + _BATCH])
        return {token: self._known[token] for token in tokens}

    def _split(self, tokens: Sequence[str]) -> None:
        import torch

        ordered = sorted(tokens, key=len, reverse=True)
        get = self._trainer.vocab.unit2id
        rows = [[get(_START), *map(get, token), get(_END)] for token in ordered]
        source = torch.from_numpy(padded(rows))
        with torch.inference_mode():
            scores = self._model(source, source.eq(0))
            cuts = (scores[:, :, 1] > scores[:, :, 0]).tolist()
        for token, row in zip(ordered, cuts, strict=True):
            places = [0, *(i for i in range(1, len(token)) if row[i + 1]), len(token)]
            self._known[token] = tuple(token[a:b] for a, b in itertools.pairwise(places))


class LemmaModel:
    """Stanza's lemmatizer.

    Args:
        trainer: the object that Stanza loads a lemmatizer into.
    """

    def __init__(self, trainer: Any) -> None:
        self._trainer = trainer
        trainer.model.eval()
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, words: Sequence[tuple[str, str]]) -> list[str]:
        """The lemmas of words, each given with its universal part of speech."""
        if len(self._known) > _KEPT:
            self._known.clear()
        missing = sorted(set(words) - self._known.keys())
        unsure = []
        for word, upos in missing:
            lemma = self._trainer._lookup(word, upos)
            if lemma is not None:
                self._known[word, upos] = lemma
            elif len(word) > LONGEST_WORD or not word.isalpha():
                self._known[word, upos] = word if upos == "PROPN" else word.lower()
            else:
                unsure.append((word, upos))
        for start in range(0, len(unsure), _BATCH):
            self._guess(unsure[start : start + _BATCH])
        return [self._known[word] for word in words]

    def _guess(self, words: Sequence[tuple[str, str]]) -> None:
        import torch

        ordered = sorted(words, key=lambda word: -len(word[0]))
        forms = [form for form, _ in ordered]
        letter, tag = (self._trainer.vocab[name].unit2id for name in ("char", "pos"))
        rows = [[letter(_START), *map(letter, form), letter(_END)] for form in forms]
        source = torch.from_numpy(padded(rows))
        tags = torch.tensor([tag(upos) for _, upos in ordered])
        order = list(range(len(ordered)))
        batch = (source, source.eq(0), source, source, tags, None, order, forms)
        with torch.inference_mode():
            guesses, edits = self._trainer.predict(batch)
        lemmas = self._trainer.postprocess(forms, guesses, edits=edits)
        self._known.update(zip(ordered, lemmas, strict=True))
