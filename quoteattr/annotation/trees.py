"""Tags and dependency trees, by Stanza's tagger and parser networks.

The networks are Stanza's; what stands before and after them is not, as it takes more time there
than they do: word vectors are kept (`words`), features are decoded by look-up, and a tree is
searched for only where the best heads of all words are not one already.
"""

from collections.abc import Callable, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.annotation.text import squeezed
from quoteattr.annotation.words import WordTable, batches, letters, padded

__all__ = ["ParserModel", "TaggerModel", "Tags", "best_tree"]

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]
_PREFIX = 4
_ROOT = 3
_ROOTS = 3
_NEVER = -1e6


@attrs.frozen
class Tags:
    """The tags of a sentence.

    Attributes:
        upos: universal parts of speech, one a word.
        feats: morphological features, one a word, "_" for none.
        numbers: universal and fine tag as the tagger counts them, shape (2, words).
    """

    upos: tuple[str, ...]
    feats: tuple[str, ...]
    numbers: Ids


class TaggerModel:
    """Stanza's tagger.

    Args:
        trainer: the object that Stanza loads a tagger into.
        vectors: the word vectors in Stanza's form.
    """

    def __init__(self, trainer: Any, vectors: Any) -> None:
        self._model = trainer.model.eval()
        self._vocab = trainer.vocab
        self._words = vectors.vocab._unit2id
        self._table = WordTable(self._embed)
        self._feats: dict[tuple[int, ...], str] = {}
        self.upos: list[str] = self._vocab["upos"]._id2unit
        self.xpos: list[str] = self._vocab["xpos"]._id2unit

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[Tags]:
        """Tag sentences of plain words."""
        found: list[Tags] = [Tags((), (), np.zeros((2, 0), dtype=np.int64))] * len(sentences)
        for batch in batches([len(words) for words in sentences]):
            for place, tags in zip(batch, self._tag([sentences[i] for i in batch]), strict=True):
                found[place] = tags
        return found

    def _embed(self, words: Sequence[str]) -> Any:
        import torch

        model, vocab = self._model, self._vocab
        shown = [squeezed(word) for word in words]
        unknown = self._words["<UNK>"]
        ids = torch.tensor(vocab["word"].map(shown))
        rows = torch.tensor([self._words.get(word.lower(), unknown) for word in shown])
        parts = [model.word_emb(ids), model.trans_pretrained(model.pretrained_emb(rows))]
        parts.append(model.trans_char(letters(model.charmodel, vocab["char"], shown)))
        return torch.cat(parts, 1)

    def _tag(self, sentences: Sequence[Sequence[str]]) -> list[Tags]:
        import torch

        model = self._model
        rows, vectors = self._table.rows(sentences)
        lengths = [len(words) for words in sentences]
        with torch.inference_mode():
            states = _states(model.taggerlstm, model, "taggerlstm", vectors, rows, lengths)
            hidden = torch.relu(model.upos_hid(states))
            upos = model.upos_clf(hidden).argmax(2).numpy()
            xpos = model.tag_clf["xpos"](hidden).argmax(2).numpy()
            feats = torch.stack([f(hidden).argmax(2) for f in model.tag_clf["feats"]], 2).numpy()
        return [
            Tags(
                tuple(self.upos[number] for number in upos[i, :n]),
                tuple(self._features(numbers) for numbers in feats[i, :n].tolist()),
                np.stack([upos[i, :n], xpos[i, :n]]),
            )
            for i, n in enumerate(lengths)
        ]

    def _features(self, numbers: Sequence[int]) -> str:
        key = tuple(numbers)
        found = self._feats.get(key)
        if found is None:
            found = str(self._vocab["feats"].id2unit(key))
            self._feats[key] = found
        return found


