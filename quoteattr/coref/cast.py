"""The cast: clusters turned into the records that leave the package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.coref.clusters import Cluster
from quoteattr.coref.mentions import Mention, trimmed
from quoteattr.coref.resolver import Decision, Resolver, Row
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import appositive, head
from quoteattr.entities.records import Named
from quoteattr.records import Span, Speaker, SpeakerKind

__all__ = ["Cast", "make_cast"]

_KINDS: dict[str, SpeakerKind] = {
    "person": "person",
    "organization": "organisation",
    "place": "place",
    "people": "group",
    "document": "document",
}
# Without a name there is none of this; nobody fills it in.
_UNNAMED = Named("", "other")
_CLAUSE = regex.compile(r",?\s(?:who|which|whose|whom)\b")


@attrs.frozen
class Cast:
    """Everybody who speaks in a text, and who says and hears what.

    Attributes:
        speakers: everybody quoted, once each, in order of first mention.
        addressees: those only told something and never quoted, in order of first mention.
        speakers_of: the speakers of each attribution, in the attributions' order.
        addressees_of: the addressees of each attribution, likewise.
        confidence: how sure the speakers of each attribution are, in [0, 1]; where they are left
            unknown because too little speaks for them, how sure those would have been.
        evidence: the mentions that led to the speakers of each, in the order of the reasoning.
        sources: the source of each as noun phrases: "who" is what it means, and a relative clause
            at the end is left out.
        decided_by: for each what decided each of its mentions, as "he:back".
    """

    speakers: tuple[Speaker, ...] = ()
    addressees: tuple[Speaker, ...] = ()
    speakers_of: tuple[tuple[Speaker, ...], ...] = ()
    addressees_of: tuple[tuple[Speaker, ...], ...] = ()
    confidence: tuple[float, ...] = ()
    evidence: tuple[tuple[Span, ...], ...] = ()
    sources: tuple[tuple[Span, ...], ...] = ()
    decided_by: tuple[tuple[str, ...], ...] = ()


def make_cast(
    text: str, found: Resolver, kept: Sequence[int] | None = None, least: float = 0.0
) -> Cast:
    """Number everybody by first mention and build their records.

    Args:
        text: the text.
        found: the resolver, after its walk.
        kept: indices of the attributions that the cast is of; all of them where None.
        least: how sure the speakers of one must be to be named.
    """
    kept = range(len(found.speakers)) if kept is None else kept
    known = {i for i in kept if found.confidence[i] >= least}
    said = [found.speakers[i] if i in known else () for i in kept]
    heard = [found.addressees[i] for i in kept]
    everybody = dict.fromkeys(who for row in (*said, *heard) for who in row)
    ordered = sorted(everybody, key=lambda who: min(who.mentions, default=(len(text), 0)))
    made = {who: _speaker(text, found, who, f"s{n}") for n, who in enumerate(ordered, 1)}
    quoted = {who for row in said for who in row}
    fullest = {who: _fullest(text, who.named) for who in quoted if who.named is not None}
    return Cast(
        speakers=tuple(made[who] for who in ordered if who in quoted),
        addressees=tuple(made[who] for who in ordered if who not in quoted),
        speakers_of=_records(said, made),
        addressees_of=_records(heard, made),
        confidence=tuple(found.confidence[i] for i in kept),
        evidence=tuple(
            _evidence(text, found.decisions[i], found.speakers[i], fullest) if i in known else ()
            for i in kept
        ),
        sources=tuple(_sources(text, found, i) for i in kept),
        decided_by=tuple(tuple(d.decided_by for d in found.decisions[i]) for i in kept),
    )


def _records(rows: Iterable[Row], made: dict[Cluster, Speaker]) -> tuple[tuple[Speaker, ...], ...]:
    return tuple(tuple(made[who] for who in row) for row in rows)


def _evidence(
    text: str, decisions: Sequence[Decision], row: Row, fullest: Mapping[Cluster, Offsets]
) -> tuple[Span, ...]:
    """The mentions behind each speaker: the source's, the antecedent, the one that gives the
    name; each span once.
    """
    spans: dict[Offsets, None] = {}
    for decision in decisions:
        if decision.mention.start < decision.mention.end:
            spans.setdefault(decision.mention.span)
        if decision.antecedent is not None:
            spans.setdefault(decision.antecedent)
    for who in row:
        if who in fullest:
            spans.setdefault(fullest[who])
    return _spans(text, spans)


def _spans(text: str, offsets: Iterable[Offsets]) -> tuple[Span, ...]:
    return tuple(Span.of(text, *span) for span in offsets)


def _fullest(text: str, who: Named) -> Offsets:
    """Where somebody is first named in full."""
    longest = max(end - start for start, end in who.mentions)
    full = (s for s in who.mentions if text[slice(*s)] == who.name or s[1] - s[0] == longest)
    return next(full)


def _sources(text: str, found: Resolver, index: int) -> tuple[Span, ...]:
    return _spans(
        text,
        (
            found.relatives.get(trimmed(text, *span)) or _without_clause(text, *span)
            for span in found.attributions[index].source
        ),
    )


def _without_clause(text: str, start: int, end: int) -> Offsets:
    """A source without the relative clause at its end."""
    clause = _CLAUSE.search(text, start + 1, end)
    return (start, clause.start()) if clause else (start, end)


def _speaker(text: str, found: Resolver, who: Cluster, ident: str) -> Speaker:
    named = who.named or _UNNAMED
    reason = found.anonymous.get(who)
    return Speaker(
        id=ident,
        name=who.name,
        kind=_kind(who),
        mentions=_spans(text, sorted(set(who.mentions))),
        aliases=tuple(sorted((f for f in named.forms if f != who.name), key=len, reverse=True)),
        roles=_spans(text, named.roles if who.named else _roles(text, who.description)),
        honorifics=_spans(text, named.honorifics),
        anonymous=who in found.anonymous,
        anonymity_reason=Span.of(text, *reason) if reason else None,
        pronouns=tuple(who.pronouns),
        number="plural" if who.plural else "singular",
        affiliations=_spans(text, named.affiliations),
    )


def _roles(text: str, mention: Mention | None) -> Iterable[Offsets]:
    """What a description without a name says that somebody is: itself, and its appositive."""
    if mention is None or mention.sort not in ("person", "office"):
        return
    yield mention.span
    span = appositive(text, mention.end, min(len(text), mention.end + 120))
    if span is not None and head(text[slice(*span)]).noun in lexicon().persons:
        yield span


def _kind(who: Cluster) -> SpeakerKind:
    if who.kind == "person" and who.plural:
        return "group"
    if who.description is not None and who.description.head in lexicon().groups:
        return "group"
    return _KINDS.get(who.kind, "unknown")
