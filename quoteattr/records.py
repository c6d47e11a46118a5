"""The records that quoteattr returns: spans, quotes, speakers, documents.

All are frozen, hold tuples, and compare by value.
Offsets are 0-based, half-open and count code points of the text exactly as it was given:
``text[span.start:span.end] == span.text``.
Quotes hold the speakers themselves; a speaker never holds quotes.
``str`` of a span, a quote or a speaker gives its words; ``repr`` is one short line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

import attrs

from quoteattr.errors import OptionError, QuoteattrError
from quoteattr.meta import plain_id, plain_meta

if TYPE_CHECKING:
    import pandas

__all__ = ["FailedDocument", "Quote", "QuoteDocument", "Span", "Speaker"]

Kind: TypeAlias = Literal["direct", "indirect", "mixed"]
Mode: TypeAlias = Literal["speech", "writing", "thought"]
SpeakerKind: TypeAlias = Literal["person", "group", "organisation", "place", "document", "unknown"]
Number: TypeAlias = Literal["singular", "plural", "unknown"]

KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed")
MODES: tuple[Mode, ...] = ("speech", "writing", "thought")

_WIDTH = 50  # of the words in a repr


def shortened(text: str) -> str:
    """The first words of a text, on one line."""
    line = " ".join(text[: 4 * _WIDTH].split())
    return line if len(line) <= _WIDTH and len(text) <= 4 * _WIDTH else f"{line[: _WIDTH - 1]}…"


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "quote"), counted(2, "quote")
    ('1 quote', '2 quotes')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@attrs.frozen
class Span:
    """A stretch of the text.

    Attributes:
        start: offset of its first code point, 0-based.
        end: offset after its last code point.
        text: the words themselves, ``document.text[start:end]``.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span ``text[start:end]``.

        >>> Span.of("Kerry said no.", 0, 5)
        Span(0, 5, 'Kerry')
        """
        return cls(start, end, text[start:end])

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Span({self.start}, {self.end}, {shortened(self.text)!r})"


@attrs.frozen
class Speaker:
    """Somebody who is quoted, or told something: a person, a body, or a source without a name.

    Attributes:
        id: ``s1``, ``s2``, … in order of first mention.
        name: the fullest form of the name that the text gives;
            for an unnamed source its description without the article.
        kind: person, group, organisation, place, document or unknown.
        mentions: the spans of the text that stand for this speaker, in order of appearance.
        aliases: other names that the text uses, fullest first.
        roles: spans that tell the speaker's role or title.
        anonymous: whether the text leaves a person or persons unnamed ("officials", "a source"),
            or gives only a letter or a name that it says is false ("K.", "Ana, not her real name").
        anonymity_reason: the span that says why, where the text does.
        pronouns: the pronouns that the text uses for the speaker, each in its subject form
            (*he*, *she*, *it*, *they*); never guessed from a name.
        number: singular, plural or unknown.
        affiliations: spans that name the bodies the speaker belongs to or speaks for, where the
            text states it ("Harbour Board" in "Ida Brandt of the Harbour Board").
        honorifics: the spans before the name that are no part of it ("Mrs", "Sir", "Dr.").
    """

    id: str
    name: str
    kind: SpeakerKind = "unknown"
    mentions: tuple[Span, ...] = ()
    aliases: tuple[str, ...] = ()
    roles: tuple[Span, ...] = ()
    anonymous: bool = False
    anonymity_reason: Span | None = None
    pronouns: tuple[str, ...] = ()
    number: Number = "unknown"
    affiliations: tuple[Span, ...] = ()
    honorifics: tuple[Span, ...] = ()

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        kind = "unnamed" if self.anonymous else self.kind
        return f"<Speaker {self.id} {shortened(self.name)!r}, {kind}>"


def _id_of(quote: Quote | None) -> str | None:
    """What an outer quote is compared by: chains of any length compare without recursion."""
    return None if quote is None else quote.id


@attrs.frozen
class Quote:
    """One attribution: what was said, the words that report it, and who said it.

    Content, cue and source are the parts of an attribution relation in the sense of
    Pareti (2015); the modes are those of Semino and Short (2004).

    Attributes:
        id: ``q1``, ``q2``, … in order of appearance.
        kind: direct (all inside quotation marks), indirect (none of it) or mixed.
        mode: speech, writing or thought.
        content: what was said; several spans where the cue interrupts it
            or it runs over several paragraphs.
        cue: the words that report it (*said*, *according to*), or None; of a cue in several
            pieces the first.
        source: the mention that the text names as its source, or None; of a source in several
            pieces the first.
        speakers: who it was, resolved; several where it was said jointly, none where nobody is.
        addressees: who was told.
        parent: the quote whose content holds this one, or None. Quotes are compared by its id.
        confidence: probability that the content is a quote, half of its words at least, in
            [0, 1]; calibrated on texts held out from training (docs/measured.md).
        speaker_confidence: how sure it is of the speakers, in [0, 1].
        speaker_evidence: the mentions that led to the speakers, in the order of the reasoning: the
            source's mention, the earlier mention that it was taken to mean, the one that gives
            the name; of joint speakers one after the other, each span once.
        negated: whether the text says that it was not said ("never said that", "declined to say").
            A denial is a cue of its own: "denied that" is not negated.
    """

    id: str
    kind: Kind
    mode: Mode
    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    speakers: tuple[Speaker, ...] = ()
    addressees: tuple[Speaker, ...] = ()
    parent: Quote | None = attrs.field(default=None, eq=_id_of)
    confidence: float = 1.0
    speaker_confidence: float = 1.0
    speaker_evidence: tuple[Span, ...] = ()
    negated: bool = False

    @property
    def speaker(self) -> Speaker | None:
        """Who said it, or None; of joint speakers the first."""
        return self.speakers[0] if self.speakers else None

    @property
    def text(self) -> str:
        """The content's spans joined by a space."""
        return " ".join(span.text for span in self.content)

    @property
    def start(self) -> int:
        """Offset of the content's first code point."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Offset after the content's last code point."""
        return self.content[-1].end

    @property
    def depth(self) -> int:
        """How many quotes this one stands in."""
        depth, outer = 0, self.parent
        while outer is not None:
            depth, outer = depth + 1, outer.parent
        return depth

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        who = " and ".join(speaker.name for speaker in self.speakers) or "no speaker"
        how = [self.kind, *["negated"] * self.negated, shortened(who)]
        said = [shortened(self.cue.text)] if self.cue else []
        return f"<Quote {self.id} {', '.join(how + said)}: {shortened(self.text)}>"


