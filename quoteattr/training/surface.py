"""Names and sentences of the training texts, as offsets without the texts.

``annotations/surface.jsonl.gz`` has a line for each text: where its sentences are, and its names
with their kinds and the clusters that they form. Offsets are 0-based, half-open code points.
"""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import attrs

from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.training.corpora import ANNOTATIONS

__all__ = ["SURFACES", "Surface", "read_surfaces"]

SURFACES = ANNOTATIONS / "surface.jsonl.gz"


@attrs.frozen
class Surface:
    """What a text shows before anybody asks who speaks.

    Attributes:
        annotation: its sentences and names.
        clusters: of each name the number of the cluster that it belongs to.
    """

    annotation: Annotation
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
            sentences = tuple(Sentence(start, end) for start, end in data["sentences"])
            names = tuple(Entity(start, end, kind) for start, end, kind, _ in data["names"])
            clusters = tuple(cluster for *_, cluster in data["names"])
            found[data["id"]] = Surface(Annotation(sentences, names), clusters)
    return found
