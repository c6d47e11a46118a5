"""Novelty: somebody new, nobody, and words without a source.

What speaks for an antecedent that the text has not mentioned; for no agent at all ("it is said",
"was accused of"); and for each candidate where words have no source.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.coref.candidates import Candidate, Context
from quoteattr.coref.clusters import Cluster
from quoteattr.coref.discourse import Discourse, bucket
from quoteattr.coref.mentions import Mention
from quoteattr.english.lexicon import lexicon
from quoteattr.marks import OPENING

__all__ = ["no_source", "nobody", "somebody_new"]

_EXPLETIVE = regex.compile(
    r"(?:\s+(?:is|was|has\s+been|had\s+been|may\s+be|can\s+be|be)|[’']s)\s+(?:\p{L}+ly\s+|also\s+)*$"
)
_PASSIVE = regex.compile(
    r"\b(?:was|were|is|are|been|be|being|gets?|got)\s+(?:\p{L}+ly\s+|also\s+|not\s+)?$", regex.I
)
_BY = regex.compile(r"\s+(?:\p{L}+\s+){0,3}by\s")
_AGAIN = regex.compile(r"\b(?:an?|one|some|two|three|several)\s(?:[\p{L}\-]+\s){0,3}$", regex.I)


def somebody_new(known: Sequence[Candidate], context: Context) -> list[str]:
    """What speaks for somebody not mentioned before.

    Args:
        known: the other candidates, with their features.
        context: the mention.
    """
    mention, discourse = context.mention, context.discourse
    bare = not (mention.words or mention.tail or mention.is_possessed)
    first = mention.opener if mention.opener in lexicon().determiners else "other"
    heads = [c for c in known if "head" in c.features]
    whole = any(f.startswith("all-words") for c in heads for f in c.features)
    paragraph = min(context.paragraph, 2)
    number = f"{mention.several}"
    out = [
        "new", f"new-tail={mention.tail}", f"new-words={min(len(mention.words), 3)}",
        f"new-count={min(mention.count, 3)}", f"new-form={mention.form}",
        f"new-sort={mention.sort}", f"new-sort={mention.sort}+plural={number}",
        f"new-generic={mention.head in lexicon().names['generic']}",
        f"new-bare={bare}+{mention.sort}",
        f"new-bare={bare}+among={bucket(len(known), (0, 1, 3, 6))}",
        f"new-first={first}", f"new-first={first}+tail={mention.tail}",
        f"new-para={paragraph}", f"new-para={paragraph}+{first}",
        f"new-head={bool(heads)}+whole={whole}",
    ]  # fmt: skip
    if mention.is_possessed:
        out.append(f"new-owned={mention.possessive != ''}+{mention.sort}")
    if mention.names:
        kinds = sorted({name.kind for _, _, name in mention.names})
        out += [f"new-holds={'+'.join(kinds)}", f"new-holds={'+'.join(kinds)}+{mention.sort}"]
        out += [f"new-names+{mention.form}+{mention.sort}+{number}", f"new-names+{first}"]
    if mention.form == "definite" and not mention.possessive and mention.head:
        out.append(f"new-introduced={_is_introduced(mention, discourse)}")
    out.append(f"new-setting={context.setting}+inner={bool(context.parent)}")
    out.append(f"new-turn={len(context.turn)}")
    return out


def _is_introduced(mention: Mention, discourse: Discourse) -> bool:
    """Whether the text has spoken of "a nurse" before "the nurse"."""
    text, at = discourse.text, mention.start
    found = text.rfind(f" {mention.head}", max(0, at - 3000), at)
    return found > 0 and _AGAIN.search(text, max(0, found - 40), found + 1) is not None


def nobody(context: Context) -> list[str]:
    """What says that a report has no agent: "it is said", "was accused of"."""
    mention, text, attribution = context.mention, context.discourse.text, context.attribution
    out = ["nobody"]
    if context.mention.kind == "null":
        manner = _manner(context)
        out += [manner, f"{manner}+spoken={bool(context.spoken)}"]
        if attribution.cue:
            low, high = attribution.cue[0]
            words = text[low:high].lower().split() or [""]
            out += [f"cue={words[0][:5]}", f"cue-class={lexicon().verbs.get(words[-1], 'none')}"]
            opens = low - context.discourse.sentence_of(low)[0] < 4
            out.append(f"{manner}+opens={opens}")
            out.append(f"by={_BY.match(text, high) is not None}")
    elif attribution.cue:
        out.append(
            f"expletive={_EXPLETIVE.match(text, mention.end, attribution.cue[0][0]) is not None}"
        )
    return out


def no_source(who: Cluster, context: Context) -> list[str]:
    """Features of a candidate speaker for words without a source."""
    discourse, attribution = context.discourse, context.attribution
    manner = _manner(context)
    out = [f"{manner}+kind={who.kind}", f"{manner}+anonymous={who.named is None}"]
    last = context.last_said_by(who)
    if last is None:
        out.append(f"{manner}+silent")
    else:
        place, utterance = last
        spoken = discourse.attributions[utterance.index]
        end = max(e for _, e in (*spoken.content, *spoken.cue, *spoken.source))
        start = min(s for s, _ in (*attribution.content, *attribution.cue))
        close = not discourse.text[end:start].strip(" .\n\r\t,;:”\"“’‘'")
        paragraphs = discourse.paragraph(start) - discourse.paragraph(end)
        changed = place == 1 and context.spoken[0].speakers != utterance.speakers
        alone = len(utterance.speakers) == len(who.parts)
        out += [
            f"{manner}+spoke={place}", f"{manner}+spoke={place}+alone={alone}",
            f"{manner}+spoke={place}+close={close}+para={bucket(paragraphs, (0, 1))}",
            f"{manner}+spoke={place}+changed={changed}",
            f"{manner}+spoke={place}+direct={_is_direct(context, spoken.content)}",
        ]  # fmt: skip
    occurrences = discourse.mentions_before(context.mention.start, 12)
    seen = next((one for one in occurrences if one.who is who), None)
    if seen is not None:
        apart, _ = context.distance_to(seen.start)
        role = discourse.role(seen.start, seen.end)
        out.append(f"{manner}+sent={bucket(apart, (0, 1, 2))}+role={role}")
    if who in context.parent:
        out.append(f"{manner}+parent")
    if who in context.turn:
        out.append(f"{manner}+turn={context.turn.index(who)}")
    return out


def _is_direct(context: Context, content: Sequence[tuple[int, int]]) -> bool:
    return bool(content) and context.discourse.text.startswith(OPENING, content[0][0])


def _manner(context: Context) -> str:
    """How an attribution without a source is reported: by what cue, or by marks alone."""
    attribution, text = context.attribution, context.discourse.text
    if attribution.cue:
        low, high = attribution.cue[0]
        cue = text[low:high].lower()
        passive = _PASSIVE.search(text, max(0, low - 24), low) is not None
        form = "other" if (cue.split() or [""])[-1] in lexicon().verbs else "noun"
        if cue.endswith(("ing", "ed", "said", "told")):
            form = "ing" if cue.endswith("ing") else "ed"
        return f"cue-{form}-{'passive' if passive else 'active'}"
    direct = _is_direct(context, attribution.content)
    return f"{'direct' if direct else 'indirect'}-{'inner' if context.parent else 'outer'}"
