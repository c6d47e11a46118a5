"""What linking returns and takes: somebody over many documents, and somebody who is known."""

from __future__ import annotations

import attrs

from quoteattr.records import SpeakerKind, counted, shortened

__all__ = ["Appearance", "KnownSpeaker", "LinkedSpeaker"]


@attrs.frozen
class Appearance:
    """One speaker of one document.

    Attributes:
        document: the document's position in the stream, 0-based; failed documents are counted.
        speaker: the speaker's id in that document.
        quotes: positions of the speaker's quotes in ``document.quotes``, 0-based,
            those said jointly with others included.
        words: how many words they have, counted between white space.
        direct: how many of them are direct.
        negated: of how many the text says that they were not said.
        id: the document's id, or None.
        date: the day of the document, as in "2024-05-03", where its ``meta["date"]`` begins with
            a date, or the year or month of one, in ISO form; else None.
    """

    document: int
    speaker: str
    quotes: tuple[int, ...] = ()
    words: int = 0
    direct: int = 0
    negated: int = 0
    id: str | None = None
    date: str | None = None

    def __repr__(self) -> str:
        said = counted(len(self.quotes), "quote")
        return f"<Appearance {self.speaker} in document {self.document}, {said}>"


@attrs.frozen
class LinkedSpeaker:
    """Somebody who is quoted in one document or several.

    Attributes:
        id: the id that a knowledge file gives, or None.
        name: the name in the knowledge file, else the one of most words in the documents.
        kind: what most documents take it for.
        aliases: the other names that the documents use, fullest first.
        roles: titles and descriptions, without their article, the most frequent first.
        affiliations: the bodies it belongs to or speaks for, the most frequent first.
        pronouns: those that the documents use, as in :class:`~quoteattr.Speaker`, the most frequent
            first.
        anonymous: whether it is somebody whom a document leaves unnamed; joined to nobody then.
        appearances: where it speaks, in the order of the documents.
    """

    id: str | None
    name: str
    kind: SpeakerKind = "unknown"
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    anonymous: bool = False
    appearances: tuple[Appearance, ...] = ()

    @property
    def quote_count(self) -> int:
        """How many quotes it said, alone or with others."""
        return sum(len(appearance.quotes) for appearance in self.appearances)

    @property
    def document_count(self) -> int:
        """In how many documents it speaks."""
        return len({appearance.document for appearance in self.appearances})

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        said = counted(self.quote_count, "quote")
        where = counted(self.document_count, "document")
        return f"<LinkedSpeaker {shortened(self.name)!r}, {said} in {where}>"


@attrs.frozen
class KnownSpeaker:
    """Somebody whom the user knows beforehand.

    Attributes:
        id: the user's own id.
        name: the name, as :attr:`LinkedSpeaker.name` will give it.
        aliases: other names, in full; a bare surname among them claims whoever has no longer name.
        kind: person, organisation, ...; None fits any.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: SpeakerKind | None = None
