"""A small network and what it reads with, for the tests of attribution and of training."""

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordPiece

from quoteattr.attribution.features import Features
from quoteattr.attribution.inputs import Inputs
from quoteattr.attribution.network import Network, Settings
from quoteattr.attribution.pieces import Pieces
from quoteattr.attribution.storage import Trained
from quoteattr.attribution.transformer import TransformerSizes

TEXT = (
    "“The sluice is open,” said Ida Brandt. “Nobody told us.”\n\n"
    "Her deputy, Jon Marsh, said that ‘the key’ was lost."
)

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOCABULARY = (
    *SPECIAL, "said", "the", "that", "op", "##en", "##ed",
    *LETTERS, *(f"##{letter}" for letter in LETTERS), *"“”‘’\"',.",
)  # fmt: skip


def tokenizer() -> Tokenizer:
    """WordPiece with some words and all letters; what it does not know is one unknown piece."""
    ids = {piece: i for i, piece in enumerate(VOCABULARY)}
    made = Tokenizer(WordPiece(ids, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.add_special_tokens(list(SPECIAL))
    return made


PIECES = Pieces(tokenizer())
SIZES = TransformerSizes(
    n_pieces=len(VOCABULARY),
    size=8,
    inner=12,
    layers=2,
    heads=2,
    head_size=4,
    start_piece=PIECES.start,
    end_piece=PIECES.end,
)


def new_network(seed: int = 1, sizes: TransformerSizes = SIZES) -> Network:
    """A network as training begins with it."""
    torch.manual_seed(seed)
    return Network(Settings(transformer=sizes, small_size=4, pair_size=5, mention_size=6))


def small_network(seed: int = 1) -> Network:
    """A network with random weights, large enough to say all sorts of things."""
    network = new_network(seed).eval().requires_grad_(False)
    torch.nn.init.normal_(network.transformer.beside.weight)
    for parameter in network.parameters():
        parameter.mul_(2.0)
    return network


def small_trained(seed: int = 1) -> Trained:
    """The small network and what belongs to it."""
    return Trained(small_network(seed), PIECES)


def features(text: str) -> Features:
    """A text as the small network reads it."""
    return Features.of(text, PIECES)


def words(text: str, piece: str) -> tuple[int, int]:
    """First and last word of a piece of the text."""
    start = text.index(piece)
    spans = features(text).spans.tolist()
    starts, ends = [a for a, _ in spans], [b for _, b in spans]
    return starts.index(start), ends.index(start + len(piece))


def inputs(texts: Sequence[str], guidelines: Sequence[int] = ()) -> Inputs:
    """Whole texts as a batch of the small network."""
    read = map(features, texts)
    excerpts = [one.excerpt(0, len(one.spans)) for one in read]
    return Inputs.of(excerpts, guidelines or [0] * len(texts), SIZES)


class Favours:
    """An affinity for all mentions that begin at an offset, and for no other."""

    def __init__(self, start: int) -> None:
        self.start = start

    def __call__(self, mention: tuple[int, int], others: Sequence[tuple[int, int]]) -> list[float]:
        return [8.0 if other[0] == self.start else -8.0 for other in others]

    def read(self, mentions: Sequence[tuple[int, int]]) -> None:
        """Nothing is to be got ready."""
