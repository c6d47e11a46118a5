"""Barred: whom a mention cannot mean.

By its own words ("Oro's lawyer" is not Oro), by the one whom it tells ("the judge told her"), by
the other pronoun right before it ("He said no. She said yes"), and by what the text calls somebody:
another trade, office or age, or nothing at all where it has just introduced "a plumber".
"""

from __future__ import annotations

from collections.abc import Set

import regex

from quoteattr.speakers.lexicon import PAST, PERSON_NOUNS, PRONOUNS, TITLES, singular
from quoteattr.speakers.naming.ages import age_in
from quoteattr.speakers.owners import Owners
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.ranking.custody import in_custody
from quoteattr.speakers.ranking.fitting import is_generic, noun_class, sex_of
from quoteattr.speakers.ranking.homes import is_foreign
from quoteattr.speakers.ranking.offices import other_office
from quoteattr.speakers.ranking.others import POSSESSIVE, is_set_apart, is_told_apart
from quoteattr.speakers.ranking.strangers import without_strangers
from quoteattr.speakers.ranking.trades import is_trade, looks_on, other_trade
from quoteattr.speakers.reading.cores import core_of
from quoteattr.speakers.reading.mentions import Phrase, is_bare
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.shown import Shown
from quoteattr.speakers.walk import Walk

__all__ = ["Barred"]

# Titles of those whom everybody deals with.
_EVERYDAY = frozenset({"doctor", "officer"})
# "[The official] accused her", who is somebody else.
_ACTS_ON = regex.compile(
    r"\s(?:(?:has|had|also|later|then)\s){0,2}(?:accused|blamed|told|asked|urged|warned|assured|reminded"
    r"|praised|thanked|criticised|criticized|called|contradicted|challenged|advised|ordered|informed)"
    r"\s(?P<whom>him|her)\s(?=to\b|of\b|for\b|that\b|not\b|a\b|an\b|the\b|he\b|she\b|it\b|about\b)"
)
# Who acts for somebody, and is nobody of whom no more than a name is known.
_SERVES = frozenset(
    {"lawyer", "attorney", "solicitor", "barrister", "counsel", "agent", "doctor", "spokesman"}
    | {"spokeswoman", "spokesperson", "secretary", "assistant"}
)
# So many pronouns more for the other sex, and one is not meant.
_TWICE = 2
# Who asks is not who answers, named behind that one.
_ASKED_THE = regex.compile(r"[?][”\"’']\s(?:asked|asks|inquired|wondered)\s$")
_ASKED = regex.compile(r"\s(?:(?:then|also|later)\s)?(?:asked|asks|inquired|wondered)[.,]\s")
# How far before "the plumber" the words "a plumber" are looked for, and how near a name is beside.
_JUST, _BESIDE = 260, 40
# An office that a text names before it says "the president" of who holds it.
_HELD = frozenset({"president", "pope", "king", "queen"})
# And those that one alone holds where nothing is said of the place.
_LOCAL = frozenset({"mayor", "governor", "premier", "chancellor"})
# What a coroner or a president may be called too.
_TITLED = frozenset({"doctor", "professor"})
# Of a parliament, and of nobody whom the text does not call so.
_SPEAKER = regex.compile(r"[Tt]he\sSpeaker")


