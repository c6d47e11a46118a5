"""Profiles: what one document says about one of its speakers, without the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import attrs
import regex

from quoteattr.people.records import Appearance
from quoteattr.records import QuoteDocument, Span, Speaker, SpeakerKind

__all__ = ["Profile", "profiles"]

# Right behind a name: "Ana Oro, 19,".
_AGE = regex.compile(r",\s(?P<age>\d{1,3})(?=[,.;:)]|\s(?:said|told|of|from)\b)")
_DAY = regex.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![-/.\d])")
_ARTICLE = regex.compile(r"^(?:the|an?|his|her|its|their)\s+", regex.I)


@attrs.frozen(eq=False)
class Profile:
    """One speaker of one document, as it is compared and counted.

    Attributes:
        appearance: which speaker it is, and what it said.
        name, kind, aliases, anonymous, pronouns: as in the document.
        roles: titles and descriptions, without their article, each once.
        bodies: whom it belongs to or speaks for, each once.
        age: how old the document says that it is, else -1.
        sex: ``m`` or ``f`` where the document says only *he* or only *she*, else nothing.
    """

    appearance: Appearance
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...]
    anonymous: bool
    roles: tuple[str, ...]
    bodies: tuple[str, ...]
    pronouns: tuple[str, ...]
    sex: str
    age: int = -1


def profiles(index: int, document: QuoteDocument) -> Iterator[Profile]:
    """Everybody who is quoted in a document, in its order.

    Args:
        index: the document's position in the stream, 0-based.
        document: one document.
    """
    said: dict[str, list[int]] = defaultdict(list)
    for n, quote in enumerate(document.quotes):
        for id_ in dict.fromkeys(speaker.id for speaker in quote.speakers):
            said[id_].append(n)
    day = _day(str(document.meta.get("date", "")))
    for speaker in document.speakers:
        quotes = [document.quotes[n] for n in said[speaker.id]]
        appearance = Appearance(
            document=index,
            speaker=speaker.id,
            quotes=tuple(said[speaker.id]),
            words=sum(len(quote.text.split()) for quote in quotes),
            direct=sum(quote.kind == "direct" for quote in quotes),
            negated=sum(quote.negated for quote in quotes),
            id=document.id,
            date=day,
        )
        yield _profile(speaker, appearance, document.text)


def _day(text: str) -> str | None:
    """The ISO date that a text begins with: a year, a month or a day.

    >>> _day("2024-05-03T10:00"), _day("2024-05"), _day("2024-5-3"), _day("2024-13-45")
    ('2024-05-03', '2024-05', None, None)
    """
    m = _DAY.match(text)
    day = m[0] if m else ""
    try:
        date.fromisoformat(f"{day}-01-01"[:10])
    except ValueError:
        return None
    return day


def _profile(speaker: Speaker, appearance: Appearance, text: str) -> Profile:
    he, she = "he" in speaker.pronouns, "she" in speaker.pronouns
    return Profile(
        appearance=appearance,
        name=speaker.name,
        kind=speaker.kind,
        aliases=speaker.aliases,
        anonymous=speaker.anonymous,
        roles=_words(speaker.roles),
        bodies=_words(speaker.affiliations),
        pronouns=speaker.pronouns,
        sex="" if he == she else "m" if he else "f",
        age=_age(speaker, text),
    )


def _age(speaker: Speaker, text: str) -> int:
    """The age behind the first mention that one stands behind; -1 where there is none."""
    found = (_AGE.match(text, span.end) for span in speaker.mentions)
    return next((int(m["age"]) for m in found if m is not None), -1)


def _words(spans: tuple[Span, ...]) -> tuple[str, ...]:
    lines = (" ".join(span.text.split()) for span in spans)
    return tuple(dict.fromkeys(_ARTICLE.sub("", line) for line in lines))
