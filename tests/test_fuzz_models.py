"""Model folders that somebody damaged or made up: refused in words, and nothing of them is run.

Two hands are told apart. One damages files and leaves the manifest: its hashes tell. The other
writes a manifest that fits: then every reader has to stand its file alone.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import mutants
import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import small_trained

import quoteattr
from quoteattr import models
from quoteattr.attribution import storage
from quoteattr.attribution.pieces import PIECES_FILE
from quoteattr.coref import Ranker, load_ranker
from quoteattr.coref.ranker import VECTORS, WEIGHTS, save_ranker
from quoteattr.errors import ModelError, ModelFileError

EN = models.find("en")
FILES = sorted(models.check(EN)["files"])


class Runs:
    """What makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return open, (str(self.path), "w")


def linked(name: str, folder: Path) -> Path:
    """A bundled model elsewhere, without copying what is not changed."""
    folder.mkdir()
    for path in models.find(name).iterdir():
        try:
            os.link(path, folder / path.name)
        except OSError:
            shutil.copy(path, folder / path.name)
    return folder


def put(path: Path, data: bytes) -> None:
    """A file anew: one that has other names is not written through."""
    path.unlink()
    path.write_bytes(data)


class TestShipped:
    """The weights of the package, with their manifest."""

    @pytest.mark.parametrize("file", FILES)
    def test_a_changed_byte_is_refused(self, file: str, tmp_path: Path) -> None:
        folder = linked("en", tmp_path / "en")
        data = bytearray((folder / file).read_bytes())
        data[len(data) * 2 // 3] ^= 1
        put(folder / file, data)
        with pytest.raises(ModelFileError, match="was altered") as caught:
            quoteattr.load(folder)
        assert caught.value.path == folder / file

    def test_two_files_exchanged_are_refused(self, tmp_path: Path) -> None:
        folder = linked("en", tmp_path / "en")
        (folder / storage.WEIGHTS).rename(folder / "other")
        (folder / storage.EMBEDDINGS).rename(folder / storage.WEIGHTS)
        (folder / "other").rename(folder / storage.EMBEDDINGS)
        with pytest.raises(ModelFileError, match="bytes instead of"):
            quoteattr.load(folder)


VALID: dict[str, Any] = {
    "format_version": 1,
    "name": "model",
    "files": {
        "a.json": {
            "bytes": 7,
            "sha256": "b61fbd77d15d7ab18d9ac6d1c2d93efafa3ef8ccc94ac3c0c5b3f55cd17b5b3d",
        }
    },
}


@pytest.fixture(scope="module")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("manifests") / "model"
    folder.mkdir()
    (folder / "a.json").write_bytes(b"weights")
    return folder


class TestManifest:
    """Manifests that nobody wrote by accident."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "model"
        folder.mkdir()
        (folder / "a.json").write_bytes(b"weights")
        models.write_manifest(folder, "model")
        return folder

    @settings(max_examples=50)
    @given(data=mutants.plain(VALID))
    def test_of_other_data(self, data: Any, playground: Path) -> None:
        (playground / models.MANIFEST).write_text(json.dumps(data))
        with pytest.raises(ModelError):
            models.check(playground)

    @settings(max_examples=50)
    @given(data=mutants.lines(json.dumps(VALID, indent=1)))
    def test_of_other_text(self, data: str, playground: Path) -> None:
        (playground / models.MANIFEST).write_bytes(data.encode("utf-8", "surrogatepass"))
        with pytest.raises(ModelError):
            models.check(playground)

    @pytest.mark.parametrize("name", ["\x00", "a\x00b", "", ".", "..", "/", "x" * 5000, "\ud800"])
    def test_names_of_no_file(self, name: str, folder: Path) -> None:
        data = json.loads((folder / models.MANIFEST).read_text())
        data["files"][name] = {"bytes": 0, "sha256": ""}
        (folder / models.MANIFEST).write_text(json.dumps(data))
        with pytest.raises(ModelFileError):
            models.check(folder)

    def test_nested_deeper_than_the_stack(self, folder: Path) -> None:
        (folder / models.MANIFEST).write_text("[" * 200_000)
        with pytest.raises(ModelFileError, match="cannot be read"):
            models.check(folder)

    @pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
    def test_links_in_a_circle(self, folder: Path) -> None:
        (folder / "a.json").unlink()
        (folder / "a.json").symlink_to(folder / "b.json")
        (folder / "b.json").symlink_to(folder / "a.json")
        with pytest.raises(ModelFileError):
            models.check(folder)

    @pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
    def test_a_folder_that_holds_itself(self, folder: Path) -> None:
        (folder / "again").symlink_to(folder, target_is_directory=True)
        assert models.check(folder)["name"] == "model"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
    def test_a_pipe_is_not_waited_for(self, folder: Path) -> None:
        (folder / "a.json").unlink()
        os.mkfifo(folder / "a.json")
        data = json.loads((folder / models.MANIFEST).read_text())
        data["files"]["a.json"]["bytes"] = 0
        (folder / models.MANIFEST).write_text(json.dumps(data))
        with pytest.raises(ModelFileError, match="no regular file"):
            models.check(folder)


class TestMadeUp:
    """Files that nobody but their own reader checks, as the manifest was made to fit."""

    @pytest.mark.parametrize("how", ["pickle", "torch"])
    @pytest.mark.parametrize("file", FILES)
    def test_a_pickle_in_the_place_of_a_file_is_not_run(
        self, file: str, how: str, tmp_path: Path
    ) -> None:
        ran = tmp_path / "ran"
        folder = linked("en", tmp_path / "en")
        put(folder / file, b"")
        if how == "pickle":
            (folder / file).write_bytes(pickle.dumps(Runs(ran)))
        else:
            torch.save({"model": Runs(ran), "config": {}, "vocab": {}}, folder / file)
        (folder / models.MANIFEST).unlink()
        models.write_manifest(folder, "made-up")
        with pytest.raises(ModelFileError):
            read(folder, file)
        assert not ran.exists()

    def test_the_payload_of_that_test_works(self, tmp_path: Path) -> None:
        pickle.loads(pickle.dumps(Runs(tmp_path / "ran"))).close()
        assert (tmp_path / "ran").exists()

    @pytest.mark.parametrize("file", FILES)
    def test_another_file_in_its_place(self, file: str, tmp_path: Path) -> None:
        folder = linked("en", tmp_path / "en")
        other = FILES[FILES.index(file) - 1]
        put(folder / file, (EN / other).read_bytes())
        with pytest.raises(ModelError):
            read(folder, file)


def read(folder: Path, file: str) -> None:
    """Give one file of a model to its reader, as ``load`` does after the manifest was checked."""
    readers[file](folder)


readers: dict[str, Callable[[Path], object]] = {
    **dict.fromkeys(
        (storage.WEIGHTS, storage.DESCRIPTION, storage.EMBEDDINGS, storage.RANGES, PIECES_FILE),
        storage.load,
    ),
    **dict.fromkeys((WEIGHTS, VECTORS), load_ranker),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    storage.save(folder, small_trained())
    vectors = np.ones((2, 3), np.float32)
    save_ranker(folder, Ranker({"he": {"": 0, "near": 1}}, vectors, vectors[0]))
    return folder


class TestBytes:
    """Single bytes that are others, in what a reader believes first."""

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(data=st.data())
    def test_of_a_network(self, data: st.DataObject, small: Path) -> None:
        files = (storage.WEIGHTS, storage.DESCRIPTION, storage.EMBEDDINGS, PIECES_FILE)
        file = data.draw(st.sampled_from(files))
        valid = (small / file).read_bytes()
        try:
            (small / file).write_bytes(data.draw(mutants.flipped(valid, 2000)))
            refused_or_read(lambda: storage.load(small))
        finally:
            (small / file).write_bytes(valid)

    @settings(max_examples=50)
    @given(data=st.data(), file=st.sampled_from([WEIGHTS, VECTORS]))
    def test_of_weights_of_speakers(self, data: st.DataObject, file: str, small: Path) -> None:
        valid = (small / file).read_bytes()
        try:
            (small / file).write_bytes(data.draw(mutants.flipped(valid, 2000)))
            refused_or_read(lambda: load_ranker(small))
        finally:
            (small / file).write_bytes(valid)

    @pytest.mark.parametrize("file", [storage.DESCRIPTION, PIECES_FILE, WEIGHTS])
    def test_nested_deeper_than_the_stack(self, file: str, small: Path) -> None:
        valid = (small / file).read_bytes()
        reader = readers[file]
        try:
            (small / file).write_text("[" * 200_000)
            with pytest.raises(ModelFileError):
                reader(small)
        finally:
            (small / file).write_bytes(valid)


def refused_or_read(load: Callable[[], object]) -> None:
    with suppress(ModelError):
        load()
