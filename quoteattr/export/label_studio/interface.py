"""The labelling interface: which tag of Label Studio shows and changes which field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias, get_args

from quoteattr.export.graph import LINKS, PARTS, Label
from quoteattr.records import KINDS, MODES, Number, SpeakerKind

__all__ = [
    "CHOICES",
    "COLOURS",
    "LABELS",
    "LISTS",
    "PLACES",
    "RENAMED",
    "TEXT",
    "Result",
    "configuration",
]

Result: TypeAlias = dict[str, Any]

TEXT, LABELS = "text", "label"

_PEOPLE: dict[str, tuple[str, ...]] = {
    "speaker_kind": get_args(SpeakerKind),
    "number": get_args(Number),
    "anonymous": ("anonymous",),
}
# The control tags that hold a field: their names, and for choices the values.
CHOICES: dict[Label, dict[str, tuple[str, ...]]] = {
    "Quote": {"kind": KINDS, "mode": MODES, "negated": ("negated",)},
    "Speaker": _PEOPLE,
    "Addressee": _PEOPLE,
}
LISTS: dict[Label, tuple[str, ...]] = {
    "Quote": (),
    "Speaker": ("name", "aliases", "pronouns"),
    "Addressee": ("name", "aliases", "pronouns"),
}
RENAMED = {"speaker_kind": "kind"}
# Offsets that stand in a region's meta, as JSON.
PLACES = ("affiliations", "honorifics", "speaker_evidence")

COLOURS = {
    "Quote": "#1f77b4",
    "Content": "#aec7e8",
    "Cue": "#d62728",
    "Source": "#2ca02c",
    "Speaker": "#9467bd",
    "Addressee": "#8c564b",
    "Mention": "#c5b0d5",
    "Role": "#bcbd22",
    "Reason": "#7f7f7f",
}

# What changes a region stays in sight above a long text; the colour is that of the theme.
_HEAD = (
    "position: sticky; top: 0; z-index: 5; padding: 8px 0; "
    "background: var(--color-neutral-background, Canvas)"
)


def configuration() -> str:
    """A labelling interface that shows and changes what :func:`to_label_studio` writes."""
    labels = "".join(
        f'    <Label value="{name}" background="{colour}"/>\n' for name, colour in COLOURS.items()
    )
    groups = (*PARTS.values(), *LINKS.values())
    roles = dict.fromkeys(role for group in groups for role in group)
    relations = "".join(f'    <Relation value="{role}"/>\n' for role in roles)
    return (
        f'<View>\n  <View style="{_HEAD}">\n'
        f'  <Labels name="{LABELS}" toName="{TEXT}">\n{labels}  </Labels>\n'
        f"{''.join(_controls())}  </View>\n"
        f"  <Relations>\n{relations}  </Relations>\n"
        f'  <Text name="{TEXT}" value="$text" granularity="word"/>\n</View>\n'
    )


def _controls() -> Iterator[str]:
    when = 'perRegion="true" visibleWhen="region-selected" whenTagName="label" whenLabelValue='
    shown_for: tuple[tuple[Label, str], ...] = (
        ("Quote", "Quote"),
        ("Speaker", "Speaker,Addressee"),
    )
    for label, value in shown_for:
        for name, choices in CHOICES[label].items():
            options = "".join(f'<Choice value="{choice}"/>' for choice in choices)
            head = f'  <Choices name="{name}" toName="{TEXT}" showInline="true" {when}"{value}">'
            yield f"{head}{options}</Choices>\n"
        for name in LISTS[label]:
            yield (
                f'  <TextArea name="{name}" toName="{TEXT}" {when}"{value}" '
                f'placeholder="{name}" editable="true"/>\n'
            )
