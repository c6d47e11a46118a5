"""The bundled models, one after the other, over a batch of documents.

Blocks and sentences of all documents go through the networks together, sorted by length into full
batches; each keeps the place where it belongs, and nothing of one document is an input of
another's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from quoteattr.annotation.entities import EntityModel
from quoteattr.annotation.lemmas import LemmaModel, SplitModel
from quoteattr.annotation.records import Annotation, Entity, Sentence, Token
from quoteattr.annotation.text import blocks, plain
from quoteattr.annotation.tokens import TokenModel, TokenSpan
from quoteattr.annotation.trees import ParserModel, TaggerModel, Tags

__all__ = ["BundledModels", "Word"]

Spans = Sequence[tuple[int, int]]

_ENTITY_WORDS = 100


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
class _Parsed:
    """A sentence as it goes through the models."""

    document: int
    block: int
    words: tuple[Word, ...]

    @property
    def forms(self) -> list[str]:
        return [word.form for word in self.words]


class BundledModels:
    """All components of the package's own format.

    Args:
        trainers: the objects that Stanza loads the components into, by name.
        vectors: the word vectors in Stanza's form.
        search: finds the maximum spanning tree of a matrix of scores.
    """

    def __init__(
        self, trainers: Mapping[str, Any], vectors: Any, search: Callable[[Any], Any]
    ) -> None:
        self._tokens = TokenModel(trainers["tokenizer"])
        self._split = SplitModel(trainers["mwt"])
        self._tagger = TaggerModel(trainers["tagger"], vectors)
        self._lemmas = LemmaModel(trainers["lemmatizer"])
        self._parser = ParserModel(trainers["parser"], vectors, self._tagger, search)
        self._entities = EntityModel(trainers["ner"])

    def annotate(self, texts: Sequence[str], wanted: Sequence[Spans | None]) -> list[Annotation]:
        """Annotate documents; of those with spans only the sentences that they touch."""
        sentences = self.tokenize(texts)
        entities = self._find_entities(len(texts), sentences)
        chosen = [i for i, s in enumerate(sentences) if _touched(s, wanted[s.document])]
        analysed = self.analyse([sentences[i].words for i in chosen])
        tokens = dict(zip(chosen, analysed, strict=True))
        found: list[list[Sentence]] = [[] for _ in texts]
        for i, sentence in enumerate(sentences):
            start, end = sentence.words[0].start, sentence.words[-1].end
            found[sentence.document].append(Sentence(start, end, tokens.get(i, ())))
        return [
            Annotation(tuple(parts), tuple(names))
            for parts, names in zip(found, entities, strict=True)
        ]

    def tokenize(self, texts: Sequence[str]) -> list[_Parsed]:
        """The sentences of all documents, in order, their words not yet tagged."""
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
            _Parsed(i, block, tuple(_words(texts[i], tokens, expansions)))
            for block, ((i, _, _), sentences) in enumerate(zip(places, split, strict=True))
            for tokens in sentences
        ]

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tags]:
        """Tag sentences of plain words."""
        return self._tagger(sentences)

    def entities(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[int, int, str]]]:
        """The entities of sentences of plain words, in places of words."""
        return self._entities(sentences)

    def analyse(self, sentences: Sequence[Sequence[Word]]) -> list[tuple[Token, ...]]:
        """Tag, lemmatize and parse sentences."""
        forms = [[word.form for word in words] for words in sentences]
        tags = self._tagger(forms)
        trees = self._parser(forms, tags)
        keys = [
            key
            for words, tag in zip(forms, tags, strict=True)
            for key in zip(words, tag.upos, strict=True)
        ]
        lemmas = iter(self._lemmas(keys))
        return [
            tuple(
                Token(w.start, w.end, w.text, next(lemmas), upos, feats, head, relation)
                for w, upos, feats, head, relation in zip(
                    words, tag.upos, tag.feats, heads, relations, strict=True
                )
            )
            for words, tag, (heads, relations) in zip(sentences, tags, trees, strict=True)
        ]

    def _find_entities(self, count: int, sentences: Sequence[_Parsed]) -> list[list[Entity]]:
        found: list[list[Entity]] = [[] for _ in range(count)]
        groups = list(_groups(sentences))
        spans = self._entities([[w.form for s in group for w in s.words] for group in groups])
        for group, names in zip(groups, spans, strict=True):
            words = [word for sentence in group for word in sentence.words]
            found[group[0].document] += [
                Entity(words[a].start, words[b - 1].end, label) for a, b, label in names
            ]
        return found


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


def _groups(sentences: Sequence[_Parsed]) -> Iterator[list[_Parsed]]:
    """Neighbouring sentences of a block together, as entities were learned on paragraphs."""
    group: list[_Parsed] = []
    size = 0
    for sentence in sentences:
        if group and (
            group[-1].block != sentence.block or size + len(sentence.words) > _ENTITY_WORDS
        ):
            yield group
            group, size = [], 0
        group.append(sentence)
        size += len(sentence.words)
    if group:
        yield group


def _touched(sentence: _Parsed, spans: Spans | None) -> bool:
    if spans is None:
        return True
    start, end = sentence.words[0].start, sentence.words[-1].end
    return any(a < end and start < b for a, b in spans)