class Barred:
    """Whom a mention cannot mean.

    Args:
        walk: the text, and what was found so far.
        owners: whose somebody is: "her mother" is of her family.
        shown: whom the text right before shows: nobody else is *she* then.
    """

    def __init__(self, walk: Walk, owners: Owners, shown: Shown) -> None:
        self.text, self.naming, self.scene = walk.text, walk.naming, walk.scene
        self.owners, self.shown = owners, shown
        self.kinships = walk.kinships

    def modifiers(self, phrase: Phrase) -> Row:
        """Whom a description names beside its head: "the mayor of Lund" is not Lund."""
        if phrase.form in ("name", "pronoun"):
            return ()
        persons = tuple(who for *_, who in self.naming.persons(phrase.start, phrase.end))
        return persons if phrase.owner is None else (*persons, phrase.owner)

    def unbarred(
        self, phrase: Phrase, options: list[antecedents.Candidate]
    ) -> list[antecedents.Candidate]:
        """The candidates, without those whom what stands beside a mention rules out."""
        if (held := in_custody(self.scene, phrase)) is not None:
            # "The 24-year-old told officers" is one without a name, where the text named none.
            nobody = [o for o in options if o.who is None and phrase.form == "definite"]
            seen = [o for o in options if o.seen is not None and held[0] <= o.seen[0] < held[1]]
            return seen or nobody or options
        options = self._by_pronoun(phrase, options)
        options = without_strangers(self.text, self.naming, phrase, options)
        options = self._fitting(phrase, options)
        acted_on = self._acted_on(phrase)
        options = [o for o in options if o.who is None or o.who is not acted_on]
        if phrase.form == "definite":
            options = [o for o in options if o.who is None or not _is_another(o.who, phrase)]
            options = [o for o in options if o.who is None or not _is_of_other_sex(o.who, phrase)]
            options = [
                o for o in options if not o.who or not is_set_apart(self.text, o.who, phrase)
            ]
            options = self._but_last(phrase, options)
        if phrase.own in ("my", "our") and self.scene.content_at(phrase.start) < 0:
            # "My mother", in the text itself, is the author's.
            options = [o for o in options if o.who is None or o.who.is_called(phrase.head)]
        if self._is_their_own(phrase):
            options = [o for o in options if o.who is None or not _is_other(o.who, phrase.head)]
        if self._is_introduced(phrase) or _is_held(phrase):
            options = [o for o in options if _may_be_the(o.who, phrase.head)]
        if self._asks(phrase):  # "“Why?” the judge asked. “No,” said Ana Oro."
            options = [o for o in options if o.seen is None or o.seen[0] < phrase.start]
        if phrase.form == "definite" and phrase.head in TITLES:
            options = [o for o in options if not self._is_known_as_kin(o.who, phrase.head)]
        if self._just_met(phrase):
            options = [o for o in options if _may_be_new(o.who, phrase.head)]
        return self._by_owner(phrase, options)

    def _asks(self, phrase: Phrase) -> bool:
        """Whether a description is of who has just asked something in marks."""
        if _ASKED.match(self.text, phrase.end):
            return True
        return _ASKED_THE.search(self.text, max(0, phrase.start - 20), phrase.start) is not None

    def _acted_on(self, phrase: Phrase) -> Referent | None:
        """Who spoke right before "The official accused her", if she is the one, and no official."""
        m = _ACTS_ON.match(self.text, phrase.end)
        said = self.scene.spoke_last(phrase.start) if m and phrase.form == "definite" else None
        if m is None or said is None:
            return None
        who = said.speakers[0]
        named = who.named and who.label == "person" and phrase.head not in who.heads
        return who if named and who.may_be(PRONOUNS[m["whom"]]) else None

    def _by_pronoun(
        self, phrase: Phrase, options: list[antecedents.Candidate]
    ) -> list[antecedents.Candidate]:
        """The candidates for *he* or *she* that the sentences right before leave, if any."""
        if phrase.form != "pronoun" or phrase.head not in ("he", "she"):
            return options
        other = self.shown.other_pronoun(phrase)
        options = [o for o in options if o.who is not other] or options
        beat = self.shown.beat(phrase)
        options = [o for o in options if o.who is beat] or options
        at = self.shown.stranger(phrase) if beat is None else -1
        return [o for o in options if o.seen is not None and o.seen[0] == at] or options

    def _by_owner(
        self, phrase: Phrase, options: list[antecedents.Candidate]
    ) -> list[antecedents.Candidate]:
        """The candidates that may be "her mother" or "the port's chief"."""
        if phrase.own in ("his", "her") and noun_class(phrase.head) == "kin":
            family = {key[-1] for who in self.owners.owner(phrase, ()) for key in who.keys}
            options = [o for o in options if _may_be_kin(o.who, phrase.head, family)]
        if (owned := self._owned(phrase)) is not None:
            options = [o for o in options if _may_be_called(o.who, phrase.head, owned)]
        if phrase.own or phrase.owner is not None:
            options = [o for o in options if not _is_nameless_kin(o.who, phrase.head)]
        return options

    def _fitting(
        self, phrase: Phrase, options: list[antecedents.Candidate]
    ) -> list[antecedents.Candidate]:
        """The candidates, without those of another age or country, or of another sort."""
        if phrase.form == "indefinite":
            options = [o for o in options if o.who is None or not looks_on(o.who, phrase.head)]
            bearers = [o for o in options if o.who is not None and _bears(o, phrase)]
            if len({o.who for o in bearers}) == 1:  # "a coroner", then "Coroner Ana Oro"
                options = [o for o in options if o.who is None or o in bearers]
        if phrase.origin:  # "the Kenyan", of a Kenyan striker and a Norwegian one
            theirs = [o for o in options if self._may_be_from_there(o, phrase)]
            sure = any(_wears(o, "same") for o in theirs)
            options = [o for o in options if o.who is None or o in theirs] if sure else options
        if phrase.head == "speaker" and _SPEAKER.fullmatch(self.text, phrase.start, phrase.end):
            options = [o for o in options if o.who is None or o.who.is_called("speaker")]
        if age := age_in((phrase.head, *phrase.words)):
            options = [o for o in options if o.who is None or _may_have(o.who, age)]
        return options

    def _may_be_from_there(self, option: antecedents.Candidate, phrase: Phrase) -> bool:
        """Whether somebody is from where a description says, or may be, and was named right before:
        "Jonas Krag was not there. The Dane".
        """
        if _wears(option, "same") or option.seen is None or not _wears(option, "none"):
            return _wears(option, "same")
        if option.who is None or is_foreign(option.who, (phrase.head,)):
            return False
        here, there = (self.scene.sentence(at) for at in (phrase.start, option.seen[0]))
        return 0 <= here - there <= 1

    def _is_known_as_kin(self, who: Referent | None, noun: str) -> bool:
        """Whether the text knows somebody as kin alone: "his mother, Ida," is no mayor."""
        if who is None or who.is_called(noun) or not self.kinships.is_kin(who):
            return False
        return all(noun_class(head) in ("kin", "age") for head in who.heads)

    def _is_introduced(self, phrase: Phrase) -> bool:
        """Whether the text spoke of "a trader" before "the trader", who is that one."""
        trade = phrase.head in PERSON_NOUNS and not is_generic(phrase.head)
        bare = is_bare(phrase) and not (phrase.words or phrase.tail or phrase.count)
        return trade and bare and self.scene.introductions.alone(phrase.head, phrase.start)

    def _but_last(
        self, phrase: Phrase, options: list[antecedents.Candidate]
    ) -> list[antecedents.Candidate]:
        """The candidates, without who spoke last: "the other driver" did not."""
        if "other" not in phrase.words or phrase.plural:
            return options
        said = self.scene.said_before(phrase.start, 1)
        return [o for o in options if not said or o.who not in said[0].speakers]

    def _is_their_own(self, phrase: Phrase) -> bool:
        """Whether somebody speaks of "the doctor" in words in marks: the doctor of that one, whom
        the text need not know.
        """
        single = is_bare(phrase) and not (phrase.count or phrase.tail)
        noun = phrase.head in PERSON_NOUNS and phrase.head not in TITLES - _EVERYDAY
        the = not self.text[phrase.start : phrase.end].lower().startswith(("this ", "that "))
        return single and noun and the and self.scene.in_marks(phrase.start)

    def _just_met(self, phrase: Phrase) -> bool:
        """Whether "a plumber" stands shortly before "the plumber", beside nobody's name."""
        person = phrase.head in PERSON_NOUNS and not is_generic(phrase.head)
        bare = phrase.form == "definite" and is_bare(phrase) and not (phrase.words or phrase.tail)
        if not (person and bare) or phrase.plural:
            return False
        low = max(0, phrase.start - _JUST)
        words = r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s(?:\p{Ll}[\p{L}\-]*\s){0,2}"
        met = regex.finditer(
            words + regex.escape(phrase.head) + r"\b(?!-)", self.text, pos=low, endpos=phrase.start
        )
        return any(not self._is_named_beside(*m.span()) for m in met)

    def _is_named_beside(self, start: int, end: int) -> bool:
        """Whether a name stands beside a description: "Ana Oro, a plumber", "a plumber, Oro"."""
        for low, high, _ in self.naming.within(max(0, start - _BESIDE), end + _BESIDE):
            lead = self.text[high:start]
            if high <= start and lead.count(",") == 1 and "." not in lead:
                return True
            if low >= end and self.text[end:low] in (", ", " "):
                return True
        return False

    def _owned(self, phrase: Phrase) -> bool | None:
        """Whether a description is that of a body or of several: "the port's chief", "the
        rebels' negotiator"; False where it is that of a person, None where it is nobody's that is
        known.
        """
        if phrase.owner is not None:
            return {"person": False, "body": True}.get(phrase.owner.label)
        if phrase.own in ("his", "her") and phrase.head in _SERVES:
            return False
        m = POSSESSIVE.search(core_of(self.text[phrase.start : phrase.end])[0])
        owner, several = singular(m[1].lower()) if m is not None else ("", False)
        return several if owner in PERSON_NOUNS else None


