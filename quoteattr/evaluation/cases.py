"""Short hard cases: what must be found in a text, and what must not.

A JSON file holds a list of cases::

    {"id": "...", "phenomenon": "...", "text": "...",
     "must": [{"content": "we stay", "kind": "direct", "cue": "said", "source": "she",
               "speaker": ["Ilse Harn", "Harn"], "addressee": "the crew", "anonymous": false}],
     "must_not": ["words that no quote may hold"]}

A must is met when one predicted quote covers 80% of its words at least and runs over it by half
of them (or six) at most, other musts' words left out of the count: one utterance may be told in
parts. Its other fields are checked by themselves, where they are stated. ``speakers`` in the
place of ``speaker`` is a list of name lists, one a speaker.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
import cattrs

from quoteattr.errors import FormatError
from quoteattr.evaluation.metrics import is_accepted, normalised, speakers_agree
from quoteattr.evaluation.pairing import Covered, TextWords
from quoteattr.evaluation.readers import AnnotatedText, Annotation, Names

__all__ = ["Case", "CaseScore", "Must", "check", "read_cases", "score_cases"]

FIELDS = ("found", "kind", "cue", "source", "speaker", "addressee", "anonymous")
COVERED = 0.8
RUNS_OVER = 0.5
RUNS_OVER_WORDS = 6

# Phenomena whose cases allow no quote at all.
NOTHING = ("no quotes at all", "empty text")


@attrs.frozen
class Must:
    """A quote that must be found; None and empty mean that a field is not checked.

    Attributes:
        content: what was said, as the text has it.
        kind: direct, indirect or mixed.
        cue: the reporting words.
        source: the mention of the source.
        speakers: the accepted names of each speaker.
        addressee: who was told.
        anonymous: whether the speaker is left unnamed.
    """

    content: str
    kind: str | None = None
    cue: str | None = None
    source: str | None = None
    speakers: tuple[Names, ...] = ()
    addressee: str | None = None
    anonymous: bool | None = None


@attrs.frozen
class Case:
    """A text with what must and what must not be found in it."""

    id: str
    phenomenon: str
    text: str
    must: tuple[Must, ...] = ()
    must_not: tuple[str, ...] = ()

    @property
    def allows_nothing(self) -> bool:
        """Whether any quote would be wrong."""
        return not self.must and self.phenomenon in NOTHING


@attrs.frozen
class CaseScore:
    """How many checks of many cases are right.

    Attributes:
        right: cases that are wholly right.
        cases: all cases.
        checks: for each field (right, checked).
        broken: strings held that must not be.
        must_not: all such strings.
        not_wholly_right: of each phenomenon with a case that is not, (right, cases).
    """

    right: int
    cases: int
    checks: dict[str, tuple[int, int]]
    broken: int
    must_not: int
    not_wholly_right: dict[str, tuple[int, int]]


def read_cases(path: str) -> list[Case]:
    """The cases of a JSON file.

    Raises:
        FormatError: the file cannot be read, or a field is missing or wrong.
    """
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
    except (OSError, ValueError) as error:
        raise FormatError(path, f"cannot be read as JSON ({error}); check the file") from error
    if not isinstance(data, list):
        raise FormatError(path, "is not a list; write the cases as one JSON list")
    try:
        return _CONVERTER.structure(data, list[Case])
    except cattrs.BaseValidationError as error:
        raise FormatError(path, f"{cattrs.transform_error(error)[0]}; correct the case") from error


def check(case: Case, quotes: Iterable[Annotation]) -> tuple[list[dict[str, bool]], list[str]]:
    """One case against the quotes that were predicted for its text.

    Returns:
        For each must the fields that were checked and whether they are right; and the strings that
        a quote holds and must not, ``(anything)`` where none is allowed.
    """
    words = TextWords(case.text)
    covered = [(quote, words.covered(quote.content)) for quote in quotes]
    wanted = frozenset[int]().union(*(_first(case.text, m.content, words) for m in case.must))
    checks = [_check_must(case.text, must, wanted, covered, words) for must in case.must]
    broken = [s for s in case.must_not if _is_held(_first(case.text, s, words), covered)]
    return checks, broken + ["(anything)"] * (case.allows_nothing and bool(covered))


def score_cases(cases: Sequence[Case], predicted: Iterable[AnnotatedText]) -> CaseScore:
    """Every case against its prediction, by id; a missing prediction counts as no quotes."""
    quotes = {text.id: text.quotes for text in predicted}
    right, of, cases_right, cases_of = (Counter[str]() for _ in range(4))
    held = 0
    for case in cases:
        checks, broken = check(case, quotes.get(case.id, ()))
        for fields in checks:
            of.update(fields.keys())
            right.update(name for name, ok in fields.items() if ok)
        held += len(broken)
        cases_of[case.phenomenon] += 1
        cases_right[case.phenomenon] += not broken and all(all(f.values()) for f in checks)
    phenomena = [(name, (cases_right[name], n)) for name, n in sorted(cases_of.items())]
    return CaseScore(
        right=cases_right.total(),
        cases=len(cases),
        checks={name: (right[name], of[name]) for name in FIELDS if of[name]},
        broken=held,
        must_not=sum(len(case.must_not) for case in cases),
        not_wholly_right={name: both for name, both in phenomena if both[0] < both[1]},
    )


def _check_must(
    text: str,
    must: Must,
    wanted: Covered,
    covered: list[tuple[Annotation, Covered]],
    words: TextWords,
) -> dict[str, bool]:
    content = _first(text, must.content, words)
    best, found = _best(content, wanted, covered)
    checks = {"found": found}
    if must.kind:
        checks["kind"] = found and best.kind == must.kind
    for field in ("cue", "source"):
        place = getattr(must, field)
        if place:
            near = words.covered(getattr(best, field)) & _anywhere(text, place, words)
            checks[field] = found and bool(near)
    return checks | {name: found and right for name, right in _people(must, best)}


def _best(
    content: Covered, wanted: Covered, covered: list[tuple[Annotation, Covered]]
) -> tuple[Annotation, bool]:
    """The quote with most of the words (the shortest of several), and whether it will do."""
    nothing: tuple[Annotation, Covered] = (Annotation(()), frozenset())
    best, held = max(covered, key=lambda q: (len(q[1] & content), -len(q[1])), default=nothing)
    enough = len(held & content) >= COVERED * len(content)
    allowed = max(RUNS_OVER_WORDS, RUNS_OVER * len(content))
    return best, bool(content) and enough and len(held - wanted) <= allowed


def _people(must: Must, best: Annotation) -> Iterator[tuple[str, bool]]:
    if must.speakers:
        names = [accepted[0] for accepted in best.speakers or () if accepted]
        yield "speaker", speakers_agree(names, must.speakers)
    if must.addressee:
        wanted = must.addressee
        yield "addressee", any(_is_told(name, wanted) for name in best.addressees or ())
    if must.anonymous is not None:
        yield "anonymous", bool(best.anonymous) == must.anonymous


def _is_told(name: str, wanted: str) -> bool:
    return is_accepted(name, [wanted]) or normalised(wanted) in normalised(name)


def _is_held(content: Covered, covered: list[tuple[Annotation, Covered]]) -> bool:
    return bool(content) and any(content <= held for _, held in covered)


def _first(text: str, part: str, words: TextWords) -> Covered:
    start = text.find(part)
    return words.covered([(start, start + len(part))]) if start >= 0 else frozenset()


def _anywhere(text: str, part: str, words: TextWords) -> Covered:
    starts = (i for i in range(len(text)) if text.startswith(part, i))
    return words.covered((start, start + len(part)) for start in starts)


def _structure_must(data: Any, _: type[Must]) -> Must:
    """A must from plain data, whose ``speaker`` is the only one of ``speakers``."""
    single = data.get("speaker")
    speakers = data.get("speakers") or ([single] if single else [])
    return _structure_plain({**data, "speakers": speakers}, Must)


_CONVERTER = cattrs.Converter()
_structure_plain = cattrs.gen.make_dict_structure_fn(Must, _CONVERTER)
_CONVERTER.register_structure_hook(Must, _structure_must)
