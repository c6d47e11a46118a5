"""Turns: the speaker of a quote that names no source, by its position.

A continued quote keeps the speaker before it; a direct quote that stands alone right after
another one is the answer in a dialogue; a report without an agent ("it is said", "accused of")
has nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.rejections import is_rejected
from quoteattr.speakers.lexicon import PRONOUNS
from quoteattr.speakers.order import end_of
from quoteattr.speakers.ranking.asking import ASKS
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Said, Scene
from quoteattr.speakers.wording import QUESTIONED

__all__ = [
    "answered",
    "inherited",
    "is_agentless",
    "replies",
    "spoken_of",
    "subject_before",
    "thinks",
]

_PASSIVE = regex.compile(
    r"\b(?:was|were|is|are|been|be|being|gets?|got)\s+"
    r"(?:(?:\p{L}+ly|also|not|then|never|later|again|only|even|once|first|soon|now)\s+)?$",
    regex.I,
)
_CARRIES_ON = regex.compile(
    r"^(?:add(?:s|ed|ing)?|saying|said|says|noting|stressing|warning|telling|claiming|insisting"
    r"|explaining|arguing|adding|continued?|asking|asked|urging|urged|told|wrote|writing"
    r"|announced|stated|instructed|ordered|described)$",
    regex.I,
)
_EXPLETIVE = regex.compile(
    r"it(?:\s+(?:is|was|has\s+been|had\s+been|may\s+be|can\s+be)|[’']s)\s+(?:\p{L}+ly\s+|also\s+|not\s+)*$",
    regex.I,
)
# A participle that opens a sentence: who asked is not told.
_WHEN = regex.compile(r"\bwhen\s$")
_QUESTIONED = regex.compile(
    rf"(?<=(?:^|\n|[.!?][”\"’'»]?\s+)){QUESTIONED}\s"
    r"(?:(?:later|again|repeatedly|specifically)\s)?(?:if|whether|why|how|what|who|when|where|about|on)\b"
)
# What may stand before a verb that opens a paragraph without a subject: "But said …".
_BUT = regex.compile(r"\s*(?:But|And|Yet|Also|Then)\s+(?:(?:also|then|later|further)\s+)?")
# "Asked about the mill, [he] smiled.": whom a sentence without a name is about.
_ABOUT = regex.compile(
    rf"""
    \s* (?: (?:When\s)? (?:{QUESTIONED}|Reminded|Told) \s [^“”"\n]* ,\s )?
    (?:
        (?P<who> [Hh]e | [Ss]he ) \s (?!(?:said|says|added|told|asked|wrote)\b) \p{{L}}
      | (?P<who> (?:[Tt]he|Her|His) (?:\s\p{{L}}[\p{{L}}\-]*){{1,4}} ) \s
        (?: smile[sd] | laugh(?:s|ed) | shrug(?:s|ged) | nod(?:s|ded) | sigh(?:s|ed) | pause[sd]
          | grin(?:s|ned) | frown(?:s|ed) | sh(?:akes|ook) | look(?:s|ed) | hesitate[sd] | wince[sd]
          | (?:was|is) \s (?:\p{{L}}+ly\s)?
            (?: cautious | blunt | clear | furious | defiant | adamant | unmoved | unimpressed
              | angry | unconvinced | unrepentant | incredulous | delighted | relieved
              | s[ck]eptical )
        )\b
    )
    """,
    regex.VERBOSE,
)
# How many paragraphs back, and names ahead, are read for who answers.
_REACH = 3
_MARKS = "\"“„«‘'"
# How much white space may stand between a sentence and the words in marks behind it.
_BLANK = 40


def is_agentless(text: str, attribution: Attribution) -> bool:
    """Whether the source is the "it" of "it is alleged that", or whoever "hit back at claims
    that", or "Asked if" has none: nobody.

    >>> it = Attribution(((14, 20),), cue=((6, 13),), source=((0, 2),))
    >>> is_agentless("It is alleged he lied", it), is_agentless("It has alleged he lied", it)
    (True, False)
    """
    if not attribution.cue:
        return False
    if not attribution.source:
        at = attribution.cue[0][0]
        when = _WHEN.search(text, max(0, at - 10), at)  # "The mayor, when asked"
        return when is not None or _QUESTIONED.match(text, at) is not None
    (start, end), (cue, _) = attribution.source[0], attribution.cue[0]
    if end <= cue and is_rejected(text, end, cue):
        return True
    return _EXPLETIVE.fullmatch(text, start, cue) is not None


def _stands_alone(attribution: Attribution) -> bool:
    """Whether words have neither a cue nor a quote around them."""
    return bool(attribution.content) and not attribution.cue and attribution.parent is None


def _spoke_since(scene: Scene, low: int, start: int) -> bool:
    """Whether the last attribution before a place ends behind an earlier one."""
    return any(end_of(scene.attributions[said.index]) > low for said in scene.said_before(start, 1))


def answered(
    scene: Scene, attribution: Attribution, told: Sequence[tuple[Referent, ...]]
) -> tuple[Referent, ...]:
    """Who was asked right before words in marks that name nobody: "I asked Ana Oro why."

    Args:
        scene: what has been resolved so far.
        attribution: an attribution without a source.
        told: the addressees of each attribution, by its index.
    """
    if not _stands_alone(attribution):
        return ()
    start = attribution.content[0][0]
    said = scene.said_before(start, 1)
    if not said or not scene.quoted(start):
        return ()
    last = scene.attributions[said[0].index]
    end = max((e for _, e in (*last.content, *last.cue)), default=start)
    asked = any(ASKS.fullmatch(scene.text, *cue) for cue in last.cue)
    close = not scene.text[end:start].strip(' .?\n\r\t”"’')
    return told[said[0].index] if asked and close else ()


def replies(scene: Scene, attribution: Attribution) -> tuple[Referent, ...] | None:
    """Who answers in the paragraph below a question that was put to nobody named.

    That is another one who spoke shortly before, else the first person whom the text is about
    below, else nobody; None where no question stands right before.

    Args:
        scene: what has been resolved so far.
        attribution: an attribution without a source.
    """
    if not _stands_alone(attribution):
        return None
    start, end = attribution.content[0][0], attribution.content[-1][1]
    said = scene.said_before(start, 2)
    if not said or not scene.quoted(start):
        return None
    last = scene.attributions[said[0].index]
    stop = end_of(last)
    asked = any(ASKS.fullmatch(scene.text, *cue) for cue in last.cue)
    below = scene.paragraph(start) - scene.paragraph(said[0].start) == 1
    if not (asked and below) or scene.text[stop:start].count("\n") == 0:
        return None
    others = [one.speakers for one in said[1:] if one.speakers != said[0].speakers]
    if others and scene.paragraph(start) - scene.paragraph(said[1].start) <= _REACH:
        return others[0]
    for step in scene.ahead(end, _REACH):
        who = step.who
        if who.label == "person" and who not in said[0].speakers and not scene.quoted(step.start):
            return (who,)
    return ()


def thinks(scene: Scene, attribution: Attribution, parent: tuple[Referent, ...]) -> Referent | None:
    """Who thinks what opens a report of one's own: "Ana Oro said she hoped it would rain".

    Args:
        scene: what has been resolved so far.
        attribution: an attribution with a source.
        parent: the speakers of the attribution whose content holds it.
    """
    if attribution.mode != "thought" or attribution.parent is None or len(parent) != 1:
        return None
    start, end = attribution.source[0]
    head = PRONOUNS.get(scene.text[start:end].lower())
    begun = [s for s, _ in scene.attributions[attribution.parent].content if s <= start]
    low = max(begun, default=0)
    if head not in ("he", "she") or scene.text[low:start].strip().lower() not in ("", "that"):
        return None
    who = parent[0]
    person = who.label == "person" and who.number != "plural"
    return who if person and who.may_be(head) else None


def spoken_of(scene: Scene, attribution: Attribution) -> Referent | None:
    """Whom the sentence right before words in marks is about: "Ana Oro smiles. “I will go.”"

    Args:
        scene: what has been resolved so far.
        attribution: an attribution without a source.
    """
    if not _stands_alone(attribution):
        return None
    start = attribution.content[0][0]
    opens = scene.sentence_of(start)[0]
    paragraph = scene.paragraphs[scene.paragraph(start)][0]
    if start - opens > 1 or opens <= paragraph or not scene.quoted(start):
        return None
    low, high = scene.sentence_of(opens - 1)
    low = max(low, paragraph)
    return None if _spoke_since(scene, low, start) else scene.subject(low, high)


def subject_before(scene: Scene, attribution: Attribution) -> Offsets | None:
    """The "he" or "the senator" whom the sentence right before words in marks is about.

    The words may open the next paragraph; nobody may have spoken in between.

    Args:
        scene: what has been resolved so far.
        attribution: an attribution without a source.
    """
    if not _stands_alone(attribution):
        return None
    start = attribution.content[0][0]
    lead = scene.text[max(0, start - _BLANK) : start]
    end = start - len(lead) + len(lead.rstrip())
    if not scene.quoted(start) or not lead.rstrip().endswith((".", "!", "…")):
        return None
    low, high = scene.sentence_of(end - 1)
    if scene.paragraph(start) - scene.paragraph(end - 1) > 1 or scene.content_at(high - 1) >= 0:
        return None
    if _spoke_since(scene, low, start):
        return None
    m = _ABOUT.match(scene.text, low, high)
    return None if m is None else m.span("who")


def inherited(
    scene: Scene, attribution: Attribution, parent: tuple[Referent, ...]
) -> tuple[Referent, ...]:
    """The speakers of an attribution without a source, none where the text has no agent.

    Args:
        scene: what has been resolved so far.
        attribution: the attribution.
        parent: the speakers of the attribution whose content holds it.
    """
    spans = attribution.content or attribution.cue
    if not spans:
        return ()
    start = spans[0][0]
    if attribution.cue:
        return _elided(scene, attribution, start)
    if parent:
        return parent
    before = scene.said_before(start, 3)
    if not before:
        return ()
    if _answers(scene, before, attribution):
        return before[1].speakers
    if scene.text[start : start + 1] in _MARKS:
        # Words in marks are a person's sooner than a document's or a crowd's.
        before = [said for said in before if _in_person(said)] or before
    return before[0].speakers


def _in_person(said: Said) -> bool:
    return all(s.label == "person" and not s.anonymous for s in said.speakers)


def _elided(scene: Scene, attribution: Attribution, start: int) -> tuple[Referent, ...]:
    """An active verb whose subject is left out carries the last speaker on."""
    low, high = attribution.cue[0]
    cue = scene.text[low:high]
    if not _CARRIES_ON.match(cue) or _PASSIVE.search(scene.text, max(0, low - 30), low):
        return ()
    opens = scene.paragraphs[scene.paragraph(low)][0]
    reach = 1 if _BUT.fullmatch(scene.text, opens, low) else 0
    for said in scene.said_before(min(low, start), 1):
        if scene.paragraph(low) - scene.paragraph(said.start) <= reach:
            return said.speakers
    return ()


def _answers(
    scene: Scene,
    before: list[Said],
    attribution: Attribution,
) -> bool:
    """Whether a direct quote stands right after another one whose speaker another has answered."""
    if len(before) < 2 or before[0].speakers == before[1].speakers:
        return False
    start = attribution.content[0][0]
    if scene.text[start : start + 1] not in _MARKS:
        return False
    last = scene.attributions[before[0].index]
    end = end_of(last)
    apart = scene.paragraph(start) - scene.paragraph(before[1].start)
    return not scene.text[end:start].strip(" .\n\r\t") and apart <= 3
