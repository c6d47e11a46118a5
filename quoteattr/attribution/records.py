"""What the attribution step hands to the next one."""

from collections.abc import Mapping, Sequence

import attrs

from quoteattr.records import Kind, Mode

__all__ = ["GUIDELINES", "NESTING", "Attribution", "Offsets", "selected"]

# Annotation guidelines that the network tells apart, in the order of its flag; the names are
# those of the corpora that follow them.
GUIDELINES = ("world", "polnear")
# Those by which a quote inside a quote is one of its own.
NESTING = frozenset({"world"})

Offsets = tuple[int, int]


@attrs.frozen
class Attribution:
    """One attribution relation as spans, before anybody knows who the source is.

    All offsets are 0-based, half-open code points of the text.

    Attributes:
        content: offsets of what was said, in order, not overlapping.
        cue: offsets of the reporting words, in order; empty where there are none.
        source: offsets of the mention of the source; empty where there is none.
        mode: speech, writing or thought.
        confidence: in [0, 1].
        source_confidence: the same of the source, or of there being none; as the network says it,
            not calibrated.
        addressee: offsets of the mentions of those who are told, in order; empty where the
            network sees none.
        kind: direct, indirect or mixed.
        parent: index of the attribution that holds this one in the same list, or None.
    """

    content: tuple[Offsets, ...]
    cue: tuple[Offsets, ...] = ()
    source: tuple[Offsets, ...] = ()
    mode: Mode = "speech"
    confidence: float = 1.0
    parent: int | None = None
    kind: Kind = "indirect"
    source_confidence: float = 1.0
    addressee: tuple[Offsets, ...] = ()


def selected(
    attributions: Sequence[Attribution], kept: Sequence[int], joined: Mapping[int, int] = {}
) -> list[Attribution]:
    """Those of some indices, each inside the nearest one around it that is kept.

    Args:
        attributions: all of them.
        kept: indices, in the new order.
        joined: for an index the one whose attribution took its content over.
    """
    new: dict[int | None, int] = {old: i for i, old in enumerate(kept)}
    found = []
    for i in kept:
        parent = attributions[i].parent
        while parent is not None and parent not in new:
            parent = joined.get(parent, attributions[parent].parent)
        found.append(attrs.evolve(attributions[i], parent=new.get(parent)))
    return found
