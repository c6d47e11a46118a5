"""Quotes: the records that are made of attributions and of who said them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.negation import is_negated
from quoteattr.records import Quote, Span

if TYPE_CHECKING:
    from quoteattr.coref import Cast

__all__ = ["quotes_of"]


def quotes_of(
    text: str, attributions: Sequence[Attribution], cast: Cast, noun_sources: bool
) -> tuple[Quote, ...]:
    """The records of attributions, in order; ids count from ``q1`` on.

    Args:
        text: the text.
        attributions: those that are returned, an outer one before those inside it.
        cast: who said each, and who was told.
        noun_sources: whether a source is the noun phrase that a pronoun such as "who" means.
    """
    quotes: list[Quote] = []
    for i, a in enumerate(attributions):
        sources = cast.sources[i] if noun_sources or not a.source else _spans(text, a.source)
        quote = Quote(
            id=f"q{i + 1}",
            kind=a.kind,
            mode=a.mode,
            content=_spans(text, a.content),
            # of several pieces the first: no article that was looked at has a second one
            cue=next(iter(_spans(text, a.cue)), None),
            source=next(iter(sources), None),
            speakers=cast.speakers_of[i],
            addressees=cast.addressees_of[i],
            parent=None if a.parent is None else quotes[a.parent],
            confidence=a.confidence,
            speaker_confidence=cast.confidence[i],
            speaker_evidence=cast.evidence[i],
            negated=is_negated(
                text, next(iter(a.cue), None), next(iter(a.source), None), a.content
            ),
        )
        quotes.append(quote)
    return tuple(quotes)


def _spans(text: str, offsets: Iterable[Offsets]) -> tuple[Span, ...]:
    return tuple(Span.of(text, start, end) for start, end in offsets)
