"""The cast: referents turned into the records that leave the package."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.records import Span, Speaker, SpeakerKind
from quoteattr.speakers.hidden.unnamed import OFFICES
from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.naming.affiliations import Affiliations
from quoteattr.speakers.naming.bynames import bynames
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.walk import Walk

__all__ = ["Cast", "make_cast"]

_KINDS: dict[str, SpeakerKind] = {
    "person": "person",
    "body": "organisation",
    "place": "place",
    "people": "group",
    "document": "document",
}
# A street that speaks as the government, as the White House does.
_SEAT = "Downing Street"
# A name that ends so, or begins with "Article 12", is that of something written.
_WRITTEN = regex.compile(
    r".*\b(?:Law|Act|Bill|Code|Report|Declaration|Survey|Agreement|Treaty|Charter|Constitution|Accord"
    r"|Ordinance|Statute|Decree|Census|Protocol)s?(?:\s(?:of\s)?[\d\p{Pd}/]+)?"
    r"|(?:Article|Section|Clause|Act|Rule)\s(?:No\.?\s)?\d.*"
)
# Nouns in the singular for people who are together and no organisation.
_GATHERED = word_set("audience crew crowd family jury mob")


@attrs.frozen
class Cast:
    """Everybody who speaks in a text, and who says and hears what.

    Attributes:
        speakers: everybody quoted, once each, in order of first mention.
        addressees: those only told something and never quoted, in order of first mention.
        of: the speakers of each attribution, in the attributions' order.
        told: the addressees of each attribution, likewise.
        confidence: how sure the speakers of each attribution are, in [0, 1]; where they are left
            unknown because too little speaks for them, how sure those would have been.
        evidence: the mentions that led to the speakers of each, in the order of the reasoning.
        sources: the source of each as noun phrases: "who" is what it means, and a relative clause
            at the end is left out.
    """

    speakers: tuple[Speaker, ...] = ()
    addressees: tuple[Speaker, ...] = ()
    of: tuple[tuple[Speaker, ...], ...] = ()
    told: tuple[tuple[Speaker, ...], ...] = ()
    confidence: tuple[float, ...] = ()
    evidence: tuple[tuple[Span, ...], ...] = ()
    sources: tuple[tuple[Span, ...], ...] = ()


def make_cast(
    text: str, found: Walk, kept: Sequence[int] | None = None, least: float = 0.0
) -> Cast:
    """Number everybody by first mention and build their records.

    Args:
        text: the text.
        found: the walk, at its end.
        kept: indices of the attributions that the cast is of; all of them where None.
        least: how sure the speakers of one must be to be named.
    """
    kept = range(len(found.of)) if kept is None else kept
    known = [found.confidence[i] >= least for i in kept]
    said = [_single(found.of[i]) if sure else () for i, sure in zip(kept, known, strict=True)]
    heard = [_single(found.told[i]) for i in kept]
    everybody = dict.fromkeys(r for row in (*said, *heard) for r in row)
    ordered = sorted(everybody, key=lambda r: min(r.mentions, default=(len(text), 0)))
    made = {r: _speaker(text, found.affiliations, r, f"s{n}") for n, r in enumerate(ordered, 1)}
    quoted = {r for row in said for r in row}
    return Cast(
        speakers=tuple(made[r] for r in ordered if r in quoted),
        addressees=tuple(made[r] for r in ordered if r not in quoted),
        of=tuple(tuple(made[r] for r in row) for row in said),
        told=tuple(tuple(made[r] for r in row) for row in heard),
        confidence=tuple(found.confidence[i] for i in kept),
        evidence=_spans(
            text, [found.evidence[i] * sure for i, sure in zip(kept, known, strict=True)]
        ),
        sources=_spans(text, [found.sources[i] for i in kept]),
    )


def _spans(text: str, rows: Sequence[Sequence[Offsets]]) -> tuple[tuple[Span, ...], ...]:
    return tuple(tuple(Span.of(text, *offsets) for offsets in row) for row in rows)


def _single(row: tuple[Referent, ...]) -> tuple[Referent, ...]:
    """A joint referent gives way to its members; nobody stands twice."""
    out: dict[Referent, None] = {}
    for referent in row:
        out.update(dict.fromkeys(referent.members or (referent,)))
    return tuple(out)


def _speaker(text: str, bodies: Affiliations, who: Referent, ident: str) -> Speaker:
    spans = sorted(set(who.mentions))
    forms = dict.fromkeys([*who.forms, *bynames(text, who)])
    aliases = sorted((f for f in forms if f != who.name), key=lambda f: -len(f))
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
        affiliations=tuple(Span.of(text, *s) for s in bodies.of(who)),
    )


def _kind(who: Referent) -> SpeakerKind:
    if who.label == "body" and not who.named and who.heads & _GATHERED:
        return "group"
    if who.label in ("body", "unknown") and who.named and _WRITTEN.fullmatch(who.name):
        return "document"
    if who.label == "place" and who.name.endswith(_SEAT):
        return "organisation"
    if who.label == "person" and who.number == "plural":
        return "group"
    if who.label == "unknown" and who.heads & OFFICES and who.number == "plural":
        return "group"
    return _KINDS.get(who.label, "unknown")


def _apart(spans: Sequence[Offsets]) -> list[Offsets]:
    return sorted(set(spans))
