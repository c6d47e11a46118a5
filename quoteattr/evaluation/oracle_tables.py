"""The oracle study in Markdown: rows, recall by group, faults, ceiling and customs.

Shares are in per cent; a dash stands where there is nothing to measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from quoteattr.evaluation.ceiling import Ceiling, ceiling
from quoteattr.evaluation.customs import customs, repeated
from quoteattr.evaluation.losses import GROUPS, Row, faults
from quoteattr.evaluation.metrics import PAIRED, Score
from quoteattr.evaluation.oracle import Reader, reported, study
from quoteattr.evaluation.readers import AnnotatedText

__all__ = ["customs_tables", "tables"]

Cell: TypeAlias = str | float | None


def tables(reader: Reader, *, speech_only: bool = False) -> str:
    """The study, the faults of the predictions as they are, and the ceiling, in Markdown."""
    rows, limit = study(reader, speech_only=speech_only), ceiling(reader)
    whole = [*rows, limit.row]
    parts = [
        _grid(
            ["F1", *PAIRED, "source found", "cue found"],
            ([r.name, *_f1(r.score), r.score.source_overlap, r.score.cue_overlap] for r in whole),
        )
    ]
    for measure in PAIRED:
        head = [f"recall, {measure}", *(_size(rows[0], group) for group in GROUPS)]
        parts.append(_grid(head, ([r.name, *_recalls(r, measure)] for r in whole)))
    kept = reported if speech_only else list[AnnotatedText]
    wrong = faults(kept(reader.gold), kept(reader.assembled(reader.read)))
    parts.append(_grid(["fault", "quotes"], ([k, str(n)] for k, n in wrong.most_common())))
    parts.append(_grid(["beyond labels and windows", "quotes"], _unheld_lines(limit)))
    return "\n\n".join(parts)


def customs_tables(texts: Sequence[AnnotatedText]) -> str:
    """The customs of annotated texts, and their agreement with themselves, in Markdown."""
    quotes = sum(len(text.quotes) for text in texts)
    found = sorted(customs(texts), key=lambda custom: -custom.given)
    head = ["custom", "yes", "no", "rarer way", "against the word beside", "of all quotes"]
    lines: list[list[Cell]] = [
        [c.name, str(c.yes), str(c.no), c.minority, c.given / (c.yes + c.no), c.given / quotes]
        for c in found
    ]
    same = repeated(texts)
    again: list[Cell] = [str(same.docs), str(same.gold), *_f1(same)]
    return "\n\n".join([_grid(head, lines), _grid(["sentences again", "quotes", *PAIRED], [again])])


def _grid(head: Sequence[str], lines: Iterable[Sequence[Cell]]) -> str:
    """A Markdown table; shares in per cent."""
    return "\n".join(
        f"| {' | '.join(map(_cell, line))} |" for line in (head, ["---"] * len(head), *lines)
    )


def _cell(value: Cell) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else f"{100 * value:.1f}"


def _f1(found: Score) -> tuple[float, ...]:
    return tuple(getattr(found, measure).f1 for measure in PAIRED)


def _size(line: Row, group: str) -> str:
    return f"{group} ({line.recall[group].gold if group in line.recall else 0})"


def _recalls(line: Row, measure: str) -> list[float | None]:
    found = (line.recall.get(group) for group in GROUPS)
    return [None if recall is None else getattr(recall, measure) for recall in found]


def _unheld_lines(limit: Ceiling) -> list[list[Cell]]:
    lost = {f"content lost: {name}": n for name, n in limit.lost.items()}
    return [[name, str(n)] for name, n in sorted((lost | dict(limit.others)).items())]