class ParserModel:
    """Stanza's graph parser.

    Args:
        trainer: the object that Stanza loads a parser into.
        vectors: the word vectors in Stanza's form.
        tagger: whose tags the parser is given.
        search: finds the maximum spanning tree of a matrix of scores, [dependent, head].
    """

    def __init__(
        self,
        trainer: Any,
        vectors: Any,
        tagger: TaggerModel,
        search: Callable[[Scores], Ids],
    ) -> None:
        self._model = trainer.model.eval()
        self._vocab = trainer.vocab
        self._words = vectors.vocab._unit2id
        self._search = search
        self._table = WordTable(self._embed)
        self._relations: list[str] = self._vocab["deprel"]._id2unit
        self._upos = np.array(self._vocab["upos"].map(tagger.upos))
        self._xpos = np.array(self._vocab["xpos"].map(tagger.xpos))

    def __call__(
        self, sentences: Sequence[Sequence[str]], tags: Sequence[Tags]
    ) -> list[tuple[list[int], list[str]]]:
        """Parse tagged sentences of plain words.

        Returns:
            For each sentence the heads, -1 for the root, and the relations of its words.
        """
        found: list[tuple[list[int], list[str]]] = [([], [])] * len(sentences)
        for batch in batches([len(words) + 1 for words in sentences]):
            trees = self._parse([sentences[i] for i in batch], [tags[i] for i in batch])
            for place, tree in zip(batch, trees, strict=True):
                found[place] = tree
        return found

    def _embed(self, words: Sequence[str]) -> Any:
        import torch

        model, vocab = self._model, self._vocab
        # The root has no letters; it stands before each sentence as the empty word.
        shown = [squeezed(word) for word in words]
        unknown = self._words["<UNK>"]
        ids = [vocab["word"].unit2id(word) if word else _ROOT for word in shown]
        rows = [self._words.get(word.lower(), unknown) if word else _ROOT for word in shown]
        blank = vocab["lemma"].unit2id("_")
        lemmas = [blank if word else _ROOT for word in shown]
        parts = [model.trans_pretrained(model.pretrained_emb(torch.tensor(rows)))]
        parts += [model.word_emb(torch.tensor(ids)), model.lemma_emb(torch.tensor(lemmas))]
        return torch.cat(parts, 1)

    def _tag_vectors(self, tags: Sequence[Tags]) -> Any:
        import torch

        upos = padded([[_ROOT, *self._upos[t.numbers[0]].tolist()] for t in tags])
        xpos = padded([[_ROOT, *self._xpos[t.numbers[1]].tolist()] for t in tags])
        model = self._model
        return model.upos_emb(torch.from_numpy(upos)) + model.xpos_emb(torch.from_numpy(xpos))

    def _parse(
        self, sentences: Sequence[Sequence[str]], tags: Sequence[Tags]
    ) -> list[tuple[list[int], list[str]]]:
        import torch

        model = self._model
        lengths = [len(words) + 1 for words in sentences]
        rows, vectors = self._table.rows([["", *words] for words in sentences])
        with torch.inference_mode():
            extra = self._tag_vectors(tags)
            states = _states(model.parserlstm, model, "parserlstm", vectors, rows, lengths, extra)
            arcs = self._arc_scores(states, lengths)
            heads = self._heads(arcs, lengths)
            labels = self._labels(states, heads)
        names = self._relations
        return [
            (
                [head - 1 for head in heads[i, 1:n].tolist()],
                [names[label + _PREFIX] for label in labels[i, 1:n].tolist()],
            )
            for i, n in enumerate(lengths)
        ]

    def _arc_scores(self, states: Any, lengths: Sequence[int]) -> Any:
        """Scores of heads, shape (sentences, dependents, heads); what cannot be is -inf."""
        import torch

        model = self._model
        scores = model.unlabeled(states, states).squeeze(3)
        size = states.shape[1]
        places = torch.arange(size)
        offset = places.view(1, 1, -1) - places.view(1, -1, 1)
        if model.args["linearization"]:
            order = model.linearization(states, states).squeeze(3)
            scores += torch.nn.functional.logsigmoid(order * torch.sign(offset).float())
        if model.args["distance"]:
            distance = 1 + torch.nn.functional.softplus(model.distance(states, states).squeeze(3))
            scores -= torch.log((offset.abs().float() - distance) ** 2 / 2 + 1)
        impossible = places.view(1, 1, -1) >= torch.tensor(lengths).view(-1, 1, 1)
        return scores.masked_fill_(impossible | (offset == 0), -float("inf"))

    def _heads(self, arcs: Any, lengths: Sequence[int]) -> Any:
        """The best trees, shape (sentences, words with root); the root's own head is 0."""
        import torch

        heads = arcs.argmax(2)
        heads[:, 0] = 0
        inside = torch.arange(heads.shape[1]).view(1, -1) < torch.tensor(lengths).view(-1, 1)
        heads *= inside
        # Following heads long enough ends at the root from everywhere, or there is a cycle.
        ancestors = heads
        for _ in range(heads.shape[1].bit_length()):
            ancestors = ancestors.gather(1, ancestors)
        roots = ((heads == 0) & inside).sum(1) - 1
        wrong = ((ancestors * inside).sum(1) > 0) | (roots != 1)
        for i in wrong.nonzero().flatten().tolist():
            n = lengths[i]
            scores = torch.log_softmax(arcs[i, :n, :n], 1).double().numpy()
            heads[i, 1:n] = torch.from_numpy(best_tree(scores, self._search)[1:])
        return heads

    def _labels(self, states: Any, heads: Any) -> Any:
        """The best relation of each word to its head, shape (sentences, words with root)."""
        import torch

        scorer = self._model.deprel
        dependents = torch.relu(scorer.W1(states))
        governors = torch.relu(scorer.W2(states))
        index = heads.unsqueeze(2).expand(-1, -1, governors.shape[2])
        chosen = governors.gather(1, index)
        one = dependents.new_ones(*heads.shape, 1)
        bilinear = scorer.scorer.W_bilin
        left = torch.cat([dependents, one], 2).flatten(0, 1)
        right = torch.cat([chosen, one], 2).flatten(0, 1)
        size, _, relations = bilinear.weight.shape
        mixed = (left @ bilinear.weight.reshape(size, -1)).view(len(left), -1, relations)
        scores = torch.bmm(right.unsqueeze(1), mixed).squeeze(1) + bilinear.bias
        return scores.argmax(1).view(heads.shape)


