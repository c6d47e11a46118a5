"""The measures as tables for a terminal: shares in per cent, thresholds as they are set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from quoteattr.evaluation.bootstrap import Interval, Intervals
from quoteattr.evaluation.calibration import THRESHOLDS, Calibration, Point
from quoteattr.evaluation.cases import CaseScore
from quoteattr.evaluation.compare import ASPECTS, Change, Comparison
from quoteattr.evaluation.excerpt import shortened
from quoteattr.evaluation.metrics import PAIRED, PRF, Score
from quoteattr.evaluation.mistakes import CLASSES, Mistake
from quoteattr.evaluation.trust import COVERAGES, Trust

__all__ = [
    "calibration_table",
    "cases_table",
    "comparison_table",
    "mistakes_table",
    "score_table",
    "spans_table",
    "trust_table",
]

FULL = ("strict", "lenient", "overlap", "end2end", "named", "addressee", "anonymous")
SHARES = ("source_exact", "source_overlap", "cue_overlap", "speaker_accuracy", "kind", "mode")
EXCERPT = 100
# What is wrong with a quote that is found but lacks an aspect.
WRONG = {"strict": "wrong boundary", "end2end": "wrong source", "named": "wrong speaker"}


def score_table(score: Score, intervals: Intervals | None = None) -> str:
    """Every measure of a score that gold states, with intervals beside those that have one."""
    lines = [
        f"docs {score.docs}  gold {score.gold}  predicted {score.pred}  "
        f"missing docs {score.missing_docs}"
    ]
    f1 = intervals.f1 if intervals else {}
    prfs = ((name, getattr(score, name)) for name in FULL)
    lines += [_prf(name, prf) + _interval(f1.get(name)) for name, prf in prfs if prf]
    shares = ((name, getattr(score, name)) for name in SHARES)
    lines += [f"{name:17}{100 * value:6.1f}" for name, value in shares if value is not None]
    lines += _recalls(score, intervals)
    if intervals:
        lines.append(
            f"[from, to]: 95% of {intervals.resamples} draws of the texts, seed {intervals.seed}"
        )
    return "\n".join(lines)


def _recalls(score: Score, intervals: Intervals | None) -> Iterator[str]:
    for kind, recall in score.recall_by_kind.items():
        within = intervals.recall_by_kind.get(kind, {}) if intervals else {}
        figures = (
            f"{name} {100 * getattr(recall, name):5.1f}{_interval(within.get(name))}"
            for name in PAIRED
        )
        yield "  ".join([f"recall {kind:9} gold {recall.gold:5}", *figures])


def _interval(interval: Interval | None) -> str:
    return f"  [{100 * interval.low:.1f}, {100 * interval.high:.1f}]" if interval else ""


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
    """F1 before and after, then the quotes that fare otherwise, ``limit`` of each list at most."""
    changes = comparison.changes
    lists = {
        ("gains", "+"): [change for change in changes if change.is_gain],
        ("losses", "-"): [change for change in changes if change.is_loss],
        ("better in one thing, worse in another", "±"): [
            change for change in changes if not (change.is_gain or change.is_loss)
        ],
    }
    lines = list(_differences(comparison))
    for (words, sign), found in lists.items():
        lines += ["", f"{words}: {len(found)}"]
        lines += [line for change in found[:limit] for line in _change(change, sign)]
        if len(found) > limit:
            lines.append(f"  … and {len(found) - limit} more")
    return "\n".join(lines)


def _differences(comparison: Comparison) -> Iterator[str]:
    """F1 of both sides; gold quotes newly right and no longer right, where they can be told."""
    for name in FULL:
        first, second = getattr(comparison.first, name), getattr(comparison.second, name)
        if first and second:
            a, b = 100 * first.f1, 100 * second.f1
            line = f"{name:9} F1 {a:5.1f} → {b:5.1f}  {b - a:+5.1f}"
            if within := comparison.differences.get(name):
                line += f"  [{100 * within.low:+.1f}, {100 * within.high:+.1f}]"
            if name in ASPECTS:
                gained = sum(name in change.gained for change in comparison.changes)
                lost = sum(name in change.lost for change in comparison.changes)
                line += f"  quotes gained {gained:3}  lost {lost:3}"
            yield line
    gone = sum(change.alarms == (True, False) for change in comparison.changes)
    new = sum(change.alarms == (False, True) for change in comparison.changes)
    yield f"false alarms  gone {gone}  new {new}"


def _change(change: Change, sign: str) -> Iterator[str]:
    before, after = _fared(change, 0), _fared(change, 1)
    yield f"{sign} {change.text_id} @{change.start}  {before} → {after}"
    yield f"    {shortened(change.words, EXCERPT, EXCERPT // 2)}"


def _fared(change: Change, side: int) -> str:
    """How a quote fared on one side, in words."""
    if not change.aspects:
        return "false alarm" if change.alarms[side] else "silent"
    rights = (change.before, change.after)[side]
    if not rights:
        return "missed"
    wrong = [WRONG[aspect] for aspect in ASPECTS if aspect in change.aspects - rights]
    return ", ".join(wrong) or "right"


def calibration_table(name: str, calibration: Calibration) -> str:
    """How honest the confidences are, and what is left at each threshold."""
    lines = [f"{name}: gold {calibration.gold}  predicted {calibration.predicted}"]
    if not (honest := list(_honesty(calibration))):
        return lines[0]
    lines += honest
    heads = "".join(f"   {measure:^17}" for measure in PAIRED)
    lines += ["", f"{'least':>10}{'':8}{heads}".rstrip()]
    lines.append(f"confidence  quotes{'       P     R    F1' * len(PAIRED)}")
    lines += [_at(calibration.at(threshold)) for threshold in THRESHOLDS]
    lines += ["", *_best(calibration)]
    return "\n".join(lines)


def _honesty(found: Calibration | Trust) -> Iterator[str]:
    """Confidences beside what is right of them, in all and by bins; nothing without any."""
    if found.error is None or found.right is None or found.confidence is None:
        return
    yield (
        f"right {100 * found.right:.1f}  mean confidence {100 * found.confidence:.1f}  "
        f"expected calibration error {100 * found.error:.1f}"
    )
    yield from ("", "confidence  right  quotes")
    for b in found.bins:
        yield f"{100 * b.confidence:10.1f} {100 * b.right:6.1f} {b.n:7}"


def _at(point: Point) -> str:
    return f"{point.threshold:10.2f} {point.predicted:7}" + "".join(
        f"   {100 * prf.p:5.1f} {100 * prf.r:5.1f} {100 * prf.f1:5.1f}"
        for prf in (point.strict, point.lenient, point.end2end)
    )


def _best(calibration: Calibration) -> Iterator[str]:
    for measure in PAIRED:
        if best := calibration.best(measure):
            prf: PRF = getattr(best, measure)
            yield f"best {_prf(measure, prf)}  at {best.threshold:.3f}, quotes {best.predicted}"


def trust_table(name: str, found: Trust) -> str:
    """How honest the speakers' confidences are, and how many are right among the surest."""
    lines = [f"{name}: quotes found whose speakers gold names {found.n}"]
    if not (honest := list(_honesty(found))):
        return lines[0]
    lines += honest
    lines += ["", "coverage  right  least confidence"]
    cuts = [cut for cut in map(found.at, COVERAGES) if cut]
    lines += [f"{100 * c.coverage:8.1f} {100 * c.right:6.1f} {c.least:17.3f}" for c in cuts]
    return "\n".join(lines)


