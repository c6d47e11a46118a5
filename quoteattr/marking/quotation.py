"""The record of one quotation: what stands between marks, whoever said it."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

__all__ = ["Offsets", "Quotation", "Style"]

Offsets: TypeAlias = tuple[int, int]
Style: TypeAlias = Literal["double", "single"]


@attrs.frozen
class Quotation:
    """What stands between one pair of marks, or after a mark that is never closed.

    Attributes:
        spans: offsets with the marks, one pair a paragraph that it runs over.
        inner: the same without the marks and the space inside them.
        depth: 0 for an outermost quotation, 1 for one inside another, and so on.
        style: double or single; guillemets « » and corners count as double, ‹ › as single.
        closed: whether a closing mark was found; where none was, it ends with its paragraph.
        aside: whether it stands alone in single marks, in a text that puts speech in double ones:
            a title or a word held at arm's length rather than what somebody said.
    """

    spans: tuple[Offsets, ...]
    inner: tuple[Offsets, ...]
    depth: int
    style: Style
    closed: bool
    aside: bool = False

    @property
    def start(self) -> int:
        """Offset of the opening mark."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Offset after the closing mark."""
        return self.spans[-1][1]
