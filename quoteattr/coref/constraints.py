"""Constraints: whom a mention cannot mean by plain grammar."""

from __future__ import annotations

from collections.abc import Collection

from quoteattr.coref.clusters import Cluster
from quoteattr.coref.mentions import Mention

__all__ = ["agrees", "is_bound"]

# From which certainty on a gender rules the other one out.
_CERTAIN = 0.5
# Singular nouns that several together may be called by.
_TOGETHER = frozenset({"group", "family", "team", "couple", "band", "duo", "pair", "trio"})
_PERSONS = frozenset({"person", "other"})
_BODIES = frozenset({"organization", "place", "people", "document", "other"})


def agrees(mention: Mention, kind: str, who: Cluster) -> bool:
    """Whether a cluster agrees with a mention in sort, number and gender, where the text states
    them.

    Args:
        mention: the mention.
        kind: its kind (:func:`quoteattr.coref.mentions.kind_of`).
        who: the cluster.
    """
    if who.named is not None and who.named.credited and kind != "i":
        return False
    if kind in ("he", "role", "some"):
        return _is_one(mention, who)
    if kind in ("it", "body"):
        if who.kind == "joint":
            return mention.head in _TOGETHER
        return who.kind in _BODIES and (not who.plural or who.named is not None)
    if kind == "part":
        return who.plural or who.kind in ("people", "organization")
    if kind in ("they", "group", "several"):
        if mention.count > 1 and who.members:
            return len(who.members) == mention.count
        return who.plural or who.kind in ("joint", "people", "organization", "place")
    return not (kind == "named" and mention.plural and who.kind == "person" and not who.plural)


def _is_one(mention: Mention, who: Cluster) -> bool:
    if who.plural or who.kind not in _PERSONS:
        return False
    if mention.gender and abs(who.gender) >= _CERTAIN:
        return who.gender * mention.gender > 0
    return True


def is_bound(who: Cluster, excluded: Collection[Cluster]) -> bool:
    """Whether a cluster, or one of its members, is another argument of the mention's clause."""
    return who in excluded or any(one in excluded for one in who.members)
