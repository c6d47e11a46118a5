"""Agents: who tells in a passive, or sent what somebody received, by the words around the cue."""

from __future__ import annotations

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.told import tellings
from quoteattr.speakers.told.passives import agent_within
from quoteattr.speakers.told.stretches import Heard, next_match, phrase_end

__all__ = ["agent_of"]

# Where the one told stands as the subject of a passive.
_PASSIVES = frozenset({"subject", "receiver", "shared", "bare", "elided"})


def agent_of(text: str, attribution: Attribution, heard: Heard, naming: Naming) -> Offsets | None:
    """Who tells in the passive: the phrase after "by"; an empty span where nobody is named.

    None where a source stands that is not the one told, and where there is neither.
    """
    if (sender := _sender(text, attribution, heard)) is not None:
        return sender
    if heard.how not in _PASSIVES:
        return None
    at = attribution.cue[-1][1]
    by = next_match(tellings.AGENT, text, at)
    if by is None and not attribution.source:  # "told to go by the judge"
        behind = (e for s, e in attribution.content if at <= s <= at + 1)
        by = next((m for e in behind if (m := next_match(tellings.BY, text, e))), None)
    if attribution.source:
        start, end = attribution.source[0]
        if heard.how not in ("subject", "receiver") or start >= heard.end or heard.start >= end:
            return None
    if by is None and not attribution.source:
        return agent_within(text, attribution, naming)
    if by is None:
        return at, at
    limit = min(
        [s for s, _ in attribution.content if s >= by.end()] or [min(len(text), by.end() + 80)]
    )
    return tidy(text, by.end(), phrase_end(text, by.end(), limit, False))


def _sender(text: str, attribution: Attribution, heard: Heard) -> Offsets | None:
    """From whom the one told received it: "tenants got a letter from [Veld Bank] saying", also
    where the tenants were taken for the source and "them" follows.
    """
    if not attribution.cue:
        return None
    end, cue = heard.end, attribution.cue[0][0]
    if heard.how == "object":
        end = attribution.source[0][1] if attribution.source else cue
    m = tellings.SENDER.fullmatch(text, end, cue) if end < cue else None
    if m is None or any(s >= end for s, _ in attribution.source):
        return None
    low, high = m.span("sender")
    return tidy(text, low, phrase_end(text, low, high, False))
