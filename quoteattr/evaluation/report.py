"""The measures as tables for a terminal, all shares in per cent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quoteattr.evaluation.cases import CaseScore
from quoteattr.evaluation.compare import Change, Comparison
from quoteattr.evaluation.metrics import PRF, Score

__all__ = ["cases_table", "comparison_table", "score_table", "spans_table"]

FULL = ("strict", "lenient", "overlap", "end2end", "named", "addressee", "anonymous")
SHARES = ("source_exact", "source_overlap", "cue_overlap", "speaker_accuracy", "kind", "mode")
EXCERPT = 60


def score_table(score: Score) -> str:
    """Every measure of a score that gold states."""
    lines = [
        f"docs {score.docs}  gold {score.gold}  predicted {score.pred}  "
        f"missing docs {score.missing_docs}"
    ]
    lines += [_prf(name, getattr(score, name)) for name in FULL if getattr(score, name)]
    shares = ((name, getattr(score, name)) for name in SHARES)
    lines += [f"{name:17}{100 * value:6.1f}" for name, value in shares if value is not None]
    for kind, recall in score.recall_by_kind.items():
        lines.append(
            f"recall {kind:9} gold {recall.gold:5}  strict {100 * recall.strict:5.1f}  "
            f"lenient {100 * recall.lenient:5.1f}  end2end {100 * recall.end2end:5.1f}"
        )
    return "\n".join(lines)


def spans_table(scores: Mapping[str, PRF]) -> str:
    """Precision, recall and F1 by role."""
    return "\n".join(_prf(role, prf) for role, prf in scores.items())


def cases_table(score: CaseScore) -> str:
    """What of the cases is right, phenomena that are not wholly right by name."""
    lines = ["  ".join(f"{name} {right}/{of}" for name, (right, of) in score.checks.items())]
    lines.append(f"must_not broken {score.broken}/{score.must_not}")
    for name, (right, of) in score.by_phenomenon.items():
        if right < of:
            lines.append(f"  {name}: {right}/{of}")
    share = 100 * score.right / score.cases if score.cases else 0.0
    lines.append(f"cases wholly right {score.right}/{score.cases} ({share:.1f}%)")
    return "\n".join(lines)


def comparison_table(comparison: Comparison, limit: int) -> str:
    """F1 before and after, then gains and losses, ``limit`` of each at most."""
    lines = list(_differences(comparison))
    for words, gained, sign in (("gains", True, "+"), ("losses", False, "-")):
        changes = [change for change in comparison.changes if change.is_gain is gained]
        lines += ["", f"{words}: {len(changes)}"]
        lines += [_change(change, sign) for change in changes[:limit]]
        if len(changes) > limit:
            lines.append(f"  … and {len(changes) - limit} more")
    return "\n".join(lines)


def _differences(comparison: Comparison) -> Iterator[str]:
    for name in FULL:
        first, second = getattr(comparison.first, name), getattr(comparison.second, name)
        if first and second:
            a, b = 100 * first.f1, 100 * second.f1
            yield f"{name:9} F1 {a:5.1f} → {b:5.1f}  {b - a:+5.1f}"


def _change(change: Change, sign: str) -> str:
    words = change.words
    excerpt = words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1]}…"
    return f"{sign} {change.text_id}  {change.before} → {change.after}: {excerpt}"


def _prf(name: str, prf: PRF) -> str:
    return f"{name:9} P {100 * prf.p:5.1f}  R {100 * prf.r:5.1f}  F1 {100 * prf.f1:5.1f}"
