"""Features: what speaks for a candidate, as names of binary features and a few numbers.

How far back it was seen and in what role, whether it agrees, whether the text calls it what the
mention says, whether it has spoken, and what the network makes of the words around both. Nothing
is decided here: all weights are learnt, for each kind of mention apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.coref.candidates import Candidate, Context, Recency
from quoteattr.coref.clusters import Cluster
from quoteattr.coref.discourse import Discourse, Occurrence, bucket
from quoteattr.coref.likeness import fit_of, likeness, name_features
from quoteattr.coref.mentions import Mention
from quoteattr.coref.novelty import no_source, nobody, somebody_new

__all__ = ["add_features"]

_NEAR = (0, 1, 2, 4)
_FAR = (0, 1, 2, 4, 7, 12)


def add_features(candidates: Sequence[Candidate], context: Context) -> None:
    """Give all candidates of a mention their features.

    Args:
        candidates: those of :func:`quoteattr.coref.candidates.find_candidates`.
        context: the mention.
    """
    known = [one for one in candidates if one.who is not None]
    for one in known:
        _describe(one, context)
    if context.affinity is not None:
        _add_affinity(known, context)
    for one in candidates:
        if one.who is None:
            one.features += (
                nobody(context) if one.origin == "nobody" else somebody_new(known, context)
            )


def _describe(one: Candidate, context: Context) -> None:
    who = one.who
    assert who is not None
    label = f"joint-{who.members[0].kind}" if who.members else who.kind
    named = who.named is not None
    out = one.features
    out += [f"way={one.origin}", f"kind={label}", f"named={named}"]
    out.append(f"total={bucket(len(who.mentions), (1, 3, 6))}")
    if (first := who.description) is not None:
        out.append(f"first-form={first.form}+{first.sort}+owned={first.is_possessed}")
        out.append(f"first-form={first.form}+sourced={who.sourced > 0}")
    if one.inside is not None:
        out += name_features(one, context)
    else:
        if one.recency is not None:
            out += _recency(one.recency, who, context)
        if context.mention.form == "pronoun":
            out += _agreement(context.mention, who)
        elif context.mention.form != "null":
            out += likeness(context.mention, who)
            if one.recency is not None:
                out += _salience(one.recency, who, context)
        out += _spoke(who, context)
        if context.mention.kind == "null":
            out += no_source(who, context)
    if who.mentions and context.discourse.paragraph(who.mentions[0][0]) <= 1:
        out.append("opening")


# -------------------------------------------------------------------- where it was seen


def _recency(recency: Recency, who: Cluster, context: Context) -> list[str]:
    discourse, mention, nearest = context.discourse, context.mention, recency.nearest
    out = [f"rank={min(recency.rank, 5)}", f"seen={bucket(recency.seen, (1, 2, 4))}"]
    if nearest.start > mention.start:
        return out + _ahead(recency, who, context)
    apart, paragraphs = context.distance_to(nearest.start)
    out += [f"sent={bucket(apart, _FAR)}", f"para={bucket(paragraphs, _NEAR)}"]
    out += _place(nearest, discourse)
    if recency.outside is None:
        out.append("inside-only")
    else:
        out.append(f"out={bucket(context.distance_to(recency.outside.start)[0], _FAR)}")
    return out + _syntax(recency, apart, paragraphs, context)


def _ahead(recency: Recency, who: Cluster, context: Context) -> list[str]:
    """What speaks for one who is named only after the mention."""
    discourse, mention, at = context.discourse, context.mention, recency.nearest.start
    later, apart = discourse.sentence(at) - context.sentence, discourse.paragraph(at)
    apart = min(apart - context.paragraph, 3)
    fresh = not who.mentions or who.mentions[0][0] > mention.start
    fit = fit_of(mention, who)
    out = [f"ahead={min(later, 5)}", f"ahead-fresh={fresh}", f"ahead-fit={fit}+para={apart}"]
    out += [f"ahead-fit={fit}+rank={min(recency.rank, 3)}", f"ahead-fit={fit}+sent={min(later, 2)}"]
    in_content = any(low <= at < high for low, high in context.attribution.content)
    out.append(f"ahead-in-content={in_content}+fresh={fresh}")
    return out


def _place(nearest: Occurrence, discourse: Discourse) -> list[str]:
    out = [f"how={nearest.how}"]
    low, _ = discourse.sentence_of(nearest.start)
    if nearest.start in discourse.sources or (
        nearest.start - low < 60 and low in discourse.sources
    ):
        out.append("source")
    if nearest.start - low < 45 and "," not in discourse.text[low : nearest.start]:
        out.append("first")
    if discourse.content_at(nearest.start) >= 0:
        out.append("in-quote" if discourse.quoted(nearest.start) else "in-content")
    return out


def _syntax(recency: Recency, apart: int, paragraphs: int, context: Context) -> list[str]:
    """As whose subject it was last seen, and how long ago."""
    discourse, mention = context.discourse, context.mention
    role, ago, rank = (
        discourse.role(recency.nearest.start, recency.nearest.end),
        bucket(apart, _NEAR),
        min(recency.rank, 3),
    )
    out = [f"role={role}", f"role={role}+sent={ago}", f"role={role}+rank={rank}"]
    if recency.subject is None:
        out.append("never-subject")
    else:
        out += [
            f"subject={bucket(context.distance_to(recency.subject.start)[0], _NEAR)}",
            f"subject-rank={min(recency.subjects, 3)}",
        ]
    if mention.form == "pronoun":
        here = context.setting
        out += [f"{here}+role={role}+sent={ago}", f"{here}+same-para={paragraphs == 0}"]
        out.append(f"{here}+rank={rank}")
        if apart == 0 and discourse.content_at(mention.start) >= 0:
            out.append(
                f"same-content={discourse.content_at(recency.nearest.start) >= 0}+role={role}"
            )
    return out


# -------------------------------------------------------------------- agreement, salience


def _agreement(mention: Mention, who: Cluster) -> list[str]:
    out = [f"plural={who.plural}"]
    if mention.gender:
        lean = who.gender * mention.gender
        out.append(f"lean={bucket(round(4 * lean), (-3, -1, 0, 2))}")
        other = "she" if mention.gender > 0 else "he"
        if other in who.pronouns and mention.head not in who.pronouns:
            out.append("contrary")
    if who.pronouns:
        out.append("known" if mention.head in who.pronouns else "other-pronoun")
    return out


def _salience(recency: Recency, who: Cluster, context: Context) -> list[str]:
    """How much a candidate is spoken of, apart for those whose noun fits, is open or differs."""
    discourse, mention, nearest = context.discourse, context.mention, recency.nearest
    fit = fit_of(mention, who)
    total, sourced = bucket(len(who.mentions), (1, 2, 4, 7)), min(who.sourced, 3)
    out = [f"fit={fit}+total={total}", f"fit={fit}+rank={min(recency.rank, 3)}"]
    out += [f"sourced={sourced}", f"sourced={sourced}+fit={fit}"]
    if nearest.start < mention.start:
        apart, paragraphs = context.distance_to(nearest.start)
        out.append(f"fit={fit}+sent={bucket(apart, _NEAR)}")
        out.append(f"fit={fit}+para={bucket(paragraphs, _NEAR)}+how={nearest.how}")
    if who.mentions and discourse.paragraph(who.mentions[0][0]) <= 1:
        out.append(f"fit={fit}+opening")
    return out


# -------------------------------------------------------------------- who has spoken


def _spoke(who: Cluster, context: Context) -> list[str]:
    """What a candidate's having spoken says."""
    discourse, mention = context.discourse, context.mention
    fit = fit_of(mention, who)
    pronoun = mention.form == "pronoun"
    setting = context.setting if pronoun else ""
    last = context.last_said_by(who)
    if last is None:
        out = [f"silent+fit={fit}"]
        if setting:
            out.append(f"{setting}+silent")
    else:
        place, utterance = last
        apart = context.paragraph - discourse.paragraph(utterance.start)
        near = f"spoke={place}-para={bucket(apart, (0, 1, 2))}"
        alone = len(utterance.speakers) == len(who.parts)
        out = [f"spoke={place}+fit={fit}", near, f"spoke={place}+alone={alone}"]
        if setting:
            out.append(f"{setting}+{near}")
    if context.parent:
        manner = "direct" if discourse.quoted(mention.start) else "indirect"
        inside = who in context.parent or set(who.members) == set(context.parent)
        out.append(f"parent-{manner}={inside}")
    if who in context.turn:
        out.append(f"turn={context.turn.index(who)}")
    return out


