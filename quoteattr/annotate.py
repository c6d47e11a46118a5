"""Sentences with trees, and named entities: Stanza behind one typed boundary.

The only module of the package that imports stanza, and only once an `Annotator` is loaded. Of the
bundled models Stanza's networks are used, fed and decoded by this package (`annotation`): that
is several times faster, keeps documents apart, and tags and parses the sentences that are asked
for and no others. A folder of official Stanza models is run by Stanza's own pipeline.
"""

import contextlib
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

from quoteattr.annotation.bundled import BundledModels
from quoteattr.annotation.official import OfficialModels
from quoteattr.annotation.records import Annotation, Entity, Sentence, Token
from quoteattr.annotation.text import plain
from quoteattr.errors import ModelFileError, ModelNotFoundError
from quoteattr.forking import Lock
from quoteattr.models.vectors import WordVectors

__all__ = [
    "Annotation",
    "Annotator",
    "Entity",
    "Sentence",
    "Token",
    "as_pretrain",
    "load_trainer",
    "plain",
]

Spans = Sequence[tuple[int, int]]

COMPONENTS = ("tokenizer", "mwt", "tagger", "lemmatizer", "parser", "ner")
"""The components of the bundled models; each has a file NAME.pt in the folder."""

_LANGUAGE = "en"
_OFFICIAL = "resources.json"

# What Stanza does while it loads is changed for all threads: one loads at a time.
_loading = Lock()


class _Models(Protocol):
    def annotate(self, texts: Sequence[str], wanted: Sequence[Spans | None]) -> list[Annotation]:
        """Annotate documents; of those with spans only the sentences that they touch."""


