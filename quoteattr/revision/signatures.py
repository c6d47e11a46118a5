"""Signatures: who signs words in marks, or a headline, with a dash, a colon or in brackets.

"“We stay.” — Ana Oro, baker", "“We stay” (Ana Oro)", "“We stay” – mayor", and the headline "Port to
reopen by Friday - mayor".
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.revision.titles import words_in
from quoteattr.speakers.lexicon import BODY_NOUNS, PERSON_NOUNS, TITLES, singular, word_set
from quoteattr.speakers.wording import PARTICLE, STYLED

__all__ = ["headline", "signature"]

# How far behind words their signature is read.
_REACH = 160
# Fewer words than these that end without a stop may be a title.
_FEWEST_UNENDED = 3
# Fewer small words than these are no headline that says something.
_FEWEST_SMALL = 3
_DASH = r"[ \t]*(?:\r?\n[ \t]*){0,2}(?:—|―|–|--?)[ \t]*"
_NAMES = (
    r"\p{Lu}[\p{L}\p{M}.’'\-]*"
    rf"(?:[ ](?:{PARTICLE}[ ]){{0,2}}\p{{Lu}}[\p{{L}}\p{{M}}.’'\-]*){{0,4}}"
)
# "— Ana Oro, 61, baker", "– Port coach Ana Oro", to the end of the line or on a line of its own.
_NAME = regex.compile(
    rf"{_DASH}(?P<who>{STYLED}(?:(?:\p{{Lu}}[\p{{L}}\-]*[ ]){{0,3}}"
    rf"(?P<noun>\p{{Ll}}[\p{{L}}\-]*)[ ])?{_NAMES})"
    r"(?P<what>,[ ](?:(?!\b(?:said|says|told|is|was|are|were|has|had|will)\b)[^\n!?“”\"]){2,80}?)?"
    r"(?:[ ]\(@\w+\))?"
    r"(?P<when>[ ](?:on|ahead\sof|after|before|during|about|in|at)\s[^\n,.!?“”\"]{2,50}"
    r"|(?:,|[ ][–—-])?[ ](?:\p{Lu}\p{Ll}+[ ]\d{1,2},?|\d{1,2}[ ]\p{Lu}\p{Ll}+)[ ]\d{4})?"
    r"\.?[ \t]*(?=\r?\n|$)"
)
# "Oro" behind a colon, to the end of the line.
_COLON = regex.compile(
    r":[ ](?P<who>\p{Lu}[\p{L}\p{M}’'\-]+(?:[ ]\p{Lu}[\p{L}\p{M}.’'\-]*){0,2})(?P<what>)(?P<noun>)"
    r"(?:[ ](?:on|about|after|ahead\sof)[ ][^\n.!?“”\"]{2,70})?"
    r"[ \t]*(?=\r?\n|$)"
)
# "(Ana Oro, baker)" to the end of the line.
_BRACKETED = regex.compile(
    r"[ \t]*\((?P<who>\p{Lu}[\p{L}\p{M}’'\-]+(?:[ ]\p{Lu}[\p{L}\p{M}.’'\-]*){1,3})"
    r"(?P<what>,[ ][^\n()“”\"]{2,60})?(?P<noun>)\)\.?[ \t]*(?=\r?\n|$)"
)
# "— harbour master" to the end of the line; its noun is asked for.
_OFFICE = (
    r"(?:–|—|―|--?|:)[ ](?P<who>(?:(?:[Tt]he|[Aa]n?|[Oo]ne)[ ])?"
    r"(?:\p{L}[\p{L}’'\-]*[ ]){0,3}?(?P<noun>\p{L}+)"
)
_ENDS = r"[ \t]*(?=\r?\n|$)"
# Of whom more may be told: "– a resident of Lund, who did not give her name".
_SIGNED_OFFICE = regex.compile(
    rf"[ \t]*{_OFFICE}(?:[ ](?:of|in|at|from|for)[ ][^\n,.“”\"]{{2,40}})?)"
    rf"(?:,[ ][^\n“”\"]{{2,60}})?\.?{_ENDS}"
)
_HEADLINE = regex.compile(
    r"\s*(?!(?:Wh(?:ere|at|en|y|o|ich)|How|Live|Watch|Photos?)\b)"
    rf"(?P<what>[^\n“”\"]{{12,160}}?[\p{{L}}\p{{N}}])(?:[ ]|(?=:)){_OFFICE}){_ENDS}"
)
_ABBREVIATED = regex.compile(r"(?:\b\p{Lu}|\b[JS]r)\.$")
_SAYERS = (
    PERSON_NOUNS
    | BODY_NOUNS
    | TITLES
    | word_set("official source police report study poll survey media witness PM UN EU")
) - word_set("team man woman child boy girl hero star winner king queen lover fan")
# Whose report a text is, or when it came; no person's name.
_CREDIT = regex.compile(
    r"\p{Lu}{2,}|.*\b(?:Reuters|Xinhua|Bernama|Bloomberg|Antara|Press|News|Agenc(?:e|y|ies)|Staff"
    r"|Reporters?|Reporting|Correspondent|\p{L}+day)\b.*"
)
# The next item of a list whose first one looks like a signature.
_NEXT_ITEM = regex.compile(r"\.?[ \t]*\r?\n[ \t]*[-–—]")


def signature(text: str, start: int, end: int, *, ended: bool) -> Offsets | None:
    """Who signs words in marks, with what that one is; None where nobody does.

    Args:
        text: the text.
        start, end: offsets of the words with their marks.
        ended: whether the words end in a stop or a comma.

    >>> text = "“We stay.” — Ana Oro, baker"
    >>> text[slice(*signature(text, 0, 10, ended=True))]
    'Ana Oro, baker'
    """
    office = _SIGNED_OFFICE.match(text, end, end + _REACH)
    if office is not None and office["noun"].islower() and _says(office["noun"]):
        return _span(office)
    forms = (form.match(text, end, end + _REACH) for form in (_NAME, _BRACKETED, _COLON))
    m = next((m for m in forms if m is not None), None)
    if m is None or _CREDIT.fullmatch(m["who"]) or (m["noun"] and not _says(m["noun"])):
        return None
    if not ended and not m["noun"] and len(words_in(text, start, end)) < _FEWEST_UNENDED:
        return None
    if _NEXT_ITEM.match(text, m.end("what") if m["what"] else m.end("who")):
        return None
    if m["what"] is not None and not m["what"][2:3].isupper():  # "Ana Oro, Lund" is one
        return int(m.start("who")), int(m.end("what")) - m["what"].endswith(",")
    first, last = _span(m)
    stop = text[last - 1] == "." and not _ABBREVIATED.search(m["who"])
    return first, last - stop


def headline(text: str) -> tuple[Offsets, Offsets] | None:
    """Of a first line that names who says so at its end, what is said, and who says it.

    >>> text = "Port to reopen by Friday - mayor\\n\\nThe port of Lund was shut in May."
    >>> [text[slice(*span)] for span in headline(text)]
    ['Port to reopen by Friday', 'mayor']
    """
    m = _HEADLINE.match(text)
    if m is None or not _says(m["noun"]):
        return None
    what = int(m.start("what")), int(m.end("what"))
    small = sum(word[0].islower() for word in words_in(text, *what))
    return (what, _span(m)) if small >= _FEWEST_SMALL else None


def _says(noun: str) -> bool:
    """Whether a noun, or letters, may be who says something."""
    return noun in _SAYERS or singular(noun.lower())[0] in _SAYERS


def _span(found: regex.Match[str]) -> Offsets:
    start, end = found.span("who")
    return int(start), int(end)
