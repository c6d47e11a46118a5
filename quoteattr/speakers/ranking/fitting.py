"""Fitting: how well a description fits a candidate, by its noun, its words and its names.

The text may call the candidate by the same noun, by others, or by none that tells its sort;
"the Veskian minister" is no minister of Lund; and some sorts of nouns are rarely, others nearly
always, said of somebody who has a name.
"""

from __future__ import annotations

from quoteattr.speakers.lexicon import (
    FEMALE_NOUNS,
    MALE_NOUNS,
    PAST,
    PERSON_NOUNS,
    TITLES,
    word_set,
)
from quoteattr.speakers.ranking.homes import home_of, stems
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = [
    "badge",
    "bucket",
    "fit_of",
    "is_generic",
    "likeness",
    "noun_class",
    "sex_of",
    "sort_of",
]

# Nouns that fit almost anybody and so tell little.
_GENERIC = word_set(
    "man woman person official leader politician lawmaker player one individual former "
    "veteran author expert boy girl body group side organisation organization agency country "
    "nation pair duo two three couple trio leaders"
)
_FACELESS = word_set(
    "source insider witness eyewitness complainant informant victim resident counsel attorney "
    "prosecutor interviewer agent aide spokesman spokeswoman spokesperson crowd user poster caller"
)
_KIN = word_set(
    "mother father parent son daughter brother sister uncle aunt nephew niece cousin wife husband "
    "partner grandmother grandfather widow family friend neighbour neighbor colleague "
    "mum mom mam mummy dad daddy gran granny grandma nan nana grandad granddad grandpa grandson "
    "granddaughter hubby widower stepfather stepmother stepson stepdaughter stepbrother stepsister "
    "girlfriend boyfriend fiancé fiancée fiance fiancee sibling twin in-law ex-wife ex-husband "
    "ex-girlfriend ex-boyfriend ex-partner ex"
)
# Those by which papers call anybody.
_FAMILIAR = word_set("mum mom mam mummy dad daddy gran granny grandma nan grandad granddad grandpa")
# Nouns that say what sort of body it is and point to none by themselves, as "the court" may.
_SORTS = word_set(
    "company firm party agency group organisation organization association airline bank newspaper "
    "daily club union charity body institution network channel broadcaster station website "
    "magazine retailer startup operator publisher outlet ngo nonprofit carrier maker manufacturer "
    "contractor supplier brewer insurer lender bloc coalition alliance movement school hospital "
    "university institute society watchdog regulator tank think-tank consortium"
)
# From where on pronouns tell of somebody who is called neither a man nor a woman.
_LEANS = 0.2


def sex_of(phrase: Phrase) -> str:
    """``m`` or ``f`` where a pronoun or a noun tells, else nothing."""
    if phrase.head == "he" or phrase.head in MALE_NOUNS:
        return "m"
    return "f" if phrase.head == "she" or phrase.head in FEMALE_NOUNS else ""


def likeness(phrase: Phrase, who: Referent) -> list[str]:
    """Shared words of a description and what the text calls the candidate."""
    out = []
    generic = is_generic(phrase.head)
    if phrase.head in who.heads:
        out += ["head", f"head-named={who.named}"]
    elif phrase.head in who.callings:
        out += ["calling", f"calling-{who.label}", f"calling-generic={generic}"]
    elif phrase.head in who.words:
        out.append("head-word")
    else:
        out.append(f"no-head-generic={generic}")
        out.append("no-head-but-role" if who.heads else "no-role")
    shared = len(phrase.words & (who.words | who.heads))
    missing = len(phrase.words) - shared
    fit = fit_of(phrase, who)
    out += [f"shared={min(shared, 2)}", f"missing={min(missing, 2)}"]
    out.append(f"fit={fit}+{min(shared, 1)}+{min(missing, 2)}")
    out.append(f"fit={fit}+generic={generic}+named={who.named}")
    out.append(f"fit={fit}+{sort_of(phrase)}+named={who.named}")
    if phrase.head in who.heads and not missing:
        out.append("all-words")
    if phrase.head in who.heads and who.label == "person":
        past = bool(PAST & who.words)
        out.append(f"past={bool(PAST & phrase.words)}+{past}")
    if sex := sex_of(phrase):
        lean = who.leaning if sex == "m" else -who.leaning
        out += ["leans-apart"] * (lean < -_LEANS)
        out += ["same-sex"] * bool(who.sex)
    if phrase.owner is not None and phrase.owner is who:
        out.append("own-owner")
    if who.anonymous:
        out.append("unnamed")
    if who.members:
        out.append(f"joint-count={min(phrase.count, 3)}+{noun_class(phrase.head)}")
    return out


def fit_of(phrase: Phrase, who: Referent) -> str:
    """Whether the text calls a candidate by a description's noun, by others, or by none."""
    if phrase.head in who.heads:
        return "yes"
    return "may" if phrase.head in who.callings else "no" if who.heads else "open"


def badge(phrase: Phrase, who: Referent, scene: Scene) -> list[str]:
    """Whether names in a description stand in the candidate's titles too, or others do.

    "The Veskian minister" is no minister of Lund.
    """
    named = stems(scene.text[phrase.start + 1 : phrase.end])
    if not named or who.label != "person":
        return []
    worn = {stem for start, end in who.roles for stem in stems(scene.text[start:end])}
    if phrase.origin:
        worn |= home_of(scene.text, who)
    if not worn:
        return ["badge=none"]
    return ["badge=same" if named & worn else "badge=other"]


def noun_class(head: str) -> str:
    """What sort of noun it is: a few sorts are rarely, or nearly always, said of somebody named."""
    if head in _FACELESS:
        return "faceless"
    if head in _KIN:
        return "kin"
    if head in TITLES:
        return "office"
    if head in _SORTS:
        return "sort"
    if head.endswith("-old"):
        return "age"
    return "person" if head in PERSON_NOUNS else "other"


def sort_of(phrase: Phrase) -> str:
    """What sort of noun it has, or "age" where it tells somebody's: "the 30-year-old baker"."""
    if any(word.endswith("-year-old") for word in phrase.words):
        return "age"
    familiar = phrase.head in _FAMILIAR or "-of-" in phrase.label
    if familiar and not (phrase.own or phrase.owner):
        return "person"  # "a mum who found a snake" is nobody's
    return noun_class(phrase.head)


def is_generic(head: str) -> bool:
    """Whether a noun fits almost anybody and so tells little."""
    return head in _GENERIC


def bucket(value: int, edges: tuple[int, ...]) -> int:
    """How many of the edges, in rising order, a number lies above."""
    return sum(value > edge for edge in edges)
