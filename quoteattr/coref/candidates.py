"""Candidates: whom a mention may mean.

These are the names in it, everybody mentioned recently, those named soon after it, several of
them together, whoever spoke, and somebody not spoken of before. A bounded number of mentions is
looked at for each. Whom a mention cannot mean by plain grammar is none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from quoteattr.annotation.records import Affinity
from quoteattr.attribution.records import Attribution
from quoteattr.coref.clusters import Cluster
from quoteattr.coref.discourse import Discourse, Occurrence, Utterance
from quoteattr.coref.mentions import Mention
from quoteattr.entities.records import Named, NamedSpan

__all__ = ["Candidate", "Context", "Recency", "agrees", "find_candidates", "is_bound"]

# How many mentions are looked at before a mention, and after it.
BACK, AHEAD = 50, 6
# How many mentions after a description in the first two paragraphs: the name may follow.
AHEAD_OF_OPENING = 14
# From which certainty on a gender rules the other one out.
_CERTAIN = 0.5
_PERSONS = frozenset({"person", "other"})
_BODIES = frozenset({"organization", "place", "people", "document", "other"})
# The attribution of a mention of the running text.
_NOTHING = Attribution((), (), ())


@attrs.define(eq=False)
class Recency:
    """Where a candidate was last seen.

    Attributes:
        nearest: its nearest mention.
        outside: its nearest mention outside every content.
        subject: its nearest mention that is a subject.
        seen: how often it was seen.
        rank: how many candidates are nearer.
        subjects: how many of them are nearer as subjects.
    """

    nearest: Occurrence
    outside: Occurrence | None = None
    subject: Occurrence | None = None
    seen: int = 1
    rank: int = 0
    subjects: int = 0


@attrs.define(eq=False)
class Candidate:
    """Somebody whom a mention might mean.

    Attributes:
        who: the cluster; None for somebody new, and for nobody.
        origin: how it came to be one: inside (its name is in the mention), back, ahead, joint,
            parent, turn, new or nobody.
        recency: where it was last seen, of those before and after it.
        inside: its name in the mention.
        features: names of its binary features.
        values: features with a value: what the network makes of it.
    """

    who: Cluster | None
    origin: str
    recency: Recency | None = None
    inside: NamedSpan | None = None
    features: list[str] = attrs.Factory(list)
    values: list[tuple[str, float]] = attrs.Factory(list)


@attrs.frozen(eq=False)
class Context:
    """A mention and what stands around it.

    Attributes:
        mention: the mention.
        role: source, addressee, or other: a mention of no attribution.
        discourse: the text so far.
        joint: gives the cluster of several.
        named: the cluster of each name.
        affinity: the network's score of pairs of mentions, if it has read the text.
        attribution: of which it is the source or the addressee; an empty one where of none.
        parent: the speakers of the attribution that holds this one.
        turn: who speaks in the turn of a transcript that holds the mention, and who listens.
        excluded: who is another argument of its clause.
    """

    mention: Mention
    role: str
    discourse: Discourse
    joint: Callable[[Iterable[Cluster]], Cluster]
    named: Mapping[Named, Cluster]
    affinity: Affinity | None
    attribution: Attribution = _NOTHING
    parent: tuple[Cluster, ...] = ()
    turn: tuple[Cluster, ...] = ()
    excluded: frozenset[Cluster] = frozenset()

    @property
    def table(self) -> str:
        """The name of the ranker's weights for it: its kind, but for mentions of no attribution."""
        return self.mention.kind if self.role != "other" else f"other-{self.mention.form}"

    @cached_property
    def spoken(self) -> Sequence[Utterance]:
        """The last attributions before it, nearest first."""
        return self.discourse.utterances_before(self.mention.start)

    @cached_property
    def sentence(self) -> int:
        """Index of the sentence that holds it."""
        return self.discourse.sentence(self.mention.start)

    @cached_property
    def paragraph(self) -> int:
        """Index of the paragraph that holds it."""
        return self.discourse.paragraph(self.mention.start)

    @cached_property
    def setting(self) -> str:
        """Where it stands (:meth:`Discourse.setting`)."""
        return self.discourse.setting(self.mention.start)

    def distance_to(self, position: int) -> tuple[int, int]:
        """How many sentences and paragraphs before the mention a position stands."""
        discourse = self.discourse
        return (
            self.sentence - discourse.sentence(position),
            self.paragraph - discourse.paragraph(position),
        )

    def last_said_by(self, who: Cluster) -> tuple[int, Utterance] | None:
        """The last utterance of a cluster, and how many came after it; several only together."""
        for place, one in enumerate(self.spoken):
            if set(one.speakers) == set(who.members) if who.members else who in one.speakers:
                return place, one
        return None


