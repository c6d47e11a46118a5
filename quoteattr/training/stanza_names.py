"""Made-up names: sentences with entities once more, their names replaced by such as nobody bears.

A network that has seen few names learns them by heart, and takes a village or a club that it does
not know for a person. In a copy some names are spelled anew, letter by letter, by how names of
their kind are spelled: what is left to tell them by is the text around them and how they sound
(augmentation by mention replacement, Dai and Adel 2020, with spelled words). More copies, with
more names replaced and spelled as those of other kinds too, make it forget names that everybody
knows (docs/trials.md).
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from quoteattr.training.stanza_data import entity_spans

__all__ = ["Spelling", "with_made_up"]

Sentence = Sequence[tuple[str, str]]
"""Words with their BIO labels."""

# Whose names are replaced; dates and sums are none.
_KINDS = ("Person", "Location", "Organization", "Facility", "NORP")
_ADJECTIVES = ("ian", "an", "ese", "ish")
# How many letters a letter is chosen by.
_ORDER = 3
_SHORTEST, _LONGEST, _TRIES = 3, 12, 50
# A word of the language where the corpus has it in lower case so often.
_COMMON = 2
# Of the entities of a copied sentence, how many are replaced; of these, how many by another one
# of the corpus.
_REPLACED, _SWAPPED = 0.4, 0.2


class Spelling:
    """How words are spelled: which letter follows three others how often.

    Args:
        words: words of one kind, as often as they occur.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._next: dict[str, Counter[str]] = defaultdict(Counter)
        for word in words:
            letters = "^" * _ORDER + word.lower() + "$"
            for i in range(_ORDER, len(letters)):
                self._next[letters[i - _ORDER : i]][letters[i]] += 1

    def word(self, rng: random.Random) -> str:
        """A word that may never have been written, in lower case."""
        word = ""
        for _ in range(_TRIES):
            letters = "^" * _ORDER
            while True:
                after = self._next[letters[-_ORDER:]]
                letter = rng.choices(list(after), list(after.values()))[0]
                if letter == "$" or len(letters) > _LONGEST + _ORDER + 1:
                    break
                letters += letter
            word = letters[_ORDER:]
            if _SHORTEST <= len(word) <= _LONGEST:
                break
        return word


def with_made_up(
    sentences: Sequence[Sentence], seed: int, *, share: float = 0.5
) -> list[list[tuple[str, str]]]:
    """The sentences, and behind them copies with made-up names of those with entities.

    Args:
        sentences: words with their BIO labels.
        seed: of the choices.
        share: how many of those with entities are copied.
    """
    rng = random.Random(seed)
    forge = _Forge(sentences)
    named = [s for s in sentences if any(label != "O" for _, label in s)]
    copies = [forge.copy(s, rng) for s in named if rng.random() < share]
    return [*map(list, sentences), *copies]


class _Forge:
    """What a corpus tells of its names, for making up others."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._lowered = Counter(w for s in sentences for w, _ in s if w.islower())
        self._mentions: dict[str, list[list[str]]] = defaultdict(list)
        words: dict[str, list[str]] = defaultdict(list)
        for sentence in sentences:
            for first, behind, kind in entity_spans(sentence):
                if kind in _KINDS:
                    mention = [w for w, _ in sentence[first:behind]]
                    self._mentions[kind].append(mention)
                    words[kind] += [w for w in mention if self._is_name(w)]
        self._spelling = {kind: Spelling(words[kind]) for kind in words}

    def copy(self, sentence: Sentence, rng: random.Random) -> list[tuple[str, str]]:
        """A sentence with other names."""
        out: list[tuple[str, str]] = []
        last = 0
        for first, behind, kind in entity_spans(sentence):
            out += sentence[last:first]
            last = behind
            words = [w for w, _ in sentence[first:behind]]
            if kind in _KINDS and rng.random() < _REPLACED:
                words = self._others(words, kind, rng)
            out += [(w, ("I-" if i else "B-") + kind) for i, w in enumerate(words)]
        return out + list(sentence[last:])

    def _others(self, words: list[str], kind: str, rng: random.Random) -> list[str]:
        swapped = rng.random() < _SWAPPED
        if kind == "NORP":
            return [self._people(w, rng) for w in words]
        if swapped:
            return list(rng.choice(self._mentions[kind]))
        return [self._spelled(kind, rng) if self._is_name(w) else w for w in words]

    def _people(self, word: str, rng: random.Random) -> str:
        if not self._is_name(word) or rng.random() >= 1 / 2:
            return word
        place = "Location" if "Location" in self._spelling else "NORP"
        return self._spelled(place, rng) + rng.choice(_ADJECTIVES)

    def _spelled(self, kind: str, rng: random.Random) -> str:
        return self._spelling[kind].word(rng).capitalize()

    def _is_name(self, word: str) -> bool:
        """Whether a word of an entity is a name, not one of the language: "Bank" of "Lund Bank"."""
        shaped = len(word) > 2 and word.isalpha() and word[0].isupper() and word[1:].islower()
        return shaped and self._lowered[word.lower()] < _COMMON
