"""Silver entities: texts that nobody labelled, as several networks and the whole text label them.

Networks that learned apart err apart, so that an entity counts where half of them find it. What
it is, all mentions of the text decide together (one sense per discourse, Gale, Church and
Yarowsky 1992), after the text's own evidence has put each network's labels right: who is "Ms."
in one sentence is no body in the next. A network that learns from these labels knows the names of
the day better, and what the text told stays with it where the next text does not tell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import attrs
import regex

from quoteattr.annotation.entities import EntityModel, find_entities
from quoteattr.annotation.records import Entity
from quoteattr.annotation.splitting import SplitSentence, Splitter, together
from quoteattr.speakers.lexicon import HONORIFICS, TITLES
from quoteattr.speakers.naming.labels import relabelled

__all__ = ["agreed", "silver"]

# Labels that all mentions of a name share.
_SHARED = frozenset({"Person", "Organization", "Location", "NORP", "Facility"})
# What the text's evidence calls a place.
_PLACE = "GPE"
_TITLES = HONORIFICS | TITLES
_TITLE = regex.compile(r"(?P<word>\p{Lu}\p{L}*)\.?\s+")
_BEFORE = regex.compile(r"\p{Lu}\p{L}*\s$")
_BEHIND = regex.compile(r"\s\p{Lu}")
_TEXTS_AT_ONCE = 40


def silver(
    texts: Sequence[str], splitter: Splitter, networks: Sequence[EntityModel]
) -> Iterator[list[tuple[str, str]]]:
    """Neighbouring sentences that have entities, words with their BIO labels.

    Args:
        texts: news texts.
        splitter: finds their words.
        networks: those that vote.
    """
    for first in range(0, len(texts), _TEXTS_AT_ONCE):
        some = texts[first : first + _TEXTS_AT_ONCE]
        sentences = splitter(some)
        found = [find_entities(network, sentences, len(some)) for network in networks]
        entities = [agreed(text, [f[i] for f in found]) for i, text in enumerate(some)]
        for group in together(sentences):
            labels = _labelled(group, entities[group[0].document])
            if any(label != "O" for _, label in labels):
                yield labels


def _labelled(group: Sequence[SplitSentence], entities: Sequence[Entity]) -> list[tuple[str, str]]:
    words = [word for sentence in group for word in sentence.words]
    labels = ["O"] * len(words)
    for entity in entities:
        inside = [i for i, w in enumerate(words) if entity.start <= w.start and w.end <= entity.end]
        for i in inside:
            labels[i] = ("I-" if i > inside[0] else "B-") + entity.label
    return [(word.form, label) for word, label in zip(words, labels, strict=True)]


def agreed(text: str, found: Sequence[Sequence[Entity]]) -> list[Entity]:
    """The entities of a text that half of the networks find, or that are names found elsewhere.

    Args:
        text: the text.
        found: what each network finds in it.
    """
    votes = _Votes(text, found)
    kept: list[Entity] = []
    for entity in votes.ranked():
        if not any(e.start < entity.end and entity.start < e.end for e in kept):
            kept.append(entity)
    missed = [
        e for e in votes.missed() if not any(k.start < e.end and e.start < k.end for k in kept)
    ]
    return sorted([*kept, *missed], key=lambda e: e.start)


class _Votes:
    """How often each stretch of a text, and each name in it, was given which label."""

    def __init__(self, text: str, found: Sequence[Sequence[Entity]]) -> None:
        self._text = text
        self._voters = len(found)
        self._at: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        self._of: dict[str, Counter[str]] = defaultdict(Counter)
        for entities in found:
            spans = {
                (e.start, e.end): e.label for e in map(self._plain, relabelled(text, entities))
            }
            for (start, end), label in spans.items():
                self._at[start, end][label] += 1
                self._of[text[start:end]][label] += 1
        self._best = {name: _most(labels) for name, labels in self._of.items()}
        self._surnames = self._last_words()

    def ranked(self) -> list[Entity]:
        """Those that enough networks find, those first that more of them find, then the longer."""
        often = [
            (at, labels) for at, labels in self._at.items() if 2 * labels.total() >= self._voters
        ]
        often.sort(key=lambda item: (-item[1].total(), item[0][0] - item[0][1]))
        return [
            Entity(start, end, self._label(self._text[start:end], _most(labels)))
            for (start, end), labels in often
        ]

    def missed(self) -> Iterator[Entity]:
        """Where a name stands that is surely one elsewhere, alone among words in lower case."""
        sure = {
            name
            for name, labels in self._of.items()
            if self._best[name] in _SHARED - {"NORP"}
            and labels.total() >= 2 * self._voters
            and name[:1].isupper()
            and (" " in name or name in self._surnames)
        }
        sure |= {name for name, n in self._surnames.items() if n >= self._voters}
        if not sure:
            return
        names = "|".join(regex.escape(name) for name in sorted(sure, key=len, reverse=True))
        alone = regex.compile(rf"(?<![\p{{L}}\p{{N}}\-@#])(?:{names})(?![\p{{L}}\p{{N}}\-])")
        for m in alone.finditer(self._text):
            before = _BEFORE.search(self._text, max(0, m.start() - 20), m.start())
            if before is None and not _BEHIND.match(self._text, m.end()):
                yield Entity(m.start(), m.end(), self._best[m[0]])

    def _label(self, name: str, label: str) -> str:
        shared = label in _SHARED and self._best[name] in _SHARED
        return self._best[name] if shared else label

    def _last_words(self) -> Counter[str]:
        """How often a person's name ends in each word, who then is that person by this word alone.

        A word that more often stands for something else, "Lund" of a town, is left what it is.
        """
        last: Counter[str] = Counter()
        for name, labels in self._of.items():
            if (
                self._best[name] == "Person"
                and " " in name.strip()
                and 2 * labels.total() >= self._voters
            ):
                last[name.split()[-1]] += labels["Person"]
        for word, n in last.items():
            labels = self._of.get(word, Counter())
            if 2 * labels["Person"] + n >= labels.total():
                self._best[word] = "Person"
        return last

    def _plain(self, entity: Entity) -> Entity:
        """An entity as the corpus labels it: a person without titles, a town as a place."""
        label = "Location" if entity.label == _PLACE else entity.label
        m = _TITLE.match(self._text, entity.start, entity.end)
        titled = m is not None and m["word"].lower() in _TITLES and m.end() < entity.end
        start = m.end() if m is not None and titled and label == "Person" else entity.start
        return attrs.evolve(entity, start=start, label=label)


def _most(labels: Counter[str]) -> str:
    return labels.most_common(1)[0][0]
