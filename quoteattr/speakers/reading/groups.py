"""Groups: several together, and one out of several.

Names joined by "and" are one joint referent that *they*, "both" or "the two" may mean.
"The envoys of Lund and Ellin" are the two whom the text calls envoys, if it calls two so.
"One of them" is somebody without a name whom the text then calls what it calls *them*.
Where only one can be meant (``sole``), no ranking is asked.
"""

from __future__ import annotations

from collections.abc import Collection

import regex

from quoteattr.speakers.lexicon import BODY_NOUNS, PERSON_NOUNS, TITLES, word_set
from quoteattr.speakers.ranking.fitting import noun_class
from quoteattr.speakers.reading import lists
from quoteattr.speakers.reading.concern import concern
from quoteattr.speakers.reading.indexes import Indexes
from quoteattr.speakers.reading.joined import COUNTED, NEAR, Joined, only_before
from quoteattr.speakers.reading.mentions import Phrase, is_bare
from quoteattr.speakers.reading.outlets import outlet_before
from quoteattr.speakers.reading.resumed import goes_on, spoke_last
from quoteattr.speakers.reading.sole import sole_body, sole_holder, sole_of_sort
from quoteattr.speakers.reading.unions import their_union
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene, Step

__all__ = ["Groups"]

_BOTH = regex.compile(r"(?:they|them)?\s*both(?:\s+of\s+(?:them|whom))?", regex.I)
_OUT_OF = regex.compile(r"\p{L}+(?:\s+\p{L}+)?\s+of\s+(?:them|whom|these|those)|another", regex.I)
_PLACES = word_set("country nation neighbour neighbor state city town kingdom republic")
# What two states may be called.
_STATES = word_set("country nation neighbour neighbor state capital government side")
_KIN = word_set("brother sister sibling twin cousin parent spouse newlywed")
# "The trio" are persons, as "the three" are.
_SORTS = BODY_NOUNS - COUNTED - {"duo", "trio", "side"}
# How far back, in code points, a group is looked for where paragraphs are long.
_FARTHEST = 3000


