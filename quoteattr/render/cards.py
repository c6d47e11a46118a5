"""What stands beside the text in an HTML picture: the speakers, and each quote in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import attrs

from quoteattr.records import KINDS, Quote, QuoteDocument, Span, Speaker, counted, shortened
from quoteattr.render.article import keys
from quoteattr.render.palette import LIGHT

__all__ = ["Card", "Hues", "Label", "about", "cards", "how", "hues", "labels", "people", "summary"]

# A colour's place in the palette for each speaker's id; None for those without a name.
Hues: TypeAlias = dict[str, int | None]

NOBODY = "no speaker found"


@attrs.frozen
class Label:
    """A quote in words.

    Attributes:
        number: its place among the quotes, 1-based.
        by: numbers of its speakers' cards, 1-based; that of the last card where it has none.
        who: its speakers, short.
        kind: direct, indirect or mixed.
        how: the kind, the mode where it is not speech, and whether it is negated.
        text: its content.
        cue: the words that report it.
        to: who was told.
        sure: how sure the model is of content and cue, in per cent.
        sure_who: how sure it is of the speakers, in per cent.
        because: the mentions that led to the speakers, where more than the source's own did.
        unnamed: whether the text leaves a speaker unnamed.
        hue: the colour, from 0; None for a source without a name.
        tied: the keys of its source and cue in the text.
    """

    number: int
    by: tuple[int, ...]
    who: str
    kind: str
    how: tuple[str, ...]
    text: str
    cue: str
    to: str
    sure: str
    sure_who: str
    because: tuple[str, ...]
    unnamed: bool
    hue: int | None
    tied: tuple[str, ...]


@attrs.frozen
class Card:
    """A speaker in words.

    Attributes:
        number: 1-based.
        name: the name, or the description of one who has none.
        kind: person, group, …; empty where unknown.
        unnamed: whether the text leaves them unnamed.
        reason: why it does, where the text says so.
        roles: what the text calls them, each once.
        bodies: whom they belong to or speak for, each once.
        quotes: what they said.
        kinds: how many of which kind, in words.
        mentions: the words that stand for them, each with how often.
        mentioned: how many mentions that makes.
        hue: the colour, from 0; None for a source without a name.
    """

    number: int
    name: str
    kind: str
    unnamed: bool
    reason: str
    roles: tuple[str, ...]
    bodies: tuple[str, ...]
    quotes: tuple[Label, ...]
    kinds: str
    mentions: tuple[tuple[str, int], ...]
    mentioned: int
    hue: int | None


def people(document: QuoteDocument) -> list[Speaker]:
    """Everybody quoted, once each; in a document put together by hand also the unlisted."""
    quoted = (speaker for quote in document.quotes for speaker in quote.speakers)
    return list({s.id: s for s in (*document.speakers, *quoted)}.values())


def hues(document: QuoteDocument, speakers: Sequence[Speaker]) -> Hues:
    """Colours in turn, the most quoted first: where they recur it is for minor voices.

    Args:
        document: whose quotes are counted.
        speakers: as :func:`people` gives them.
    """
    named = [speaker for speaker in speakers if not speaker.anonymous]
    said = Counter(speaker.id for quote in document.quotes for speaker in quote.speakers)
    named.sort(key=lambda speaker: -said[speaker.id])
    found = {speaker.id: n % len(LIGHT.lines) for n, speaker in enumerate(named)}
    return {speaker.id: found.get(speaker.id) for speaker in speakers}


def labels(document: QuoteDocument, speakers: Sequence[Speaker], colours: Hues) -> list[Label]:
    """Each quote in words, in order.

    Args:
        document: whose quotes.
        speakers: as :func:`people` gives them.
        colours: as :func:`hues` gives them.
    """
    numbers = {speaker.id: n for n, speaker in enumerate(speakers, start=1)}
    names = _short_names(speakers)
    return [
        Label(
            number=number,
            by=tuple(numbers[s.id] for s in quote.speakers) or (len(speakers) + 1,),
            who=" and ".join(names[s.id] for s in quote.speakers) or NOBODY,
            kind=quote.kind,
            how=how(quote),
            text=quote.text,
            cue=quote.cue.text if quote.cue else "",
            to=", ".join(s.name for s in quote.addressees),
            sure=f"{quote.confidence:.0%}",
            sure_who=f"{quote.speaker_confidence:.0%}",
            because=_because(quote),
            unnamed=any(s.anonymous for s in quote.speakers),
            hue=colours[quote.speaker.id] if quote.speaker else None,
            tied=keys(quote),
        )
        for number, quote in enumerate(document.quotes, start=1)
    ]


def how(quote: Quote) -> tuple[str, ...]:
    """Kind and mode in words, the usual mode left out, and what a negated quote is."""
    mode = () if quote.mode == "speech" else (quote.mode,)
    return quote.kind, *mode, *["negated"] * quote.negated


def about(document: QuoteDocument) -> list[tuple[str, str]]:
    """The id of a document and the caller's fields, but for its title, with their names, short."""
    fields = {"id": document.id, **document.meta}
    words = {name: shortened(str(value)) for name, value in fields.items() if value is not None}
    return [(name, said) for name, said in words.items() if said and said != document.title]


