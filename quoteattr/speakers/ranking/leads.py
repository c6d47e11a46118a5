"""Leads: the person without a name whom the sentence before words in marks leads up to.

In "A neighbour described the storm. “The roof went first.”" the sentence says that somebody spoke,
felt or thought something, and words that stand alone behind it, without a cue or a source, are that
one's.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import PERSON_NOUNS, TITLES, singular, word_set
from quoteattr.speakers.reading.cores import noun_of
from quoteattr.speakers.setting.scene import Scene

__all__ = ["lead_before"]

# What one does who speaks, or how one feels who will.
_LEADS = r"""
    (?:(?:has|have|had|also|still|then|later|too|soon|both|all|often|only|\p{L}+ly)\s){0,2}
    (?: sp(?:oke|eaks?|oken) | talk(?:s|ed)? | expla(?:ins?|ined) | describe[sd]? | recall(?:s|ed)?
      | remember(?:s|ed)? | complain(?:s|ed)? | (?:dis)?agree[sd]? | object(?:s|ed)?
      | welcome[sd]? | defend(?:s|ed)? | praise[sd]? | critici[sz]e[sd]? | condemn(?:s|ed)?
      | den(?:y|ies|ied) | doubt(?:s|ed)? | hope[sd]? | wonder(?:s|ed)? | lament(?:s|ed)?
      | fear(?:s|ed)? | blame[sd]? | dismiss(?:es|ed)? | reject(?:s|ed)? | dispute[sd]?
      | echo(?:es|ed)? | confirm(?:s|ed)? | back(?:s|ed)\sthe | regret(?:s|ted)? | questioned
      | refused? | worr(?:y|ies|ied) | put\sit | saw\sit | (?:had|took)\sa\sdifferent
      | (?:was|were|is|are)\s(?:not\s|more\s|less\s|also\s|so\s)?
        (?: angry | furious | relieved | delighted | blunt | cautious | sure | certain | convinced
          | unconvinced | optimistic | hopeful | worried | afraid | happy | unhappy | pleased
          | shocked | stunned | clear | adamant | defiant | critical | s[ck]eptical
          | disappointed | proud | grateful | upset | surprised )
    )\b
"""
_LEAD = regex.compile(
    rf"""
    \s* (?:(?:But|And|Yet|Nearby|Outside|Inside|Elsewhere),?\s)?
    (?P<who>
        (?: [Aa]n? | [Oo]ne | [Aa]nother | [Tt]he | [Tt]wo | [Tt]hree | [Ss]ome | [Ss]everal
          | [Mm]any | [Oo]ther | [Mm]ost )
        (?= \s ) [^,.;:!?“”"\n]{{2,90}}?
      | \p{{Lu}}\p{{Ll}}+s
    )
    (?:,\s[^,.;:“”"\n]{{2,60}},)? \s {_LEADS}
    """,
    regex.VERBOSE,
)
# "One of the [drivers]".
_OF = regex.compile(r"^(?:\p{L}+\s){1,2}of\s(?:the|his|her|their|its|those|these)\s")
# Those before whom somebody speaks: the words behind their cheers and fears are the speaker's.
_HEARERS = word_set(
    "crowd audience supporter fan delegate reporter journalist listener spectator onlooker"
)
# How much white space may stand between a sentence and the words in marks behind it.
_BLANK = 40


def lead_before(scene: Scene, attribution: Attribution) -> Offsets | None:
    """The description that is the subject of the sentence right before words that stand alone.

    The words may open the next paragraph; nobody may have spoken in that sentence.

    Args:
        scene: what has been resolved so far.
        attribution: an attribution without a source.
    """
    if attribution.cue or attribution.source or not attribution.content:
        return None
    start = attribution.content[0][0]
    end = _end_before(scene.text, start)
    if end is None or not scene.quoted(start):
        return None
    low, high = scene.sentence_of(end - 1)
    if scene.paragraph(start) - scene.paragraph(end - 1) > 1 or _has_content(scene, low, end):
        return None
    m = _LEAD.match(scene.text, low, min(high, end))
    return m.span("who") if m is not None and _is_person(m["who"]) else None


def _end_before(text: str, start: int) -> int | None:
    """Where the sentence right before a place ends; None where none does."""
    lead = text[max(0, start - _BLANK) : start]
    end = start - len(lead) + len(lead.rstrip())
    return end if end > 1 and lead.rstrip().endswith((".", "!", ":")) else None


def _has_content(scene: Scene, low: int, end: int) -> bool:
    """Whether anybody is quoted at either end of a sentence."""
    return scene.content_at(end - 1) >= 0 or scene.content_at(low) >= 0


def _is_person(phrase: str) -> bool:
    """Whether the noun of a description is for persons."""
    noun = singular(noun_of(_OF.sub("", phrase)).lower())[0]
    return noun in PERSON_NOUNS | TITLES and noun not in _HEARERS
