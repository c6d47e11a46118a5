"""A network on disk: it comes back as it was, or an error tells which file is wrong."""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest
import torch
from safetensors.numpy import load_file, save_file
from small import LEXICON, PIECES, SIZES, TEXT, VECTORS, VOCABULARY, inputs, small_trained

from quoteattr import models
from quoteattr.attribution.confidence import Confidence
from quoteattr.attribution.pieces import PIECES_FILE
from quoteattr.attribution.storage import (
    DESCRIPTION,
    EMBEDDINGS,
    FORMAT_VERSION,
    WEIGHTS,
    load,
    save,
)
from quoteattr.errors import ModelFileError, ModelVersionError
from quoteattr.models import home_of, write_manifest

KINDS = pytest.mark.parametrize("transformer", [False, True], ids=["words", "pieces"])
FILES = pytest.mark.parametrize("name", [WEIGHTS, DESCRIPTION, PIECES_FILE, EMBEDDINGS])

OTHER_TYPES: list[tuple[str, object]] = [
    *product(("settings", "confidence"), (None, 3, "text", [])),
    *product(("words", "suffixes"), (None, 3, [[]])),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A saved network with a transformer."""
    save(tmp_path, small_trained(transformer=True))
    return tmp_path


def altered(folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """The folder with another description."""
    path = folder / DESCRIPTION
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    return folder


class TestRoundTrip:
    @KINDS
    def test_network_and_lexicon(self, tmp_path: Path, transformer: bool) -> None:
        trained = small_trained(transformer=transformer)
        save(tmp_path, trained)
        loaded = load(tmp_path, VECTORS)
        assert loaded.lexicon == LEXICON
        assert loaded.network.settings == trained.network.settings
        assert not loaded.network.training
        assert not any(p.requires_grad for p in loaded.network.parameters())
        weights = loaded.network.state_dict()
        assert set(weights) == set(trained.network.state_dict())
        for name, tensor in trained.network.state_dict().items():
            if name == "transformer.piece.weight":
                largest = tensor.abs().amax(dim=1, keepdim=True)
                assert bool(((weights[name] - tensor).abs() <= largest / 253).all())
            else:
                assert torch.equal(weights[name], tensor.half().float()), name

    @KINDS
    def test_states(self, tmp_path: Path, transformer: bool) -> None:
        trained = small_trained(transformer=transformer)
        save(tmp_path, trained)
        loaded = load(tmp_path, VECTORS)
        batch = inputs(trained.network, [TEXT])
        torch.testing.assert_close(
            loaded.network.encode(batch),
            trained.network.encode(batch),
            rtol=0,
            atol=0.2 if transformer else 0.05,  # pieces in eight bits, all else in halves
        )

    def test_pieces(self, folder: Path) -> None:
        loaded = load(folder, VECTORS)
        assert loaded.pieces is not None
        words = TEXT.split()
        assert loaded.pieces(words)[0].tolist() == PIECES(words)[0].tolist()

    def test_without_a_transformer_there_are_no_pieces(self, tmp_path: Path) -> None:
        save(tmp_path, small_trained())
        assert not (tmp_path / PIECES_FILE).exists()
        assert load(tmp_path, VECTORS).pieces is None

    def test_written_again_nothing_changes(self, folder: Path, tmp_path: Path) -> None:
        again = tmp_path / "again"
        again.mkdir()
        save(again, load(folder, VECTORS))
        first, second = (load(f, VECTORS).network.state_dict() for f in (folder, again))
        for name, tensor in first.items():
            assert torch.equal(tensor, second[name]), name

    def test_confidence(self, tmp_path: Path) -> None:
        confidence = {
            "world": Confidence(bias=0.25, threshold=0.75),
            "polnear": Confidence(bias=-1.5, threshold=0.125),
        }
        save(tmp_path, attrs.evolve(small_trained(), confidence=confidence))
        assert load(tmp_path, VECTORS).confidence == confidence


class TestBase:
    """Pieces that a bundled model has are not stored again."""

    @pytest.fixture
    def base(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A bundled model with the pieces of the small network."""
        folder = tmp_path / "bundled" / "en"
        folder.mkdir(parents=True)
        save(folder, small_trained(transformer=True))
        write_manifest(folder, "en")
        monkeypatch.setattr(models, "_HERE", tmp_path / "bundled")
        return folder

    def test_the_same_are_left_out(self, base: Path, folder: Path) -> None:
        save(folder, small_trained(transformer=True), "en")
        write_manifest(folder, "small", "en")
        assert not {PIECES_FILE, EMBEDDINGS} & {path.name for path in folder.iterdir()}
        assert home_of(folder, PIECES_FILE) == base
        shared, own = load(folder, VECTORS), load(base, VECTORS)
        assert shared.pieces == own.pieces
        for name, tensor in own.network.state_dict().items():
            assert torch.equal(tensor, shared.network.state_dict()[name]), name

    def test_others_are_kept(self, base: Path, folder: Path) -> None:
        save(folder, small_trained(seed=2, transformer=True), "en")
        write_manifest(folder, "small", "en")
        assert home_of(folder, PIECES_FILE) == folder
        own, theirs = (load(f, VECTORS).network.transformer for f in (folder, base))
        assert own is not None
        assert theirs is not None
        assert not torch.equal(own.piece.weight, theirs.piece.weight)

    def test_a_base_without_any(self, base: Path, folder: Path) -> None:
        (base / PIECES_FILE).unlink()
        save(folder, small_trained(transformer=True), "en")
        assert {PIECES_FILE, EMBEDDINGS} < {path.name for path in folder.iterdir()}


class TestDamage:
    @FILES
    def test_missing(self, folder: Path, name: str) -> None:
        (folder / name).unlink()
        with pytest.raises(ModelFileError) as caught:
            load(folder, VECTORS)
        assert caught.value.path == folder / name

    @FILES
    def test_truncated(self, folder: Path, name: str) -> None:
        path = folder / name
        path.write_bytes(path.read_bytes()[:100])
        with pytest.raises(ModelFileError) as caught:
            load(folder, VECTORS)
        assert caught.value.path == folder / name

    @FILES
    def test_of_other_bytes(self, folder: Path, name: str) -> None:
        path = folder / name
        path.write_bytes(b"\xff\xfe\x00" * 100)
        with pytest.raises(ModelFileError):
            load(folder, VECTORS)

    @pytest.mark.parametrize("content", ["{}", "[]", "null", '"text"'])
    def test_pieces_that_are_none(self, folder: Path, content: str) -> None:
        (folder / PIECES_FILE).write_text(content, encoding="utf-8")
        with pytest.raises(ModelFileError, match="no tokenizer in it"):
            load(folder, VECTORS)

    @pytest.mark.parametrize("rows", [1, len(VOCABULARY) - 1, len(VOCABULARY) + 1])
    def test_embeddings_of_other_pieces(self, folder: Path, rows: int) -> None:
        arrays = {
            "values": np.zeros((rows, SIZES.size), dtype=np.int8),
            "scales": np.ones(rows, dtype=np.float32),
        }
        save_file(arrays, folder / EMBEDDINGS)
        with pytest.raises(ModelFileError, match="belongs to other weights"):
            load(folder, VECTORS)

    @pytest.mark.parametrize("name", ["values", "scales"])
    @pytest.mark.parametrize("value", [None, np.zeros((), dtype=np.int8)])
    def test_embeddings_that_are_none(
        self, folder: Path, name: str, value: np.ndarray[Any, Any] | None
    ) -> None:
        arrays = load_file(folder / EMBEDDINGS)
        del arrays[name]
        save_file(arrays | ({} if value is None else {name: value}), folder / EMBEDDINGS)
        with pytest.raises(ModelFileError):
            load(folder, VECTORS)

    @pytest.mark.parametrize("version", [1, FORMAT_VERSION + 1, str(FORMAT_VERSION), None])
    def test_other_version(self, folder: Path, version: object) -> None:
        altered(folder, lambda data: data.update(format_version=version))
        with pytest.raises(ModelVersionError) as caught:
            load(folder, VECTORS)
        assert (caught.value.found, caught.value.expected) == (version, FORMAT_VERSION)

    @pytest.mark.parametrize("change", [{"hidden": 7}, {"transformer": None}, {"colour": "red"}])
    def test_weights_of_other_sizes(self, folder: Path, change: dict[str, object]) -> None:
        altered(folder, lambda data: data["settings"].update(change))
        with pytest.raises(ModelFileError, match="cannot be used"):
            load(folder, VECTORS)

    @pytest.mark.parametrize(("name", "value"), OTHER_TYPES)
    def test_parts_of_another_type(self, folder: Path, name: str, value: object) -> None:
        altered(folder, lambda data: data.update({name: value}))
        with pytest.raises(ModelFileError, match="cannot be used"):
            load(folder, VECTORS)

    @pytest.mark.parametrize("name", ["settings", "confidence", "words", "suffixes"])
    def test_parts_that_are_missing(self, folder: Path, name: str) -> None:
        altered(folder, lambda data: data.pop(name))
        with pytest.raises(ModelFileError, match="cannot be used"):
            load(folder, VECTORS)

    def test_a_guideline_without_confidence(self, folder: Path) -> None:
        altered(folder, lambda data: data["confidence"].pop("polnear"))
        with pytest.raises(ModelFileError, match="cannot be used"):
            load(folder, VECTORS)

    @pytest.mark.parametrize("content", ["[]", "3", "null"])
    def test_a_description_that_is_none(self, folder: Path, content: str) -> None:
        (folder / DESCRIPTION).write_text(content, encoding="utf-8")
        with pytest.raises(ModelFileError, match="holds no JSON object"):
            load(folder, VECTORS)
