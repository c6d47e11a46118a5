"""Who is quoted how often: a table of the speakers over all documents.

One row for everybody whom :func:`.linking.link_speakers` finds, the most quoted first. Sources that
the texts leave unnamed are linked to nobody; they stand at the end, those of one description
("officials") together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from quoteattr.export.tables import SEPARATOR, Cell, Row
from quoteattr.people.linking import Known, link_speakers
from quoteattr.people.records import LinkedSpeaker
from quoteattr.records import FailedDocument, QuoteDocument

__all__ = ["TABLE_COLUMNS", "table_rows"]

TABLE_COLUMNS: dict[str, Cell] = {
    "name": "text",
    "kind": "category",
    "anonymous": "truth",
    "quotes": "number",
    "words": "number",
    "documents": "number",
    "direct": "share",
    "negated": "number",
    "first": "text",
    "last": "text",
    "pronouns": "text",
    "aliases": "text",
    "roles": "text",
    "affiliations": "text",
    "known": "text",
}


def table_rows(
    documents: Iterable[QuoteDocument | FailedDocument], *, known: Known | None = None
) -> Iterator[Row]:
    """One dict a speaker with the keys of :data:`TABLE_COLUMNS`, the unnamed ones last.

    ``quotes`` counts those said jointly too, ``words`` what stands between white space in them,
    ``documents`` those with a quote; ``direct`` is the share of direct quotes, in [0, 1];
    ``negated`` is how many the texts say were not said; ``first`` and ``last`` are the dates of the
    documents, where their ``meta`` has one in ISO form; ``known`` is the id in the knowledge file.
    What is not known is None.

    Args:
        documents: as for :func:`~quoteattr.link_speakers`.
        known: as for :func:`~quoteattr.link_speakers`.

    Raises:
        OptionError: as in :func:`~quoteattr.link_speakers`; so FormatError.
    """
    unnamed: dict[str, list[LinkedSpeaker]] = defaultdict(list)
    for who in link_speakers(documents, known=known):
        if who.anonymous:
            unnamed[who.name.casefold()].append(who)
        else:
            yield _row([who])
    groups = (sorted(group, key=lambda who: who.name) for group in unnamed.values())
    yield from sorted(map(_row, groups), key=lambda row: (-row["quotes"], row["name"]))


def _row(group: Sequence[LinkedSpeaker]) -> Row:
    """The row of one linked speaker, or of several unnamed ones of the same description."""
    first = group[0]
    appearances = [appearance for who in group for appearance in who.appearances]
    quotes = sum(len(appearance.quotes) for appearance in appearances)
    dates = sorted(appearance.date for appearance in appearances if appearance.date)
    return {
        "name": first.name,
        "kind": Counter(who.kind for who in group).most_common(1)[0][0],
        "anonymous": first.anonymous,
        "quotes": quotes,
        "words": sum(appearance.words for appearance in appearances),
        "documents": len({appearance.document for appearance in appearances}),
        "direct": sum(a.direct for a in appearances) / quotes if quotes else None,
        "negated": sum(appearance.negated for appearance in appearances),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        "pronouns": _joined(group, "pronouns"),
        "aliases": _joined(group, "aliases"),
        "roles": _joined(group, "roles"),
        "affiliations": _joined(group, "affiliations"),
        "known": first.id,
    }


def _joined(group: Sequence[LinkedSpeaker], field: str) -> str | None:
    words = dict.fromkeys(word for who in group for word in getattr(who, field))
    return SEPARATOR.join(words) or None
