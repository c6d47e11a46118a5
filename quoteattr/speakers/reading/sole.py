"""Sole: whom alone a description can mean, such as "the judge" in a text with one.

The one body named, the one holder of an office, the one of an office and a place, the one of an
office and its field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import DOCUMENT_NOUNS, PAST, TITLES, word_set
from quoteattr.speakers.naming.callings import callings
from quoteattr.speakers.ranking.fitting import noun_class
from quoteattr.speakers.ranking.homes import stems
from quoteattr.speakers.ranking.kinds import tells_kind
from quoteattr.speakers.ranking.offices import other_office
from quoteattr.speakers.ranking.trades import is_trade
from quoteattr.speakers.reading.mentions import Phrase, is_bare
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["by_name", "sole_body", "sole_holder", "sole_of_sort"]

# How far behind "a lawyer from Lund" the name may stand.
_NEAR = 30
# Of more than so many deputies nobody is looked for who holds the office in full.
_MANY = 30
_PAST = PAST | {"then"}
# Nouns for bodies that say of themselves what they are.
_CLEAR = word_set(
    "airline bank brewery brewer broadcaster carmaker automaker charity club cooperative hospital "
    "insurer museum newspaper orchestra railway retailer shipbuilder steelmaker supermarket union "
    "university utility drugmaker"
)
# Before an office, what says that somebody holds it now.
_IN_OFFICE = word_set("current present incumbent sitting serving")
# Before an office, what makes another one of it.
_NOT_QUITE = word_set(
    "shadow deputy vice assistant acting interim former ex late outgoing incoming opposition then "
    "junior associate"
)


def sole_body(scene: Scene, phrase: Phrase) -> Referent | None:
    """Whom "the party" means where one body alone is named up to there, of no known sort."""
    if not is_bare(phrase) or phrase.words or phrase.tail or noun_class(phrase.head) != "sort":
        return None
    if tells_kind(phrase.head) and scene.introduced(phrase.head, phrase.start):
        return None  # "a Swiss bank", which has no name
    seen = dict.fromkeys(step.who for step in scene.back(phrase.start) if step.who.label == "body")
    who = next(iter(seen), None)
    open_ = who is not None and who.named and not (who.heads or who.callings)
    return who if open_ and len(seen) == 1 else None


def by_name(referents: Iterable[Referent]) -> Mapping[str, Sequence[Referent]]:
    """The named bodies by those nouns that are said of few and that their names allow."""
    found: dict[str, list[Referent]] = defaultdict(list)
    for who in referents:
        if who.label == "body" and who.named:
            nouns = {noun for key in who.keys for noun in (*key, *callings("body", key))}
            for noun in nouns & _CLEAR:
                found[noun].append(who)
    return found


def sole_of_sort(
    scene: Scene, phrase: Phrase, called: Mapping[str, Sequence[Referent]]
) -> Referent | None:
    """The only body whose name lets it go by a noun that is said of few: "the airline".

    Args:
        scene: the text while it is being resolved.
        phrase: the description.
        called: what :func:`by_name` gives.
    """
    known = called.get(phrase.head, ())
    if len(known) != 1 or not is_bare(phrase) or phrase.words or phrase.tail:
        return None
    who = known[0]
    before = who.is_called(phrase.head) and who.mentions[0][0] < phrase.start
    return who if before and not scene.introduced(phrase.head, phrase.start) else None


def sole_holder(
    scene: Scene, phrase: Phrase, called: Mapping[str, Sequence[Referent]]
) -> Referent | None:
    """Who alone is called so, by a title, by a title and a place, or by a title and its field.

    Args:
        scene: the text while it is being resolved.
        phrase: the description.
        called: those with a name, by the nouns that the text has beside it.
    """
    known = called.get(phrase.head, ())
    found = _titled(scene, phrase, known)
    return found or _native(scene, phrase, known) or _of_a_field(phrase, known)


def _titled(scene: Scene, phrase: Phrase, known: Sequence[Referent]) -> Referent | None:
    """The one person with this office as a title, of whom alone a text says "the judge"; the
    one body whose name ends in the noun ("the ministry").
    """
    if not is_bare(phrase) or phrase.words - _IN_OFFICE or phrase.tail:
        return None
    if phrase.head in TITLES and len(known) > 1:
        known = _in_full(known)
    if len(known) != 1 or known[0].mentions[0][0] >= phrase.start:
        return None
    who = known[0]
    if phrase.words and who.words & _NOT_QUITE:
        return None  # "the current mayor" is not the former one
    if who.label == "body":
        sort = noun_class(phrase.head) == "sort"
        if (sort or phrase.head in DOCUMENT_NOUNS) and scene.introduced(phrase.head, phrase.start):
            return None  # "a report by Veld Bank" is not the First Information Report
        return who if any(_ends(key, phrase.head) for key in who.keys) else None
    if who.label != "person" or other_office(who, phrase.head, phrase.words):
        return None  # the mayor is not the deputy mayor
    trade = is_trade(phrase.head) and not _is_another(scene, who, phrase)
    return who if phrase.head in TITLES or trade else None


def _in_full(known: Sequence[Referent]) -> Sequence[Referent]:
    """The one of them who holds an office in full, where all others are deputies or have left."""
    if len(known) > _MANY:
        return known
    full = (who for who in known if who.label != "person" or not who.words & _NOT_QUITE)
    first = list(islice(full, 2))
    return first if len(first) == 1 else known


def _is_another(scene: Scene, who: Referent, phrase: Phrase) -> bool:
    """Whether a text has spoken of "a lawyer" who is not the one with a name."""
    if not scene.introduced(phrase.head, phrase.start):
        return False
    beside = (*who.roles, *((low - _NEAR, low) for low, _ in who.mentions))
    return scene.introductions.elsewhere(phrase.head, beside) < phrase.start


def _native(scene: Scene, phrase: Phrase, known: Sequence[Referent]) -> Referent | None:
    """The only one of this office, and of the place or body named before it, up to there."""
    if not is_bare(phrase) or phrase.tail or phrase.head not in TITLES:
        return None
    if not (named := stems(scene.text[phrase.start + 1 : phrase.end])):
        return None
    fitting = [
        who
        for who in known
        if who.label == "person"
        and who.mentions[0][0] < phrase.start
        and named <= {s for span in who.roles for s in stems(_with_word_before(scene.text, span))}
    ]
    return fitting[0] if len(fitting) == 1 else None


def _of_a_field(phrase: Phrase, known: Sequence[Referent]) -> Referent | None:
    """The only one with this office and its field: "Veskia's commodities minister"."""
    several = phrase.plural or phrase.count or phrase.own or phrase.tail
    if phrase.form != "definite" or several or phrase.head not in TITLES or not phrase.words:
        return None
    if phrase.words & _PAST:
        return None  # more than one has held it
    fitting = [
        who
        for who in known
        if who.label == "person"
        and phrase.words <= who.words | who.heads
        and who.words & _NOT_QUITE <= phrase.words
    ]
    return fitting[0] if len(fitting) == 1 else None


def _ends(key: tuple[str, ...], noun: str) -> bool:
    """Whether a name is that of a noun: "Health Ministry", "Ministry of Works"."""
    return key[-1] == noun or any(pair == (noun, "of") for pair in pairwise(key))


def _with_word_before(text: str, span: Offsets) -> str:
    """A title, and the word before it: "[Veskian] Minister of Works"."""
    return text[text.rfind(" ", 0, max(0, span[0] - 1)) + 1 : span[1]]
