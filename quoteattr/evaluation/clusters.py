"""Clusters of mentions: the walk that resolves sources, carried on over a whole text.

The package clusters whom it needs: everybody named, and the mentions of sources. To be held against
full coreference the walk goes on over every other pronoun and definite description, with the
same candidates, features and choice. Mentions are widened to noun phrases by the parser's trees.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.evaluation.phrases import Phrases, Place
from quoteattr.speakers.judging import Learned
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.ranking.antecedents import Choice
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.resolution import Resolver
from quoteattr.speakers.setting.scene import Step
from quoteattr.training.choices import Example

if TYPE_CHECKING:
    from quoteattr.annotation.records import Annotation

__all__ = ["Reader"]


class Reader:
    """Resolves a text and goes on to all its pronouns and definite descriptions.

    Args:
        text: the text.
        attributions: its attributions.
        annotation: its sentences with trees, and its entities.
        table: weights of the ranking by feature; the bundled ones where None.
        gold: clusters of mentions, to learn from them; None to decide by the weights.

    Attributes:
        examples: the choices that gold decides, where it is given.
    """

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        annotation: Annotation,
        table: Mapping[str, float] | None = None,
        gold: Sequence[Sequence[Offsets]] | None = None,
    ) -> None:
        weights = antecedents.weights() if table is None else table
        self._phrases = Phrases(annotation.sentences)
        judge = None if gold is None else _Follower(gold, self._phrases, weights)
        self.examples = [] if judge is None else judge.examples
        # "You" is somebody, the same throughout.
        hearer = Referent(name="you", label="person")
        self._resolver = Resolver(text, attributions, annotation, weights, judge, hearer)

    def read(self, *, goes_on: bool = True) -> list[list[Offsets]]:
        """The clusters of two mentions or more, the mentions of each in order, none in two.

        Args:
            goes_on: whether to go on after the names and the sources.
        """
        self._resolver.run()
        known = {self._phrases.head(step.span) for step in self._steps()}
        for start, end in self._phrases.mentions() if goes_on else ():
            if self._phrases.head((start, end)) not in known:
                self._resolver.meanings.mention(start, end, how="pronoun")
        return self._clusters()

    def _steps(self) -> list[Step]:
        """Every mention so far, in order."""
        return sorted(self._resolver.walk.scene.steps(), key=lambda s: (s.start, -s.end))

    def _clusters(self) -> list[list[Offsets]]:
        found: dict[Referent, set[Offsets]] = defaultdict(set)
        for step in self._steps():
            found[step.who] |= {step.span, *step.who.mentions}
        taken: set[Offsets] = set()
        clusters = []
        for spans in found.values():
            cluster = {self._phrases.whole(span) for span in spans} - taken
            taken |= cluster
            clusters.append(sorted(cluster))
        return [cluster for cluster in clusters if len(cluster) > 1]


class _Follower:
    """The judge in use, but that gold decides whom a mention means.

    Args:
        gold: clusters of mentions.
        phrases: the noun phrases of the text.
        table: weights for what gold does not know.

    Attributes:
        examples: the choices that gold decided.
    """

    def __init__(
        self, gold: Sequence[Sequence[Offsets]], phrases: Phrases, table: Mapping[str, float]
    ) -> None:
        self.examples: list[Example] = []
        self._usual = Learned(table)
        self.turn_to, self.accept = self._usual.turn_to, self._usual.accept
        self.weigh = self._usual.weigh
        self._phrases = phrases
        numbered = [(span, n) for n, cluster in enumerate(gold) for span in cluster]
        heads = [(phrases.head(span), number) for span, number in numbered]
        self._gold: dict[Place, int] = {head: n for head, n in heads if head is not None}

    def decide(self, phrase: Phrase, options: Sequence[antecedents.Candidate]) -> Choice:
        """Follow gold, where it knows, and keep the choice as an example."""
        mine = self._gold.get(self._phrases.head((phrase.start, phrase.end)) or (-1, -1))
        right = [mine is not None and self._cluster_of(o.who) == mine for o in options]
        if not any(right):
            right = [o.who is None for o in options]
        if any(right) and not all(right):
            self.examples.append(Example(tuple(tuple(o.features) for o in options), tuple(right)))
        for option, good in zip(options, right, strict=True):
            if good:
                return Choice(option.who, 1.0, option.seen)
        return self._usual.decide(phrase, options)

    def _cluster_of(self, who: Referent | None) -> int | None:
        """The gold cluster in which most mentions of somebody are."""
        if who is None:
            return None
        heads = [self._phrases.head(span) for span in set(who.mentions)]
        counts = Counter(self._gold[head] for head in heads if head in self._gold)
        return counts.most_common(1)[0][0] if counts else None
