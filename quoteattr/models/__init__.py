"""Models on disk: which there are, and whether their files are what they should be.

A model is a folder with a ``manifest.json`` that gives the format version and, for every file,
its size and SHA-256. The whole folder is checked before anything in it is read, and no file of it
is ever unpickled: weights are safetensors.
"""

import hashlib
import json
import stat
from pathlib import Path
from typing import Any

from quoteattr.errors import ModelFileError, ModelNotFoundError, ModelVersionError

__all__ = ["FORMAT_VERSION", "MANIFEST", "bundled", "check", "find", "state", "write_manifest"]

FORMAT_VERSION = 1
MANIFEST = "manifest.json"
WEIGHTS = (".json", ".safetensors")

_HERE = Path(__file__).parent
# Models of earlier versions, and what reads as well and faster now.
_RETIRED = {"en-fast": "en", "en-accurate": "en"}


def bundled() -> tuple[str, ...]:
    """Names of the models that the package carries."""
    return tuple(sorted(path.parent.name for path in _HERE.glob(f"*/{MANIFEST}")))


def find(name: str | Path) -> Path:
    """The folder of a model, by the name of a bundled one or by its path.

    Raises:
        ModelNotFoundError: neither exists.
    """
    if str(name) in _RETIRED:
        raise ModelNotFoundError(str(name), bundled(), _RETIRED[str(name)])
    if str(name) in bundled():
        return _HERE / str(name)
    folder = Path(name)
    if not (folder / MANIFEST).is_file():
        raise ModelNotFoundError(str(name), bundled())
    return folder


def check(folder: Path) -> dict[str, Any]:
    """Compare every file of a model with its manifest, and return the manifest.

    Raises:
        ModelFileError: a file is missing, too short, too long or altered,
            or the manifest itself cannot be read.
        ModelVersionError: the model is of another format version.
    """
    path = folder / MANIFEST
    manifest = _read(path)
    if manifest.get("format_version") != FORMAT_VERSION:
        raise ModelVersionError(path, manifest.get("format_version"), FORMAT_VERSION)
    files = manifest.get("files")
    if not isinstance(files, dict) or not files:
        raise ModelFileError(path, "lists no files")
    for name, entry in files.items():
        _check_file(folder, name, entry)
    for name in _weights(folder):
        if name not in files:
            raise ModelFileError(folder / name, "is not in the manifest")
    return manifest


def state(folder: Path) -> str:
    """A fingerprint of the model in a folder.

    It is made of the manifest, which tells all files of a model; of a folder without one (official
    Stanza models) of the names, sizes and times of its files. Empty where nothing can be read.
    """
    try:
        if (folder / MANIFEST).is_file():
            return _digest(folder / MANIFEST)
        files = [(path, path.stat()) for path in sorted(folder.rglob("*"))]
    except OSError:
        return ""
    seed = [(str(path), status.st_size, status.st_mtime_ns) for path, status in files]
    return hashlib.sha256(json.dumps(seed).encode(errors="replace")).hexdigest() if seed else ""


def write_manifest(folder: Path, name: str) -> None:
    """List the files of a finished model with their sizes and hashes.

    Args:
        folder: the model.
        name: its name.

    Raises:
        OSError: a file cannot be read, or the manifest cannot be written.
    """
    files = {
        name: {"bytes": (folder / name).stat().st_size, "sha256": _digest(folder / name)}
        for name in _weights(folder)
    }
    data = {"format_version": FORMAT_VERSION, "name": name, "files": files}
    (folder / MANIFEST).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _weights(folder: Path) -> list[str]:
    """The files that a manifest lists, as paths from the folder: what a model is made of."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in WEIGHTS and path.name != MANIFEST
    ]


def _read(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelFileError(path, f"cannot be read ({error})") from error
    if not isinstance(manifest, dict):
        raise ModelFileError(path, "holds no JSON object")
    return manifest


def _check_file(folder: Path, name: str, entry: Any) -> None:
    path = folder / name
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ModelFileError(path, "lies outside the model's folder")
        if not isinstance(entry, dict):
            raise ModelFileError(folder / MANIFEST, f"says nothing of {name}")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for
            raise ModelFileError(path, "is no regular file")
        size = status.st_size
        if size != entry.get("bytes"):
            raise ModelFileError(path, f"has {size} bytes instead of {entry.get('bytes')}")
        if _digest(path) != entry.get("sha256"):
            raise ModelFileError(path, "was altered (its SHA-256 is not the manifest's)")
    except (OSError, ValueError, RuntimeError) as error:
        # also links in a circle, or a name that no file can have
        raise ModelFileError(path, f"cannot be read ({error})") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
