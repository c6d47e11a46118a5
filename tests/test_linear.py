"""Twice the quotes, names, couples or labels make twice the work: no line of code runs four times
as often.

Texts are made of one paragraph over and over, each time of other names, and attributions by hand.
How often each line of the package runs is counted at one length and at twice that length. A line
that asks everybody for each mention runs four times as often then. What loops inside a call of a
library is no line of ours: there time is measured, only by ``pytest -m timed``.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import attrs
import pytest
import regex

import quoteattr
from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.attribution.records import Attribution
from quoteattr.coref import resolve
from quoteattr.entities import find_entities
from quoteattr.export import (
    from_brat,
    from_columns,
    from_json,
    from_label_studio,
    speaker_rows,
    to_brat,
    to_columns,
    to_csv,
    to_json,
    to_label_studio,
    to_tei,
    to_web_annotation,
)
from quoteattr.marks import find_quotations
from quoteattr.people.linking import link_speakers
from quoteattr.postprocess import postprocess
from quoteattr.records import Quote, QuoteDocument, Span, Speaker
from quoteattr.render.html import to_html
from quoteattr.render.terminal import to_text
from quoteattr.transcripts import find_turns
from quoteattr.words import paragraphs, words

PACKAGE = str(Path(quoteattr.__file__).parent)
FEW, MANY = 30, 60
STEEP = 3
# What runs less often than this costs nothing to speak of.
RARE = MANY * MANY // 4

# <s> source, <v> cue, <c> content, one of each for each quote, be it empty; <P> person, <O> body,
# <G> place. "@" is another name each time, "§" a sign "@".
SAID = "<v>said</v> <c>it was late</c>."
PARAGRAPHS = {
    "names": f"<s><P>Ana@ Oro@</P></s> {SAID} <s>She</s> {SAID}",
    "one name": f"<s><P>Ana Oro</P></s> {SAID} <s>She</s> {SAID}",
    "firms": f"<O>Oro@ Homes</O> closed. <s>The firm</s> {SAID} <s>Workers</s> {SAID}",
    "offices": f"Lund@ Mayor <P>Ana Oro</P> left. <s>The Lund mayor</s> {SAID}",
    "families": f"<P>Ana@ Oro@</P> and his wife, <P>Pia@</P>, left. <s>Mrs Oro@</s> {SAID}",
    "ministers": "Minister <P>Ana@ Oro@</P> and Minister <P>Tim@ Lund@</P> left. The minister "
    f"left. <s>The ministers</s> {SAID}",
    "lists": f"<P>Ana@</P>, <P>Tim@</P>, <P>Pia@</P> and <P>Ida@</P> left. <s>They</s> {SAID}",
    "letters": f"<s>A spokeswoman for the <O>OB@</O></s> {SAID} <O>Oro@ Board</O> (OB@) met.",
    "nameless": f"<s>A nurse</s> {SAID} <s>Another nurse</s> {SAID} "
    f"<s>The nurse</s>, who asked not to be named, {SAID} Both nurses asked not to be named.",
    "one sentence": "and <s><P>Ana@ Oro@</P></s> <v>told</v> <c>it was late</c> and in a letter to "
    "the board, because she feared for her job, <s>a nurse</s> <v>told</v> <c>it was shut</c>, ",
    "nested": "<s><P>Ana@ Oro@</P></s> <v>told</v> Radio Lund@ "
    "<c>that <s>the crew</s> <v>denied</v> <c>it</c></c>.",
    "credits": f"By <P>Ana@ Oro@</P>\n(Photo: Tim Lund@/LNA)\n<s>Oro@</s> {SAID}",
}

# For the rules of the page. What stands inside another content is a quote inside it.
PAGES = {
    "labels": "REPORTER: Did you see <P>Ana@ Oro@</P>?\nORO@: I saw it.\nLUND: I did not.",
    "questions": "**Did you see <P>Ana@ Oro@</P>?**\n\nI saw it, and we left.",
    "standing": "It rained. “We never knew about it.” It rained. “They did.” — Ana@ Oro@",
    "posts": "“No.” — Ana@ (§ana@) May 2, 2020",
    "statements": "Senator Oro@ issued the following statement: “We leave.\n“We go.”",
    "broken": "<s>Oro@</s> <v>said</v> <c>“We leave.”</c>\n<s></s><v></v><c>“We go.”</c>\n"
    "<s></s><v></v><c>“We are off.”</c>",
}
# One report, and paragraphs in marks that go on with it.
GOES_ON = "<s>Oro</s> <v>said</v> <c>“We leave.”</c>\n", "<s></s><v></v><c>“We go.”</c>\n"

_TAG = regex.compile(r"<(/?)([svcPO])>")
_SENTENCE = regex.compile(r"[^\n]+?(?:[.?](?=\s)|$)", regex.M)
_ENTITIES = {"P": "Person", "O": "Organization"}

Spans = dict[str, list[tuple[int, int]]]


def word(n: int) -> str:
    """Another word of letters for each number."""
    return chr(97 + n // 26) + chr(97 + n % 26)


def plain(marked: str) -> tuple[str, Spans]:
    """A text without its tags, and the spans of each tag."""
    spans: Spans = {tag: [] for tag in "svcPO"}
    opened: dict[str, list[int]] = defaultdict(list)
    parts: list[str] = []
    length = last = 0
    for m in _TAG.finditer(marked):
        parts.append(marked[last : m.start()])
        length, last = length + m.start() - last, m.end()
        if m[1]:
            spans[m[2]].append((opened[m[2]].pop(), length))
        else:
            opened[m[2]].append(length)
    return "".join([*parts, marked[last:]]), {tag: sorted(found) for tag, found in spans.items()}


def parents(contents: list[tuple[int, int]]) -> list[int | None]:
    """Of each content the one right before it that holds it, if it does."""
    held = [one[1] <= before[1] for before, one in pairwise(contents)]
    return [None, *(at if inside else None for at, inside in enumerate(held))]


def some(span: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """A span, or none where it is empty."""
    return (span,) if span[0] < span[1] else ()


@attrs.frozen
class Case:
    """A paragraph so many times, what was found in it, and the document of that."""

    text: str
    attributions: list[Attribution]
    annotation: Annotation

    @classmethod
    def of(cls, paragraph: str, times: int, first: str = "") -> Case:
        lines = (paragraph.replace("@", word(n)).replace("§", "@") for n in range(times))
        glue = "" if paragraph.endswith((" ", "\n")) else "\n"
        text, spans = plain(first + glue.join(lines))
        found = zip(spans["s"], spans["v"], spans["c"], strict=True)
        attributions = [
            Attribution((content,), some(cue), some(source), parent=parent)
            for (source, cue, content), parent in zip(found, parents(spans["c"]), strict=False)
        ]
        entities = sorted((*at, name) for tag, name in _ENTITIES.items() for at in spans[tag])
        sentences = tuple(Sentence(*m.span()) for m in _SENTENCE.finditer(text))
        return cls(text, attributions, Annotation(sentences, tuple(Entity(*e) for e in entities)))

    def resolve(self) -> object:
        return resolve(self.text, self.attributions, self.annotation)

    def find(self) -> object:
        sources = [span for one in self.attributions for span in one.source]
        annotation = self.annotation
        return find_entities(self.text, annotation.sentences, annotation.entities, sources)

    def process(self) -> tuple[Attribution, ...]:
        return postprocess(self.text, self.attributions, self.annotation, usual=0.0, least=0.0)

    def document(self) -> QuoteDocument:
        """Each attribution as a quote; each two in turn are by one speaker."""

        def span(at: tuple[int, int]) -> Span:
            return Span.of(self.text, *at)

        sources = [span(a.source[0]) for a in self.attributions]
        speakers = tuple(
            Speaker(f"s{n}", sources[n].text, "person", tuple(sources[n : n + 2]))
            for n in range(0, len(sources), 2)
        )
        quotes = tuple(
            Quote(
                f"q{n}", "indirect", "speech", (span(a.content[0]),), span(a.cue[0]),
                sources[n], (speakers[n // 2],),
            )
            for n, a in enumerate(self.attributions)
        )  # fmt: skip
        return QuoteDocument(self.text, quotes, speakers)


WRITERS: dict[str, Callable[[QuoteDocument], object]] = {
    "html": to_html,
    "terminal": to_text,
    "json": lambda document: from_json(to_json(document)),
    "csv": lambda document: list(to_csv([document])),
    "speakers as rows": lambda document: list(speaker_rows([document])),
    "brat": lambda document: from_brat(document.text, to_brat(document)),
    "columns": lambda document: from_columns(to_columns(document)),
    "label studio": lambda document: from_label_studio(to_label_studio(document)),
    "tei": to_tei,
    "web annotation": to_web_annotation,
    "people": lambda document: link_speakers([document, document]),
}


def runs(call: Callable[[], object]) -> Counter[tuple[CodeType, int]]:
    """How often each line of the package runs, each turn of a loop on one line too."""
    found: Counter[tuple[CodeType, int]] = Counter()

    def line(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            found[frame.f_code, frame.f_lineno] += 1
        return line

    def entered(frame: FrameType, *_: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        call()
    finally:
        sys.settrace(before)
    return found


def steep(few: Callable[[], object], many: Callable[[], object]) -> list[str]:
    """The lines that run too often with twice as much, in words."""
    many()  # what is made once for all texts
    short, long = runs(few), runs(many)
    return [
        f"{Path(code.co_filename).relative_to(PACKAGE)}:{at} in {code.co_name}: {short[code, at]}, "
        f"then {times}"
        for (code, at), times in long.items()
        if times > RARE and times > STEEP * short[code, at]
    ]


@pytest.mark.parametrize("kind", PARAGRAPHS)
def test_work_on_speakers_grows_with_the_text(kind: str) -> None:
    few, many = (Case.of(PARAGRAPHS[kind], times) for times in (FEW, MANY))
    assert not steep(few.resolve, many.resolve)


@pytest.mark.parametrize("kind", PAGES)
def test_work_on_pages_grows_with_the_text(kind: str) -> None:
    few, many = (Case.of(PAGES[kind], times) for times in (FEW, MANY))
    assert many.process() != tuple(many.attributions)
    assert not steep(few.process, many.process)


def test_work_on_what_goes_on_grows_with_it() -> None:
    first, paragraph = GOES_ON
    few, many = (Case.of(paragraph, times, first) for times in (FEW, MANY))
    assert len(many.process()) == 1
    assert not steep(few.process, many.process)


@pytest.mark.parametrize("name", WRITERS)
def test_work_of_writers_grows_with_the_quotes(name: str) -> None:
    few, many = (Case.of(PARAGRAPHS["names"], times).document() for times in (FEW, MANY))
    assert not steep(lambda: WRITERS[name](few), lambda: WRITERS[name](many))


def seconds(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun


def steeply(call: Callable[[int], object]) -> float:
    """How many times as long four times as much takes, the best of three."""
    few, many = (min(seconds(lambda n=n: call(n)) for _ in range(3)) for n in (150, 600))
    return many / (few + 0.01)


TEXTS = {**PARAGRAPHS, **PAGES, "marks": "“…” “…” “…” "}
STEPS: dict[str, Callable[[Case], object]] = {
    "entities": Case.find,
    "speakers": Case.resolve,
    "pages": Case.process,
}


@pytest.mark.timed
@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("step", STEPS)
def test_time_grows_with_the_text(step: str, kind: str) -> None:
    cases = {n: Case.of(TEXTS[kind], n) for n in (150, 600)}
    assert steeply(lambda n: STEPS[step](cases[n])) < 7


# White space as scrapers leave it, capitals, commas, marks, words that rules look for.
FRAGMENTS = (
    " ", "\n", " \n", "\u00a0", "a", "A", "Aa ", "a ", "A. ", "Aa, ", ", ", "1,", "(", ") ", "-",
    "“", "”", '"', "'", "’s ", "“a” ", "and ", "of the ", "who ", "Mr. ", "said ", "he ", "to ",
    "Aa and ", "Aa of ", "a’s ", "@a ", "Aa: ", "?\n",
)  # fmt: skip
READERS: dict[str, Callable[[str], object]] = {
    "words": words,
    "paragraphs": paragraphs,
    "marks": find_quotations,
    "turns": find_turns,
    "entities": lambda text: find_entities(
        text, [Sentence(0, len(text))], [Entity(0, len(text), "Person")], [(0, len(text))]
    ),
    "speakers": lambda text: resolve(
        text,
        [Attribution(((0, len(text)),), ((4, 8),), ((0, 3),))],
        Annotation((Sentence(0, len(text)),), (Entity(0, 3, "Person"),)),
    ),
    "pages": lambda text: postprocess(
        text, [Attribution(((9, len(text)),))], Annotation((), ()), usual=0.0, least=0.0
    ),
}


@pytest.mark.timed
@pytest.mark.parametrize("fragment", FRAGMENTS, ids=ascii)
@pytest.mark.parametrize("reader", READERS)
def test_time_grows_with_what_is_repeated(reader: str, fragment: str) -> None:
    def call(times: int) -> object:
        return READERS[reader]("Oro said " + fragment * (20 * times))

    assert steeply(call) < 7


@pytest.mark.timed
@pytest.mark.parametrize("text", ["Tim Lund, ", "“…” ", "“No,” she said. ", '"', "Aa"], ids=ascii)
def test_time_of_the_whole_grows_with_the_text(guesser: quoteattr.Extractor, text: str) -> None:
    assert steeply(lambda times: guesser(text * (40 * times // len(text)))) < 7