def _because(quote: Quote) -> tuple[str, ...]:
    found = _once(quote.speaker_evidence)
    return found if len(found) > 1 else ()


def cards(speakers: Sequence[Speaker], quotes: Sequence[Label], colours: Hues) -> list[Card]:
    """Each speaker in words, in order, and a last card for the quotes without one, if any.

    Args:
        speakers: as :func:`people` gives them.
        quotes: as :func:`labels` gives them.
        colours: as :func:`hues` gives them.
    """
    own: dict[int, list[Label]] = defaultdict(list)
    for label in quotes:
        for number in set(label.by):
            own[number].append(label)
    found = [_card(n, s, own[n], colours[s.id]) for n, s in enumerate(speakers, start=1)]
    last = len(speakers) + 1
    return [*found, _card(last, Speaker("", NOBODY), own[last], None)] if own[last] else found


def summary(document: QuoteDocument, speakers: Sequence[Speaker]) -> str:
    """How much there is, in a few words.

    >>> summary(QuoteDocument("Nothing."), [])
    'No quotes'
    """
    if not document.quotes:
        return "No quotes"
    unnamed = sum(speaker.anonymous for speaker in speakers)
    said = f"{counted(len(document.quotes), 'quote')} by {counted(len(speakers), 'speaker')}"
    return f"{said}, {unnamed} of them unnamed" if unnamed else said


def _card(number: int, speaker: Speaker, own: Sequence[Label], hue: int | None) -> Card:
    kinds = Counter(label.kind for label in own)
    mentions = Counter(" ".join(span.text.split()) for span in speaker.mentions)
    return Card(
        number=number,
        name=speaker.name,
        kind="" if speaker.kind == "unknown" else speaker.kind,
        unnamed=speaker.anonymous,
        reason=speaker.anonymity_reason.text if speaker.anonymity_reason else "",
        roles=_once(speaker.roles),
        bodies=_once(speaker.affiliations),
        quotes=tuple(own),
        kinds=", ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kinds[kind]),
        mentions=tuple(mentions.most_common()),
        mentioned=len(speaker.mentions),
        hue=hue,
    )


def _once(spans: Sequence[Span]) -> tuple[str, ...]:
    """The words of spans on one line each, each once."""
    return tuple(dict.fromkeys(" ".join(span.text.split()) for span in spans))


def _short_names(speakers: Sequence[Speaker]) -> dict[str, str]:
    """Persons by the end of their name, where the text calls them so and nobody else."""
    taken = Counter(name for s in speakers for name in {s.name, *s.aliases})
    return {s.id: _short_name(s, taken) for s in speakers}


def _short_name(speaker: Speaker, taken: Mapping[str, int]) -> str:
    ends = [a for a in speaker.aliases if speaker.name.endswith(f" {a}") and taken[a] == 1]
    return min(ends, key=len) if ends and speaker.kind == "person" else speaker.name
