"""Hearing: which candidates are addressees, and who was told by the context alone.

``addressees`` finds stretches that may name one who was told; whether they do, is decided by
what they are and how they were found. Where the text tells it only between attributions, the
candidate is a speaker: of the answer to a question ("when asked whether ..., Oro said"), of the
question to an answer, and whoever was told in the same sentence before ("told Oro ..., adding").
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution
from quoteattr.speakers.lexicon import BODY_NOUNS, DOCUMENT_NOUNS, PERSON_NOUNS, word_set
from quoteattr.speakers.ranking.asking import is_reply
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene
from quoteattr.speakers.told.stretches import Heard

__all__ = ["Relation", "context_features", "likely", "relations", "span_features"]

_LIKELY = word_set(
    "object to noun from for-to inside miscue subject shared contact asked-by interview talk "
    "letter paper opening call"
)
# Only a model's slips lead to these, or they are rare: no annotated text teaches about them.
_REPAIRED = frozenset({"inside", "miscue", "call"})
# Found in the sentence, where the cue is any verb of saying.
_AROUND = frozenset({"interview", "talk", "letter", "address", "meeting"})
_REPLIES = regex.compile(r"(?:repl(?:y|ie)|respond|answer|retort)", regex.I)
# What whoever was told does next; of "replied" alone annotators say that nobody is told.
_BACK = regex.compile(r"(?:wr(?:ites?|ote)|shout(?:s|ed)|texted|e-?mailed|call(?:s|ed))\sback\b")
_QUESTION = regex.compile(r"^(?:ask|question|quer|inquir|enquir|quizz|press)", regex.I)
_TELLS = regex.compile(r"(?:tell|told|inform|assur|warn)", regex.I)
_ADDS = regex.compile(r"(?:add|saying|noting|stress|warning|explaining|insist|urging)", regex.I)
# How a sentence begins that goes on with the answer: "When asked ...", "In reply to a question".
_WHEN = regex.compile(
    r"[\s“\"]*(?:when|upon|after|if|on|asked|questioned|pressed|quizzed|in\s+(?:reply|response|answer)"
    r"|responding|replying|answering|to\s+an?(?:other)?\s)\b",
    regex.I,
)
# "The mayor, when asked whether"
_WHEN_ASKED = regex.compile(r",\s(?:when|on\sbeing|after\sbeing)\s$")
_WHEN_AT_LAST = regex.compile(r"[^.;:!?“”\"\n]*?\b(?:when|after\sbeing|on\sbeing)\s")
# Something written to somebody, by the words around it; and that it is quoted.
_MAIL = regex.compile(r"\b(?:letter|e-?mail|message|memo|note)$", regex.I)
_LETTER = regex.compile(
    r"\b(?:letters?|e-?mails?|messages?|memos?|notes?)\b[^.;“”\"\n]{0,40}?\sto\s|\b(?:wrote|written|writ(?:es|ing))\s"
    r"(?:back\s)?to\s|\b(?:e-?mailed|texted|messaged)\s",
    regex.I,
)
_WROTE = regex.compile(r"(?:wrote|writes?)\b", regex.I)
_REQUEST = regex.compile(r"(?:to|for|not\s+to)\s")


@attrs.frozen
class Relation:
    """Somebody told by the context: the speakers or the addressees of another attribution.

    Attributes:
        other: index of that attribution.
        how: answerer, asker, replied-to, in-reply, carried or written.
        told: whether its addressees are meant, not its speakers.
        manner: how sure the wording makes it: when (the sentence begins with "when"), same (it
            is the same sentence), near.
    """

    other: int
    how: str
    told: bool = False
    manner: str = "same"


def likely(how: str) -> bool:
    """What to take without weights: what the words around the cue say by themselves."""
    return how in _LIKELY


def span_features(heard: Heard, phrase: Phrase, cue: str) -> list[str]:
    """What speaks for a stretch's being an addressee; nothing where only its place counts.

    Args:
        heard: where it was found.
        phrase: what it says.
        cue: the words of the cue.
    """
    if heard.how in _REPAIRED:
        return []
    how = f"told:{heard.how}"
    sort = phrase.name.label if phrase.name else _sort(phrase)
    if heard.how in _AROUND:
        return [how, f"{how}+{phrase.form}", f"{how}+{sort}"]
    return [
        how,
        f"{how}+cue={_stem(cue)}",
        f"{how}+{phrase.form}",
        f"{how}+{sort}",
        f"told:{phrase.form}+{sort}",
    ]


def context_features(relation: Relation, attribution: Attribution, cue: str) -> list[str]:
    """What speaks for one who is told by the context.

    Args:
        relation: the other attribution.
        attribution: the one that was said.
        cue: the words of its cue.
    """
    how = f"told:{relation.how}"
    source = "source" if attribution.source else "no-source"
    return [how, f"{how}+cue={_stem(cue)}", f"{how}+{source}", f"{how}+{relation.manner}"]


def relations(
    scene: Scene, order: Sequence[int], place: int, told: Sequence[tuple[Referent, ...]]
) -> list[Relation]:
    """Whom the attributions around one say that it was said to.

    Args:
        scene: where everything stands.
        order: indices of the attributions in reading order.
        place: where in ``order`` the attribution stands.
        told: the addressees found so far, by index.
    """
    attribution = scene.attributions[order[place]]
    if not attribution.cue:
        came = place and any(is_reply(scene.text, end) for _, end in attribution.content)
        asks = came and bool(scene.attributions[order[place - 1]].cue)
        return [Relation(order[place - 1], "replied-to")] if asks else []
    found = _question(scene, order, place)
    return found + (_before(scene, order[place - 1], attribution, told) if place else [])


def _question(scene: Scene, order: Sequence[int], place: int) -> list[Relation]:
    """Who answers what is asked here."""
    index = order[place]
    if not _QUESTION.match(_cue(scene, index)):
        return []
    if place and _asked_behind(scene, order[place - 1], scene.attributions[index]):
        return [Relation(order[place - 1], "answerer", manner="when")]
    manner = _answered(scene, index, order[place + 1]) if place + 1 < len(order) else ""
    return [Relation(order[place + 1], "answerer", manner=manner)] if manner else []


def _asked_behind(scene: Scene, before: int, asked: Attribution) -> bool:
    """Whether "when asked" follows who answers: "“No,” Ana Oro said when asked whether"."""
    answer, at = scene.attributions[before], asked.cue[0][0]
    if asked.source or not answer.cue or not answer.source:
        return False
    end = max(answer.cue[-1][1], answer.source[-1][1])
    near = end <= at <= end + 60 and scene.sentence(end - 1) == scene.sentence(at)
    return near and _WHEN_AT_LAST.fullmatch(scene.text, end, at) is not None


def _before(
    scene: Scene, before: int, attribution: Attribution, told: Sequence[tuple[Referent, ...]]
) -> list[Relation]:
    """Who asked, or was told, just before in the same sentence."""
    other, start = scene.attributions[before], attribution.cue[0][0]
    first = min([start, *(low for low, _ in attribution.content)])
    if other.cue and _REPLIES.match(scene.text, start) and _asks(scene, before, first):
        return [Relation(before, "replied-to")]
    if told[before] and _BACK.match(scene.text, start):
        return [Relation(before, "in-reply")]
    if told[before] and _in_letter(scene, other, attribution):
        return [Relation(before, "written", told=True)]
    if not other.cue or scene.sentence(other.cue[0][0]) != scene.sentence(start):
        return []
    if _QUESTION.match(_cue(scene, before)):
        return [Relation(before, "asker")]
    adds = _ADDS.match(scene.text, start) and _TELLS.match(_cue(scene, before))
    return [Relation(before, "carried", told=True)] if adds and told[before] else []


def _in_letter(scene: Scene, letter: Attribution, attribution: Attribution) -> bool:
    """Whether words may be from the letter that was just told of: "In a letter to staff, Oro said
    no. “It is late,” she wrote"; "“It is late,” the letter read".
    """
    at = letter.cue[0] if letter.cue else letter.content[0]
    low, high = scene.sentence_of(at[0])
    if not _LETTER.search(scene.text, low, high) or _LETTER.search(scene.text, *attribution.cue[0]):
        return False
    start = attribution.cue[0][0]
    by_itself = any(_MAIL.search(scene.text, *span) for span in attribution.source)
    writes = _WROTE.match(scene.text, start) or by_itself
    return bool(writes) and 0 <= scene.paragraph(start) - scene.paragraph(at[0]) <= 1


def _asks(scene: Scene, before: int, start: int) -> bool:
    """Whether somebody asks something right before a reply, in its sentence or the one before."""
    asking = scene.attributions[before]
    low, high = asking.content[-1] if asking.content else asking.cue[-1]
    asks = scene.text[low:high].rstrip("”’\"' ").endswith("?")
    high = max(high, asking.cue[-1][1], *(end for _, end in asking.source))
    near = scene.sentence(start) - scene.sentence(high - 1) <= 1
    return bool(asking.source) and near and (asks or bool(_QUESTION.match(_cue(scene, before))))


def _cue(scene: Scene, index: int) -> str:
    return scene.text[slice(*scene.attributions[index].cue[0])]


def _answered(scene: Scene, index: int, after: int) -> str:
    """How the next attribution follows a question, if it may be the answer to it."""
    first, second = scene.attributions[index], scene.attributions[after]
    if not first.content or not second.source or _REQUEST.match(scene.text, *first.content[0]):
        return ""
    end, start = first.content[-1][1], second.source[0][0]
    low, high = scene.sentence_of(first.cue[0][0])
    if not end <= start < end + 160:
        return ""
    if start >= high:
        return "near" if scene.sentence(start) == scene.sentence(low) + 1 else ""
    when = _WHEN.match(scene.text, low) or _WHEN_ASKED.search(scene.text, low, first.cue[0][0])
    return "when" if when else "same"


def _sort(phrase: Phrase) -> str:
    if phrase.form == "pronoun":
        return phrase.head
    for sort, nouns in (("body", BODY_NOUNS), ("person", PERSON_NOUNS), ("paper", DOCUMENT_NOUNS)):
        if phrase.head in nouns:
            return sort
    return "other"


def _stem(cue: str) -> str:
    """The last word of the cue, cut to what its forms share."""
    words = cue.lower().split()
    word = words[-1] if words else ""
    if word in ("on", "upon", "to", "with") and len(words) > 1:
        word = words[-2]
    return "tell" if word in ("told", "tell", "tells", "telling") else word[:4]
