"""A training: it stops and goes on, lowers the loss, and leaves a model that can be used."""

import argparse
import json
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest
import torch
from small import LEXICON, PIECES, SIZES, VECTORS, new_network

from quoteattr import models
from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.confidence import Confidence
from quoteattr.attribution.network import Network
from quoteattr.attribution.pieces import PIECES_FILE
from quoteattr.attribution.storage import DESCRIPTION, Trained, load, save
from quoteattr.training import attribution as training
from quoteattr.training.batches import Variation, Varier, batches
from quoteattr.training.course import BESIDE_RATE, CHECKPOINT, LAYER_DECAY, Course, _groups
from quoteattr.training.loss import losses
from training.lessons import DOCUMENTS, LESSONS, LESSONS_WITH_PIECES

KINDS = pytest.mark.parametrize("transformer", [False, True], ids=["words", "pieces"])


class Interrupted(Exception):
    """Stands for a machine that goes away."""


def arguments(out: Path, *more: str) -> argparse.Namespace:
    """The command's arguments, with its defaults."""
    parser = argparse.ArgumentParser()
    training.add_arguments(parser)
    threads = str(torch.get_num_threads())
    return parser.parse_args(
        ["--data", str(out / "data"), "--out", str(out), "--epochs", "2", "--rate", "0.01",
         "--threads", threads, "--batch-words", "1000", *more]
    )  # fmt: skip


def course(out: Path, *more: str, transformer: bool = False) -> Course:
    """Two epochs of two batches each."""
    pieces = PIECES if transformer else None
    trained = Trained(new_network(transformer=transformer), LEXICON, pieces)
    lessons = LESSONS_WITH_PIECES if transformer else LESSONS
    vary = Varier(LEXICON, VECTORS, Variation(), pieces)
    return Course(trained, lessons * 16, vary, arguments(out, *more))


def weights(network: Network) -> dict[str, torch.Tensor]:
    return {name: tensor.clone() for name, tensor in network.state_dict().items()}


@pytest.fixture(scope="module", params=[False, True], ids=["words", "pieces"])
def undisturbed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bool, dict[str, torch.Tensor]]:
    """Whether with a transformer, and the weights after two epochs of two batches each."""
    out = tmp_path_factory.mktemp("undisturbed")
    whole = course(out, transformer=request.param)
    assert len(whole._batches()) == 2
    whole.run()
    assert not (out / CHECKPOINT).exists()
    return request.param, weights(whole.network)