def best_tree(scores: Scores, search: Callable[[Scores], Ids]) -> Ids:
    """The best tree with one word under the root.

    A maximum spanning tree may have several words there. So each of the words that want to be
    the root (three at most, the surest first) is made the only one that can, and the best of
    their trees is taken.

    Args:
        scores: shape (words with root, heads with root), [dependent, head]; finite but for the
            diagonal and the root's own row.
        search: finds the maximum spanning tree of such a matrix, which it may change.

    Returns:
        The head of each word; the root's own is not to be read.
    """
    size = len(scores)
    wanting = np.flatnonzero(scores[1:].argmax(1) == 0) + 1
    if not len(wanting):
        wanting = np.arange(1, size)[scores[1:, 0] == scores[1:, 0].max()]
    wanting = wanting[np.argsort(-scores[wanting, 0], kind="stable")][:_ROOTS]
    trees = []
    for root in wanting:
        fixed = scores.copy()
        fixed[1:, 0] = fixed[root] = _NEVER
        fixed[root, 0] = scores[root, 0]
        tree = np.asarray(search(fixed)).astype(np.int64)
        trees.append((float(scores[np.arange(1, size), tree[1:]].sum()), tree))
    return max(trees, key=lambda scored: scored[0])[1]


def _states(
    lstm: Any,
    model: Any,
    name: str,
    vectors: Any,
    rows: Sequence[Sequence[int]],
    lengths: Sequence[int],
    extra: Any = None,
) -> Any:
    """The states of a network at each word, shape (sentences, words, dimensions)."""
    import torch
    from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

    inputs = vectors[torch.from_numpy(padded(rows))]
    if extra is not None:
        inputs = torch.cat([inputs, extra], 2)
    packed = pack_padded_sequence(inputs, torch.tensor(lengths), batch_first=True)
    first = tuple(
        getattr(model, f"{name}_{kind}_init").expand(-1, len(rows), -1).contiguous()
        for kind in "hc"
    )
    states, _ = lstm(packed, lengths, hx=first)
    return pad_packed_sequence(states, batch_first=True)[0]
