"""Meanings: whom one mention stands for, by what stands before it in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from quoteattr.speakers.barred import Barred
from quoteattr.speakers.candidates import Candidates
from quoteattr.speakers.hidden.nameless import Nameless, is_writer, may_refer_back
from quoteattr.speakers.hidden.unnamed import (
    hides_persons,
    is_body,
    is_document,
    is_saying,
)
from quoteattr.speakers.lexicon import CHARGED_NOUNS, PERSON_NOUNS, PLURALS, PRONOUNS, TITLES
from quoteattr.speakers.naming.evidence import note_description
from quoteattr.speakers.naming.posts import is_charged
from quoteattr.speakers.nouns import Nouns
from quoteattr.speakers.owners import Owners
from quoteattr.speakers.plain import Plain
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.reading.mentions import Phrase, is_bare, read_phrase
from quoteattr.speakers.reading.short import says_nothing
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.sureness import Way
from quoteattr.speakers.walk import Walk
from quoteattr.speakers.writings import Writings

__all__ = ["Meanings"]

# From how sure a pronoun is on it tells of later ones, too.
_CERTAIN = 0.9
# Forms of address that are nouns after an article: "a reverend".
_RANKS = frozenset({"professor", "reverend", "lord", "lady"})
_APPOSED = regex.compile(r",\s(?P<what>an?\s[^,;:.“”\"]{2,60}?)(?=,|\swho\s|$)")
# What tells nothing of somebody but a place among others.
_COUNTED = regex.compile(
    r"(?:one|another|(?:an?\s|the\s)?(?:first|second|third|fourth|other))(?:\sof\s(?:them|those|these"
    r"|the\s(?:two|three|four|five|six|others)))?",
    regex.I,
)
# What only somebody does who is not the one that answers.
_ASKS = regex.compile(
    r"\s(?:(?:then|also|later)\s)?(?:asked|asks|shouted|inquired|wondered|wanted\sto\sknow)\b"
)


class Meanings:
    """Whom single mentions stand for.

    Args:
        walk: the text, and what was found so far.
        owners: whose somebody is.
        barred: whom a description names beside its head.
        nameless: those without a name.
        candidates: whom a mention may mean.
        plain: whom it means where nobody is ranked.
        writings: whose a document is.
        nouns: what stands before "who".
    """

    def __init__(
        self,
        walk: Walk,
        owners: Owners,
        barred: Barred,
        nameless: Nameless,
        candidates: Candidates,
        plain: Plain,
        writings: Writings,
        nouns: Nouns,
    ) -> None:
        self.walk = walk
        self.text, self.naming, self.scene = walk.text, walk.naming, walk.scene
        self.groups, self.joined, self.indexes = walk.groups, walk.joined, walk.indexes
        self.initials, self.transcript = walk.initials, walk.transcript
        self.owners, self.barred, self.nameless = owners, barred, nameless
        self.candidates, self.plain = candidates, plain
        self.writings, self.nouns = writings, nouns
        self._bodies: dict[Referent, Referent | None] = {}

    def mention(
        self, start: int, end: int, parent: Row = (), how: str = "source", exclude: Row = ()
    ) -> tuple[Referent | None, float]:
        """Whom one mention stands for, and how sure that is; notes it on the trail."""
        phrase = read_phrase(self.text, start, end, self.naming)
        if phrase.start >= phrase.end:  # marks and nothing else
            return None, 0.0
        if not is_document(phrase):
            exclude = (*exclude, *self.barred.modifiers(phrase), *self.owners.owner(phrase, parent))
            # Who says "I" in a turn is not the "he" or "the chairman" of it.
            exclude = exclude if parent else (*exclude, *self.transcript.speaker(phrase.start))
        kind, who, sure = self._referent(phrase, parent, exclude, how)
        if how == "source":
            self.walk.ways.append(Way(kind, sure))
        if who is None:
            return None, sure
        if phrase.form == "pronoun":
            if phrase.head in ("he", "she", "it", "they"):
                who.pronouns.setdefault(phrase.head)
            if sure >= _CERTAIN:
                who.male += phrase.head == "he"
                who.female += phrase.head == "she"
        elif phrase.form != "name" and phrase.head and phrase.head not in PRONOUNS:
            several = phrase.plural and phrase.head not in PLURALS
            if not (several and is_document(phrase)):  # "the report" is none of "Oro's reports"
                self.indexes.learn(who, note_description(who, phrase.head, phrase.words))
                if not who.named and (further := self._apposed(phrase)) is not None:
                    self.indexes.learn(who, note_description(who, further.head, further.words))
                    who.name = further.label if _COUNTED.fullmatch(who.name) else who.name
                self._learn_charge(who, phrase)
        if phrase.form != "name" or (phrase.name is not None and phrase.name is not who):
            who.mentions.append((phrase.start, phrase.end))
            self.scene.note(phrase.start, phrase.end, who, "document" if kind == "author" else how)
        if how == "source":
            self.walk.reading.append(((phrase.start, phrase.end), who))
        return who, sure

    def _apposed(self, phrase: Phrase) -> Phrase | None:
        """What else a description says that somebody is: "another survivor, [a boy from Lund]"."""
        m = _APPOSED.search(self.text, phrase.start, phrase.end)
        if m is None:
            return None
        further = read_phrase(self.text, m.start("what"), m.end("what"), self.naming)
        person = further.head in PERSON_NOUNS | TITLES and not (further.plural or further.name)
        return further if person else None

    def _learn_charge(self, who: Referent, phrase: Phrase) -> None:
        """Let one who is described as "a clerk accused of theft" go by "the defendant"."""
        if who.label == "person" and is_charged(self.text, phrase.start, phrase.end):
            who.callings |= CHARGED_NOUNS
            self.indexes.learn(who, CHARGED_NOUNS)

    def _referent(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str
    ) -> tuple[str, Referent | None, float]:
        """Whom a phrase means, how that was found (:class:`Way`), and how sure it is."""
        if (holder := self.initials.holder(phrase)) is not None:
            return "initials", holder, 0.95
        if phrase.name is not None:
            return "name", self.groups.family(phrase) or phrase.name, 0.98
        if phrase.form == "pronoun":
            return self._pronoun(phrase, parent, exclude, how)
        if self.plain.hides_itself(phrase):
            return "new", self._in_hiding(phrase, parent, exclude, how), 0.92
        if (found := _first(self._known(phrase, how), exclude)) is not None:
            return "settled", *found
        if says_nothing(phrase.label) and phrase.label.lower() not in _RANKS:
            return "nobody", None, 0.3
        if phrase.owner is not None and is_saying(phrase.head):
            return "author", phrase.owner, 0.9
        if (found := _first(self._by_owner(phrase, parent), ())) is not None:
            return "settled", *found
        if (found := _first(self._plainly(phrase, how), exclude)) is not None:
            return "settled", *found
        written = is_document(phrase) and not is_body(phrase)
        if written and (author := self.writings.author_of(phrase, self.mention)) is not None:
            return "author", author, 0.9
        if is_writer(self.text, phrase):
            return "new", self.nameless.unnamed(phrase), 0.5
        if may_refer_back(self.text, phrase) or (how == "source" and self._opens(phrase)):
            return self._described(phrase, parent, exclude, how)
        return "new", self.nameless.unnamed(phrase), 0.92

    def _known(self, phrase: Phrase, how: str) -> Iterator[tuple[Referent | None, float]]:
        """Who without a name is spoken of again, and who is of an age, with how sure that is."""
        yield self.nameless.placed(phrase), 0.9
        if how == "source":
            yield self.nameless.named_once_more(phrase), 0.9
        yield self.plain.aged(phrase), 0.9

    def _by_owner(self, phrase: Phrase, parent: Row) -> Iterator[tuple[Referent | None, float]]:
        """Who is "her client" or "his successor", likewise."""
        if parent:
            yield self.plain.client(phrase, parent[0]), 0.8
        yield self.owners.in_office(phrase, parent), 0.9
        yield self.owners.kin(phrase, parent), 0.8
        if len(pair := self.owners.pair(phrase)) > 1 and self.groups.settled(phrase) is None:
            yield self.joined.joint(pair), 0.8

    def _plainly(self, phrase: Phrase, how: str) -> Iterator[tuple[Referent | None, float]]:
        """Whom a description means where the words around it leave little choice, likewise."""
        yield self.plain.made(phrase), 0.8
        yield self.groups.settled(phrase), 0.9
        yield self.plain.trade(phrase), 0.9
        yield self.plain.sole_body(phrase), 0.8
        if how == "source":
            yield self.plain.reacting(phrase), 0.8

    def _described(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str
    ) -> tuple[str, Referent | None, float]:
        who, sure = self.candidates.rank(phrase, parent, exclude, how)
        known = who is None or who.is_called(phrase.head) or (phrase.count and who.members)
        if how == "told" and not known:
            who = None  # the ranking is learnt from sources, which are salient as such
        if who is None:
            return f"new-{antecedents.kind_of(phrase)}", self.nameless.unnamed(phrase), sure
        return antecedents.kind_of(phrase), who, sure

    def _in_hiding(self, phrase: Phrase, parent: Row, exclude: Row, how: str) -> Referent:
        """Who hides behind a description that says so: somebody spoken of before without a name,
        by the same noun or by another ("A member of the jury", "the juror, who cannot be named").
        """
        who = self.nameless.again(phrase)
        if who is None and is_bare(phrase):
            who, _ = self.candidates.rank(phrase, parent, exclude, how, named=False)
        if who is None:
            return self.nameless.unnamed(phrase)
        return self.nameless.hide_again(who, phrase)

    def _opens(self, phrase: Phrase) -> bool:
        """Whether "a poet" opens the text, so that a name may follow."""
        first = self.text[phrase.start : phrase.end].lower().split()[:1]
        single = first in (["a"], ["an"]) and not (phrase.plural or phrase.count)
        if not single or self.scene.paragraph(phrase.start) > 1 or not hides_persons(phrase):
            return False
        if _ASKS.match(self.text, phrase.end):
            return False  # "A reporter asked why. “It was late,” said Oro."
        # Nobody who asks not to be named is named further on.
        return self.nameless.reason(phrase) is None

    def _pronoun(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str
    ) -> tuple[str, Referent | None, float]:
        if phrase.head in ("i", "we"):
            return "first-person", *self._first_person(phrase, parent)
        if phrase.head == "you":
            other = () if parent else self.transcript.other(phrase.start)
            if len(other) != 1 and self.walk.hearer is not None:
                return "you", self.walk.hearer, 0.5
            return ("settled", other[0], 0.7) if len(other) == 1 else ("nobody", None, 0.3)
        if phrase.head == "who":
            return "relative", *self.nouns.relative(phrase, self.mention)
        topic = self.scene.topic(phrase.start) if phrase.head in ("he", "she") else None
        if topic is not None and topic.who not in exclude:
            self.walk.meant[phrase.start, phrase.end] = topic.span
            return "settled", topic.who, 0.9
        if how == "source" and (at := self.plain.met(phrase)) is not None:
            met, _ = self.mention(*at, parent=parent, how="told", exclude=parent)
            if met is not None:
                return "settled", met, 0.8
        if how == "source" and (before := self.plain.opening_before(phrase, exclude)) is not None:
            return antecedents.kind_of(phrase), before, 0.9
        single = self.plain.one_of_no_sex(phrase) if how == "source" else None
        if single is not None and single not in exclude:
            return "settled", single, 0.8
        who, sure = self.candidates.rank(phrase, parent, exclude, how)
        if how == "told" and who is not None and who.label == "place":
            who = None  # nobody tells a ferry; of bodies *them* is said
        return antecedents.kind_of(phrase), who, sure

    def _body_of(self, who: Referent) -> Referent | None:
        """The one body that somebody belongs to or speaks for: theirs is "we"."""
        if who not in self._bodies:
            spans = self.walk.affiliations.of(who)
            named = [one for span in spans for one in self.naming.within(*span)[:1]]
            bodies = {body for _, _, body in named if body.label == "body"}
            self._bodies[who] = bodies.pop() if len(bodies) == 1 else None
        return self._bodies[who]

    def _first_person(self, phrase: Phrase, parent: Row) -> tuple[Referent | None, float]:
        if not self.scene.quoted(phrase.start):
            parent = self.transcript.speaker(phrase.start) or parent
        if not parent:
            parent = self.walk.speakers_around(phrase.start)
        if phrase.head == "we" and len(parent) == 1 and (body := self._body_of(parent[0])):
            return body, 0.6
        if parent:
            return (parent[0] if len(parent) == 1 else self.joined.joint(parent)), 0.75
        if phrase.head == "i" and (label := self.transcript.caller(phrase.start)) is not None:
            return self.mention(*label, how="pronoun", exclude=self.transcript.named)
        stranger = self.transcript.stranger(phrase.start) if phrase.head == "i" else None
        own = self.scene.content_at(phrase.start) < 0 and not self.scene.in_marks(phrase.start)
        if stranger is None and own:
            return self.nameless.author(), 0.6
        return stranger or self.nameless.unnamed(phrase), 0.4


def _first(
    ways: Iterable[tuple[Referent | None, float]], exclude: Row
) -> tuple[Referent, float] | None:
    """The first one that is found and may be meant."""
    for who, sure in ways:
        if who is not None and not {who, *who.members} & set(exclude):
            return who, sure
    return None