def find_candidates(context: Context) -> list[Candidate]:
    """Everybody whom a mention may mean, nearest first; somebody new and nobody last.

    A mention that is a name and no more has one: who bears it.
    """
    mention = context.mention
    if mention.whole:
        name = mention.names[0]
        return [Candidate(context.named[name[2]], "inside", inside=name)]
    found: dict[Cluster, Candidate] = {}
    for name in mention.names:
        who = context.named[name[2]]
        found.setdefault(who, Candidate(who, "inside", inside=name))
    for who, recency in _seen(context).items():
        if who in found:
            found[who].recency = recency
        else:
            found[who] = Candidate(who, "back", recency)
    for origin, whos in (("parent", context.parent), ("turn", context.turn)):
        for who in whos:
            if _may_be(context, who):
                found.setdefault(who, Candidate(who, origin))
    for who in _joints(context):
        if _may_be(context, who):
            found.setdefault(who, Candidate(who, "joint"))
    for other in _following(context):
        if other.who not in found and _may_be(context, other.who):
            found[other.who] = Candidate(other.who, "ahead", Recency(other, rank=len(found)))
    rest = [Candidate(None, origin) for origin in _others(context)]
    return [*found.values(), *rest]


def _may_be(context: Context, who: Cluster) -> bool:
    return not is_bound(who, context.excluded) and agrees(context.mention, who)


def _seen(context: Context) -> dict[Cluster, Recency]:
    """Who was mentioned before, nearest first."""
    discourse, mention = context.discourse, context.mention
    seen: dict[Cluster, Recency] = {}
    unfit: set[Cluster] = set()
    subjects = 0
    if mention.form == "indefinite" and mention.opener in ("a", "an") and not mention.names:
        return seen
    for other in discourse.mentions_before(mention.start, BACK):
        who = other.who
        if other.end > mention.start or who in unfit:
            continue
        recency = seen.get(who)
        if recency is None:
            if not _may_be(context, who):
                unfit.add(who)
                continue
            recency = seen[who] = Recency(other, rank=len(seen))
        else:
            recency.seen += 1
        if recency.outside is None and discourse.content_at(other.start) < 0:
            recency.outside = other
        if recency.subject is None and discourse.role(other.start, other.end) == "subject":
            recency.subject, recency.subjects = other, subjects
            subjects += 1
    return seen


def _following(context: Context) -> Iterator[Occurrence]:
    """Who is named soon after a mention; farther on after a description that opens the text."""
    discourse, mention = context.discourse, context.mention
    if mention.form == "null":
        return
    here, low = context.sentence, context.paragraph
    opens = low <= 1 and context.mention.kind in ("role", "some")
    for other in discourse.mentions_after(mention.end, AHEAD_OF_OPENING if opens else AHEAD):
        if other.how != "name":
            continue
        near = discourse.sentence(other.start) - here <= 1
        fresh = other.who.kind == "person" and other.who.mentions[0][0] > mention.end
        if near or (opens and fresh and discourse.paragraph(other.start) - low <= 3):
            yield other


def _joints(context: Context) -> Iterator[Cluster]:
    """Several together: who spoke together, the last two persons (or bodies, or places), all with
    the mention's noun.
    """
    if context.mention.kind not in ("they", "group", "i", "null", "paper"):
        return
    rows = [utterance.speakers for utterance in context.spoken]
    rows += [context.parent] if context.parent else []
    for row in rows:
        if len(row) > 1:
            yield context.joint(row)
    if context.mention.kind in ("they", "group"):
        yield from _last_of_a_sort(context)


def _last_of_a_sort(context: Context) -> Iterator[Cluster]:
    mention = context.mention
    count = mention.count or 2
    seen: dict[str, dict[Cluster, None]] = {}
    called: dict[Cluster, None] = {}
    for other in context.discourse.mentions_before(mention.start, BACK):
        who = other.who
        if who.plural or who.named is None or who.named.credited:
            continue
        seen.setdefault(who.kind, {}).setdefault(who)
        if mention.head in who.nouns:
            called.setdefault(who)
    for row in (called, *(seen.get(kind, {}) for kind in ("person", "organization", "place"))):
        members = list(row)[: 5 if row is called else count]
        if len(members) > 1:
            yield context.joint(reversed(members))


def _others(context: Context) -> Iterator[str]:
    """Somebody new, and nobody."""
    cue_noun = context.mention.kind == "null" and context.mention.sort == "document"
    if cue_noun or context.mention.kind not in ("he", "null", "who"):
        yield "new"
    if context.mention.kind in ("null", "it", "you", "they"):
        yield "nobody"


def agrees(mention: Mention, who: Cluster) -> bool:
    """Whether a cluster agrees with a mention in sort, number and gender, where the text states
    them.

    Args:
        mention: the mention.
        who: the cluster.
    """
    kind = mention.kind
    if who.named is not None and who.named.credited and kind != "i":
        return False
    if kind in ("he", "role", "some"):
        return _is_one(mention, who)
    if kind in ("it", "body"):
        return who.kind in _BODIES and (not who.plural or who.named is not None)
    if kind == "part":
        return who.plural or who.kind in ("people", "organization")
    if kind in ("they", "group", "several"):
        if mention.count > 1 and who.members:
            return len(who.members) == mention.count
        return who.plural or who.kind in ("joint", "people", "organization", "place")
    return not (kind == "named" and mention.plural and who.kind == "person" and not who.plural)


def _is_one(mention: Mention, who: Cluster) -> bool:
    if who.plural or who.kind not in _PERSONS:
        return False
    if mention.gender and abs(who.gender) >= _CERTAIN:
        return who.gender * mention.gender > 0
    return True


def is_bound(who: Cluster, excluded: Collection[Cluster]) -> bool:
    """Whether a cluster, or one of its members, is another argument of the mention's clause."""
    return who in excluded or any(one in excluded for one in who.members)
