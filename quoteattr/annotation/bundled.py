"""The bundled models, one after the other, over a batch of documents.

Blocks and sentences of all documents go through the networks together, sorted by length into full
batches; each keeps the place where it belongs, and nothing of one document is an input of
another's. What tags and parses is loaded when somebody asks for trees: quotes need none.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from quoteattr.annotation.entities import EntityModel, find_entities
from quoteattr.annotation.lemmas import LemmaModel
from quoteattr.annotation.records import Annotation, Sentence, Token
from quoteattr.annotation.splitting import SplitSentence, Splitter, Word
from quoteattr.annotation.trees import ParserModel, TaggerModel, Tags

__all__ = ["BundledModels"]

Spans = Sequence[tuple[int, int]]


class BundledModels:
    """All components of the package's own format.

    Args:
        load: gives the object that Stanza loads a component into, by the component's name.
        vectors: the word vectors in Stanza's form.
        search: finds the maximum spanning tree of a matrix of scores.
    """

    def __init__(
        self, load: Callable[[str], Any], vectors: Any, search: Callable[[Any], Any]
    ) -> None:
        self._load = load
        self._vectors = vectors
        self._search = search
        self._splitter = Splitter({name: load(name) for name in ("tokenizer", "mwt")})
        self._entities = EntityModel(load("ner"))

    @cached_property
    def _tagger(self) -> TaggerModel:
        return TaggerModel(self._load("tagger"), self._vectors)

    @cached_property
    def _lemmas(self) -> LemmaModel:
        return LemmaModel(self._load("lemmatizer"))

    @cached_property
    def _parser(self) -> ParserModel:
        return ParserModel(self._load("parser"), self._vectors, self._tagger, self._search)

    def annotate(self, texts: Sequence[str], wanted: Sequence[Spans | None]) -> list[Annotation]:
        """Annotate documents; of those with spans only the sentences that they touch."""
        sentences = self.tokenize(texts)
        entities = find_entities(self._entities, sentences, len(texts))
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

    def tokenize(self, texts: Sequence[str]) -> list[SplitSentence]:
        """The sentences of all documents, in order, their words not yet tagged."""
        return self._splitter(texts)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tags]:
        """Tag sentences of plain words."""
        return self._tagger(sentences)

    def entities(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[int, int, str]]]:
        """The entities of sentences of plain words, in places of words."""
        return self._entities(sentences)

    def analyse(self, sentences: Sequence[Sequence[Word]]) -> list[tuple[Token, ...]]:
        """Tag, lemmatize and parse sentences.

        Raises:
            ModelFileError: the file of a component that does it cannot be read.
        """
        if not sentences:
            return []
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


def _touched(sentence: SplitSentence, spans: Spans | None) -> bool:
    if spans is None:
        return True
    start, end = sentence.words[0].start, sentence.words[-1].end
    return any(a < end and start < b for a, b in spans)
