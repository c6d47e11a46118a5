"""Claims: which of the speakers are somebody whom the user knows beforehand.

A name that two entries share is nobody's. What the user says goes before what the documents say:
two persons of a known name are that one, whatever their roles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from quoteattr.people.joining import sort_of
from quoteattr.people.names import Key, body_key, is_acronym, plain_key, without_ranks
from quoteattr.people.profiles import Profile
from quoteattr.people.records import KnownSpeaker

__all__ = ["Claims"]

_BODIES = frozenset({"organisation", "place"})


class Claims:
    """The names of those who are known.

    Args:
        entries: those who are known, each with an id of its own.
    """

    def __init__(self, entries: Iterable[KnownSpeaker]) -> None:
        self._entries = {entry.id: entry for entry in entries}
        self._by_name: dict[Key, set[str]] = defaultdict(set)
        for entry in self._entries.values():
            for name in (entry.name, *entry.aliases):
                self._by_name[_key(name)].add(entry.id)

    def settle(
        self, found: Sequence[Profile], groups: Sequence[Sequence[int]]
    ) -> Iterator[tuple[list[int], KnownSpeaker | None]]:
        """The groups again, those of one entry as one; each with its entry.

        A group in which one entry is claimed is that entry's as a whole; of one with several,
        each gets its own and the rest stays together.

        Args:
            found: all profiles.
            groups: the positions of those that are one by their documents.
        """
        claimed: dict[str, list[int]] = defaultdict(list)
        for group in groups:
            ids = [self._claim(found[n]) for n in group]
            several = set(ids) - {""}
            rest = []
            for n, id_ in zip(group, ids, strict=True):
                if len(several) == 1:
                    claimed[next(iter(several))].append(n)
                elif id_:
                    claimed[id_].append(n)
                else:
                    rest.append(n)
            if rest:
                yield rest, None
        for id_, members in claimed.items():
            yield sorted(members), self._entries[id_]

    def _claim(self, profile: Profile) -> str:
        """The id of the entry that somebody is; nothing where none or several may be meant."""
        if profile.anonymous:
            return ""
        ids = self._named(profile.name, profile)
        if not ids:
            full = (a for a in profile.aliases if len(plain_key(a)) > 1 or is_acronym(a))
            ids = {id_ for alias in full for id_ in self._named(alias, profile)}
        return next(iter(ids)) if len(ids) == 1 else ""

    def _named(self, name: str, profile: Profile) -> set[str]:
        ids = self._by_name.get(_key(name), set())
        return {id_ for id_ in ids if self._fits(self._entries[id_], profile)}

    def _fits(self, entry: KnownSpeaker, profile: Profile) -> bool:
        if entry.kind is None or profile.kind in ("unknown", entry.kind):
            return True
        return entry.kind in _BODIES and sort_of(profile) == "body"


def _key(name: str) -> Key:
    return body_key(name) if is_acronym(name) else without_ranks(plain_key(name))
