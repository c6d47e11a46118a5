"""A training: it stops and goes on, lowers the loss, and leaves a model that can be used."""

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest
import torch
from small import PIECES, SIZES, new_network

from quoteattr import models
from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.confidence import Confidence
from quoteattr.attribution.network import Network
from quoteattr.attribution.storage import DESCRIPTION, Trained, load
from quoteattr.training import attribution as training
from quoteattr.training import corpora
from quoteattr.training.batches import batches
from quoteattr.training.loss import losses
from quoteattr.training.trainer import BESIDE_RATE, CHECKPOINT, LAYER_DECAY, Trainer, _groups
from training.labelled import DOCUMENTS, FULL, LABELLED, SURFACE


class Interrupted(Exception):
    """Stands for a machine that goes away."""


def arguments(out: Path, *more: str) -> argparse.Namespace:
    """The command's arguments, with its defaults."""
    parser = argparse.ArgumentParser()
    training.add_arguments(parser)
    threads = str(torch.get_num_threads())
    return parser.parse_args(
        ["--data", str(out / "data"), "--out", str(out), "--epochs", "1", "--rate", "0.02",
         "--encoder-rate", "0.02", "--threads", threads, "--batch-pieces", "200", *more]
    )  # fmt: skip


def trainer(out: Path, *more: str) -> Trainer:
    """An epoch of two annotated documents, of which one teaches all, and of a share of others."""
    texts = [LABELLED[0], LABELLED[FULL]] * 4 + [LABELLED[2]] * 80
    times = [1.0] * 8 + [0.025] * 80
    return Trainer(Trained(new_network(), PIECES), texts, times, arguments(out, *more))


def weights(network: Network) -> dict[str, torch.Tensor]:
    return {name: tensor.clone() for name, tensor in network.state_dict().items()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, torch.Tensor]:
    """The weights after an epoch."""
    out = tmp_path_factory.mktemp("undisturbed")
    whole = trainer(out)
    assert len(whole.batches()) > 3
    whole.run()
    return weights(whole.network)


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


