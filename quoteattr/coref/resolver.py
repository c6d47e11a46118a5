"""The resolver: from attributions to who says and who hears each, in one walk over the text.

Outer quotes are read before those inside them, and all in the order of the text, so that each
mention meets what stands before it. For each attribution: its source becomes one or more mentions
(:mod:`mentions`, :mod:`conjunctions`); for each mention candidates are found and described
(:mod:`candidates`, :mod:`features`); the ranker chooses one; the mention enters its cluster, and
becomes a candidate for later mentions (:mod:`discourse`). Pronouns and descriptions of the running
text before it are resolved in the same way (:mod:`noun_phrases`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import attrs

from quoteattr.annotation.records import Annotation
from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.coref import clusters
from quoteattr.coref.addressees import AddresseeSpan, addressee_features, find_addressees
from quoteattr.coref.anonymity import anonymity_features, find_reason
from quoteattr.coref.candidates import Candidate, Context, find_candidates
from quoteattr.coref.clusters import Cluster
from quoteattr.coref.conjunctions import split
from quoteattr.coref.discourse import Discourse, Occurrence, bucket, position_of, reading_order
from quoteattr.coref.features import add_features
from quoteattr.coref.mentions import Mention, read_mention
from quoteattr.coref.noun_phrases import noun_phrase_before, unnamed_mentions
from quoteattr.coref.ranker import Choice
from quoteattr.entities.records import Entities
from quoteattr.transcripts.turns import find_turns

__all__ = ["Decision", "Judge", "Resolver", "Row", "confidence_features"]

Row = tuple[Cluster, ...]

# Grades of a probability, finer towards 1.
_GRADES = (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995)
# A mention of the running text is entered if its antecedent is at least so likely.
_LIKELY = 0.5


class Judge(Protocol):
    """Whoever decides: the ranker, or in training one that follows an annotator."""

    def choose(self, index: int, context: Context, candidates: Sequence[Candidate]) -> Choice:
        """Choose the candidate that a mention of an attribution means."""

    def decide(self, index: int, name: str, features: Iterable[str]) -> float:
        """Return the probability that something is so."""


@attrs.frozen(eq=False)
class Decision:
    """Whom one mention was taken to mean, and what decided it.

    Attributes:
        mention: the mention.
        decided_by: the kind of the mention and the origin of the candidate, as "he:back".
        probability: of the choice, in [0, 1].
        antecedent: offsets of the earlier mention that it was taken to mean, if there is one.
    """

    mention: Mention
    decided_by: str
    probability: float
    antecedent: Offsets | None = None


class Resolver:
    """Resolves the attributions of one text, once.

    Args:
        text: the text.
        attributions: its attributions, in any order; parents by index.
        annotation: its sentences and entities.
        entities: its names.
        judge: decides.

    Attributes:
        speakers, addressees: those of each attribution, after :meth:`run`.
        decisions: what led to the speakers of each.
        confidence: how likely these speakers are right, in [0, 1].
        anonymous: the clusters that the text leaves unnamed, with the words that say why.
        relatives: for a source "who" the noun phrase that it means.
    """

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        annotation: Annotation,
        entities: Entities,
        judge: Judge,
    ) -> None:
        self.text, self.attributions, self.entities = text, attributions, entities
        self.judge, self.affinity = judge, annotation.affinity
        self.named = {who: clusters.named(who, text) for who in entities.clusters}
        self._joint: dict[frozenset[Cluster], Cluster] = {}
        roles = [span for who in entities.clusters for span in who.roles]
        self._others = unnamed_mentions(text, entities, roles)
        self._resolved = 0
        self._told: set[int] = set()
        occurrences = [Occurrence(s, e, self.named[who]) for s, e, who in entities.mentions]
        occurrences.sort(key=lambda one: (one.start, -one.end))
        self.discourse = Discourse(text, attributions, annotation.sentences, occurrences)
        if self.affinity is not None:
            sources = [span for one in attributions for span in one.source]
            spans = ((one.start, one.end) for one in occurrences)
            others = (one.span for one in self._others)
            self.affinity.read([*spans, *others, *sources])
        persons = [(s, e) for s, e, who in entities.mentions if who.kind == "person"]
        self.transcript = find_turns(text, persons)
        # Clusters without a name: by label, the last one by its noun, by where they begin.
        self._new: dict[str, Cluster] = {}
        self._last_called: dict[str, Cluster] = {}
        self._introduced: dict[int, Cluster] = {}
        self.speakers: list[Row] = [()] * len(attributions)
        self.addressees: list[Row] = [()] * len(attributions)
        self.decisions: list[list[Decision]] = [[] for _ in attributions]
        self.confidence = [0.0] * len(attributions)
        self.relatives: dict[Offsets, Offsets] = {}
        self.anonymous: dict[Cluster, Offsets | None] = {}

    def run(self) -> Resolver:
        """Resolve every attribution; returns itself."""
        for index in reading_order(self.attributions):
            attribution = self.attributions[index]
            parent = self._parent(attribution, self.speakers)
            spans = find_addressees(attribution, self.discourse)
            named = (n for one in spans for n in self.entities.within(one.start, one.end))
            excluded = frozenset(self.named[n[2]] for n in named)
            row = self._source(index, parent, excluded)
            self.speakers[index] = row
            signs = confidence_features(attribution, self.decisions[index])
            sure = self.judge.decide(index, "confidence", signs)
            self.confidence[index] = round(sure * attribution.source_confidence, 4)
            if row:
                self.discourse.say(position_of(attribution), index, row)
            self.addressees[index] = self._addressees(index, spans, row, parent)
        self._resolve_others(len(self.text))
        self._find_anonymous()
        return self

    # ---------------------------------------------------------------- sources

    def _source(self, index: int, parent: Row, excluded: frozenset[Cluster]) -> Row:
        """The speakers of one attribution: of each mention in its source, or of none."""
        attribution = self.attributions[index]
        mentions = list(self._mentions(index, attribution))
        row: list[Cluster] = []
        for at, mention in enumerate(mentions):
            others = [self.named[n[2]] for m in mentions[:at] + mentions[at + 1 :] for n in m.names]
            who = self._resolve(index, mention, parent, excluded | {*row, *others})
            row += who.parts if who is not None else ()
        out = tuple(dict.fromkeys(row))
        if len(mentions) > 1 and len(out) > 1:
            self.discourse.note(mentions[0].start, mentions[-1].end, self.joint(out))
        return out

    def _mentions(self, index: int, attribution: Attribution) -> Iterable[Mention]:
        if not attribution.source:
            yield self._without_source(attribution)
            return
        start, end = attribution.source[0]
        parts = split(
            self.text, start, end, self.entities,
            lambda features: self.judge.decide(index, "joint", features),
        )  # fmt: skip
        for part in parts:
            mention = read_mention(self.text, *part, self.entities)
            if mention.form == "pronoun" and mention.head == "who":
                before = noun_phrase_before(self.text, mention.start)
                if before is not None:
                    self.relatives[part] = before
                    mention = read_mention(self.text, *before, self.entities)
            if mention.start < mention.end:
                yield mention

    def _without_source(self, attribution: Attribution) -> Mention:
        """The null mention of an attribution; its head is the noun that reports, if one does:
        "reports that he left".
        """
        at = position_of(attribution)
        if not attribution.cue:
            return Mention(at, at, "null")
        mention = read_mention(self.text, *attribution.cue[-1], self.entities)
        return attrs.evolve(
            mention, start=at, end=at, form="null", names=(), whole=False, headed=False
        )

    def _resolve(
        self, index: int, mention: Mention, parent: Row, excluded: frozenset[Cluster]
    ) -> Cluster | None:
        """Resolve a mention of a source: it enters its antecedent's cluster. None for nobody."""
        choice = self._choose(index, mention, parent, excluded, "source")
        if choice is None:
            return None
        who = self._enter(mention, choice, "source")
        seen = choice.candidate.recency.nearest if choice.candidate.recency is not None else None
        self.decisions[index].append(
            Decision(
                mention, f"{mention.kind}:{choice.candidate.origin}", choice.probability,
                (seen.start, seen.end) if seen is not None else None,
            )
        )  # fmt: skip
        return who

    def _choose(
        self, index: int, mention: Mention, parent: Row, excluded: frozenset[Cluster], role: str
    ) -> Choice | None:
        """Choose the antecedent of a mention: find candidates, describe them, rank them."""
        self._resolve_others(mention.start)
        context = self._context(
            mention,
            role,
            attribution=self.attributions[index],
            parent=parent,
            turn=self._turn(mention.start),
            excluded=excluded,
        )
        return self._rank(index, context)

    def _context(self, mention: Mention, role: str, **around: Any) -> Context:
        shared = (self.discourse, self.joint, self.named, self.affinity)
        return Context(mention, role, *shared, **around)

    def _rank(self, index: int, context: Context) -> Choice | None:
        candidates = find_candidates(context)
        if not candidates:
            return None
        if len(candidates) > 1:
            add_features(candidates, context)
        return self.judge.choose(index, context, candidates)

    def _enter(self, mention: Mention, choice: Choice, role: str) -> Cluster | None:
        """The cluster that was chosen, with the mention in it."""
        new = choice.candidate.origin == "new"
        who = self._introduce(mention) if new else choice.candidate.who
        if who is not None and mention.form != "null" and not mention.whole:
            who.enter(mention, sure=choice.probability > 0.9)
            self.discourse.note(mention.start, mention.end, who, role)
        return who

    def _introduce(self, mention: Mention) -> Cluster:
        """The cluster of a description that means nobody mentioned before: the same words mean
        the same one again, but for "a nurse", who each time is another.
        """
        single = mention.form == "indefinite" and not mention.plural
        key = f"{mention.label.lower()}@{mention.start}" if single else mention.label.lower()
        who = self._new.get(key)
        if who is None:
            who = clusters.described(mention)
            before = self._introduced.setdefault(mention.start, who)
            if before is not who:
                before.describe(who)
                who = before
            self._new[key] = who
        return who

    # ---------------------------------------------------------------- the running text

    def _resolve_others(self, position: int) -> None:
        """Resolve the mentions of the running text before a position, but for those of quotes."""
        while self._resolved < len(self._others):
            mention = self._others[self._resolved]
            if mention.start >= position:
                return
            self._resolved += 1
            if mention.start in self.discourse.sources or mention.start in self._told:
                continue
            if mention.form == "pronoun" or (mention.form == "definite" and not mention.several):
                self._resolve_other(mention)
            else:
                self._match_noun(mention)

    def _resolve_other(self, mention: Mention) -> None:
        """Resolve a pronoun or a definite description of the running text as a source is. Without
        a likely antecedent a pronoun is left out, and a description is matched by its noun.
        """
        choice = self._rank(-1, self._context(mention, "other"))
        if choice is not None and choice.probability >= _LIKELY:
            self._enter(mention, choice, "noun")
        elif mention.form != "pronoun":
            self._match_noun(mention)

    def _match_noun(self, mention: Mention) -> None:
        """Enter a description by its noun: "the farmers" are the last ones, "farmers" are new."""
        key = mention.head + ("+" if mention.plural else "")
        who = self._last_called.get(key) if mention.form == "definite" else None
        if who is None or mention.possessive or not mention.words <= who.words:
            who = self._last_called[key] = clusters.described(mention)
        who.enter(mention)
        self.discourse.note(mention.start, mention.end, who, "noun")

    # ---------------------------------------------------------------- what is around

    def joint(self, members: Iterable[Cluster]) -> Cluster:
        """The cluster of several together, one for each set of members."""
        flat = tuple(dict.fromkeys(one for who in members for one in who.parts))
        if len(flat) == 1:
            return flat[0]
        key = frozenset(flat)
        if key not in self._joint:
            self._joint[key] = clusters.joint(flat)
        return self._joint[key]

    def _parent(self, attribution: Attribution, rows: Sequence[Row]) -> Row:
        parent = attribution.parent
        return rows[parent] if parent is not None and 0 <= parent < len(rows) else ()

    def _turn(self, position: int) -> Row:
        """Who speaks in the turn of a transcript, and who listens."""
        turn = self.transcript.turn_at(position)
        both = () if turn is None else (turn, self.transcript.listener(turn))
        spans = [self.transcript.name_of(one) for one in both if one is not None]
        return tuple(self._labelled(*span) for span in spans if span is not None)

    def _labelled(self, start: int, end: int) -> Cluster:
        """The cluster of a turn's label: of the first name in it, else of the description."""
        mention = read_mention(self.text, start, end, self.entities)
        return self.named[mention.names[0][2]] if mention.names else self._introduce(mention)

    # ---------------------------------------------------------------- addressees, anonymity

    def _addressees(self, index: int, spans: Sequence[AddresseeSpan], row: Row, parent: Row) -> Row:
        """The addressees of one attribution: each mention is resolved like a source, and none of
        them is a speaker.
        """
        found: list[Cluster] = []
        for one in spans:
            mention = read_mention(self.text, one.start, one.end, self.entities)
            if mention.start >= mention.end:
                continue
            choice = self._choose(index, mention, parent, frozenset(row), "addressee")
            if choice is None or not self._is_addressee(index, one, mention):
                continue
            self._told.add(mention.start)
            who = self._enter(mention, choice, "addressee")
            found += who.parts if who is not None else ()
        return tuple(dict.fromkeys(who for who in found if who not in row))

    def _is_addressee(self, index: int, one: AddresseeSpan, mention: Mention) -> bool:
        if one.how in ("network", "asked"):
            return True
        features = addressee_features(one, mention, self.attributions[index], self.discourse)
        return self.judge.decide(index, "addressee", features) > 0.5

    def _find_anonymous(self) -> None:
        """Decide of each speaker without a name whether the text leaves it unnamed, and why."""
        asked: set[Cluster] = set()
        for index, row in enumerate(self.speakers):
            mode = self.attributions[index].mode
            for who in row:
                if who in asked or who.named is not None or who.description is None:
                    continue
                asked.add(who)
                features = anonymity_features(who.description, mode, self.discourse)
                reason = find_reason(who.description, self.discourse)
                if reason is not None:
                    features.append("reason")
                if self.judge.decide(index, "anonymous", features) > 0.5:
                    self.anonymous[who] = reason


def confidence_features(attribution: Attribution, decisions: Sequence[Decision]) -> list[str]:
    """What tells how likely speakers are right: the least sure choice, by its grade and by what
    decided it. How sure the network is of a source that it found is multiplied in elsewhere.

    Args:
        attribution: the attribution.
        decisions: what led to its speakers.
    """
    out = ["confidence"]
    if not decisions:
        return [*out, "nothing"]
    least = min(decisions, key=lambda decision: decision.probability)
    kind = least.decided_by.partition(":")[0]
    grade = bucket(least.probability, _GRADES)
    out += [f"by={least.decided_by}", f"sure={grade}", f"{kind}+sure={grade}"]
    return [*out, f"parts={min(len(decisions), 3)}", f"source={bool(attribution.source)}"]
