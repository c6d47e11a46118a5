"""A small network and what it reads with, for the tests of attribution and of training."""

from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordPiece

from quoteattr.attribution.features import Features, Lexicon
from quoteattr.attribution.inputs import Inputs
from quoteattr.attribution.network import Network, Settings
from quoteattr.attribution.pieces import Pieces
from quoteattr.attribution.storage import Trained
from quoteattr.attribution.transformer import TransformerSizes
from quoteattr.models.vectors import WordVectors

TEXT = (
    "“The sluice is open,” said Ida Brandt. “Nobody told us.”\n\n"
    "Her deputy, Jon Marsh, said that ‘the key’ was lost."
)
LEXICON = Lexicon.learn([TEXT], min_words=1, min_suffixes=1)
WORDS = (
    "said", "the", "that", "“", "”", ",", ".", "sluice", "her", "ida", "brandt", "jon", "marsh",
)  # fmt: skip
VECTORS = WordVectors.from_arrays(
    WORDS, np.random.default_rng(3).normal(size=(len(WORDS), 8)).astype(np.float32)
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
    start_piece=PIECES.start,
    end_piece=PIECES.end,
)


def new_network(
    seed: int = 1, *, transformer: bool = False, views: int = 1, vectors: WordVectors = VECTORS
) -> Network:
    """A network as training begins with it."""
    torch.manual_seed(seed)
    settings = Settings(
        n_words=len(LEXICON.words) + 2,
        n_suffixes=len(LEXICON.suffixes) + 2,
        vector_size=vectors.matrix.shape[1],
        word_size=4,
        suffix_size=4,
        small_size=4,
        hidden=6,
        pair_size=5,
        transformer=SIZES if transformer else None,
        views=views,
    )
    return Network(settings, vectors.matrix)


def small_network(
    seed: int = 1, *, transformer: bool = False, views: int = 1, vectors: WordVectors = VECTORS
) -> Network:
    """A network with random weights, large enough to say all sorts of things."""
    network = new_network(seed, transformer=transformer, views=views, vectors=vectors)
    network = network.eval().requires_grad_(False)
    for parameter in network.parameters():
        parameter.mul_(3.0)
    return network


def small_trained(
    seed: int = 1, *, transformer: bool = False, views: int = 1, vectors: WordVectors = VECTORS
) -> Trained:
    """The small network and what belongs to it."""
    network = small_network(seed, transformer=transformer, views=views, vectors=vectors)
    return Trained(network, LEXICON, PIECES if transformer else None)


def features(text: str, pieces: Pieces | None = None) -> Features:
    """A text as the small network reads it."""
    return Features.of(text, LEXICON, VECTORS, pieces)


def words(text: str, piece: str) -> tuple[int, int]:
    """First and last word of a piece of the text."""
    start = text.index(piece)
    spans = features(text).spans.tolist()
    starts, ends = [a for a, _ in spans], [b for _, b in spans]
    return starts.index(start), ends.index(start + len(piece))


def inputs(network: Network, texts: Sequence[str], guidelines: Sequence[int] = ()) -> Inputs:
    """Whole texts as a batch of a network; with pieces where it reads them."""
    sizes = network.settings.transformer
    excerpts = []
    for text in texts:
        read = features(text, PIECES if sizes else None)
        excerpts.append(read.excerpt(0, len(read.spans)))
    return Inputs.of(excerpts, guidelines or [0] * len(texts), sizes)
