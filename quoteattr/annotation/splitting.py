"""Splitting: texts into sentences of words, before anything else is known of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from quoteattr.annotation.lemmas import SplitModel
from quoteattr.annotation.text import blocks, plain
from quoteattr.annotation.tokens import TokenModel, TokenSpan

__all__ = ["SplitSentence", "Splitter", "Word", "together"]

_TOGETHER = 100


@attrs.frozen
class Word:
    """A syntactic word before it is tagged.

    Attributes:
        start: offset of its first character.
        end: offset behind its last character.
        form: its form with straight marks, as the models see it.
        text: its characters in the text, or its form where it shares a span.
    """

    start: int
    end: int
    form: str
    text: str


@attrs.frozen
class SplitSentence:
    """A sentence as it goes through the models.

    Attributes:
        document: which of the texts it belongs to.
        block: which block of all texts; entities are not looked for across blocks.
        words: its words.
    """

    document: int
    block: int
    words: tuple[Word, ...]

    @property
    def forms(self) -> list[str]:
        """The words as the models see them."""
        return [word.form for word in self.words]


class Splitter:
    """Finds sentences, tokens, and the words of multi-word tokens.

    Args:
        trainers: the objects that Stanza loads ``tokenizer`` and ``mwt`` into.
    """

    def __init__(self, trainers: Mapping[str, Any]) -> None:
        self._tokens = TokenModel(trainers["tokenizer"])
        self._split = SplitModel(trainers["mwt"])

    def __call__(self, texts: Sequence[str]) -> list[SplitSentence]:
        """The sentences of all texts, in order."""
        places = [(i, start, end) for i, text in enumerate(texts) for start, end in blocks(text)]
        split = self._tokens([(texts[i], start, end) for i, start, end in places])
        multi = [
            plain(texts[i][token.start : token.end])
            for (i, _, _), sentences in zip(places, split, strict=True)
            for sentence in sentences
            for token in sentence
            if token.multi
        ]
        expansions = self._split(multi)
        return [
            SplitSentence(i, block, tuple(_words(texts[i], tokens, expansions)))
            for block, ((i, _, _), sentences) in enumerate(zip(places, split, strict=True))
            for tokens in sentences
        ]


def _words(
    text: str, tokens: Sequence[TokenSpan], expansions: Mapping[str, tuple[str, ...]]
) -> Iterator[Word]:
    for token in tokens:
        surface = text[token.start : token.end]
        form = plain(surface)
        parts = expansions[form] if token.multi else (form,)
        if len(parts) == 1:
            yield Word(token.start, token.end, form, surface)
        elif "".join(parts).lower() == form.lower() and len(form) == len(surface):
            start = token.start
            for part in parts:
                end = start + len(part)
                original = text[start:end]
                yield Word(start, end, plain(original), original)
                start = end
        else:
            for part in parts:
                yield Word(token.start, token.end, part, part)


def together(sentences: Sequence[SplitSentence]) -> Iterator[list[SplitSentence]]:
    """Neighbouring sentences of a block together, as entities were learned on paragraphs."""
    group: list[SplitSentence] = []
    size = 0
    for sentence in sentences:
        if group and (group[-1].block != sentence.block or size + len(sentence.words) > _TOGETHER):
            yield group
            group, size = [], 0
        group.append(sentence)
        size += len(sentence.words)
    if group:
        yield group
