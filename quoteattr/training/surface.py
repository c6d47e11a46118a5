"""Names and sentences of the training texts, as offsets without the texts.

``annotations/surface.jsonl.gz`` has a line for each text: where its sentences are, and its names
with their kinds and the clusters that they form. Offsets are 0-based, half-open code points.
"""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import attrs

__all__ = ["ANNOTATIONS", "SURFACES", "Surface", "read_surfaces"]

ANNOTATIONS = Path(__file__).parent / "annotations"
SURFACES = ANNOTATIONS / "surface.jsonl.gz"

Offsets = tuple[int, int]


@attrs.frozen
class Surface:
    """What a text shows before anybody asks who speaks.

    Attributes:
        sentences: offsets of its sentences, in order.
        names: offsets and kind of each name, in order, none inside another.
        clusters: of each name the number of the cluster that it belongs to.
    """

    sentences: tuple[Offsets, ...]
    names: tuple[tuple[int, int, str], ...]
    clusters: tuple[int, ...]


def read_surfaces(path: Path) -> Mapping[str, Surface]:
    """The surfaces of a file, by the id of the text.

    Raises:
        OSError: it cannot be read.
    """
    found = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)
            found[data["id"]] = Surface(
                tuple((start, end) for start, end in data["sentences"]),
                tuple((start, end, kind) for start, end, kind, _ in data["names"]),
                tuple(cluster for *_, cluster in data["names"]),
            )
    return found
