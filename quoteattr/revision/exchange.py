"""Exchange: quotes that a clause of the text tells, in the place of what was found for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import exchanged
from quoteattr.revision.spans import Spans

__all__ = ["CONFIDENCE", "Exchange"]

#: How sure a quote is that a clause tells and nothing was found for.
CONFIDENCE = 0.8


class Exchange:
    """The attributions of a text while some are changed, give way, or are added.

    Args:
        marked: the text.
        attributions: those found, in order, parents by index.
        trusted: those that are less sure than this do not count as found.

    Attributes:
        found: the attributions as they are by now; by the indices of those given.
        gone: indices of those that give way.
    """

    def __init__(
        self, marked: MarkedText, attributions: Sequence[Attribution], trusted: float
    ) -> None:
        self.found = list(attributions)
        self.gone: set[int] = set()
        self._marked, self._trusted = marked, trusted
        self._spans = Spans((*s, i) for i, a in enumerate(attributions) for s in a.content)
        self._added: list[Attribution] = []

    def over(self, start: int, end: int) -> list[int]:
        """Those whose content shares a character with a stretch, the last first."""
        return [i for _, _, i in self._spans.over(start, end)]

    def with_cue(self, indices: Iterable[int], cue: Offsets) -> list[int]:
        """Those of them that have this cue."""
        return [i for i in indices if cue in self.found[i].cue]

    def sure(self, indices: Iterable[int]) -> list[int]:
        """Those of them that are sure enough."""
        return [i for i in indices if self.found[i].confidence >= self._trusted]

    def add(self, content: Offsets, cue: Offsets, who: Offsets) -> None:
        """A quote that the clause tells."""
        kind = self._marked.kind((content,))
        self._added.append(
            Attribution((content,), (cue,), (who,), confidence=CONFIDENCE, kind=kind)
        )

    def done(self) -> tuple[Attribution, ...]:
        """All in order, outer ones before those inside them."""
        return exchanged(self.found, self.gone, self._added)
