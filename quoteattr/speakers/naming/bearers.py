"""Bearers: whom a name may mean, by what the text says of those with a longer one.

A person's shorter form ("Kerry", "Mr. Kerry", "J. Kerry") goes to the longer one that holds it;
where several do, a title, *he* or *she*, the paragraph and how often each is quoted decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import TITLES
from quoteattr.speakers.naming.kin import Keyed
from quoteattr.speakers.naming.matching import LONG, bare, one_off, same_person, slips
from quoteattr.speakers.naming.missed import sex_of
from quoteattr.speakers.referents import Referent

__all__ = ["LEANS", "Bearers", "full_names"]

#: How many more of *he* than of *she* tell, or the other way round.
LEANS = 3

# How far before a paragraph, in code points, somebody was quoted not long ago.
_NEAR = 400
# Bearers of one word that are compared at most: more share it only in lists.
_ENOUGH = 24


class Bearers:
    """Who may be meant by one word of a name.

    Args:
        full: those who are named by two words or more somewhere, by name.
    """

    def __init__(self, full: Mapping[tuple[str, ...], Referent]) -> None:
        self._full = full
        self._met: set[Referent] = set()
        self._full_last: dict[Referent, Offsets] = {}
        self._said: dict[Referent, int] = {}
        self._index: dict[str, list[Referent]] = defaultdict(list)
        self._near: dict[str, set[str]] = defaultdict(set)
        self._inner: set[str] = set()
        self._surnames: set[tuple[str, Referent]] = set()
        self._quoted: Counter[Referent] = Counter()
        self._first: dict[Referent, int] = {}
        self._titles: set[tuple[str, Referent]] = set()
        self._leanings: Counter[Referent | str] = Counter()
        self._kin: dict[str, list[Referent]] = defaultdict(list)
        for key, who in full.items():
            self.add(key, who)

    def add(self, key: tuple[str, ...], who: Referent) -> None:
        """Enter somebody under each word of a name."""
        self._surnames.add((bare(key[-1]), who))
        self._inner.update(map(bare, key[1:] or key))
        for token in {bare(t) for t in key}:
            known = self._index[token]
            if len(known) < _ENOUGH and who not in known:
                known.append(who)
            for slip in slips(token):
                self._near[slip].add(token)

    def count(self, key: tuple[str, ...], start: int, is_source: bool, title: str) -> None:
        """Note one use of a full name."""
        who = self._full.get(key)
        if who is not None:
            self._first.setdefault(who, start)
            self._quoted[who] += is_source
            if title in TITLES:
                self._titles.add((title, who))

    def note(self, who: Referent, name: Keyed, is_source: bool) -> None:
        """Note that somebody was named, those named before having been noted."""
        start, end, key = name
        self._met.add(who)
        if len(key) > 1:
            self._full_last[who] = start, end
            if is_source:
                self._said[who] = start

    def share(self, who: Referent) -> None:
        """Note that somebody was quoted with another: of several nobody said it last."""
        self._said.pop(who, None)

    def lean(self, key: tuple[str, ...], by: int) -> None:
        """Note how many more *he* than *she* follow one use of a full name, or of a last one."""
        who = self._full.get(key)
        self._leanings[who if who is not None else bare(key[-1])] += by

    def marry(self, who: Referent, surname: str, male: bool) -> None:
        """Note that somebody with a first name only may have this surname."""
        if not who.sex:
            who.male, who.female = who.male + 5 * male, who.female + 5 * (not male)
        if who not in self._kin[surname]:
            self._kin[surname].append(who)

    def is_kin(self, who: Referent, surname: str) -> bool:
        """Whether somebody may have this surname of somebody else's."""
        return who in self._kin.get(surname, ())

    def of(self, key: tuple[str, ...], title: str, near: Offsets = (0, 0)) -> Referent | None:
        """Who bears a name.

        ``near`` is where its paragraph begins, and up to where a full name ends that is not in
        apposition to it.

        Of several one with this title, whom the text has called "Ms." too, or whom it does not
        call *he* after it, or where it calls the bearer *she*; who alone was named in full in the
        same paragraph; who was named before, who is quoted by the full name most often, whose
        surname it is, who is named first.
        """
        who = self._full.get(key)
        if who is not None:
            return who
        token, sex = self._as_known(bare(key[0])), sex_of(title)
        known = [r for r in self._index.get(token, ()) if not (sex and r.sex and r.sex != sex)]
        kin = [r for r in self._kin.get(token, ()) if r.sex == sex]
        if sex and len(kin) == 1 and all(r.sex != sex for r in known):
            return kin[0]
        met = any(r in self._met for r in known)
        full = [(r, *self._full_last[r]) for r in known if r in self._full_last]
        full = [one for one in full if one[1] >= near[0]]
        # "Tim Oro, Mrs Oro's son": not himself.
        here = full[0][0] if len(full) == 1 and full[0][2] <= near[1] else None
        last = self._latest(known, token, near)
        return max(known, key=lambda r: self._rank(r, token, title, here, met, last), default=None)

    def _latest(self, known: Sequence[Referent], token: str, near: Offsets) -> Referent | None:
        """Of those whose names all begin with a word, a surname perhaps, who was quoted by the full
        name last, not long before.
        """
        alone = len(known) < 2 or any((token, r) in self._surnames for r in known)
        if alone or not near[1]:
            return None
        said = [r for r in known if r in self._said and self._said[r] >= near[0] - _NEAR]
        return max(said, key=lambda r: self._said[r], default=None)

    def _rank(
        self,
        who: Referent,
        token: str,
        title: str,
        here: Referent | None,
        met: bool,
        latest: Referent | None,
    ) -> tuple[bool, bool, bool, bool, bool, bool, bool, int, bool, int]:
        apart = self._leanings[who] * self._leanings[token]
        sex = {"m": 1, "f": -1}.get(sex_of(title), 0)
        return (
            (title, who) in self._titles,
            bool(who.sex) and who.sex == sex_of(title),
            sex * self._leanings[who] >= 0,
            apart >= 0 or abs(self._leanings[token]) < LEANS,
            who is here,
            who in self._met,
            who is latest,
            self._quoted[who] if met else 0,  # in a headline, the one who comes first
            (token, who) in self._surnames,
            -self._first.get(who, 0),
        )

    def _as_known(self, token: str) -> str:
        """The word as the text has it elsewhere, one letter aside; Rajesh is not Ramesh."""
        if token in self._index or len(token) < LONG:
            return token
        near = {known for slip in slips(token) for known in self._near.get(slip, ())}
        near = {known for known in near if known in self._inner or one_off(token, known)}
        return near.pop() if len(near) == 1 else token


