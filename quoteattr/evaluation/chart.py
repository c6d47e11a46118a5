"""Curves of models as one SVG file, without a drawing library: precision over recall of their
quotes, or of their speakers the share that is right over the share that is asked.

The picture brings its own background, light or dark as the reader prefers, so that it can be read
on any page. Measures differ by dash, models by colour and by the number at the curve's end; the
title and the description say in words what a reader who cannot see the picture would miss.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import floor, hypot
from xml.sax.saxutils import escape

import attrs

from quoteattr.evaluation.calibration import Calibration
from quoteattr.evaluation.metrics import PRF
from quoteattr.evaluation.trust import Trust

__all__ = ["coverage_svg", "precision_recall_svg"]

MEASURES = {"lenient": "lenient", "end2end": "end-to-end"}
# Below this share a speaker or two make the curve jump.
LEAST_COVERAGE = 0.1
# Below this recall the precision is a matter of a few quotes and jumps up and down.
LEAST_RECALL = 0.05
CLOSE = 1.5  # points of a curve that are nearer to each other, in pixels, are drawn as one
WIDTH, SIDE, LEFT, TOP, LINE = 560, 400, 72, 52, 20
LIGHT = ("#0b66a8", "#b04a00", "#00735a", "#8a3d86")
DARK = ("#6cb8ee", "#f2a25c", "#4fd0ac", "#e39bdc")

STYLE = """\
<style>
.paper {{ fill: #fff }} text {{ fill: #222; font: 13px sans-serif }} .grid {{ stroke: #ccc }}
path {{ fill: none; stroke-width: 2 }} .end2end {{ stroke-dasharray: 6 4 }}
{light}
@media (prefers-color-scheme: dark) {{
.paper {{ fill: #16181c }} text {{ fill: #e6e6e6 }} .grid {{ stroke: #444 }}
{dark}
}}
</style>"""


@attrs.frozen
class _Curve:
    """One measure of one model: its points as (across, up), shares, the first rising."""

    number: int
    model: str
    measure: str
    points: tuple[tuple[float, float], ...]
    words: str

    @property
    def name(self) -> str:
        measure = MEASURES.get(self.measure)
        return f"{self.model}, {measure}" if measure else self.model

    @property
    def classes(self) -> str:
        return f"m{(self.number - 1) % len(LIGHT)} {self.measure}"


@attrs.frozen
class _Frame:
    """Where the plot shows what; its lower edge is the precision ``least``."""

    least: float

    def x(self, recall: float) -> float:
        return LEFT + recall * SIDE

    def y(self, precision: float) -> float:
        return TOP + (1 - precision) / (1 - self.least) * SIDE


def precision_recall_svg(models: Mapping[str, Calibration]) -> str:
    """Draw precision over recall while the least confidence falls, lenient and end-to-end.

    Args:
        models: what to draw, by name.

    Returns:
        The text of an SVG file.
    """
    curves = [
        _curve(number, name, measure, calibration)
        for number, (name, calibration) in enumerate(models.items(), 1)
        for measure in MEASURES
    ]
    return _picture(
        curves,
        "Precision and recall by least confidence",
        _description(curves),
        ("recall, %", "precision, %"),
    )


def coverage_svg(models: Mapping[str, Trust]) -> str:
    """Draw how many speakers are right over the share of quotes that the surest ones are.

    Args:
        models: what to draw, by name.

    Returns:
        The text of an SVG file.
    """
    curves = [_covered(number, *named) for number, named in enumerate(models.items(), 1)]
    found = "; ".join(f"{curve.name}: {curve.words}" for curve in curves)
    description = (
        "Speakers that are right upwards, and the share of quotes to the right, in per cent, as "
        f"less and less sure speakers are let in, from {100 * LEAST_COVERAGE:.0f} on. {found}."
    )
    axes = ("coverage: share of quotes, surest speakers first, %", "speakers right, %")
    return _picture(curves, "Right speakers by coverage", description, axes)


def _picture(curves: Sequence[_Curve], title: str, description: str, axes: tuple[str, str]) -> str:
    frame = _Frame(_least(curves))
    keys = TOP + SIDE + 72  # the first line below the plot
    height = keys + LINE * len(curves) - 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(description)}</desc>',
        STYLE.format(light=_colours(LIGHT), dark=_colours(DARK)),
        f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
        *_axes(frame, *axes),
        *(line for curve in curves for line in _drawn(curve, frame)),
        *(line for i, curve in enumerate(curves) for line in _key(curve, keys + LINE * i)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _covered(number: int, model: str, found: Trust) -> _Curve:
    cuts = [cut for cut in found.cuts if cut.coverage >= LEAST_COVERAGE]
    asked = ((coverage, found.at(coverage)) for coverage in (1.0, 0.9, 0.8))
    words = ", ".join(f"{100 * c.right:.1f} at {100 * share:.0f}%" for share, c in asked if c)
    points = tuple((cut.coverage, cut.right) for cut in cuts)
    return _Curve(number, model, "speakers", points, words or "no quotes")


def _curve(number: int, model: str, measure: str, calibration: Calibration) -> _Curve:
    figures: list[PRF] = [getattr(point, measure) for point in calibration.points]
    points = tuple((prf.r, prf.p) for prf in figures if prf.r >= LEAST_RECALL)
    best = calibration.best(measure)
    words = "no quotes"
    if best:
        prf: PRF = getattr(best, measure)
        words = (
            f"best F1 {100 * prf.f1:.1f} (P {100 * prf.p:.1f}, R {100 * prf.r:.1f}) "
            f"at {best.threshold:.2f}"
        )
    return _Curve(number, model, measure, points, words)


def _description(curves: Sequence[_Curve]) -> str:
    found = "; ".join(f"{curve.name}: {curve.words}" for curve in curves)
    return (
        "Precision upwards and recall to the right, in per cent, as less and less confident "
        f"quotes are let in, from a recall of {100 * LEAST_RECALL:.0f} on. {found}."
    )


def _colours(colours: Sequence[str]) -> str:
    return "\n".join(
        f".m{i} {{ stroke: {colour} }} text.m{i} {{ stroke: none; fill: {colour} }}"
        for i, colour in enumerate(colours)
    )


def _least(curves: Sequence[_Curve]) -> float:
    """The tenth below the lowest precision drawn, 0.9 at most."""
    lowest = min((p for curve in curves for _, p in curve.points), default=0.0)
    return min(floor(10 * lowest), 9) / 10


def _axes(frame: _Frame, across: str, up: str) -> Iterator[str]:
    left, right, bottom = frame.x(0), frame.x(1), frame.y(frame.least)
    for tenth in range(0, 11, 2):
        x = frame.x(tenth / 10)
        yield f'<line class="grid" x1="{x:g}" y1="{TOP}" x2="{x:g}" y2="{bottom:g}"/>'
        yield _text(x, bottom + 18, str(10 * tenth), "middle")
    for percent in range(round(100 * frame.least), 101, 5 if frame.least > 0.6 else 10):
        y = frame.y(percent / 100)
        yield f'<line class="grid" x1="{left:g}" y1="{y:.1f}" x2="{right:g}" y2="{y:.1f}"/>'
        yield _text(left - 8, y + 4, str(percent), "end")
    yield _text(left, TOP - 20, up)
    yield _text(right, bottom + 38, across, "end")


def _drawn(curve: _Curve, frame: _Frame) -> Iterator[str]:
    places = _thinned([(frame.x(recall), frame.y(precision)) for recall, precision in curve.points])
    if not places:
        return
    steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<path class="{curve.classes}" d="M{steps}"><title>{escape(curve.name)}</title></path>'
    x, y = places[-1]
    # side by side, since models that are much alike end at the same place
    yield _text(x + 10 * curve.number - 4, y + 4, str(curve.number), classes=curve.classes)


def _thinned(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The places without those that nobody could tell from the one before, the last one kept."""
    kept: list[tuple[float, float]] = []
    for place in places:
        if not kept or hypot(place[0] - kept[-1][0], place[1] - kept[-1][1]) >= CLOSE:
            kept.append(place)
    if kept and kept[-1] != places[-1]:
        kept[-1] = places[-1]
    return kept


def _key(curve: _Curve, y: float) -> Iterator[str]:
    yield f'<path class="{curve.classes}" d="M16,{y - 4:g} 44,{y - 4:g}"/>'
    yield _text(52, y, str(curve.number), classes=curve.classes)
    yield _text(LEFT, y, f"{curve.name}: {curve.words}")


def _text(x: float, y: float, words: str, anchor: str = "start", classes: str = "") -> str:
    of = f' class="{classes}"' if classes else ""
    return f'<text{of} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