@attrs.frozen
class QuoteDocument:
    """A text with its quotes and speakers; a sequence of its quotes.

    Attributes:
        text: the text exactly as it was given.
        quotes: the quotes in order of appearance; an outer quote before those inside it.
        speakers: everybody who is quoted, once each, in order of first mention.
        addressees: those who are only told something, once each, in order of first mention.
        model: the name of the model that read the text.
        id: the caller's name for the text, or None. What is no string becomes one.
        meta: the caller's fields, such as title and date, as JSON can hold them: dates become
            ISO strings, NaN becomes None, other objects their text.

    Raises:
        OptionError: ``meta`` is no mapping.
    """

    text: str
    quotes: tuple[Quote, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    addressees: tuple[Speaker, ...] = ()
    model: str = ""
    id: str | None = attrs.field(default=None, converter=plain_id)
    meta: Mapping[str, Any] = attrs.field(factory=dict, converter=plain_meta, hash=False)

    ok: Literal[True] = attrs.field(default=True, init=False, repr=False, eq=False)

    @property
    def title(self) -> str:
        """What the text is called: ``meta["title"]``, else the id, else nothing."""
        return str(self.meta.get("title") or self.id or "")

    def __iter__(self) -> Iterator[Quote]:
        """Iterate over the quotes."""
        return iter(self.quotes)

    def __len__(self) -> int:
        """The number of quotes."""
        return len(self.quotes)

    @overload
    def __getitem__(self, index: int) -> Quote: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Quote, ...]: ...

    def __getitem__(self, index: int | slice) -> Quote | tuple[Quote, ...]:
        """A quote by its position, or a tuple of some."""
        return self.quotes[index]

    def __bool__(self) -> bool:
        """Always true, also for a document without quotes."""
        return True

    def __repr__(self) -> str:
        name = "" if self.id is None else f" {shortened(self.id)!r}"
        said = f"{counted(len(self.quotes), 'quote')} by {counted(len(self.speakers), 'speaker')}"
        return f"<QuoteDocument{name}: {said}, {shortened(self.text)!r}>"

    def __str__(self) -> str:
        """The listing of :meth:`render` for a terminal."""
        return self.render("terminal").rstrip("\n")

    def quotes_by(self, speaker: Speaker | str) -> tuple[Quote, ...]:
        """The quotes of somebody, in order, those said jointly with others included.

        Args:
            speaker: one of the document's speakers, or a name or alias of theirs, in capitals or
                not. Where two are called so, the quotes of both. A speaker of another document has
                none here.

        Raises:
            OptionError: that is neither.
        """
        if isinstance(speaker, str):
            called = speaker.casefold()
            wanted = [s for s in self.speakers if called in map(str.casefold, (s.name, *s.aliases))]
        elif isinstance(speaker, Speaker):
            wanted = [speaker]
        else:
            allowed = "a name, or one of the document's speakers"
            raise OptionError("speaker", speaker, allowed)
        # by value: another document may have somebody else with the same id
        return tuple(q for q in self.quotes if any(s in q.speakers for s in wanted))

    def to_frame(self) -> pandas.DataFrame:
        """The quotes as a pandas data frame: :func:`quoteattr.quotes_frame` of this document.

        Raises:
            MissingExtraError: pandas is not installed.
            FormatError: the text holds a lone surrogate.
        """
        from quoteattr.tables import quotes_frame

        return quotes_frame([self])

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON, with a ``format_version``; quotes refer to speakers by id."""
        from quoteattr.export.json import to_dict

        return to_dict(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """:meth:`to_dict` as a JSON string."""
        from quoteattr.export.json import to_json

        return to_json(self, indent=indent)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> QuoteDocument:
        """The document back from :meth:`to_dict`.

        Raises:
            FormatError: another format version, a field missing or wrong,
                an id that points nowhere, a span that does not fit the text.
        """
        from quoteattr.export.json import from_dict

        return from_dict(data)

    @classmethod
    def from_json(cls, data: str) -> QuoteDocument:
        """The document back from :meth:`to_json`.

        Raises:
            FormatError: not JSON, or as in :meth:`from_dict`.
        """
        from quoteattr.export.json import from_json

        return from_json(data)

    def render(
        self,
        style: Literal["html", "page", "terminal"] = "html",
        *,
        title: str | None = None,
        width: int = 80,
        colour: bool = False,
    ) -> str:
        """The document as people read it.

        Args:
            style: ``"html"``, a fragment to put into a page; ``"page"``, a whole page;
                ``"terminal"``, lines of text. The HTML is self-contained.
            title: a name for the text, set above it; the document's own where None.
            width: for the terminal, columns that lines are wrapped to.
            colour: for the terminal, whether to use ANSI escapes.

        Raises:
            OptionError: there is no such style, or no such width.
        """
        title = self.title if title is None else title
        if not isinstance(width, int) or isinstance(width, bool) or width < 1:
            raise OptionError("width", width, "a whole number from 1")
        if style == "terminal":
            from quoteattr.render.terminal import to_text

            return to_text(self, title=title, width=width, colour=colour)
        from quoteattr.render.html import to_html, to_page

        if style == "html":
            return to_html(self, title=title)
        if style == "page":
            return to_page(self, title=title)
        raise OptionError("style", style, "'html', 'page' or 'terminal'")

    def _repr_html_(self) -> str:
        """What a notebook shows: ``render("html")``."""
        return self.render("html")


@attrs.frozen
class FailedDocument:
    """Stands in the place of a document that could not be read.

    Attributes:
        index: its position in the input, 0-based.
        error: what went wrong.
        id: as of a :class:`QuoteDocument`.
        meta: as of a :class:`QuoteDocument`.
    """

    index: int
    error: QuoteattrError
    id: str | None = attrs.field(default=None, converter=plain_id)
    meta: Mapping[str, Any] = attrs.field(factory=dict, converter=plain_meta, hash=False)

    ok: Literal[False] = attrs.field(default=False, init=False, repr=False, eq=False)

    def __repr__(self) -> str:
        name = "" if self.id is None else f" {shortened(self.id)!r}"
        return f"<FailedDocument{name} at {self.index}: {shortened(str(self.error))}>"