class Groups:
    """Whom a mention of several, or of one out of several, means.

    Args:
        scene: the text while it is being resolved.
        joined: those whom it joins.
        indexes: those whom it names and joins, by what is asked of them.
    """

    def __init__(self, scene: Scene, joined: Joined, indexes: Indexes) -> None:
        self.scene, self.joined, self.indexes = scene, joined, indexes

    def recent(self, phrase: Phrase, exclude: Collection[Referent] = ()) -> list[Step]:
        """The last two or three of a sort, as one, for "they", "the two" and "both countries".

        Args:
            phrase: the mention.
            exclude: who is not among them.
        """
        count = phrase.count or 2
        told = phrase.words - COUNTED  # "the two night guards" are not any two
        if not (phrase.head == "they" or phrase.count) or count > 4 or told:
            return self._of_a_sort(phrase)
        found = self._of_a_sort(phrase)
        for labels in self._sorts(phrase):
            seen: dict[Referent, Step] = {}
            for step in self.scene.back(phrase.start):
                fits = step.who.label in labels and step.who.number == "singular"
                if fits and step.who.named and step.who not in exclude:
                    seen.setdefault(step.who, step)
                if len(seen) == count and (phrase.count or not self.joined.among_more(seen)):
                    steps = list(seen.values())
                    who = self.joined.joint(tuple(reversed(seen)))
                    found.append(Step(steps[-1].start, steps[-1].end, who, "recent"))
                    break
        return found

    def _of_a_sort(self, phrase: Phrase) -> list[Step]:
        """All before it whom the text calls so, as one: "the airlines" after two of them."""
        if not phrase.plural or phrase.form != "definite" or phrase.tail:
            return []
        seen: dict[Referent, Step] = {}
        for step in self.scene.back(phrase.start):
            single = step.who.number == "singular" and step.who.named
            if single and phrase.head in step.who.heads and phrase.words <= step.who.words:
                seen.setdefault(step.who, step)
        if not 2 <= len(seen) <= 5 or phrase.count not in (0, len(seen)):
            return []
        first = list(seen.values())[-1]
        return [Step(first.start, first.end, self.joined.joint(tuple(reversed(seen))), "recent")]

    def _sorts(self, phrase: Phrase) -> list[tuple[str, ...]]:
        """The labels that those whom a phrase counts may have."""
        if phrase.head in _PLACES:
            return [("place",)]
        if phrase.head in _SORTS:
            return [("body",)]
        if phrase.head == "side":
            return [("person",), ("place",), ("body",)]
        return [("person",)]

    def settled(self, phrase: Phrase) -> Referent | None:
        """Whom a description means where the text leaves no choice; None where it does."""
        return (
            self._both(phrase)
            or self._numbered(phrase)
            or self._latter(phrase)
            or self._holders(phrase)
            or self.joined.circle(phrase)
            or self.joined.together(phrase)
            or self._listed(phrase)
            or self.family(phrase)
            or self._kin(phrase)
            or self._all_called(phrase)
            or self._nations(phrase)
            or self._bodies(phrase)
            or self._sides(phrase)
            or outlet_before(self.scene, phrase)
            or their_union(self.scene, phrase, self.indexes.unions)
            or sole_body(self.scene, phrase)
            or spoke_last(self.scene, phrase)
            or goes_on(self.scene, phrase, self.joined.known_as, self.indexes.going_by)
            or sole_holder(self.scene, phrase, self.joined.known_as)
            or sole_of_sort(self.scene, phrase, self.indexes.by_name)
            or concern(self.scene, phrase)
        )

    def _both(self, phrase: Phrase) -> Referent | None:
        """Whom a bare "both" means: the two that were last joined, else the last two persons."""
        if not _BOTH.fullmatch(self.scene.text, phrase.start, phrase.end):
            return None
        for step in self.joined.near(phrase):
            if len(step.who.members) == 2:
                return step.who
        return next((step.who for step in self.recent(phrase)), None)

    def _numbered(self, phrase: Phrase) -> Referent | None:
        """Whom "the duo" or "the three" means: those last joined, else all who are named nearby."""
        bare = phrase.form == "definite" and not (phrase.own or phrase.owner or phrase.tail)
        persons = phrase.head != "side" and self._sorts(phrase) == [("person",)]
        if phrase.count < 2 or not (bare and persons) or phrase.words - COUNTED:
            return None
        near = dict.fromkeys(
            s.who for s in self.joined.near(phrase) if s.who.label in ("person", "joint")
        )
        joint = next((who for who in near if len(who.members) == phrase.count), None)
        if joint is not None and all(m.label == "person" for m in joint.members):
            return joint
        last = self.scene.sentences[max(0, self.scene.sentence(phrase.start) - 1)]
        named = [who for _, _, who in self.scene.naming.within(last[0], phrase.start)]
        for some in (near, dict.fromkeys(reversed(named))):  # or all of the sentence before
            single = [who for who in some if who.named and who.label == "person"]
            if len(single) == phrase.count:
                return self.joined.joint(tuple(reversed(single)))
        return None

    def _latter(self, phrase: Phrase) -> Referent | None:
        """ "The latter" is who was named last, "the former" who was named before that one."""
        if not is_bare(phrase) or phrase.words or phrase.head not in ("latter", "former"):
            return None
        seen: dict[Referent, None] = {}
        low = self.scene.sentence_of(phrase.start)[0]
        first = self.scene.sentence_of(max(0, low - 2))[0]
        for step in self.scene.back(phrase.start):
            if step.start < first:
                break
            if step.how in ("name", "source") and step.who.label in ("person", "body"):
                seen.setdefault(step.who)
        found = list(seen)[:2]
        if len(found) < 2 or found[0].label != found[1].label:
            return None
        return found[0] if phrase.head == "latter" else found[1]

    def _holders(self, phrase: Phrase) -> Referent | None:
        """All whom the text calls by this noun, where the phrase counts as many.

        It counts by a number ("both envoys") or by names ("the envoys of Lund and Ellin").
        """
        if not phrase.plural or phrase.head not in PERSON_NOUNS | TITLES:
            return None
        count = phrase.count or self._counted(phrase)
        if count < 2:
            return self._announced(phrase)
        if phrase.head == "leader" and (two := self._leaders(count, phrase.start)) is not None:
            return two
        known = self.joined.labelled.get(("person", phrase.head), ())
        return self.joined.joint(tuple(known)) if len(known) == count else None

    def _leaders(self, count: int, position: int) -> Referent | None:
        """So many who lead states and whom the text joins: "the leaders of Lund and Ellin"; or
        all who were named before a position.
        """
        if joint := self.indexes.leading.joined(count):
            return next(iter(joint)) if len(joint) == 1 else None
        known = self.indexes.leading.first(position, count + 1)
        return self.joined.joint(tuple(known)) if len(known) == count else None

    def _announced(self, phrase: Phrase) -> Referent | None:
        """Whom "the envoys" means after "the envoys of Lund and Ellin": the two last joined."""
        if phrase.form != "definite" or phrase.words or phrase.tail or phrase.own or phrase.owner:
            return None
        text, noun = self.scene.text, self.scene.text[phrase.start : phrase.end].split()[-1]
        low = self.scene.paragraphs[max(0, self.scene.paragraph(phrase.start) - NEAR)][0]
        low = max(low, phrase.start - _FARTHEST)
        before = regex.compile(rf"\b{regex.escape(noun)}(?=\s(?:of|from)\s)")
        for m in before.finditer(text, low, phrase.start):
            count = len(
                lists.listed_after(self.scene, m.end(), self.scene.sentence_of(m.start())[1])
            )
            joint = (s.who for s in self.scene.back(phrase.start) if s.how == "couple")
            if count > 1:
                return next((who for who in joint if _persons(who) == count), None)
        return None

    def _listed(self, phrase: Phrase) -> Referent | None:
        """Whom "the groups" means where bodies are joined once: "Veld and the Lund Club"."""
        bare = phrase.form == "definite" and not (phrase.words or phrase.tail or phrase.own)
        if not (bare and phrase.plural) or phrase.count or noun_class(phrase.head) != "sort":
            return None
        return only_before(self.indexes.joined_bodies, phrase.start)

    def family(self, phrase: Phrase) -> Referent | None:
        """Whom "the Oros" and "Mr. and Mrs. Oro" mean: the two or three persons of that surname."""
        surname = lists.family_of(self.scene.text, phrase.start, phrase.end)
        known = self.indexes.families.get(surname, ()) if surname else ()
        return self.joined.joint(tuple(known)) if len(known) in (2, 3) else None

    def _kin(self, phrase: Phrase) -> Referent | None:
        """Whom "the brothers" means: the only two who are named together and share a surname."""
        bare = phrase.form == "definite" and not (phrase.tail or phrase.own or phrase.owner)
        if not (bare and phrase.plural) or phrase.words - COUNTED or phrase.head not in _KIN:
            return None
        who = only_before(self.indexes.joined_kin, phrase.start)
        return who if phrase.count in (0, 2) else None

    def _all_called(self, phrase: Phrase) -> Referent | None:
        """Whom "the ministers" means after "Minister Oro and Minister Lund": the only two who are
        named together and called so, if nobody else is.
        """
        bare = phrase.form == "definite" and not (phrase.tail or phrase.own or phrase.owner)
        if not (bare and phrase.plural) or phrase.words - COUNTED:
            return None
        known = self.joined.known_as.get(phrase.head, ())
        if len(known) < 2 or phrase.count not in (0, len(known)):
            return None
        if len(known) == 2 and phrase.head in TITLES - _KIN and self._meet(known, phrase):
            return self.joined.joint(tuple(sorted(known, key=lambda w: w.mentions[0])))
        if len(known) not in self.indexes.sizes:
            return None
        who = self.joined.if_joined(known)
        if who is None or _persons(who) != len(known):
            return None
        return who if self.joined.couples.get(who, phrase.start) < phrase.start else None

    def _meet(self, two: Collection[Referent], phrase: Phrase) -> bool:
        """Whether two persons are named in one sentence shortly before their plural, and others
        are not called so before it: "President Oro met President Lund. The presidents".
        """
        here = self.scene.sentence(phrase.start)
        far = self.scene.sentences[max(0, here - 2)][0] if here > 2 else 0
        starts = [self.indexes.mentions.between(who, far, phrase.start) for who in two]
        at = [{self.scene.sentence(start) for start in some} for some in starts]
        both = set.intersection(*at) if all(w.label == "person" for w in two) else set()
        low = max(0, phrase.start - _FARTHEST)
        noun = self.scene.text[phrase.start : phrase.end].split()[-1]
        near = any(here - one <= 2 for one in both)
        return near and not self.joined.is_said(noun, low, phrase.start)

    def _nations(self, phrase: Phrase) -> Referent | None:
        """Whom "the two countries" means: the two that the text joined first; so of more."""
        bare = not (phrase.tail or phrase.own or phrase.owner) and not phrase.words - COUNTED
        if phrase.count < 2 or not bare or phrase.head not in _STATES:
            return None
        before = [s.who for s in self.scene.back(phrase.start) if s.how == "couple"]
        fits = (
            w
            for w in reversed(before)
            if len(w.members) == phrase.count and w in self.indexes.states
        )
        return next(fits, None) or self.indexes.with_peoples.get(phrase.count)

    def _bodies(self, phrase: Phrase) -> Referent | None:
        """The two bodies whom the text has called so before: "the agencies"."""
        bare = phrase.form == "definite" and not (phrase.words or phrase.tail or phrase.own)
        if not (bare and phrase.plural and phrase.head in BODY_NOUNS) or phrase.count:
            return None
        first = self.indexes.first_bodies.get(phrase.head, ())
        known = sorted((place, who) for start, place, who in first if start < phrase.start)
        return self.joined.joint(tuple(who for _, who in known)) if len(known) == 2 else None

    def _sides(self, phrase: Phrase) -> Referent | None:
        """Whom "the two sides" or "both companies" mean: the only two bodies named up to there."""
        bare = not (phrase.tail or phrase.own or phrase.owner) and not phrase.words - COUNTED
        if phrase.count != 2 or not bare or phrase.head not in BODY_NOUNS - _PLACES:
            return None
        seen = dict.fromkeys(
            step.who
            for step in self.scene.back(phrase.start)
            if step.who.named and step.who.label == "body"
        )
        return self.joined.joint(tuple(reversed(seen))) if len(seen) == 2 else None

    def _counted(self, phrase: Phrase) -> int:
        """How many names an "of" lists after the head, up to the end."""
        if phrase.form != "definite":
            return 0
        names = lists.listed_after(self.scene, phrase.start, phrase.end)
        return len(names) if names and names[-1][1] == phrase.end else 0

    def out_of(self, phrase: Phrase) -> Referent | None:
        """The group of which "one of them" or "another" is one; None where none is near."""
        if not _OUT_OF.fullmatch(self.scene.text, phrase.start, phrase.end):
            return None
        for step in self.joined.near(phrase):
            who = step.who
            if who.number == "plural" and who.label in ("person", "joint", "unknown"):
                return who
        return None


def _persons(who: Referent) -> int:
    """Of how many persons somebody consists; 0 where one is none."""
    persons = all(member.label == "person" for member in who.members)
    return len(who.members) if persons else 0
