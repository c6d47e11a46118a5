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
from small import PIECES, SIZES, TEXT, VOCABULARY, inputs, small_trained

from quoteattr.attribution.confidence import Confidence
from quoteattr.attribution.eight_bits import range_shapes
from quoteattr.attribution.pieces import PIECES_FILE
from quoteattr.attribution.storage import (
    DESCRIPTION,
    EMBEDDINGS,
    FORMAT_VERSION,
    RANGES,
    WEIGHTS,
    load,
    save,
)
from quoteattr.errors import ModelFileError, ModelVersionError

FILES = pytest.mark.parametrize("name", [WEIGHTS, DESCRIPTION, PIECES_FILE, EMBEDDINGS])
NOT_ITS = [{"0.widen.low": 8}, dict.fromkeys(range_shapes(SIZES), 9)]

OTHER_TYPES: list[tuple[str, object]] = [
    *product(("settings", "confidence"), (None, 3, "text", [])),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A saved network."""
    save(tmp_path, small_trained())
    return tmp_path


def altered(folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """The folder with another description."""
    path = folder / DESCRIPTION
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    return folder


class TestRoundTrip:
    def test_ranges(self, tmp_path: Path) -> None:
        ranges = {n: torch.rand(shape).half().float() for n, shape in range_shapes(SIZES).items()}
        save(tmp_path, attrs.evolve(small_trained(), ranges=ranges))
        loaded = load(tmp_path).ranges
        assert set(loaded) == set(ranges)
        assert all(torch.equal(loaded[name], row) for name, row in ranges.items())

    def test_without_ranges(self, folder: Path) -> None:
        assert load(folder).ranges == {}

    def test_network(self, folder: Path) -> None:
        trained, loaded = small_trained(), load(folder)
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

    def test_states(self, folder: Path) -> None:
        expected = small_trained().network.encode(inputs([TEXT]))
        # Pieces are kept in eight bits, all else in halves.
        some = 0.1 * float(expected.std())
        torch.testing.assert_close(
            load(folder).network.encode(inputs([TEXT])), expected, rtol=0, atol=some
        )

    def test_pieces(self, folder: Path) -> None:
        assert load(folder).pieces == PIECES

    def test_written_again_nothing_changes(self, folder: Path, tmp_path: Path) -> None:
        again = tmp_path / "again"
        again.mkdir()
        save(again, load(folder))
        first, second = (load(f).network.state_dict() for f in (folder, again))
        for name, tensor in first.items():
            assert torch.equal(tensor, second[name]), name

    def test_confidence(self, tmp_path: Path) -> None:
        confidence = {
            "world": Confidence(bias=0.25, threshold=0.75),
            "polnear": Confidence(bias=-1.5, threshold=0.125),
        }
        save(tmp_path, attrs.evolve(small_trained(), confidence=confidence))
        assert load(tmp_path).confidence == confidence


class TestDamage:
    @FILES
    def test_missing(self, folder: Path, name: str) -> None:
        (folder / name).unlink()
        with pytest.raises(ModelFileError) as caught:
            load(folder)
        assert caught.value.path == folder / name

    @FILES
    def test_truncated(self, folder: Path, name: str) -> None:
        path = folder / name
        path.write_bytes(path.read_bytes()[:100])
        with pytest.raises(ModelFileError) as caught:
            load(folder)
        assert caught.value.path == folder / name

    @FILES
    def test_of_other_bytes(self, folder: Path, name: str) -> None:
        path = folder / name
        path.write_bytes(b"\xff\xfe\x00" * 100)
        with pytest.raises(ModelFileError):
            load(folder)

    @pytest.mark.parametrize("content", ["{}", "[]", "null", '"text"'])
    def test_pieces_that_are_none(self, folder: Path, content: str) -> None:
        (folder / PIECES_FILE).write_text(content, encoding="utf-8")
        with pytest.raises(ModelFileError, match="no tokenizer in it"):
            load(folder)

    @pytest.mark.parametrize("rows", [1, len(VOCABULARY) - 1, len(VOCABULARY) + 1])
    def test_embeddings_of_other_pieces(self, folder: Path, rows: int) -> None:
        arrays = {
            "values": np.zeros((rows, SIZES.size), dtype=np.int8),
            "scales": np.ones(rows, dtype=np.float32),
        }
        save_file(arrays, folder / EMBEDDINGS)
        with pytest.raises(ModelFileError, match="belongs to other weights"):
            load(folder)

    @pytest.mark.parametrize("rows", NOT_ITS)
    def test_ranges_of_another_encoder(self, folder: Path, rows: dict[str, int]) -> None:
        save_file({n: np.zeros(k, dtype=np.float16) for n, k in rows.items()}, folder / RANGES)
        with pytest.raises(ModelFileError, match="belongs to other weights"):
            load(folder)

    def test_ranges_that_are_none(self, folder: Path) -> None:
        (folder / RANGES).write_bytes(b"none")
        with pytest.raises(ModelFileError, match="no ranges in it"):
            load(folder)

    @pytest.mark.parametrize("name", ["values", "scales"])
    @pytest.mark.parametrize("value", [None, np.zeros((), dtype=np.int8)])
    def test_embeddings_that_are_none(
        self, folder: Path, name: str, value: np.ndarray[Any, Any] | None
    ) -> None:
        arrays = load_file(folder / EMBEDDINGS)
        del arrays[name]
        save_file(arrays | ({} if value is None else {name: value}), folder / EMBEDDINGS)
        with pytest.raises(ModelFileError):
            load(folder)

    @pytest.mark.parametrize("version", [1, FORMAT_VERSION + 1, str(FORMAT_VERSION), None])
    def test_other_version(self, folder: Path, version: object) -> None:
        altered(folder, lambda data: data.update(format_version=version))
        with pytest.raises(ModelVersionError) as caught:
            load(folder)
        assert (caught.value.found, caught.value.expected) == (version, FORMAT_VERSION)

    @pytest.mark.parametrize("change", [{"pair_size": 7}, {"transformer": None}, {"colour": "red"}])
    def test_weights_of_other_sizes(self, folder: Path, change: dict[str, object]) -> None:
        altered(folder, lambda data: data["settings"].update(change))
        with pytest.raises(ModelFileError, match="cannot be used"):
            load(folder)

    @pytest.mark.parametrize(("name", "value"), OTHER_TYPES)
    def test_parts_of_another_type(self, folder: Path, name: str, value: object) -> None:
        altered(folder, lambda data: data.update({name: value}))
        with pytest.raises(ModelFileError, match="cannot be used"):
            load(folder)

    @pytest.mark.parametrize("name", ["settings", "confidence"])
    def test_parts_that_are_missing(self, folder: Path, name: str) -> None:
        altered(folder, lambda data: data.pop(name))
        with pytest.raises(ModelFileError, match="cannot be used"):
            load(folder)

    def test_a_guideline_without_confidence(self, folder: Path) -> None:
        altered(folder, lambda data: data["confidence"].pop("polnear"))
        with pytest.raises(ModelFileError, match="cannot be used"):
            load(folder)

    @pytest.mark.parametrize("content", ["[]", "3", "null"])
    def test_a_description_that_is_none(self, folder: Path, content: str) -> None:
        (folder / DESCRIPTION).write_text(content, encoding="utf-8")
        with pytest.raises(ModelFileError, match="holds no JSON object"):
            load(folder)
