"""Joining: which speakers of different documents are one, by what the documents say alone.

Nobody is joined on less than a full name, and nothing depends on the order of the documents:
all evidence is gathered first, then sets are formed from it.

*Persons* of one full name are one unless the texts tell them apart. Where texts give roles or
affiliations, those that share one are one; a general role ("the minister") goes to the more exact
one ("interior minister") where there is only one. Whoever has neither is joined only while nobody
of the name is told apart. *He* against *she*, two middle initials, and ages of two generations
tell apart, and so do two bodies where the role is a bare "coach".

*Bodies* of one proper name are one; a shorter form or an acronym goes to the full name that a
document states beside it, where all documents state the same one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from quoteattr.people.names import Key, Role, body_key, is_acronym, person_key, role_of
from quoteattr.people.profiles import Profile
from quoteattr.people.sets import Sets

__all__ = ["Sort", "joined", "sort_of"]

#: Names are compared among persons, and among bodies and places.
Sort: TypeAlias = Literal["person", "body", ""]
# By how many years two ages tell apart.
_YEARS = 15
# Roles that are compared one by one; more of one name and noun are compared as they stand.
_MOST = 60
_SORTS: dict[str, Sort] = {"person": "person", "organisation": "body", "place": "body"}


def sort_of(profile: Profile) -> Sort:
    """Which names a speaker's name is compared with; nothing for whom it never is."""
    return "" if profile.anonymous else _SORTS.get(profile.kind, "")


def joined(found: Sequence[Profile]) -> list[list[int]]:
    """The positions of those profiles that are one, in order of their first.

    Everybody is in exactly one of the lists.
    """
    sets = Sets(len(found))
    full = _join_bodies(found, sets)
    by_name: dict[Key, list[int]] = defaultdict(list)
    for n, base in _persons(found).items():
        by_name[base].append(n)
    for group in by_name.values():
        _join_persons(found, group, full, sets)
    return sets.groups()


# ---------------------------------------------------------------------------- bodies


def _join_bodies(found: Sequence[Profile], sets: Sets) -> Mapping[Key, Key]:
    """Join bodies; returns the full name of each shorter one that has one only."""
    by_name: dict[Key, list[int]] = defaultdict(list)
    stated: dict[Key, set[Key]] = defaultdict(set)
    for n, profile in enumerate(found):
        if sort_of(profile) == "body" and (key := body_key(profile.name)):
            by_name[key].append(n)
            for short in _short_forms(profile, key):
                stated[short].add(key)
    for key, group in by_name.items():
        names = stated.get(key, set())
        if len(names) < 2:  # else nobody knows which of them it is
            clear = [name for name in names if len(stated.get(name, ())) < 2]
            sets.join([*group, *(by_name[name][0] for name in clear)])
    return {short: next(iter(names)) for short, names in stated.items() if len(names) == 1}


def _short_forms(profile: Profile, key: Key) -> Iterable[Key]:
    for alias in profile.aliases:
        short = body_key(alias)
        if short and short != key and (len(short) > 1 or is_acronym(alias)):
            yield short


# ---------------------------------------------------------------------------- persons


def _persons(found: Sequence[Profile]) -> Mapping[int, Key]:
    """The full name of everybody who has one; a short form goes to the only longer one."""
    names: dict[int, Key] = {}
    stated: dict[Key, set[Key]] = defaultdict(set)
    for n, profile in enumerate(found):
        if sort_of(profile) == "person" and (base := person_key(profile.name)[0]):
            names[n] = base
            for alias in profile.aliases:
                short = person_key(alias)[0]
                if short and len(short) < len(base) and short[-1] == base[-1]:
                    stated[short].add(base)
    only = {short: next(iter(full)) for short, full in stated.items() if len(full) == 1}
    return {n: _longest(base, only) for n, base in names.items()}


def _longest(name: Key, longer: Mapping[Key, Key]) -> Key:
    while name in longer:  # ends: each is longer than the one before
        name = longer[name]
    return name


