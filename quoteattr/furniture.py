"""Furniture: the lines of a web page that are no part of its article.

"Advertisement", "READ MORE: Mayor quits", "Image source, Getty Images", "Sign up for our
newsletter". They part what belongs together: a quote goes on behind an advertisement, and "she"
below the caption of a picture is nobody in the picture. So a text is read without them, and every
span that was found is put back where it stands in the whole.

A line is furniture by its own words alone; one that may hold somebody's words is none, unless it
is a link to another article. The first line of a text is always read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.records import Quote, QuoteDocument, Span, Speaker
from quoteattr.words import paragraphs

__all__ = ["Story", "furniture", "restored", "story"]

# How long a line may be, in code points.
_LONGEST = 300

_SITE = (
    r"(?:Facebook|Twitter|X|Instagram|WhatsApp|Telegram|YouTube|TikTok|LinkedIn|Reddit|Google|Apple"
    r"|Spotify|email)"
)
# What a page asks of its reader, or says of itself.
_PAGE = regex.compile(
    rf"""
    \W* (?:
      adverti[sz](?:ement|ing)s? | (?:sponsored|promoted)(?:\s(?:content|post))?
    | (?:story|article|report|content)\scontinues\s(?:below|after)\b[^.]*
    | continue\sreading | scroll\s(?:down\s)?(?:to|for)\s.* | skip\s(?:to|past|advert)\b.*
    | (?:recommended|related|top|latest|trending|popular|more)
        (?:\s(?:stories|articles|topics|content|news|links|coverage|posts|videos?|reading|headlines
          |for\syou))?
    | most\s(?:read|popular|viewed|watched|shared) | trending\snow | up\snext
    | more\son\sthis(?:\sstory)? | more\sfrom\s[\w\s.’'&-]{{2,40}} | read\s(?:next|more|on|also)
    | you\s(?:may|might)\s(?:also\s)?(?:like|enjoy|be\sinterested\sin)\b.*
    | don[’']t\smiss(?:\sout)? | editor[’']?s[’']?\s(?:picks?|choice)
    | share(?:\s(?:this|on|via|with)\b.*)? | (?:copy|get)\slink | print
    | comments? | (?:leave|post|add)\sa\scomment
    | (?:follow|like|join)\s(?:us|our|the|@)\b.*\bon\s{_SITE}\b.* | follow\s(?:us|@)\b.*
    | join\sour\b.*
    | (?:sign\sup|subscribe|register|log\sin|sign\sin)(?:\s(?:for|to|now|here|today|with|and)\b.*)?
    | get\s(?:the|our|all)\b.*\b(?:newsletter|inbox|app|alerts?)\b.*
    | (?:for\smore|receive|join)\b.{{0,80}}\bnewsletters?\b.{{0,40}}
    | (?:click|tap|swipe)\s(?:here|on|to|the)\b.* | download\s(?:the|our)\b.*\bapp\b.*
    | view\s(?:this\spost|gallery|more|all|comments|image)\b.{{0,40}}
    | (?:watch|listen)(?:\s(?:now|live|to\sthis\sarticle)\b.*)?
    | play(?:\s(?:video|audio|now))? | video(?:\splayer)? | image | gallery | getty\simages
    | file\s(?:photo|image|picture) | loading | (?:close|open)\smenu
    | list\sof\s\d+\sitems? | end\sof\slist | \d+\sof\s\d+ | \d+\smin(?:ute)?s?\sread
    | (?:reading|read)\stime\b.* | (?:last\s)?(?:updated|modified)\s?:.*
    | (?:tags?|topics?|filed\sunder|categor(?:y|ies)|keywords)\s?:.*
    | (?:copyright\s(?:©|\(c\)|\d)|©|\(c\)\s).* | all\srights\sreserved\b.*
    | this\s(?:article|story|report)\s(?:was\s)?(?:originally|first)\s(?:appeared|published)\b.*
    | a\spost\sshared\sby\b.*
    ) \W*
    """,
    regex.VERBOSE | regex.I,
)
# A link to another article.
_LINK = regex.compile(
    r"""
    \W* (?:
      (?:read|see|also|watch|listen)\s(?:more|also|read|see|it|on|here|next|this|now|live)
    | related(?:\s(?:article|story|news|content|link|post|video|coverage|reading))?
    | recommended(?:\sreading)? | further\sreading | don[’']t\smiss | must\s(?:read|watch|see)
    | in\spictures | from\sthe\sarchives?
    | more\s(?:on\sthis(?:\sstory)?|from\s[\p{L}\s]{2,30}|here)
    ) \s? [:|»>→] \s? \S.*
  | \W* (?:read|see|watch|listen) \s? [:|»>→] \s? [^.\s][^.]*
    """,
    regex.VERBOSE | regex.I,
)
_SHOWN = r"(?:Photo|Photograph|Picture|Image|Illustration|Graphic|Video|Credit|Courtesy)s?"
# A picture's caption or credit.
_PICTURE = regex.compile(
    rf"""
    (?i: (?:image\s(?:source|caption|copyright)|media\scaption)[,:]?\s.*
      | (?:caption|image|picture|photo)s?:\s.* )
  | {_SHOWN}(?:\s(?:credit|courtesy))?(?:\s?:\s|\s(?:by|via|courtesy\sof|from)\s)[^.!?]*
  | (?:FILE|FILE\s(?:PHOTO|PICTURE|IMAGE)|File\s(?:photo|picture))\s?[:–—-]\s.*
  | \d+\sof\s\d+\s\|\s.*
  | .*[(\[](?:(?:AP|AFP|EPA|PA|Reuters|Getty)(?:\s(?:Photo|Picture|Image)s?|/)
      |(?:File\s)?(?:Photo|Picture|Image|Photograph)s?\b)[^()\[\]]{{0,80}}[)\]]\.?
  | .*[(\[]\p{{Lu}}[\p{{L}}\s.’'-]{{2,50}}/[\p{{L}}\s.’'&/-]{{2,60}}[)\]]
  | .*[.|]\s{_SHOWN}(?:\s(?:by|credit))?:\s[^.]{{2,60}}
    """,
    regex.VERBOSE,
)
# What may be somebody's words.
_SAYS = regex.compile(
    r"[“”\"„«»]|\b(?:said|says?|told|tells|asked|asks|added|adds|wrote|writes|warned|warns|claim(?:s|ed)"
    r"|according|reported)\b",
    regex.I,
)


@attrs.frozen
class Story:
    """A text without furniture, and where it stands in the whole.

    Attributes:
        whole: the text as it was given.
        text: the same without furniture.
        starts: where each stretch of ``text`` begins in it, from 0 on.
        moved: how far on in the whole each stretch stands.
    """

    whole: str
    text: str
    starts: tuple[int, ...]
    moved: tuple[int, ...]

    def parts(self, start: int, end: int) -> list[Offsets]:
        """Where a stretch of ``text`` stands in the whole: its parts around what was left out."""
        first, last = self._stretch(start), self._stretch(max(start, end - 1))
        bounds = [start, *self.starts[first + 1 : last + 1], end]
        moved = self.moved[first : last + 1]
        stretches = zip(pairwise(bounds), moved, strict=True)
        return [(low + by, high + by) for (low, high), by in stretches]

    def _stretch(self, position: int) -> int:
        return max(0, bisect_right(self.starts, position) - 1)


def furniture(text: str) -> list[Offsets]:
    """The lines of a text that are no part of its article, in order.

    >>> text = "Rain fell.\\n\\nAdvertisement\\n\\nREAD MORE: Snow fell\\n\\nIt stopped."
    >>> [text[a:b] for a, b in furniture(text)]
    ['Advertisement', 'READ MORE: Snow fell']
    """
    return [line for line in paragraphs(text)[1:] if _is_furniture(text, *line)]


def _is_furniture(text: str, start: int, end: int) -> bool:
    line = text[start:end].strip()
    if len(line) > _LONGEST:
        return False
    if _LINK.fullmatch(line):
        return True
    page = _PAGE.fullmatch(line) or _PICTURE.fullmatch(line)
    return page is not None and _SAYS.search(line) is None


def story(text: str) -> Story:
    """A text without its furniture.

    >>> one = story("“It fell\\n\\nAdvertisement\\n\\nand fell.”")
    >>> one.text, one.parts(0, 19)
    ('“It fell\\n\\nand fell.”', [(0, 10), (25, 34)])
    """
    starts, moved, kept = [0], [0], []
    at = gone = 0
    lines = paragraphs(text)
    nexts = {low: high for (low, _), (high, _) in pairwise([*lines, (len(text), len(text))])}
    for low, _ in furniture(text):
        kept.append(text[at:low])
        at = nexts[low]
        gone += at - low
        position = at - gone
        if position == starts[-1]:
            moved[-1] = gone
        else:
            starts.append(position)
            moved.append(gone)
    kept.append(text[at:])
    return Story(text, "".join(kept), tuple(starts), tuple(moved))


def restored(document: QuoteDocument, one: Story) -> QuoteDocument:
    """What was found in a text without its furniture, put back into the whole.

    Args:
        document: of ``one.text``.
        one: the text.
    """
    if len(one.text) == len(one.whole):
        return document
    speaker = cache(lambda who: _speaker(who, one))
    quotes: dict[str, Quote] = {}
    for quote in document.quotes:  # an outer one before those inside it
        quotes[quote.id] = attrs.evolve(
            quote,
            content=tuple(part for span in quote.content for part in _split(span, one)),
            cue=_spans(quote.cue, one),
            source=_spans(quote.source, one),
            speakers=tuple(map(speaker, quote.speakers)),
            addressees=tuple(map(speaker, quote.addressees)),
            parent=None if quote.parent is None else quotes[quote.parent.id],
            speaker_evidence=_spans(quote.speaker_evidence, one),
        )
    return attrs.evolve(
        document,
        text=one.whole,
        quotes=tuple(quotes.values()),
        speakers=tuple(map(speaker, document.speakers)),
        addressees=tuple(map(speaker, document.addressees)),
    )


def _speaker(who: Speaker, one: Story) -> Speaker:
    reason = who.anonymity_reason
    return attrs.evolve(
        who,
        mentions=_spans(who.mentions, one),
        roles=_spans(who.roles, one),
        anonymity_reason=None if reason is None else _span(reason, one),
        affiliations=_spans(who.affiliations, one),
    )


def _split(span: Span, one: Story) -> list[Span]:
    """A content's span without the furniture in its midst, and white space around that."""
    found = []
    for start, end in one.parts(span.start, span.end):
        words = one.whole[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            found.append(Span.of(one.whole, start, end))
    return found if len(found) > 1 else [_span(span, one)]


def _spans(spans: Iterable[Span], one: Story) -> tuple[Span, ...]:
    return tuple(_span(span, one) for span in spans)


def _span(span: Span, one: Story) -> Span:
    parts = one.parts(span.start, span.end)
    return Span.of(one.whole, parts[0][0], parts[-1][1])