def mistakes_table(found: Sequence[Mistake], shown: Sequence[Mistake]) -> str:
    """How many errors of each class there are, then some of them with the place in the text."""
    lines = [f"errors {len(found)}, shown {len(shown)}", *_classes(found)]
    if shown:
        lines += ["", "[gold] {predicted}, ¶ line break"]
    for number, mistake in enumerate(shown, 1):
        lines += ["", *_mistake(number, mistake)]
    return "\n".join(lines)


def _classes(found: Sequence[Mistake]) -> Iterator[str]:
    for name in CLASSES:
        ours = [mistake for mistake in found if mistake.mistake == name]
        if ours:
            whats = Counter(d.what for mistake in ours for d in mistake.differences)
            # the most frequent first; by name among equals, so that the order is always the same
            parts = sorted(whats.items(), key=lambda item: (-item[1], item[0]))
            yield f"{name:9} {len(ours):5}  " + "; ".join(f"{what} {n}" for what, n in parts)


def _mistake(number: int, mistake: Mistake) -> Iterator[str]:
    sure = "" if mistake.confidence is None else f"  confidence {mistake.confidence:.2f}"
    whats = "; ".join(f"{d.what} {shortened(d.words)}".strip() for d in mistake.differences)
    yield f"{number}. {mistake.mistake}: {whats}  ({mistake.text_id} @{mistake.start}{sure})"
    yield f"   {mistake.excerpt}"
    if mistake.mistake in ("source", "cue", "speaker"):
        yield f"   quote: {shortened(mistake.quote, EXCERPT, EXCERPT // 2)}"


def _prf(name: str, prf: PRF) -> str:
    return f"{name:9} P {100 * prf.p:5.1f}  R {100 * prf.r:5.1f}  F1 {100 * prf.f1:5.1f}"