def _join_persons(
    found: Sequence[Profile], group: Sequence[int], full: Mapping[Key, Key], sets: Sets
) -> None:
    """Join the bearers of one name as far as the texts do not tell them apart."""
    ages = _generations(found[n].age for n in group)
    marks = {
        n: (found[n].sex, person_key(found[n].name)[1], ages.get(found[n].age, "")) for n in group
    }
    telling = [len({mark[i] for mark in marks.values()} - {""}) > 1 for i in (0, 1, 2)]
    apart: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n in group:
        apart[tuple(m for m, tells in zip(marks[n], telling, strict=True) if tells)].append(n)
    for mark, members in apart.items():
        _join_by_roles(found, members, full, sets, alone="" in mark)


def _generations(ages: Iterable[int]) -> Mapping[int, str]:
    """Which ages may be one person's in different years."""
    out: dict[int, str] = {}
    known = sorted({age for age in ages if age >= 0})
    for last, age in zip([-_YEARS, *known], known, strict=False):
        out[age] = out[last] if last in out and age - last < _YEARS else str(age)
    return out


def _join_by_roles(
    found: Sequence[Profile],
    group: Sequence[int],
    full: Mapping[Key, Key],
    sets: Sets,
    alone: bool,
) -> None:
    """Join those who share a role or an affiliation, and the rest if nobody stands apart.

    Args:
        found: all profiles.
        group: positions of those of one name.
        full: the full name of each short name of a body.
        sets: where they are joined.
        alone: whether somebody without a role may be any of several persons.
    """
    roles = {n: _roles(found[n]) for n in group}
    shared: dict[Role | Key, list[int]] = defaultdict(list)
    for n in group:
        for role in roles[n]:
            shared[role].append(n)
        for key in _bodies(found[n], full):
            shared[key].append(n)
    _without_strangers(found, shared, sets)
    for members in shared.values():
        sets.join(members)
    _join_general(found, {r: m for r, m in shared.items() if isinstance(r, Role)}, sets)
    told = {sets.of(n) for members in shared.values() for n in members}
    if len(told) < 2 and not alone:
        sets.join(group)


def _roles(profile: Profile) -> list[Role]:
    """The roles that a document gives somebody, without those that another one holds."""
    found = {role for words in profile.roles[:_MOST] if (role := role_of(words))}
    return [role for role in found if not any(role.is_within(other) for other in found)]


def _without_strangers(
    found: Sequence[Profile], shared: dict[Role | Key, list[int]], sets: Sets
) -> None:
    """Leave out a bare role of those who belong to different bodies: a coach of either club."""
    for key, members in shared.items():
        if not _is_bare(key):
            sets.join(members)
    for role in [key for key in shared if _is_bare(key)]:
        placed = {sets.of(n) for n in shared[role] if found[n].bodies}
        if len(placed) > 1:
            del shared[role]


def _is_bare(key: Role | Key) -> bool:
    return isinstance(key, Role) and key.words == {key.head}


def _bodies(profile: Profile, full: Mapping[Key, Key]) -> list[Key]:
    """The names in full of those whom a document says somebody belongs to."""
    keys = (body_key(body) for body in profile.bodies)
    return [full.get(key, key) for key in keys if key]


def _join_general(
    found: Sequence[Profile], bearers: Mapping[Role, Sequence[int]], sets: Sets
) -> None:
    """Join the bearers of a general role to those of the only more exact one.

    Args:
        found: all profiles.
        bearers: the bearers of each role, who are joined already.
        sets: where they are joined.
    """
    by_head: dict[str, list[Role]] = defaultdict(list)
    for role in bearers:
        by_head[role.head].append(role)
    for roles in by_head.values():
        if len(roles) > _MOST:
            continue
        # The most exact first, so that a chain of roles is one; the rest of the order is for
        # the outcome not to depend on that of the documents.
        for role in sorted(roles, key=lambda r: (-len(r.words), sorted(r.words))):
            more = [other for other in roles if role.is_within(other)]
            exact = {sets.of(bearers[other][0]) for other in more}
            theirs = {w for n in bearers[role] for body in found[n].bodies for w in body_key(body)}
            elsewhere = theirs and _is_bare(role) and not any(theirs & o.words for o in more)
            if len(exact) == 1 and not elsewhere:
                sets.join([bearers[role][0], *exact])
