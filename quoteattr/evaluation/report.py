"""The measures as tables for a terminal, shares in per cent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quoteattr.evaluation.bootstrap import Interval
from quoteattr.evaluation.compare import Change, Comparison
from quoteattr.evaluation.errors import CLASSES, Error, shortened
from quoteattr.evaluation.metrics import STATED

__all__ = ["comparison_table", "errors_table", "table"]

FULL = ("strict", "lenient", "overlap", "end2end", *STATED)
LISTS = {
    "gain": ("gains", "+"),
    "loss": ("losses", "-"),
    "mixed": ("better in one thing, worse in another", "±"),
}


def table(data: Mapping[str, Any]) -> str:
    """Plain data with a line for each name: shares in per cent, P, R and F1 and the like beside.

    What is None is left out.
    """
    return "\n".join(_lines(data, ""))


def _lines(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in data.items():
        nested = value
        if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            nested = {str(number): row for number, row in enumerate(value, 1)}
        if isinstance(nested, Mapping) and any(isinstance(v, Mapping) for v in nested.values()):
            yield f"{indent}{name}"
            yield from _lines(nested, f"{indent}  ")
        elif nested is not None:
            yield f"{indent}{name:18} {_cell(nested)}"


def _cell(value: Any) -> str:
    if isinstance(value, Mapping):
        return "  ".join(f"{name} {_cell(v)}" for name, v in value.items() if v is not None)
    if isinstance(value, float):
        return f"{100 * value:5.1f}"
    return "/".join(map(str, value)) if isinstance(value, list | tuple) else f"{value:5}"


def comparison_table(comparison: Comparison, limit: int) -> str:
    """F1 before and after, then the quotes that fare otherwise, ``limit`` of each list at most."""
    lines = list(_differences(comparison))
    for verdict, (words, sign) in LISTS.items():
        found = [change for change in comparison.changes if change.verdict == verdict]
        lines += ["", f"{words}: {len(found)}"]
        lines += [line for change in found[:limit] for line in _change(change, sign)]
        if len(found) > limit:
            lines.append(f"  … and {len(found) - limit} more")
    return "\n".join(lines)


def _differences(comparison: Comparison) -> Iterator[str]:
    """F1 of both sides by measure; by class in how many quotes errors are gone or new."""
    for name in FULL:
        first, second = (getattr(score, name) for score in comparison.scores)
        if first and second:
            a, b = 100 * first.f1, 100 * second.f1
            within = _interval(comparison.differences.get(name))
            yield f"{name:9} F1 {a:5.1f} → {b:5.1f}  {b - a:+5.1f}{within}"
    gone, new = comparison.gone, comparison.new
    yield "errors gone/new: " + "  ".join(f"{c} {gone[c]}/{new[c]}" for c in CLASSES)


def _change(change: Change, sign: str) -> Iterator[str]:
    before, after = (
        ", ".join(c for c in CLASSES if c in classes) or "right" for classes in change.classes
    )
    error = (*change.after, *change.before)[0]
    yield f"{sign} {error.text_id} @{error.start}  {before} → {after}"
    yield f"    {error.excerpt}"


def errors_table(found: Sequence[Error], shown: Sequence[Error]) -> str:
    """How many errors of each class there are, then some of them with the place in the text."""
    lines = [f"errors {len(found)}, shown {len(shown)}"]
    for name in CLASSES:
        # the most frequent first; by name among equals, so that the order is always the same
        whats = Counter(sorted(error.what for error in found if error.error == name)).most_common()
        if whats:
            parts = "; ".join(f"{what} {n}" for what, n in whats)
            lines.append(f"{name:9} {sum(n for _, n in whats):5}  {parts}")
    if shown:
        lines += ["", "[gold] {predicted}, ¶ line break"]
    for number, error in enumerate(shown, 1):
        sure = "" if error.confidence is None else f"  confidence {error.confidence:.2f}"
        what = f"{error.what} {shortened(error.words)}".strip()
        lines += ["", f"{number}. {error.error}: {what}  ({error.text_id} @{error.start}{sure})"]
        lines.append(f"   {error.excerpt}")
    return "\n".join(lines)


def _interval(interval: Interval | None) -> str:
    if interval is None:
        return ""
    return f"  [{100 * interval.low:+.1f}, {100 * interval.high:+.1f}]"
