"""Plain: whom the words right around a mention leave no doubt about.

"My client" is whose lawyer speaks, the contractor in "It was built by Veld. The contractor said" is
Veld: where such words stand, nobody is ranked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.barred import Barred
from quoteattr.speakers.candidates import Candidates
from quoteattr.speakers.hidden.reasons import reason_near
from quoteattr.speakers.hidden.unnamed import hides_persons
from quoteattr.speakers.lexicon import LAWYERS, ROLES
from quoteattr.speakers.naming.ages import age_in
from quoteattr.speakers.order import end_of
from quoteattr.speakers.owners import Owners
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.ranking.fitting import badge, sex_of
from quoteattr.speakers.ranking.kinds import other_kind
from quoteattr.speakers.reading.dealings import asked_first, dealt_with, told_and
from quoteattr.speakers.reading.mentions import Phrase, is_bare, read_phrase
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.shown import Shown
from quoteattr.speakers.walk import Walk
from quoteattr.speakers.wording import MADE_BY

__all__ = ["Plain"]

# The subject of a sentence that begins with a description.
_OPENING = regex.compile(
    r"(?P<who>The(?:\s\p{Ll}[\p{L}\-]*){1,3})\s(?:(?:has|had|also|later|then|promptly)\s)?\p{Ll}+(?:ed|ies|ew|t|id)\b"
)
# What begins a clause that says why somebody is not named, and how soon it says so.
_HIDES = regex.compile(
    r",?\s(?:who|whose|whom|speaking|talking|requesting|asking|declining|insisting|fearing|seeking"
    r"|withholding|granted|promised|given|on|under|not)\b"
)
_BESIDE = 60
# Nouns for a person that are for a body or something written, too.
_TWOFOLD = frozenset(
    {"brewer", "claimant", "executive", "guide", "legend", "model", "partner", "plaintiff"}
)
# Nouns for somebody who may be *they*.
_NEUTRAL = frozenset({"person", "source", "official", "insider", "employee", "resident", "worker"})
# "A 41-year-old": somebody without a name, but not in "Ana Oro, a 41-year-old".
_AGED = regex.compile(r"(?<!,\s)\b[Aa]n?\s(?:\p{L}+\s)?(\d{1,3})-year-old\b")
# Letters by which "hotel" and "Hotels" are one word.
_STEM = 5
# What firms do, of which a text has one of a sort.
_TRADES = frozenset(
    {"automaker", "brewer", "brewery", "builder", "carmaker", "chain", "chipmaker", "contractor"}
    | {"developer", "drugmaker", "housebuilder", "insurer", "manufacturer", "miner", "publisher"}
    | {"retailer", "shipbuilder", "steelmaker", "studio", "supermarket", "utility"}
)
# What one is who made something.
_MAKERS = frozenset(
    {"builder", "company", "contractor", "developer", "drugmaker", "firm", "maker", "manufacturer"}
    | {"operator", "producer", "shipbuilder", "supplier"}
)
_MADE_BY = regex.compile(rf"\b{MADE_BY}(?:the\s)?$")
_OWN = frozenset({"my", "his", "her", "their"})


class Plain:
    """Whom mentions mean that need no ranking.

    Args:
        walk: the text, and what was found so far.
        owners: whose somebody is: "his lawyer" has him for a client.
        barred: whom a description cannot mean.
        shown: whom the text right before shows.
        candidates: for what opens the sentence before.
    """

    def __init__(
        self, walk: Walk, owners: Owners, barred: Barred, shown: Shown, candidates: Candidates
    ) -> None:
        self.walk = walk
        self.text, self.naming, self.scene = walk.text, walk.naming, walk.scene
        self.groups, self.joined, self.indexes = walk.groups, walk.joined, walk.indexes
        self.table = walk.table
        self.owners, self.barred, self.shown = owners, barred, shown
        self.candidates = candidates

    def hides_itself(self, phrase: Phrase) -> bool:
        """Whether "the officer, who asked not to be named" is nobody with a name."""
        begins = _HIDES.match(self.text, phrase.end)
        if begins is None or not hides_persons(phrase):
            return False
        sentence = self.scene.sentence_of(phrase.start)
        reason = reason_near(self.text, phrase.start, phrase.end, sentence)
        return reason is not None and reason[0] - phrase.end < _BESIDE

    def trade(self, phrase: Phrase) -> Referent | None:
        """The only person whom the text calls by a noun for things and bodies too: "the model"."""
        more = phrase.words or phrase.tail or phrase.owner or phrase.own or phrase.plural
        if phrase.head not in _TWOFOLD or more or phrase.form != "definite":
            return None
        return self.joined.only_person(phrase.head)

    def reacting(self, phrase: Phrase) -> Referent | None:
        """Who has just been shown to react, if that one may be what a description says, and nobody
        else goes by it: "Oro was furious. “No,” the Lund skipper said".
        """
        who = self.shown.reacting(phrase) if phrase.head in ROLES else None
        if who is None or not self.barred.unbarred(phrase, [antecedents.Candidate(who, [])]):
            return None
        sex = sex_of(phrase)
        if sex and who.sex and sex != who.sex:
            return None
        known = self.indexes.going_by.first(phrase.head, phrase.start, 3)
        others = [
            o for o in known if o is not who and "badge=other" not in badge(phrase, o, self.scene)
        ]
        return None if others and not who.is_called(phrase.head) else who

    def made(self, phrase: Phrase) -> Referent | None:
        """The firm that the sentence before says to have made something: "It was built by Veld. The
        contractor said".
        """
        opens, _ = self.scene.sentence_of(phrase.start)
        if phrase.head not in _MAKERS or not is_bare(phrase) or phrase.start - opens > 2:
            return None
        low, _ = self.scene.sentence_of(max(0, opens - 2))
        made = [
            who
            for start, _, who in self.naming.within(low, opens)
            if who.label == "body" and _MADE_BY.search(self.text, max(low, start - 24), start)
        ]
        return made[0] if len(made) == 1 and not other_kind(made[0], phrase.head) else None

    def aged(self, phrase: Phrase) -> Referent | None:
        """The only one of an age: "the 41-year-old", "the 41-year-old baker"."""
        age = age_in((phrase.head, *phrase.words))
        if not age or phrase.plural or phrase.form != "definite":
            return None
        if self._nobodys_ages.get(str(age), phrase.end) <= phrase.start:
            return None  # somebody without a name
        first = self._by_age.get(age, ())[:2]
        found = [who for who in first if who.mentions[0][0] < phrase.start]
        if found:
            return found[0] if len(found) == 1 else None
        if (who := self._nameless_before(phrase)) is not None:
            return who
        # "The 72-year-old author" after a novelist and then a judge is the novelist.
        opens = self.scene.sentence_of(phrase.start)[0] == phrase.start
        known = self.indexes.going_by.first(phrase.head, phrase.start, 2) if opens else ()
        if len(known) == 1 and known[0].label == "person" and not known[0].ages:
            return known[0]
        return None if known else self.shown.of_no_age(phrase)

    def _nameless_before(self, phrase: Phrase) -> Referent | None:
        """Who spoke last, if that is one without a name: "a driver said", "the 38-year-old"."""
        if (said := self.scene.spoke_last(phrase.start)) is None:
            return None
        near = self.scene.paragraph(phrase.start) - self.scene.paragraph(said.start) <= 1
        end = end_of(self.scene.attributions[said.index])
        near = near and not self.scene.tells_of(end, phrase.start)
        who = said.speakers[0]
        one = who.label == "person" and who.number != "plural" and not who.named
        return who if one and near else None

    @cached_property
    def _nobodys_ages(self) -> Mapping[str, int]:
        """Where the text first ends to tell the age of somebody without a name."""
        found: dict[str, int] = {}
        for m in _AGED.finditer(self.text):
            found.setdefault(m[1], m.end())
        return found

    @cached_property
    def _by_age(self) -> Mapping[int, Sequence[Referent]]:
        """Those with a name by how old they are, in order of first mention."""
        found: dict[int, list[Referent]] = defaultdict(list)
        for who in self.naming.referents:
            for age in who.ages:
                found[age].append(who)
        return found

    def sole_body(self, phrase: Phrase) -> Referent | None:
        """The only body whose name lets it be called so: "the carmaker", of Oro Motors; or whose
        name has all words of a description: "the fire department".
        """
        more = phrase.tail or phrase.owner or phrase.own or phrase.plural or phrase.count
        if more or phrase.form != "definite" or self.scene.introduced(phrase.head, phrase.start):
            return None
        if phrase.head not in _TRADES and not phrase.words:
            return None
        known = self.indexes.going_by.first(phrase.head, phrase.start, 2)
        if len(known) != 1 or known[0].label != "body":
            return None
        name = {word[:_STEM] for key in known[0].keys for word in key}
        alike = phrase.head in _TRADES or phrase.head[:_STEM] in name
        alike = alike and all(w[:_STEM] in name for w in phrase.words)
        return known[0] if alike and not self._is_followed(known[0], phrase) else None

    def _is_followed(self, who: Referent, phrase: Phrase) -> bool:
        """Whether a firm of which nothing is known was named since: "Ford recalled cars"."""
        last = self.indexes.mentions.last_end(who, phrase.start)
        since = (one for *_, one in self.naming.within(last, phrase.start))
        return any(
            one.label == "body" and not (one.heads or one.callings) and " " not in one.name
            for one in since
        )

    def one_of_no_sex(self, phrase: Phrase) -> Referent | None:
        """Who is "they" right behind "A spokesperson said": one of whom nothing else is told."""
        said = self.scene.spoke_last(phrase.start) if phrase.head == "they" else None
        if said is None:
            return None
        who = said.speakers[0]
        near = self.scene.paragraph(phrase.start) - self.scene.paragraph(said.start) <= 1
        one = not who.named and who.label == "person" and who.number == "singular"
        neutral = any(noun in _NEUTRAL or noun.endswith("sperson") for noun in who.heads)
        return who if near and one and neutral else None

    def client(self, phrase: Phrase, lawyer: Referent) -> Referent | None:
        """Who "my client" is in the words of "Oro's lawyer", or of "his lawyer"."""
        if phrase.head != "client" or phrase.plural or phrase.own not in _OWN:
            return None
        for start, end in (*lawyer.roles[:3], *lawyer.mentions[:3]):
            role = read_phrase(self.text, start, end, self.naming)
            if role.head in LAWYERS:
                row = (role.owner,) if role.owner is not None else self.owners.owner(role, ())
                return next((who for who in row if who.label in ("person", "body")), None)
        return None

    def met(self, phrase: Phrase) -> Offsets | None:
        """Where the words say whom somebody asked or met right before a pronoun."""
        if phrase.head not in ("he", "she"):
            return None
        opens, _ = self.scene.sentence_of(phrase.start)
        told = told_and(self.text, opens, phrase.start, phrase.head)
        told = told or asked_first(self.text, opens, phrase.start)
        if told is not None or not self.scene.quoted(phrase.start):
            return told
        low = self.scene.content_start(phrase.start)
        span = dealt_with(self.text, low, phrase.start)
        return None if span is None or self.naming.persons(span[1], phrase.start) else span

    def opening_before(self, phrase: Phrase, exclude: Row) -> Referent | None:
        """Whom "The airline" in the sentence before means, if that is its subject."""
        opens, _ = self.scene.sentence_of(phrase.start)
        low, high = self.scene.sentence_of(max(0, opens - 1))
        m = _OPENING.match(self.text, low, high)
        if phrase.start != opens or m is None or phrase.head not in ("it", "he", "she"):
            return None
        before = read_phrase(self.text, m.start("who"), m.end("who"), self.naming)
        thing = phrase.head != "it" and before.head not in ROLES
        if before.form != "definite" or before.plural or thing:
            return None  # "The harbour was old, Oro said. He left."
        who = self.groups.settled(before)
        if who is None:
            options = self.candidates.options(before, (), self.walk.speakers_around(low), "source")
            choice = antecedents.choose(options, self.table)
            who = choice.who if choice.confidence > 0.5 else None
        sorts = ("body", "place", "unknown") if phrase.head == "it" else ("person", "unknown")
        if who is None or who.members or who in exclude or who.label not in sorts:
            return None
        return who if who.may_be(phrase.head) else None