# -------------------------------------------------------------------- the network


def _add_affinity(known: Sequence[Candidate], context: Context) -> None:
    """Add the network's scores, in log-odds: of the nearest mention, the best of several, its rank,
    and its margin over the next candidate. A null mention is represented by its content.
    """
    assert context.affinity is not None
    spans: dict[tuple[int, int], list[int]] = {}
    for at, one in enumerate(known):
        for span in _asked(one):
            spans.setdefault(span, []).append(at)
    mention = context.mention
    anaphor = context.attribution.content[0] if mention.form == "null" else mention.span
    scores = context.affinity(anaphor, list(spans))
    best = [float("-inf")] * len(known)
    nearest: list[float | None] = [None] * len(known)
    for owners, score in zip(spans.values(), scores, strict=True):
        for at in owners:
            best[at] = max(best[at], score)
            nearest[at] = score if nearest[at] is None else nearest[at]
    order = sorted(best, reverse=True)
    for one, top, near in zip(known, best, nearest, strict=True):
        if near is None:
            one.values.append(("affinity=unknown", 1.0))
            continue
        rest = max(order[1:] if top == order[0] else order, default=float("-inf"))
        margin = max(-8.0, min(8.0, top - rest)) if rest > float("-inf") else 8.0
        one.values.append((f"affinity-rank={min(order.index(top), 3)}", 1.0))
        one.values += [("affinity", max(-8.0, min(8.0, top)) / 4), ("affinity-margin", margin / 4)]
        one.values.append(("affinity-nearest", max(-8.0, min(8.0, near)) / 4))


def _asked(one: Candidate) -> list[tuple[int, int]]:
    """The mentions of a candidate that the network is asked about, nearest first; none where its
    name is in the mention: that a mention's parts go with it, the network was never taught.
    """
    if one.inside is not None:
        return []
    if one.recency is None:
        return [one.who.mentions[-1]] if one.who is not None and one.who.mentions else []
    seen = (one.recency.nearest, one.recency.outside, one.recency.subject)
    spans = dict.fromkeys((o.start, o.end) for o in seen if o is not None)
    if one.who is not None and one.who.named is not None and one.who.mentions:
        spans.setdefault(one.who.mentions[0])
    return list(spans)