def _wears(option: antecedents.Candidate, badge: str) -> bool:
    """Whether the text gives a candidate the same home as a description, none, or another."""
    return any(f.endswith(f"badge={badge}") for f in option.features)


def _bears(option: antecedents.Candidate, phrase: Phrase) -> bool:
    """Whether a candidate is named behind a description, and called so there."""
    behind = option.seen is not None and option.seen[0] >= phrase.end
    return option.who is not None and behind and option.who.is_called(phrase.head)


def _may_have(who: Referent, age: int) -> bool:
    """Whether somebody may be of an age: not if the text gives another."""
    return not who.ages or age in who.ages


def _is_another(who: Referent, phrase: Phrase) -> bool:
    """Whether the text gives somebody another trade, office or home than a description does."""
    trade = other_trade(who, phrase.head, phrase.words)
    trade = trade or (is_trade(phrase.head) and is_foreign(who, phrase.words))
    return trade or is_told_apart(who, phrase) or other_office(who, phrase.head, phrase.words)


def _is_held(phrase: Phrase) -> bool:
    """Whether a description is of an office that one alone holds: "the president"."""
    single = phrase.form == "definite" and not (phrase.plural or phrase.own)
    local = phrase.head in _LOCAL and not (phrase.words or phrase.tail)
    return single and (local or phrase.head in _HELD)


