"""The cast: referents turned into the records that leave the package."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from quoteattr.attribution.records import Offsets
from quoteattr.records import Span, Speaker, SpeakerKind
from quoteattr.speakers.referents import Referent

__all__ = ["Cast", "make_cast"]

_KINDS: dict[str, SpeakerKind] = {
    "person": "person",
    "body": "organisation",
    "place": "place",
    "people": "group",
    "document": "document",
}


@attrs.frozen
class Cast:
    """Everybody who speaks in a text, and who says and hears what.

    Attributes:
        speakers: everybody quoted, once each, in order of first mention.
        addressees: those only told something and never quoted, in order of first mention.
        of: the speakers of each attribution, in the attributions' order.
        told: the addressees of each attribution, likewise.
        confidence: how sure the speakers of each attribution are, in [0, 1].
    """

    speakers: tuple[Speaker, ...] = ()
    addressees: tuple[Speaker, ...] = ()
    of: tuple[tuple[Speaker, ...], ...] = ()
    told: tuple[tuple[Speaker, ...], ...] = ()
    confidence: tuple[float, ...] = ()


def make_cast(
    text: str,
    of: Sequence[tuple[Referent, ...]],
    told: Sequence[tuple[Referent, ...]],
    confidence: Sequence[float],
) -> Cast:
    """Number everybody by first mention and build their records."""
    said = [_single(row) for row in of]
    heard = [_single(row) for row in told]
    everybody = dict.fromkeys(r for row in (*said, *heard) for r in row)
    ordered = sorted(everybody, key=lambda r: min(r.mentions, default=(len(text), 0)))
    made = {r: _speaker(text, r, f"s{n}") for n, r in enumerate(ordered, 1)}
    quoted = {r for row in said for r in row}
    return Cast(
        speakers=tuple(made[r] for r in ordered if r in quoted),
        addressees=tuple(made[r] for r in ordered if r not in quoted),
        of=tuple(tuple(made[r] for r in row) for row in said),
        told=tuple(tuple(made[r] for r in row) for row in heard),
        confidence=tuple(confidence),
    )


def _single(row: tuple[Referent, ...]) -> tuple[Referent, ...]:
    """A joint referent gives way to its members; nobody stands twice."""
    out: dict[Referent, None] = {}
    for referent in row:
        out.update(dict.fromkeys(referent.members or (referent,)))
    return tuple(out)


def _speaker(text: str, who: Referent, ident: str) -> Speaker:
    spans = sorted(set(who.mentions))
    aliases = sorted((f for f in who.forms if f != who.name), key=lambda f: -len(f))
    return Speaker(
        id=ident,
        name=who.name,
        kind=_kind(who),
        mentions=tuple(Span.of(text, *s) for s in spans),
        aliases=tuple(aliases),
        roles=tuple(Span.of(text, *s) for s in _apart(who.roles)),
        anonymous=who.anonymous,
        anonymity_reason=Span.of(text, *who.reason) if who.reason else None,
        pronouns=tuple(who.pronouns),
        number=who.number,
    )


def _kind(who: Referent) -> SpeakerKind:
    if who.label == "person" and who.number == "plural":
        return "group"
    return _KINDS.get(who.label, "unknown")


def _apart(spans: Sequence[Offsets]) -> list[Offsets]:
    return sorted(set(spans))
