"""Model folders: what is checked before anything in them is read."""

import json
from pathlib import Path
from typing import Any

import pytest

from quoteattr import models
from quoteattr.errors import ModelFileError, ModelNotFoundError, ModelVersionError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tiny model, finished and sound."""
    folder = tmp_path / "tiny"
    (folder / "parts").mkdir(parents=True)
    (folder / "attribution.safetensors").write_bytes(b"weights" * 10)
    (folder / "parts" / "pieces.json").write_bytes(b"pieces")
    (folder / "README.md").write_text("a card", encoding="utf-8")
    (folder / "LICENSE").write_text("a licence", encoding="utf-8")
    models.write_manifest(folder, "tiny")
    return folder


def manifest(folder: Path) -> Any:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def write(folder: Path, data: object) -> None:
    (folder / "manifest.json").write_text(json.dumps(data), encoding="utf-8")


class TestCheck:
    def test_sound(self, folder: Path) -> None:
        data = models.check(folder)
        assert data["name"] == "tiny"
        assert data["format_version"] == models.FORMAT_VERSION

    def test_lists_what_is_loaded_and_no_prose(self, folder: Path) -> None:
        assert set(manifest(folder)["files"]) == {"attribution.safetensors", "parts/pieces.json"}

    def test_prose_may_change(self, folder: Path) -> None:
        (folder / "README.md").write_text("a better card", encoding="utf-8")
        models.check(folder)

    @pytest.mark.parametrize("name", ["attribution.safetensors", "parts/pieces.json"])
    def test_missing(self, folder: Path, name: str) -> None:
        (folder / name).unlink()
        with pytest.raises(ModelFileError, match="cannot be read") as caught:
            models.check(folder)
        assert caught.value.path == folder / name

    def test_truncated(self, folder: Path) -> None:
        path = folder / "attribution.safetensors"
        path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(ModelFileError, match="has 69 bytes instead of 70"):
            models.check(folder)

    def test_too_long(self, folder: Path) -> None:
        path = folder / "attribution.safetensors"
        path.write_bytes(path.read_bytes() + b"!")
        with pytest.raises(ModelFileError, match="has 71 bytes instead of 70"):
            models.check(folder)

    def test_altered(self, folder: Path) -> None:
        (folder / "parts" / "pieces.json").write_bytes(b"piecez")
        with pytest.raises(ModelFileError, match="was altered") as caught:
            models.check(folder)
        assert "install the package" in str(caught.value)

    @pytest.mark.parametrize("version", [0, models.FORMAT_VERSION + 1, "1", None])
    def test_other_version(self, folder: Path, version: object) -> None:
        write(folder, manifest(folder) | {"format_version": version})
        with pytest.raises(ModelVersionError) as caught:
            models.check(folder)
        assert (caught.value.found, caught.value.expected) == (version, models.FORMAT_VERSION)

    def test_version_comes_before_files(self, folder: Path) -> None:
        write(folder, {"format_version": 99, "tensors": []})
        with pytest.raises(ModelVersionError):
            models.check(folder)

    def test_file_outside_by_dots(self, folder: Path) -> None:
        outside = folder.parent / "outside.json"
        outside.write_bytes(b"pieces")
        data = manifest(folder)
        data["files"]["../outside.json"] = data["files"].pop("parts/pieces.json")
        write(folder, data)
        with pytest.raises(ModelFileError, match="outside the model's folder"):
            models.check(folder)

    def test_file_outside_by_absolute_path(self, folder: Path) -> None:
        outside = folder.parent / "outside.json"
        outside.write_bytes(b"pieces")
        data = manifest(folder)
        data["files"][str(outside)] = data["files"].pop("parts/pieces.json")
        write(folder, data)
        with pytest.raises(ModelFileError, match="outside the model's folder"):
            models.check(folder)

    def test_file_outside_by_link(self, folder: Path) -> None:
        path = folder / "parts" / "pieces.json"
        outside = folder.parent / "outside.json"
        path.rename(outside)
        try:
            path.symlink_to(outside)
        except OSError:
            pytest.skip("no symbolic links here")
        with pytest.raises(ModelFileError, match="outside the model's folder"):
            models.check(folder)

    def test_folder_in_the_place_of_a_file(self, folder: Path) -> None:
        path = folder / "parts" / "pieces.json"
        path.unlink()
        path.mkdir()
        with pytest.raises(ModelFileError):
            models.check(folder)

    @pytest.mark.parametrize("entry", [None, "a hash", 6, []])
    def test_entry_without_size_and_hash(self, folder: Path, entry: object) -> None:
        data = manifest(folder)
        data["files"]["parts/pieces.json"] = entry
        write(folder, data)
        with pytest.raises(ModelFileError, match=r"says nothing of parts/pieces\.json"):
            models.check(folder)

    @pytest.mark.parametrize("text", ["", "{", "[]", "3", "null"])
    def test_manifest_that_is_none(self, folder: Path, text: str) -> None:
        (folder / "manifest.json").write_text(text, encoding="utf-8")
        with pytest.raises(ModelFileError) as caught:
            models.check(folder)
        assert caught.value.path == folder / "manifest.json"

    def test_manifest_of_bytes(self, folder: Path) -> None:
        (folder / "manifest.json").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(ModelFileError, match="cannot be read"):
            models.check(folder)

    @pytest.mark.parametrize("files", [None, [], "parts"])
    def test_manifest_without_files(self, folder: Path, files: object) -> None:
        write(folder, manifest(folder) | {"files": files})
        with pytest.raises(ModelFileError, match="lists no files"):
            models.check(folder)


class TestFind:
    def test_by_path(self, folder: Path) -> None:
        assert models.find(folder) == folder
        assert models.find(str(folder)) == folder

    @pytest.mark.parametrize("name", ["xx", "EN", "", ".", "../en", "en\0"])
    def test_unknown(self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(ModelNotFoundError, match="bundled models:") as caught:
            models.find(name)
        assert caught.value.known == models.bundled()

    def test_folder_without_manifest(self, tmp_path: Path) -> None:
        with pytest.raises(ModelNotFoundError):
            models.find(tmp_path)


class TestBundled:
    def test_there_is_en(self) -> None:
        assert "en" in models.bundled()

    def test_each_is_sound(self) -> None:
        for name in models.bundled():
            assert models.check(models.find(name))["name"] == name

    def test_holds_no_file_that_the_manifest_does_not_list(self) -> None:
        folder = models.find("en")
        found = {
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file() and path.suffix not in (".md", "") and path.name != models.MANIFEST
        }
        assert found == set(models.check(folder)["files"])