class TestCourse:
    @pytest.mark.parametrize("count", [1, 2, 3], ids=["first", "between", "second"])
    def test_a_resumed_training_equals_an_undisturbed_one(
        self,
        count: int,
        undisturbed: tuple[bool, dict[str, torch.Tensor]],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        transformer, expected = undisturbed
        here = "quoteattr.training.course"
        monkeypatch.setattr(f"{here}.CHECKPOINT_SECONDS", -1)  # after every batch
        with monkeypatch.context() as patched:
            patched.setattr(f"{here}.losses", interrupted_after(count))
            with pytest.raises(Interrupted):
                course(tmp_path, transformer=transformer).run()
        resumed = course(tmp_path, "--resume", transformer=transformer)
        assert (resumed.epoch, resumed.batch) == {1: (0, 1), 2: (1, 0), 3: (1, 1)}[count]
        resumed.run()
        for name, tensor in weights(resumed.network).items():
            assert torch.equal(tensor, expected[name]), name

    def test_lowers_the_loss(
        self, undisturbed: tuple[bool, dict[str, torch.Tensor]], tmp_path: Path
    ) -> None:
        transformer, trained = undisturbed
        fresh = course(tmp_path, transformer=transformer)
        (batch, *_) = batches(
            fresh.lessons, np.random.default_rng(1), transformer=SIZES if transformer else None
        )
        fresh.network.eval()
        with torch.inference_mode():
            before = losses(fresh.network, batch)[0].item()
            fresh.network.load_state_dict(trained)
            assert losses(fresh.network, batch)[0].item() < before

    @pytest.mark.parametrize("there", [True, False])
    def test_half_precision_only_where_the_processor_has_it(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        there: bool,
    ) -> None:
        monkeypatch.setattr("quoteattr.training.course.has_bfloat16", lambda: there)
        assert course(tmp_path, "--bfloat16").half == there
        assert ("no bfloat16" in capsys.readouterr().out) == (not there)
        assert not course(tmp_path).half

    @KINDS
    def test_a_checkpoint_can_be_used(self, tmp_path: Path, transformer: bool) -> None:
        stopped = course(tmp_path, transformer=transformer)
        stopped._save()
        assert (load(tmp_path, VECTORS).pieces is not None) == transformer


def interrupted_after(count: int) -> Any:
    """The losses, which break off after so many batches."""
    left = count

    def counted(*args: Any, **options: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise Interrupted
        return losses(*args, **options)

    return counted


class TestRates:
    def rates(self, network: Network) -> dict[str, float]:
        groups = _groups(network, 1.0, 0.1)
        highest = {id(p): float(g["highest"]) for g in groups for p in g["params"]}  # type: ignore
        names = {name: highest.get(id(p), 0.0) for name, p in network.named_parameters()}
        assert len(highest) == sum(len(g["params"]) for g in groups)  # type: ignore
        return names

    def test_without_an_encoder_all_are_alike(self) -> None:
        assert set(self.rates(new_network()).values()) == {1.0}

    def test_deeper_in_an_encoder_they_are_lower(self) -> None:
        network = new_network(transformer=True)
        network.get_parameter("transformer.piece.weight").requires_grad_(False)
        rates = self.rates(network)
        assert rates["transformer.piece.weight"] == 0
        decay = LAYER_DECAY
        assert rates["transformer.position.weight"] == pytest.approx(0.1 * decay**2)
        assert rates["transformer.layers.0.widen.weight"] == pytest.approx(0.1 * decay)
        assert rates["transformer.layers.1.widen.weight"] == pytest.approx(0.1)
        beside = 0.1 * BESIDE_RATE
        assert rates["transformer.beside.weight"] == pytest.approx(beside)
        assert rates["labels.weight"] == 1.0

    def test_warm_up_and_decay(self, tmp_path: Path) -> None:
        started = course(tmp_path)
        (group,) = started.optimiser.param_groups
        seen = []
        for epochs in (0.1, 0.2, 1.1, 2.0):
            started._set_rate(epochs)
            seen.append(group["lr"])
        assert seen == pytest.approx([0.005, 0.01, 0.005, 0.01 * 0.001])


def write_data(out: Path) -> None:
    """A handful of documents as the command reads them, and word vectors."""
    for name in ("world", "polnear"):
        folder = out / "data" / name
        folder.mkdir(parents=True)
        documents = [{**d, "id": f"{i}"} for i, d in enumerate(DOCUMENTS * 3)]
        lines = [json.dumps(d, ensure_ascii=False) + "\n" for d in documents]
        (folder / "train.jsonl").write_text("".join(lines), encoding="utf-8")
    VECTORS.save(out)


class TestRun:
    """The whole command on a handful of documents."""

    def run(self, out: Path, *more: str) -> Trained:
        assert training.run(arguments(out, "--hidden", "6", *more)) == 0
        return load(out, VECTORS)

    def test_leaves_a_model(self, tmp_path: Path) -> None:
        write_data(tmp_path)
        trained = self.run(tmp_path, "--hold-out", "3")
        manifest = json.loads((tmp_path / models.MANIFEST).read_text(encoding="utf-8"))
        assert DESCRIPTION in manifest["files"]
        assert "base" not in manifest
        assert trained.network.transformer is None
        held_out = (tmp_path / "held-out-world.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["id"] for line in held_out] == ["0", "3", "6"]
        for text in Attributor(trained, VECTORS)(["“Go,” said Ida.", ""], 0.0):
            assert isinstance(text, tuple)

    def test_from_an_encoder(self, tmp_path: Path, encoder: Path) -> None:
        write_data(tmp_path)
        trained = self.run(tmp_path, "--encoder", str(encoder), "--base", "en")
        assert trained.network.transformer is not None
        assert trained.pieces is not None
        manifest = json.loads((tmp_path / models.MANIFEST).read_text(encoding="utf-8"))
        assert manifest["base"] == "en"
        assert PIECES_FILE in manifest["files"]

    def test_from_the_encoder_of_another_network(self, tmp_path: Path, encoder: Path) -> None:
        write_data(tmp_path)
        first = self.run(tmp_path, "--encoder", str(encoder))
        (tmp_path / "first").mkdir()
        save(tmp_path / "first", first)
        second = self.run(tmp_path, "--start", str(tmp_path / "first"), "--encoder-layers", "1")
        assert second.pieces == first.pieces
        assert first.network.settings.transformer is not None
        one = attrs.evolve(first.network.settings.transformer, layers=1)
        assert second.network.settings.transformer == one

    @pytest.mark.parametrize("layers", ["0", "9"])
    def test_layers_that_an_encoder_has_not(
        self, tmp_path: Path, encoder: Path, layers: str
    ) -> None:
        write_data(tmp_path)
        with pytest.raises(ValueError, match="there are none"):
            self.run(tmp_path, "--encoder", str(encoder), "--encoder-layers", layers)

    def test_only_confidence_leaves_the_weights(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_data(tmp_path)
        before = self.run(tmp_path)
        fitted = Confidence(bias=0.5, threshold=0.25)
        monkeypatch.setattr(training, "fit", lambda _: fitted)
        after = self.run(tmp_path, "--only-confidence")
        assert after.confidence == {"world": fitted, "polnear": fitted}
        for name, tensor in before.network.state_dict().items():
            assert torch.equal(tensor, after.network.state_dict()[name]), name

    def test_a_resumed_run_needs_no_checkpoint(self, tmp_path: Path) -> None:
        write_data(tmp_path)
        assert self.run(tmp_path, "--resume").network is not None
