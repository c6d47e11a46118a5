"""Annotated articles whose texts or quotes may stand elsewhere, with their names and sentences.

Annotations can be passed on where texts cannot: a line then has the quotes of an article, and its
text is the one with the same id in ``world/unlabelled.jsonl``, ``polnear/train.jsonl`` or
``public/texts.jsonl`` of the data folder; or it has only the speakers of an article of the second,
or whom pronouns and descriptions of any text mean.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.errors import FormatError
from quoteattr.evaluation.readers import AnnotatedText, parse_text, read_texts
from quoteattr.inputs import read_lines

__all__ = [
    "ANNOTATIONS", "AnnotatedMention", "Surface", "read_corpora", "read_mentions", "read_more",
    "read_named", "read_surfaces", "write_line",
]  # fmt: skip

#: The project's own annotations.
ANNOTATIONS = Path(__file__).parent / "annotations"
UNLABELLED, PUBLIC = Path("world", "unlabelled.jsonl"), Path("public", "texts.jsonl")
POLNEAR = Path("polnear", "train.jsonl")

AnnotatedMention = tuple[int, int, list[str]]
"""Offsets of a mention, and the names of whom it means; none where the text never names them."""


@attrs.frozen
class Surface:
    """Sentences, names and name clusters of one text.

    Attributes:
        annotation: its sentences and names.
        clusters: of each name the number of the cluster that it belongs to.
    """

    annotation: Annotation
    clusters: tuple[int, ...]


def read_corpora(data: Path) -> Iterator[tuple[str, str, list[AnnotatedText]]]:
    """All articles with annotated quotes that there are: of each corpus its name, the guideline
    that it follows, and its articles.

    Args:
        data: the folder of the corpora; the project's own annotations join what it has.

    Raises:
        FormatError: the folder has none of them, a file cannot be read, or a field is wrong.
    """
    paths = [data / name / "train.jsonl" for name in ("world", "varied", "sense", "polnear")]
    if not any(path.is_file() for path in paths):
        raise FormatError(str(data), "has no world/train.jsonl, nor another file to learn from")
    for path in paths[:3]:
        if path.is_file():
            yield path.parent.name, "world", read_texts(str(path))
    for name, file, texts in (
        ("later", ANNOTATIONS / "world.jsonl", data / UNLABELLED),
        ("politics", ANNOTATIONS / "polnear-world.jsonl", data / POLNEAR),
        ("written", ANNOTATIONS / "written.jsonl", data / UNLABELLED),
        ("public", ANNOTATIONS / "public.jsonl", data / PUBLIC),
    ):
        if texts.is_file():
            yield name, "world", read_more(file, data)
    if (data / POLNEAR).is_file():
        named = {d.id: d for d in read_named(ANNOTATIONS / "polnear-speakers.jsonl", data)}
        corpus = read_texts(str(data / POLNEAR))
        yield "polnear", "polnear", [named.get(document.id, document) for document in corpus]


def read_more(path: Path, data: Path) -> list[AnnotatedText]:
    """The articles of a file, each with its text, in order.

    Args:
        path: a JSONL file, one article a line; ``text`` may be missing.
        data: the folder that has the texts that are missing.

    Raises:
        FormatError: a file cannot be read, or a field is wrong; a text is nowhere, or offsets run
            past its end.
    """
    places = [place for name in (UNLABELLED, POLNEAR, PUBLIC) if (place := data / name).is_file()]
    texts = {str(one["id"]): one["text"] for place in places for _, one in _objects(place)}
    return [
        parse_text({**line, "text": line.get("text") or texts.get(str(line.get("id")))}, where)
        for where, line in _objects(path)
    ]


def read_named(path: Path, data: Path) -> Iterator[AnnotatedText]:
    """Articles of PolNeAR's training part whose speakers stand in a file of their own, in order.

    A line of it has the ``id`` of an article and, of its attributions in the order of the corpus,
    ``speaker`` and ``addressee``, a list of each one's as in ``world/train.jsonl``; ``anonymous``
    has the indices of those whose source is left unnamed.

    Args:
        path: a JSONL file, one article a line.
        data: the folder that has ``polnear/train.jsonl``.

    Raises:
        FormatError: a file cannot be read, or a field is wrong; there is no such article, or it
            has another number of attributions.
    """
    corpus = {article["id"]: article for _, article in _objects(data / POLNEAR)}
    for where, line in _objects(path):
        article = corpus.get(str(line.get("id")), {"quotes": ()})
        speakers, told = line.get("speaker", ()), line.get("addressee", ())
        if not len(article["quotes"]) == len(speakers) == len(told):
            raise FormatError(where, f"belongs to another article than {POLNEAR} has")
        rows = zip(article["quotes"], speakers, told, strict=True)
        said = [
            {**quote, "speaker": who, "addressee": to, "anonymous": i in line.get("anonymous", ())}
            for i, (quote, who, to) in enumerate(rows)
        ]
        yield parse_text({**article, "quotes": said}, where)


def read_surfaces() -> dict[str, Surface]:
    """The project's annotations of sentences and names, by the id of the text.

    A line has ``sentences``, start and end of each, and ``names``, each with its kind and the
    number of its cluster.

    Raises:
        OSError: the file cannot be read.
    """
    found = {}
    with gzip.open(ANNOTATIONS / "surface.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            sentences = tuple(Sentence(start, end) for start, end in line["sentences"])
            names = tuple(Entity(start, end, kind) for start, end, kind, _ in line["names"])
            clusters = tuple(cluster for *_, cluster in line["names"])
            found[line["id"]] = Surface(Annotation(sentences, names), clusters)
    return found


def read_mentions() -> dict[str, list[AnnotatedMention]]:
    """The project's annotations of pronouns and definite descriptions, by the id of the text.

    A line has ``people``, the names of each, and ``mentions``: start and end offset and, unless
    the text never names them, the index of whom it means among the people.

    Raises:
        FormatError: the file cannot be read.
    """
    found: dict[str, list[AnnotatedMention]] = defaultdict(list)
    for name in ("pronouns.jsonl", "descriptions.jsonl"):
        for _, line in _objects(ANNOTATIONS / name):
            found[str(line["id"])] += [
                (start, end, line["people"][i[0]] if i else [])
                for start, end, *i in line["mentions"]
            ]
    return found


def _objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in read_lines(str(path)):
        if isinstance(line, FormatError):
            raise line
        yield line


def write_line(article: AnnotatedText) -> str:
    """An article as a line of such a file, with its text."""
    renamed = {"speakers": "speaker", "addressees": "addressee"}
    quotes = [
        {renamed.get(k, k): v for k, v in attrs.asdict(quote).items() if v is not None}
        for quote in article.quotes
    ]
    data = {"id": article.id, "text": article.text, "quotes": quotes}
    return json.dumps(data, ensure_ascii=False) + "\n"
