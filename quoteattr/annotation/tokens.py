"""Characters to tokens and sentences, by a BiLSTM that labels every character.

Each character gets one of five labels: inside a token, last of a token, last of a sentence, and
the last two again for tokens of several words (*don't*). Long blocks are read in overlapping
windows, all of one size, so that time grows with the length of the text only; what a window says
near its edges is not used. Rules have the last word: a token ends before white space, no token
and no sentence is longer than a bound, web and mail addresses are whole.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.annotation.recurrent import Recurrent, passes, turned

__all__ = ["LONGEST_SENTENCE", "LONGEST_TOKEN", "TokenModel", "TokenSpan"]

LONGEST_TOKEN = 100
LONGEST_SENTENCE = 160

_WINDOW = 1000
_MARGIN = 200
_PASS_CHARACTERS = 4_000
_BMP = 0x10000
_FEATURES = ["space_before", "capitalized", "numeric", "end_of_para", "start_of_para"]
_MAKE = {"feat_funcs": _FEATURES, "conv_res": None, "hierarchical": True, "use_mwt": True}
_NOTHING, _TOKEN, _SENTENCE, _MULTI, _MULTI_SENTENCE = range(5)
_BREAKS = frozenset(",;:.!?")

_ADDRESS = re.compile(
    r"""
    (?: https?:// | www\. ) [^\s"“”<>]{2,}         # web
  | [\w.+-]{1,64} @ [\w-]{1,64} (?:\.[\w-]{1,64})+  # mail
    """,
    re.VERBOSE,
)
_ADDRESS_TAIL = ".,;:!?)]'’"

Labels = npt.NDArray[np.int64]


@attrs.frozen
class TokenSpan:
    """A surface token: its offsets, and whether it is made of several words."""

    start: int
    end: int
    multi: bool


def _table(test: Any) -> npt.NDArray[np.bool_]:
    """A property of the characters of the basic plane; none of others."""
    table = np.fromiter((test(chr(code)) for code in range(_BMP)), dtype=np.bool_, count=_BMP)
    table[_BMP - 1] = False
    return table


def _is_gap(character: str) -> bool:
    """White space and what is not seen: control characters, the byte order mark."""
    return (
        character.isspace()
        or character in "\ufeff\u200b"
        or "\x00" <= character < " "
        or ("\x7f" <= character < "\xa0")
    )


class _Block:
    """The characters of a block, each run of white space as one."""

    def __init__(self, text: str, start: int, end: int, gaps: npt.NDArray[np.bool_]) -> None:
        data = text[start:end].encode("utf-32-le", "surrogatepass")
        codes = np.minimum(np.frombuffer(data, dtype=np.uint32), _BMP - 1)
        gap = gaps[codes]
        seen = np.flatnonzero(~gap)
        keep = np.zeros(len(codes), dtype=np.bool_)
        if len(seen):
            keep[1:] = ~(gap[1:] & gap[:-1])
            keep[: seen[0]] = False
            keep[seen[0]] = True
            keep[seen[-1] + 1 :] = False
        kept = np.flatnonzero(keep)
        self.offsets = kept + start
        self.codes = codes[kept]
        self.gap = gap[kept]

    def __len__(self) -> int:
        return len(self.codes)


class TokenModel:
    """Stanza's tokenizer network, fed by tables.

    Args:
        trainer: the object that Stanza loads a tokenizer into.
    """

    def __init__(self, trainer: Any) -> None:
        for name, value in _MAKE.items():
            if trainer.args[name] != value:
                raise ValueError(f"a tokenizer of another make: {name} is {trainer.args[name]}")
        self._network = _Network(trainer.model.eval(), trainer.args["hier_invtemp"])
        units: dict[str, int] = trainer.vocab._unit2id
        self._gaps = _table(_is_gap)
        self._upper = _table(str.isupper)
        self._digit = _table(str.isdecimal)
        self._ids = np.full(_BMP, units["<UNK>"], dtype=np.int64)
        for unit, number in units.items():
            if len(unit) == 1 and ord(unit) < _BMP - 1:
                self._ids[ord(unit)] = number
        self._ids[self._gaps] = units[" "]

    def __call__(self, places: Sequence[tuple[str, int, int]]) -> list[list[list[TokenSpan]]]:
        """Tokenize blocks.

        Args:
            places: for each block its text and the offsets of the block in it.

        Returns:
            For each block its sentences, each a list of tokens.
        """
        blocks = [_Block(text, start, end, self._gaps) for text, start, end in places]
        labels = [np.zeros(len(block), dtype=np.int64) for block in blocks]
        windows = [(i, a, b) for i, block in enumerate(blocks) for a, b in _windows(len(block))]
        windows.sort(key=lambda window: window[1] - window[2])
        for part in passes([b - a for _, a, b in windows], _PASS_CHARACTERS):
            batch = windows[part]
            for (i, a, b), found in zip(batch, self._predict(blocks, batch), strict=True):
                low = a + _MARGIN if a else a
                high = b - _MARGIN if b < len(blocks[i]) else b
                labels[i][low:high] = found[low - a : high - a]
        return [
            _sentences(text, block, marks)
            for (text, _, _), block, marks in zip(places, blocks, labels, strict=True)
        ]

    def _predict(
        self, blocks: Sequence[_Block], batch: Sequence[tuple[int, int, int]]
    ) -> Iterator[Labels]:
        import torch

        lengths = [b - a for _, a, b in batch]
        units = np.zeros((lengths[0], len(batch)), dtype=np.int64)
        features = np.zeros((lengths[0], len(batch), len(_FEATURES)), dtype=np.float32)
        for row, (i, a, b) in enumerate(batch):
            block = blocks[i]
            codes = block.codes[a:b]
            units[: b - a, row] = self._ids[codes]
            features[: b - a, row, 0] = block.gap[a:b]
            features[: b - a, row, 1] = self._upper[codes]
            features[: b - a, row, 2] = self._digit[codes]
            features[b - a - 1, row, 3] = b == len(block)
            features[0, row, 4] = a == 0
        with torch.inference_mode():
            labels = self._network(torch.from_numpy(units), torch.from_numpy(features), lengths)
            found = labels.t().contiguous().numpy()
        for row, length in enumerate(lengths):
            yield found[row, :length]


class _Network:
    """Stanza's network: one layer, what it says weakens what a second one reads, both sum up."""

    def __init__(self, model: Any, sharpness: float) -> None:
        import torch

        ends = (model.tok_clf, model.sent_clf, model.mwt_clf)
        again = (model.tok_clf2, model.sent_clf2, model.mwt_clf2)
        self._embed = model.embeddings
        self._first, self._second = Recurrent(model.rnn), Recurrent(model.rnn2)
        self._weights = torch.cat([layer.weight for layer in ends])
        self._bias = torch.cat([layer.bias for layer in ends])
        self._again = torch.cat([layer.weight for layer in again])
        self._sharpness = sharpness

    def __call__(self, units: Any, features: Any, lengths: Sequence[int]) -> Any:
        """The labels of characters, int64, shape (places, rows); rows longest first."""
        import torch
        from torch.nn.functional import linear

        back = turned(lengths)
        states = self._first(torch.cat([self._embed(units), features], 2), back)
        scores = linear(states, self._weights, self._bias)
        states *= torch.sigmoid(scores[..., :1] * self._sharpness)
        scores += linear(self._second(states, back), self._again)
        return _likeliest(*scores.unbind(2))


def _likeliest(token: Any, sentence: Any, multi: Any) -> Any:
    """The best of the five labels, of the log-odds that a character ends each kind of thing."""
    from torch.nn.functional import logsigmoid

    ending = logsigmoid(token) + logsigmoid(sentence.abs()) + logsigmoid(multi.abs())
    label = _TOKEN + (sentence > 0) * (_SENTENCE - _TOKEN) + (multi > 0) * (_MULTI - _TOKEN)
    return label * (ending > logsigmoid(-token))


def _windows(length: int) -> Iterator[tuple[int, int]]:
    """Windows of a block: all of it, or overlapping ones of one size."""
    if not length:
        return
    last = max(0, length - _WINDOW)
    for start in range(0, last, _WINDOW - 2 * _MARGIN):
        yield start, start + _WINDOW
    yield last, length


def _sentences(text: str, block: _Block, labels: Labels) -> list[list[TokenSpan]]:
    if not len(block):
        return []
    labels = labels.copy()
    _join_addresses(text, block, labels)
    forced = np.append(block.gap[1:], True) & ~block.gap
    labels[forced & (labels == _NOTHING)] = _TOKEN
    labels[block.gap] = _NOTHING
    ends = _bounded(np.flatnonzero(labels))
    starts = np.append(0, ends[:-1] + 1)
    starts += block.gap[starts]
    kinds = labels[ends]
    offsets = block.offsets
    spans = zip(offsets[starts].tolist(), (offsets[ends] + 1).tolist(), kinds.tolist(), strict=True)
    return _grouped(text, spans)


def _join_addresses(text: str, block: _Block, labels: Labels) -> None:
    start, end = int(block.offsets[0]), int(block.offsets[-1]) + 1
    line = text[start:end]
    if "@" not in line and "www." not in line and "://" not in line:
        return
    for match in _ADDRESS.finditer(line):
        tail = len(match[0]) - len(match[0].rstrip(_ADDRESS_TAIL))
        a, b = np.searchsorted(block.offsets, (match.start() + start, match.end() - tail + start))
        labels[a : b - 1] = _NOTHING
        if labels[b - 1] in (_NOTHING, _MULTI, _MULTI_SENTENCE):
            labels[b - 1] = _TOKEN


def _bounded(ends: Labels) -> Labels:
    """Ends of tokens, with more of them where a token would be too long."""
    starts = np.append(-1, ends[:-1])
    if (ends - starts).max(initial=0) <= LONGEST_TOKEN:
        return ends
    pieces: Iterable[int] = itertools.chain.from_iterable(
        (*range(a + LONGEST_TOKEN, b, LONGEST_TOKEN), b)
        for a, b in zip(starts.tolist(), ends.tolist(), strict=True)
    )
    return np.fromiter(pieces, dtype=np.int64)


def _grouped(text: str, spans: Iterable[tuple[int, int, int]]) -> list[list[TokenSpan]]:
    sentences: list[list[TokenSpan]] = []
    current: list[TokenSpan] = []
    for start, end, kind in spans:
        current.append(TokenSpan(start, end, kind in (_MULTI, _MULTI_SENTENCE)))
        if kind in (_SENTENCE, _MULTI_SENTENCE):
            sentences.append(current)
            current = []
        elif len(current) >= LONGEST_SENTENCE:
            cut = _cut(text, current)
            sentences.append(current[:cut])
            current = current[cut:]
    if current:
        sentences.append(current)
    return sentences


def _cut(text: str, tokens: Sequence[TokenSpan]) -> int:
    """Where to cut a sentence that is too long: behind punctuation in its second half, or here."""
    for place in range(len(tokens), len(tokens) // 2, -1):
        token = tokens[place - 1]
        if text[token.start : token.end] in _BREAKS:
            return place
    return len(tokens)