def _may_be_new(who: Referent | None, noun: str) -> bool:
    """Whether somebody may be "the plumber" behind "a plumber": one with a name is called so."""
    return who is None or not who.named or who.is_called(noun)


def _may_be_the(who: Referent | None, noun: str) -> bool:
    """Whether somebody may be "the trader": not if the text calls that one other things."""
    if who is None or not who.named or who.is_called(noun):
        return True
    told = (head for head in who.heads if head not in _TITLED)
    return bool(PAST & who.words) or all(noun_class(head) in ("kin", "age") for head in told)


def _is_of_other_sex(who: Referent, phrase: Phrase) -> bool:
    """Whether the text has "she" for somebody more than once, and a description is of "the dad"."""
    against = {"m": who.female - who.male, "f": who.male - who.female}.get(sex_of(phrase), 0)
    return against >= _TWICE and not who.is_called(phrase.head)


def _is_other(who: Referent, noun: str) -> bool:
    """Whether somebody has a name, and the text does not call that one so."""
    return who.named and not who.members and not who.is_called(noun)


def _may_be_kin(who: Referent | None, noun: str, family: Set[str]) -> bool:
    """Whether somebody may be "her mother": one with a name is called so, or is of her surname."""
    if who is None or not who.named or who.is_called(noun):
        return True
    return any(key[-1] in family for key in who.keys)


def _is_nameless_kin(who: Referent | None, noun: str) -> bool:
    """Whether all that the text calls somebody without a name is kin, and a description is not:
    "the defendant's mother" is not "his lawyer".
    """
    if who is None or who.named or not who.heads or noun_class(noun) == "kin":
        return False
    return all(noun_class(head) == "kin" for head in who.heads)


def _may_be_called(who: Referent | None, noun: str, of_body: bool) -> bool:
    """Whether somebody may be "Oro's lawyer": a name alone tells nothing of that.

    "The port's chief" may be a name of which nothing is known.
    """
    if who is None or not who.named or noun in who.heads:
        return True
    return of_body and (noun in who.callings or not who.heads)
