"""Vocatives: who is called by name in what is said: "“Tim, I must go,”", "“Is it late, Mr Oro?”".

At the beginning the name must be followed by a word that begins a clause of its own, and at the
end the sentence must be a question, an order or thanks, or say "you": "“It was built by an
architect, Ana Oro.”" calls nobody.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import PERSON_NOUNS, TITLES, singular, word_set
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.told.stretches import Heard

__all__ = ["called_by_name", "is_office"]

_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Sen|Rep|Judge|Senator|(?:Prime\s)?Minister|Mayor|Chief|Madam|President"
    r"|Governor|Chancellor|General|Professor|Councillor|Inspector)\.?\s)?"
)
_MARKS = "“\"‘'"
_OPENS = regex.compile(rf"[{_MARKS}]{{1,3}}{_TITLE}")
# What follows a name that was called: "Tim, I", "Tim, don’t", "Tim! You".
_CLAUSE = regex.compile(
    r"[,!]\s(?=(?:I|[Yy]ou|[Ww]e|[Ii]t|[Tt]hat|[Tt]his|[Tt]here|[Ww]hy|[Hh]ow|[Ww]here|[Ww]hat(?!\sa)"
    r"|[Dd]o|[Dd]on|[Dd]id|[Aa]re|[Cc]an|[Cc]ould|[Ww]ill|[Ww]ould|[Pp]lease|[Ll]et|[Cc]ome|[Gg]o|[Gg]et"
    r"|[Gg]ive|[Tt]ake|[Ll]isten|[Ll]ook|[Tt]ell|[Tt]hank|[Ss]orry|[Ss]top|[Ww]ait|[Ss]hut|[Hh]elp|[Rr]un)\b)"
)
_CLOSES = regex.compile(r"[?!.,]{0,2}[”\"’']{1,3}")
# The end of a sentence inside the words: "You cut it, Tim. They had not asked".
_ENDS = regex.compile(r"[?!.]\s(?=\p{Lu})")
# "Minister, look at me", "Thank you, Mr President."
_OFFICE = (
    r"(?:(?:Mr|Madam|Mister)\.?\s)?"
    r"(?P<who>(?:Honou?rable\s)?(?:Prime\s)?Minister|President|Premier|Governor|Mayor|Senator|Chancellor|Commissioner"
    r"|Ambassador|General|Professor)"
)
_THE_CLAUSE = (
    r"[,!]\s(?:the|my|our|your|his|her|their)\s(?:\p{L}+\s){1,4}?"
    r"(?:is|are|was|were|has|have|had|will)\b"
)
_OFFICE_FIRST = regex.compile(
    rf"[{_MARKS}]{{1,3}}{_OFFICE}(?={_CLAUSE.pattern}|{_THE_CLAUSE})",
    regex.I,
)
_CALLED = regex.compile(_OFFICE, regex.I)
_OFFICE_LAST = regex.compile(rf",\s{_OFFICE}(?=[?!.,]{{0,2}}[”\"])", regex.I)
# What the sentence holds whose last words call somebody.
_TURNED = regex.compile(
    r"\byou(?:rs?)?\b|^\W*(?:thanks?|sorry|please|welcome|good(?:bye|\smorning|\sevening|\snight)?"
    r"|bye|happy|come|go|get|don[’']t|let|listen|look|stop|wait|well\sdone|sleep|rest|easy|no|yes)\b",
    regex.I,
)
# Names for whoever is called, whom they do not tell: "“Grandma, I have to go,”".
_KIN = TITLES | word_set(
    "grandma grandpa granny nan dad daddy mum mummy mom mommy mama papa uncle auntie aunt sis bro "
    "boss ma’am madam madame señor señora senor senora monsieur sister brother baby honey"
)
_STOP = regex.compile(r"[.!?]\s")
_COMMA = regex.compile(rf",\s{_TITLE}")
# "my brother" before a comma, and a name after it.
_APPOSED = regex.compile(
    r"(?:the|an?|my|our|your|his|her|their)\s(?:[\p{L}\-]+\s){0,3}(?P<noun>[\p{L}\-]+)$"
)


def called_by_name(text: str, attribution: Attribution, naming: Naming) -> list[Heard]:
    """Those whom words in marks call by name.

    Args:
        text: the text.
        attribution: one attribution.
        naming: the names of the text.

    >>> from quoteattr.annotation.records import Entity
    >>> from quoteattr.speakers.naming.names import name_everybody
    >>> for text in ("“Tim, I must go,” she said.", "“Tim, who was late, left,” she said."):
    ...     said = Attribution(((0, text.index("”") + 1),), ((len(text) - 5, len(text) - 1),))
    ...     called_by_name(text, said, name_everybody(text, (Entity(1, 4, "Person"),), ()))
    [Heard(start=1, end=4, how='contact')]
    []
    """
    for start, end in (_with_marks(text, *span) for span in attribution.content):
        if text[start : start + 1] not in tuple(_MARKS):
            continue
        for low, high, who in naming.within(start, end):
            if who.label != "person" or text[low:high].lower() in _KIN:
                continue
            if _first(text, (start, end), low, high) or _last(text, (start, end), low, high):
                return [Heard(low, high, "contact")]
        if (called := _by_office(text, start, end)) is not None:
            return [called]
    return []


def is_office(text: str, start: int, end: int) -> bool:
    """Whether a stretch is no more than an office by which somebody is called: "minister"."""
    return _CALLED.fullmatch(text, start, end) is not None


def _by_office(text: str, start: int, end: int) -> Heard | None:
    """Who is called by an office at the beginning of words, or at the end."""
    first = _OFFICE_FIRST.match(text, start, end)
    if first is not None:
        low, high = first.span("who")
        return Heard(low, high, "contact")
    last = _OFFICE_LAST.search(text, max(start, end - 40), end)
    if last is None:
        return None
    begin = max((m.end() for m in _STOP.finditer(text, start, last.start())), default=start)
    turned = _TURNED.search(text[begin : last.start()]) or text[last.end()] == "?"
    low, high = last.span("who")
    return Heard(low, high, "contact") if turned else None


def _with_marks(text: str, start: int, end: int) -> Offsets:
    """A content with the marks around it, where a model left them out."""
    opens = start > 0 and text[start - 1] in _MARKS
    closes = _CLOSES.match(text, end)
    return start - opens, end if closes is None else closes.end()


def _first(text: str, content: Offsets, low: int, high: int) -> bool:
    """Whether a name opens the words, and a clause follows."""
    opens = _OPENS.fullmatch(text, content[0], low) is not None
    return opens and _CLAUSE.match(text, high, content[1]) is not None


def _last(text: str, content: Offsets, low: int, high: int) -> bool:
    """Whether a name closes the words, in a sentence that turns to somebody."""
    ends = _ENDS.match(text, high, content[1])
    if ends is None and _CLOSES.fullmatch(text, high, content[1]) is None:
        return False
    comma = list(_COMMA.finditer(text, max(content[0], low - 12), low))
    if not comma or comma[-1].end() != low:
        return False
    begin = max((m.end() for m in _STOP.finditer(text, content[0], low)), default=content[0])
    before = text[begin : comma[-1].start()]
    apposed = _APPOSED.search(before)
    if apposed and singular(apposed["noun"].lower())[0] in PERSON_NOUNS:
        return False
    return (
        "?" in text[high : high + 1 if ends else content[1]] or _TURNED.search(before) is not None
    )