def full_names(
    text: str, keyed: Sequence[Keyed], whole: Mapping[int, str]
) -> dict[tuple[str, ...], Referent]:
    """One referent for each person who is named by two words or more somewhere.

    Args:
        text: the text.
        keyed: the names of persons.
        whole: names whose surname stands elsewhere, by offset.
    """
    first: dict[tuple[str, ...], Offsets] = {}
    often = Counter[tuple[str, ...]]()
    for start, end, key in keyed:
        if len(key) > 1:
            first.setdefault(key, (start, end))
            often[key] += 1
    by_token: dict[str, list[tuple[tuple[str, ...], Referent]]] = defaultdict(list)
    found: dict[tuple[str, ...], Referent] = {}
    spelled: dict[Referent, tuple[str, ...]] = {}
    for key in sorted(first, key=lambda k: (-len(k), first[k])):
        known = [*by_token[bare(key[-1])][-_ENOUGH:], *by_token[bare(key[0])][-_ENOUGH:]]
        who = next((r for longer, r in known if same_person(key, longer)), None)
        if who is None:
            start, end = first[key]
            name = whole.get(start, text[start:end])
            who = Referent(name=name, label="person", number="singular", named=True)
            spelled[who] = key
        elif len(spelled[who]) == len(key) and often[key] > often[spelled[who]]:
            start, end = first[key]  # the other was a slip
            who.name, spelled[who] = whole.get(start, text[start:end]), key
        found[key] = who
        for token in {bare(t) for t in key}:
            by_token[token].append((key, who))
    return found
