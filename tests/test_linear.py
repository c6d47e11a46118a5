"""Twice the quotes, names, couples or labels make twice the work: no line of code runs four times
as often.

Texts are made of one paragraph over and over, each time of other names, and attributions by hand.
How often each line of the package runs is counted at one length and at twice that length. A line
that asks everybody for each mention runs four times as often then. The ranking is left out: it
looks back a bounded way, which a short text does not fill. What loops inside a call of a library
is no line of ours: there time is measured, only by ``pytest -m timed``.
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
from quoteattr.export import (
    from_brat,
    from_columns,
    from_json,
    from_label_studio,
    speaker_rows,
    to_brat,
    to_citron,
    to_columns,
    to_csv,
    to_json,
    to_label_studio,
    to_tei,
    to_web_annotation,
)
from quoteattr.records import Quote, QuoteDocument, Span, Speaker
from quoteattr.render.html import to_html
from quoteattr.render.terminal import to_text
from quoteattr.revision import revised
from quoteattr.speakers import resolve
from quoteattr.speakers.candidates import Candidates

PACKAGE = str(Path(quoteattr.__file__).parent)
FEW, MANY = 40, 80
STEEP = 3
# What runs less often than this costs nothing to speak of.
RARE = MANY * MANY // 4

# <s> source, <v> cue, <c> content, one of each for each quote, be it empty; <P> person, <O> body,
# <G> place. "@" is another name each time, "#" another number.
SAID = "<v>said</v> <c>it was late</c>."
PARAGRAPHS = {
    "names": f"<s><P>Ana@ Oro@</P></s> {SAID} <s>She</s> {SAID}",
    "ages": f"<P>Ana@ Oro@</P>, #, left. <s>The #-year-old</s> {SAID}",
    "firms": f"<O>Oro@ Homes</O> closed. <s>The builder</s> {SAID}",
    "offices": f"Mayor <P>Ana@ Oro@</P> left. <s>The mayor</s> {SAID}",
    "letters": f"Chief Election Commissioner (CEC) <P>Ana@ Oro@</P> left. <s>The CEC</s> {SAID}",
    "families": f"<P>Ana@ Oro@</P> left. <s>The Oro@s</s> {SAID}",
    "couples": f"<P>Ana@ Oro@</P> and <P>Tim@ Lund@</P> left. <s>The brothers</s> {SAID}",
    "ministers": "Minister <P>Ana@ Oro@</P> and Minister <P>Tim@ Lund@</P> left. "
    f"<s>The ministers</s> {SAID}",
    "leaders": f"<P>Ana@ Oro@</P> and <P>Tim@ Lund@</P> met. <s>The two leaders</s> {SAID}",
    "trades": f"Climbers <P>Ana@ Oro@</P> and <P>Tim@ Lund@</P> left. <s>The climbers</s> {SAID}",
    "sisters": "<P>Ana@ Oro@</P> and her sisters <P>Pia@ Oro@</P> and <P>Ida@ Oro@</P> left. "
    f"<s>The sisters</s> {SAID}",
    "groups": f"<O>Oro@ Union</O> and <O>Lund@ Union</O> met. <s>The groups</s> {SAID}",
    "countries": f"<G>Oro@</G> and <G>Lund@</G> met. <s>The two countries</s> {SAID}",
    "it": "<P>Oro@</P> closed. It said so on Monday.",
    "companies": f"<O>Oro@</O> closed a mine. <s>The company</s> {SAID}",
    "brands": "<P>Oro@</P> closed. The firm sold it. Workers at <P>Lund@</P> left. "
    f"<s>It</s> {SAID}",
    "unions": f"Bakers left. <s>Their union</s> {SAID} <O>Oro@ Union</O> met.",
    "custody": f"<s>Sgt. <P>Ana@ Oro@</P></s> {SAID} A man was arrested. <s>He</s> <v>told</v> "
    "<c>officers it was late</c>.",
    "trials": f"<P>Ana@ Oro@</P> was charged. <s>The prosecutor</s> {SAID} <s>An unnamed baker</s> "
    f"{SAID} <s>The lawyer representing <O>Oro@ Port</O></s> {SAID}",
    "fields": "Health Secretary <P>Ana@ Oro@</P> met Deputy Mayor <P>Tim@ Lund@</P>. "
    f"<s>The defence minister</s> {SAID} <s>The mayor</s> {SAID}",
    "given names": f"<s>A woman who would only give her name as Oro@</s> {SAID} <s>Oro@</s> {SAID}",
    "false names": f"<s><P>Oro@</P></s> (not her real name) {SAID} <s><P>Ms. L</P></s> {SAID}",
    "nameless": f"<s>A nurse</s> {SAID} <s>Another nurse</s> {SAID} <s>The first nurse</s> {SAID} "
    f"<s>The nurse</s>, who asked not to be named, {SAID} Both nurses asked not to be named.",
    "leads": "<P>Ana@ Oro@</P> left. A neighbour described it. <s></s><v></v><c>“It was late.”</c>",
    "met": f"The Oro@ Courier spoke to nurses. <s>The courier</s> met <P>Ana@ Oro@</P>, who {SAID}",
    "talks": f"Speaking to reporters, <s><P>Ana@ Oro@</P></s> {SAID} She defied an <v>order</v> "
    "from <s>the judge</s> <c>to stop</c>.",
    "reported": "<s><P>Ana@ Oro@</P></s> <v>told</v> Radio Lund@ "
    "<c>that <s>the crew</s> <v>denied</v> <c>it</c></c>.",
    "bodies": f"<s>A spokeswoman for the <O>OB@</O></s> {SAID} <O>Oro@ Board</O> (OB@) met.",
    "labels": "REPORTER: Did you see <P>Ana@ Oro@</P>?\nWITNESS: I saw it.",
}  # fmt: skip

# Of revision. What stands inside another content is a quote inside it.
REVISED = {
    "judged": "It was a claim that <P>Ana@ Oro@</P> dismissed as “absurd”.",
    "denials": "<s></s>Ana@ Oro@, who is <v>accused</v> "
    "<c>of theft has denied ever owning a mill</c>.",
    "relayed": "<s>One mother</s> told me her son <v>thinks</v> <c>it was late</c>.",
    "inward": "<s>A nurse</s> <v>said</v> "
    "<c>guards came and <s></s><v>told</v> <c>her to go</c></c>.",
    "quoted": "<s>Oro@</s> <v>quoted</v> "
    "<c>a nurse as <s></s><v>saying</v> <c>it was late</c></c>.",
    "accounts": "<v>According to</v> <s>the mayor</s>, <c>Ana@ Oro@, it was late</c>.",
    "completed": "<s>Oro@</s> <v>said</v> <c>that it was late</c> and that it rained.",
    "cries": "At last Oro@ shouted “Stop”. “It was late at night,” said Lund@.",
    "tails": "<s>Oro@</s> <v>said</v> <c>it was late, drawing laughter from Lund@</c>.",
    "unsaid": "<s>Oro@</s> has a dog <v>called</v> <c>“Lund@”</c>.",
    "directed": "The mayor directed officials to leave. It was late, two officials of Oro@ said.",
    "cited": "<c>It was late</c>, <s>the Courier</s> <v>reported</v>, citing port officials.",
    "retold": "<s>Oro@</s> <v>said</v> <c>they rang and told me they had asked guards to go</c>.",
}

_TAG = regex.compile(r"<(/?)([svcPOG])>")
_SENTENCE = regex.compile(r"[^\n]+?(?:[.?](?=\s)|$)", regex.M)
_ENTITIES = {"P": "Person", "O": "Organization", "G": "GPE"}

Spans = dict[str, list[tuple[int, int]]]


def word(n: int) -> str:
    """Another word of letters for each number."""
    return chr(97 + n // 26) + chr(97 + n % 26)


def plain(marked: str) -> tuple[str, Spans]:
    """A text without its tags, and the spans of each tag."""
    spans: Spans = {tag: [] for tag in "svcPOG"}
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
    def of(cls, paragraph: str, times: int) -> Case:
        lines = (paragraph.replace("@", word(n)).replace("#", str(100 + n)) for n in range(times))
        text, spans = plain("\n".join(lines))
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

    def revise(self) -> object:
        return revised(self.text, self.attributions, self.annotation, usual=0.0, least=0.0)

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
    "web annotation": lambda document: to_web_annotation(document, source="urn:x"),
    "citron": to_citron,
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
def test_work_on_speakers_grows_with_the_text(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Candidates, "rank", lambda *_: (None, 0.5))
    few, many = (Case.of(PARAGRAPHS[kind], times) for times in (FEW, MANY))
    assert not steep(few.resolve, many.resolve)


@pytest.mark.parametrize("kind", REVISED)
def test_work_on_revision_grows_with_the_text(kind: str) -> None:
    few, many = (Case.of(REVISED[kind], times) for times in (FEW, MANY))
    assert many.revise() != tuple(many.attributions)
    assert not steep(few.revise, many.revise)


@pytest.mark.parametrize("name", WRITERS)
def test_work_of_writers_grows_with_the_quotes(name: str) -> None:
    few, many = (Case.of(PARAGRAPHS["names"], times).document() for times in (FEW, MANY))
    assert not steep(lambda: WRITERS[name](few), lambda: WRITERS[name](many))


def seconds(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun


@pytest.mark.timed
@pytest.mark.parametrize("kind", PARAGRAPHS)
def test_time_of_speakers_grows_with_the_text(kind: str) -> None:
    few, many = (Case.of(PARAGRAPHS[kind], times) for times in (150, 600))
    many.resolve()
    best = [min(seconds(case.resolve) for _ in range(3)) for case in (few, many)]
    assert best[1] < 7 * best[0] + 0.05
