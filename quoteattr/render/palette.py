"""The colours of the HTML pictures, as numbers that a test can check.

Eight colours for speakers in a light and a dark form.
They were found by annealing: within a range of hues each, the least distance in OKLab between
any two, the grey of unnamed sources included, was made as large as possible, under normal vision
and under simulated protanopia, deuteranopia and, with less weight, tritanopia
(Machado, Oliveira and Fernandes 2009),
with a contrast of at least 5 to the paper.
"""

from __future__ import annotations

import attrs

__all__ = ["DARK", "LIGHT", "Theme"]


def mix(colour: str, paper: str, share: float) -> str:
    """A colour thinned with paper.

    Args:
        colour: ``#rrggbb``.
        paper: what it is thinned with, ``#rrggbb``.
        share: how much of the colour is left, in [0, 1].

    >>> mix("#ff0000", "#ffffff", 0.5)
    '#ff8080'
    """
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(paper[1:]), strict=True)
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)


@attrs.frozen
class Theme:
    """The colours of one appearance, each ``#rrggbb``.

    Attributes:
        paper: what the text stands on.
        ink: the text.
        faded: text that is not looked at just now; still readable.
        edge: the outlines of what can be worked.
        unnamed: what a speaker's colour is for sources without a name.
        lines: the colours of speakers; labels are filled with them and written on in ``paper``.
        share: how much of its line's colour a tint holds, in [0, 1].
    """

    paper: str
    ink: str
    faded: str
    edge: str
    unnamed: str
    lines: tuple[str, ...]
    share: float

    @property
    def tints(self) -> tuple[str, ...]:
        """What direct quotes are painted with, one for each of ``lines``."""
        return tuple(mix(line, self.paper, self.share) for line in self.lines)

    @property
    def unnamed_tint(self) -> str:
        """The same for unnamed sources."""
        return mix(self.unnamed, self.paper, self.share)


# In order: blue, orange, teal, pink, green, violet, ochre, red.
LIGHT = Theme(
    paper="#ffffff",
    ink="#1b1d22",
    faded="#6a6d75",
    edge="#767a83",
    unnamed="#5f5f5f",
    lines=(
        "#1920b7",
        "#976238",
        "#0d7a8f",
        "#79005f",
        "#034208",
        "#7118de",
        "#6a5101",
        "#72343e",
    ),
    share=0.13,
)

DARK = Theme(
    paper="#17191e",
    ink="#eceef2",
    faded="#999da8",
    edge="#8b909b",
    unnamed="#a6a6a6",
    lines=(
        "#1f94fe",
        "#f89237",
        "#7aeefa",
        "#fb90e2",
        "#97d58c",
        "#af82c3",
        "#e5d71e",
        "#da775e",
    ),
    share=0.22,
)