class Annotator:
    """Finds sentences, trees and entities.

    Make one with `Annotator.load`. Several threads may use one; they wait for each other.

    Attributes:
        models: the models behind it.
    """

    def __init__(self, models: _Models) -> None:
        self.models = models
        # What the models keep of each word grows while they read.
        self._reading = Lock()

    @classmethod
    def load(
        cls, folder: Path, *, device: str = "cpu", vectors: WordVectors | None = None
    ) -> "Annotator":
        """Load models; nothing in their files is run as code.

        Args:
            folder: a folder of the package's own format, or one of official Stanza models (with
                a ``resources.json``; or its ``en``).
            device: where torch computes; the bundled models always use the CPU.
            vectors: the folder's word vectors, where they are loaded already.

        Raises:
            ModelNotFoundError: there is no such folder, or no models are in it.
            ModelFileError: a file is missing, or cannot be read; what tags and parses is read
                when trees are asked for.
        """
        with _quiet():
            if (folder / f"{COMPONENTS[0]}.pt").is_file():
                vectors = WordVectors.load(folder) if vectors is None else vectors
                return cls(_bundled(folder, as_pretrain(vectors)))
            for root in (folder, folder.parent):
                if (root / _OFFICIAL).is_file():
                    return cls(OfficialModels(_pipeline(root, device)))
        raise ModelNotFoundError(str(folder), ["en"])

    def __call__(
        self, texts: Sequence[str], wanted: Sequence[Spans] | None = None
    ) -> list[Annotation]:
        """Annotate documents, each for itself: none influences the result of another.

        Args:
            texts: the documents.
            wanted: for each document the spans (offsets of code points, half-open) whose
                sentences need words and trees; others get their offsets only. None for all.

        Returns:
            An annotation for each document.

        Raises:
            ValueError: there are not as many lists of spans as documents.
            ModelFileError: trees are wanted, and what tags or parses cannot be read.
        """
        spans: Sequence[Spans | None] = [None] * len(texts) if wanted is None else wanted
        if len(spans) != len(texts):
            raise ValueError(f"{len(spans)} lists of spans for {len(texts)} documents")
        with self._reading:
            return self.models.annotate(texts, spans)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep Stanza from logging while it loads."""
    logger = logging.getLogger("stanza")
    disabled, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = disabled


@contextlib.contextmanager
def _no_optimizers() -> Iterator[None]:
    """Keep Stanza from making an optimizer for each model that it loads.

    Nothing is trained here, and the first optimizer makes torch import its compiler, which takes
    longer than loading all models.
    """
    from stanza.models.common import utils

    make = utils.dispatch_optimizer
    utils.dispatch_optimizer = lambda *_, **__: SimpleNamespace(param_groups=[])
    try:
        yield
    finally:
        utils.dispatch_optimizer = make


def _bundled(folder: Path, vectors: Any) -> BundledModels:
    """The models of a folder, with what `as_pretrain` made of its word vectors."""
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds

    def load(name: str) -> Any:
        with _loading, _quiet(), _no_optimizers():
            return load_trainer(folder, name, vectors)

    for name in COMPONENTS:  # also of those that are loaded later
        _present(folder, name)
    return BundledModels(load, vectors, chuliu_edmonds)


def _present(folder: Path, name: str) -> Path:
    """The file of a component.

    Raises:
        ModelFileError: it is missing.
    """
    path = folder / f"{name}.pt"
    if not path.is_file():
        raise ModelFileError(path, "missing")
    return path


def load_trainer(folder: Path, name: str, vectors: Any) -> Any:
    """Load one component of the package's own format into the object that Stanza has for it.

    Args:
        folder: the model's folder.
        name: one of `COMPONENTS`.
        vectors: what `as_pretrain` made of the folder's word vectors.

    Raises:
        ModelFileError: its file is missing or cannot be read.
    """
    path = _present(folder, name)
    try:
        return _LOADERS[name](path, vectors)
    except Exception as error:
        raise ModelFileError(path, f"not a model of this version ({error})") from error


def _load_tokenizer(path: Path, _: Any) -> Any:
    from stanza.models.tokenization.trainer import Trainer

    return Trainer(model_file=str(path), device="cpu")


def _load_mwt(path: Path, _: Any) -> Any:
    from stanza.models.mwt.trainer import Trainer

    return Trainer(model_file=str(path), device="cpu")


def _load_tagger(path: Path, vectors: Any) -> Any:
    from stanza.models.pos.trainer import Trainer

    return Trainer(model_file=str(path), pretrain=vectors, device="cpu")


def _load_lemmatizer(path: Path, _: Any) -> Any:
    from stanza.models.lemma.trainer import Trainer

    return Trainer(model_file=str(path), device="cpu")


def _load_parser(path: Path, vectors: Any) -> Any:
    from stanza.models.depparse.trainer import Trainer

    return Trainer.load(filename=str(path), pretrain=vectors, device="cpu")


def _load_ner(path: Path, vectors: Any) -> Any:
    """Load entities; the words, which the file leaves out, are those of the shared vectors."""
    import torch
    from stanza.models.ner.trainer import Trainer
    from stanza.models.ner.vocab import MultiVocab

    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    vocabulary = MultiVocab.load_state_dict(checkpoint["vocab"])
    vocabulary["word"] = vectors.vocab
    trainer = Trainer(args=checkpoint["config"], vocab=vocabulary, pretrain=vectors, device="cpu")
    left_out = trainer.model.load_state_dict(checkpoint["model"], strict=False)
    if left_out.missing_keys != ["word_emb.weight"] or left_out.unexpected_keys:
        raise ValueError(f"parameters do not match: {left_out}")
    return trainer


_LOADERS = {
    "tokenizer": _load_tokenizer,
    "mwt": _load_mwt,
    "tagger": _load_tagger,
    "lemmatizer": _load_lemmatizer,
    "parser": _load_parser,
    "ner": _load_ner,
}


def _pipeline(root: Path, device: str) -> Any:
    """Stanza's own pipeline over official models; it may not reach for the network."""
    import stanza

    processors = ["tokenize", "mwt", "pos", "lemma", "depparse", "ner"]
    present = [name for name in processors if (root / _LANGUAGE / name).is_dir()]
    try:
        return stanza.Pipeline(
            _LANGUAGE,
            dir=str(root),
            processors=",".join(present),
            download_method=None,
            device=device,
            verbose=False,
            use_gpu=device != "cpu",
        )
    except Exception as error:
        raise ModelFileError(root, f"Stanza cannot load the models in it ({error})") from error


def as_pretrain(vectors: WordVectors) -> Any:
    """The word vectors as the object that Stanza's models look words up in."""
    import torch
    from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE

    pretrain = Pretrain()
    pretrain._vocab = PretrainedWordVocab(list(vectors.words))
    # Stanza keeps rows for padding, unknown, empty and root before the words; all are zeros.
    rows = len(vectors) + VOCAB_PREFIX_SIZE
    pretrain._emb = torch.zeros(rows, vectors.matrix.shape[1])
    pretrain._emb[VOCAB_PREFIX_SIZE:] = torch.from_numpy(vectors.matrix[1:])
    return pretrain