class TestTrainer:
    @pytest.mark.parametrize("count", [1, 3])
    def test_a_resumed_training_equals_an_undisturbed_one(
        self,
        count: int,
        undisturbed: dict[str, torch.Tensor],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        here = "quoteattr.training.trainer"
        monkeypatch.setattr(f"{here}.CHECKPOINT_SECONDS", -1)  # after every batch
        with monkeypatch.context() as patched:
            patched.setattr(f"{here}.losses", interrupted_after(count))
            with pytest.raises(Interrupted):
                trainer(tmp_path).run()
        resumed = trainer(tmp_path, "--resume")
        assert (resumed.epoch, resumed.batch) == (0, count)
        resumed.run()
        for name, tensor in weights(resumed.network).items():
            assert torch.equal(tensor, undisturbed[name]), name

    def test_lowers_the_loss(self, undisturbed: dict[str, torch.Tensor], tmp_path: Path) -> None:
        fresh = trainer(tmp_path)
        (batch,) = batches(
            fresh.texts[:2], np.random.default_rng(1), transformer=SIZES, pieces_a_batch=1000
        )
        fresh.network.eval()
        with torch.inference_mode():
            before = losses(fresh.network, batch)
            fresh.network.load_state_dict(undisturbed)
            after = losses(fresh.network, batch)
        assert after[0] < before[0]
        assert sum(after) < sum(before)

    def test_an_epoch_reads_each_text_as_often_as_told_on_average(self, tmp_path: Path) -> None:
        started = trainer(tmp_path)
        started.times[:8], started.times[8:] = 2, 0.25
        words = [len(text.labels) for text in started.texts]
        read = sum(int((b.inputs.values[..., 0] > 0).sum()) for b in started.batches())
        assert (read - 2 * sum(words[:8])) / sum(words[8:]) == pytest.approx(0.25, abs=0.15)

    def test_pieces_stay_as_they_were_and_all_else_learns(self, tmp_path: Path) -> None:
        network = trainer(tmp_path).network
        frozen = [name for name, p in network.named_parameters() if not p.requires_grad]
        assert frozen == ["transformer.piece.weight"]

    def test_a_checkpoint_can_be_used(self, tmp_path: Path) -> None:
        trainer(tmp_path)._save()
        assert load(tmp_path).pieces == PIECES


class TestRates:
    def test_deeper_in_the_encoder_they_are_lower(self) -> None:
        network = new_network()
        network.get_parameter("transformer.piece.weight").requires_grad_(False)
        groups = _groups(network, 1.0, 0.1)
        highest = {id(p): float(g["highest"]) for g in groups for p in g["params"]}  # type: ignore
        rates = {name: highest.get(id(p), 0.0) for name, p in network.named_parameters()}
        assert rates["transformer.piece.weight"] == 0
        assert rates["transformer.position.weight"] == pytest.approx(0.1 * LAYER_DECAY**2)
        assert rates["transformer.layers.0.widen.weight"] == pytest.approx(0.1 * LAYER_DECAY)
        assert rates["transformer.layers.1.widen.weight"] == pytest.approx(0.1)
        assert rates["transformer.beside.weight"] == pytest.approx(0.1 * BESIDE_RATE)
        assert rates["labels.weight"] == rates["mentions.none.weight"] == 1.0

    def test_warm_up_and_decay(self, tmp_path: Path) -> None:
        started = trainer(tmp_path, "--epochs", "2")
        (group,) = (g for g in started.optimiser.param_groups if g["highest"] == 0.02 * BESIDE_RATE)
        seen = []
        for epochs in (0.1, 0.2, 1.1, 2.0):
            started._set_rate(epochs)
            seen.append(group["lr"] / group["highest"])
        assert seen == pytest.approx([0.5, 1, 0.5, 0.001])


def lines(path: Path, *rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def write_data(out: Path) -> None:
    """A handful of documents as the command reads them, and what is annotated of them."""
    for name in ("world", "varied", "sense", "polnear"):
        documents = [{**d, "id": f"{name}{i}"} for i, d in enumerate(DOCUMENTS)]
        lines(out / "data" / name / "train.jsonl", *documents)
    for name in ("world", "polnear-speakers", "polnear-world", "pronouns", "descriptions"):
        lines(out / "annotations" / f"{name}.jsonl")
    sentences = [attrs.astuple(one) for one in SURFACE.annotation.sentences]
    entities = [attrs.astuple(one) for one in SURFACE.annotation.entities]
    names = [[*name, cluster] for name, cluster in zip(entities, SURFACE.clusters, strict=True)]
    shown = {"id": f"world{FULL}", "sentences": sentences, "names": names}
    with gzip.open(out / "annotations" / "surface.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(shown) + "\n")


class TestRun:
    """The whole command on a handful of documents."""

    @pytest.fixture(autouse=True)
    def data(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write_data(tmp_path)
        monkeypatch.setattr(corpora, "ANNOTATIONS", tmp_path / "annotations")

    def run(self, out: Path, *more: str) -> Trained:
        training.run(arguments(out, *more))
        return load(out)

    def test_leaves_a_model(self, tmp_path: Path, encoder: Path) -> None:
        trained = self.run(tmp_path, "--encoder", str(encoder), "--hold-out", "3")
        manifest = json.loads((tmp_path / models.MANIFEST).read_text(encoding="utf-8"))
        assert DESCRIPTION in manifest["files"]
        held_out = (tmp_path / "held-out-world.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["id"] for line in held_out] == ["world0", "world3"]
        one, other = Attributor(trained)(["“Go,” said Ida.", ""], 0.0)
        assert one.annotation.sentences
        assert other.attributions == ()

    def test_names_and_sentences_are_taught(
        self, tmp_path: Path, encoder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given: list[Trainer] = []
        monkeypatch.setattr(training.Trainer, "run", lambda one: given.append(one))
        self.run(tmp_path, "--encoder", str(encoder), "--hold-out", "0")
        taught = [len(text.mentions) for text in given[0].texts]
        assert taught.count(len(LABELLED[FULL].mentions)) == 1
        assert len(taught) == 4 * len(DOCUMENTS)
        assert sorted(given[0].times) == sorted([2, 2, 1, 1.5] * len(DOCUMENTS))

    def test_goes_on_from_a_model(
        self, tmp_path: Path, encoder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = self.run(tmp_path, "--encoder", str(encoder), "--epochs", "0", "--hold-out", "0")
        begun: list[dict[str, torch.Tensor]] = []
        monkeypatch.setattr(training.Trainer, "run", lambda c: begun.append(weights(c.network)))
        self.run(tmp_path, "--start", str(tmp_path), "--hold-out", "0")
        (found,) = begun
        for name, tensor in before.network.state_dict().items():
            assert torch.equal(found[name], tensor), name

    def test_pruned_it_learns_again(self, tmp_path: Path, encoder: Path) -> None:
        smaller = ["--prune-after", "1", "--heads", "1", "--units", "7", "--hold-out", "0"]
        sizes = self.run(tmp_path, "--encoder", str(encoder), *smaller).network.settings.transformer
        assert (sizes.heads, sizes.inner) == (1, 7)
        assert not (tmp_path / training.UNPRUNED).exists()
        assert not (tmp_path / CHECKPOINT).exists()

    @pytest.mark.parametrize("step", ["importance", "_with_confidence"])
    def test_a_resumed_command_equals_an_undisturbed_one(
        self, step: str, tmp_path: Path, encoder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Interrupted between the two trainings, and after them."""
        pruning = ["--prune-after", "1", "--heads", "1"]
        options = ["--encoder", str(encoder), *pruning, "--hold-out", "0"]
        whole = weights(self.run(tmp_path, *options).network)
        with monkeypatch.context() as patched:
            patched.setattr(training, step, interrupted_after(0))
            with pytest.raises(Interrupted):
                self.run(tmp_path, *options)
        resumed = weights(self.run(tmp_path, *options, "--resume").network)
        # Elsewhere some gradients are zero but for rounding, by which weights then differ.
        one, other = resumed["labels.weight"], whole["labels.weight"]
        torch.testing.assert_close(one, other, rtol=0, atol=1e-3)

    def test_without_an_encoder_there_is_nothing_to_train(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="--encoder"):
            self.run(tmp_path)

    @pytest.mark.parametrize("layers", ["0", "9"])
    def test_layers_that_an_encoder_has_not(
        self, tmp_path: Path, encoder: Path, layers: str
    ) -> None:
        with pytest.raises(ValueError, match="there are none"):
            self.run(tmp_path, "--encoder", str(encoder), "--encoder-layers", layers)

    def test_only_confidence_leaves_the_weights(
        self, tmp_path: Path, encoder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = self.run(tmp_path, "--encoder", str(encoder), "--epochs", "0")
        fitted = Confidence(bias=0.5, threshold=0.25)
        monkeypatch.setattr(training, "fit", lambda _: fitted)
        (tmp_path / CHECKPOINT).touch()  # of a training that goes on
        after = self.run(tmp_path, "--only-confidence")
        assert (tmp_path / CHECKPOINT).exists()
        assert after.confidence == {"world": fitted, "polnear": fitted}
        for name, tensor in before.network.state_dict().items():
            assert torch.equal(tensor, after.network.state_dict()[name]), name
