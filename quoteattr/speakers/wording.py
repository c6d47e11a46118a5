"""Ready pieces of patterns that several modules of the speaker step read by.

A piece is one alternative or one group, so that it may stand anywhere in a pattern, verbose or not.
Where a pattern of many branches is slow to say no, :func:`holds_any` is asked first.
"""

from collections.abc import Iterable

from quoteattr.speakers.lexicon import (
    ABBREVIATIONS,
    MONTHS,
    PARTICLES,
    SHORT_TITLES,
    WEEKDAYS,
    word_set,
)

__all__ = [
    "AGED",
    "DAY",
    "FIRM",
    "FULL_STOP",
    "MADE_BY",
    "MONTH",
    "NUMBER",
    "PARTICLE",
    "PRODUCT",
    "QUESTIONED",
    "REPORTS",
    "SHORT_TITLE",
    "STYLED",
    "THINKS",
    "TO_DO",
    "TRIED",
    "holds_any",
]

#: A title in short, without its stop.
SHORT_TITLE = rf"(?:{'|'.join(sorted(SHORT_TITLES))})"
#: What may stand before a name to address somebody, with its space.
STYLED = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s)?"
# "No." before a number is one; the word is none, so "no." ends a sentence.
_ANY_CASE = "|".join(sorted(ABBREVIATIONS - {"No"}))
#: A stop, but for that of an abbreviation or an initial: "Mr. Oro", "J. Oro", "the U.S. Senate".
FULL_STOP = rf"(?:\.(?<!\b(?:\p{{Lu}}|No|(?i:{_ANY_CASE}))\.))"
# Words elsewhere: "What do Oro and Lund want", "à la Oro", "ten Oros".
_WORDS = word_set("do ten la le ben st y e")
#: What belongs to the surname behind it, and is no word elsewhere.
PARTICLE = rf"(?:{'|'.join(sorted(PARTICLES - _WORDS))})"
#: A weekday and a month, as written.
DAY = rf"(?:{'|'.join(sorted(day.title() for day in WEEKDAYS))})"
MONTH = rf"(?:{'|'.join(sorted(month.title() for month in MONTHS))})"
#: A small number that is more than one, as a word.
NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten)"
#: An age behind a name: ", aged 41", " (41)".
AGED = r"(?:,\s(?:aged\s)?\d\d\b|\s\(\d\d\))"
#: What a firm is, that sells or makes something.
FIRM = (
    r"(?:company|firm|airline|carrier|bank|lender|retailer|brewer|manufacturer|insurer|utility"
    r"|publisher|developer|start-?up|carmaker|automaker|drugmaker|chipmaker|chain|conglomerate"
    r"|supermarket|operator)"
)
#: Before whoever made a thing.
MADE_BY = (
    r"(?:(?:made|built|sold|produced|developed|supplied|operated|run|designed|manufactured)\sby\s)"
)
#: What a newspaper does, behind its name.
REPORTS = (
    r"(?:\s(?:(?:has|had|also|first)\s){0,3}"
    r"(?:report(?:s|ed)|understands|reveal(?:s|ed)|learn(?:s|ed|t))\b)"
)
#: A participle that opens a sentence about somebody who was asked.
QUESTIONED = r"(?:Asked|Pressed|Questioned|Quizzed|Challenged)"
#: What is called by its maker's name, singular.
PRODUCT = r"(?:app|phone|handset|car|model|tablet|console|drug|vaccine|game|pram|brand)"
#: Behind one who is told to do something, and so does not ask.
TO_DO = r"\sto\s\p{Ll}"
#: Participles of what a court does to one who is tried.
TRIED = r"(?:charged|arraigned|indicted|convicted|acquitted|sentenced)"
#: Verbs of what is said or thought, which name nobody: "told me her son thinks".
THINKS = (
    r"(?:thinks?|thought|believes?|believed|says?|said|knows?|knew|claims?|claimed|fears?|feared|hopes?"
    r"|hoped|insists?|insisted|feels?|felt|wants?|wanted)"
)


def holds_any(text: str, low: int, high: int, parts: Iterable[str]) -> bool:
    """Whether any of some lower-cased parts of words stands in a stretch, in whatever case.

    >>> holds_any("An Interview with Ana Oro", 0, 12, ("interview", "talk"))
    True
    >>> holds_any("An Interview with Ana Oro", 13, 25, ("interview", "talk"))
    False
    """
    lowered = text[low:high].lower()
    return any(part in lowered for part in parts)
