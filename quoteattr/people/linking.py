"""Start here: the speakers of a stream of documents, joined and counted.

A document is looked at once and let go: what is kept of it is a profile for each speaker.
``names`` says which names are one, ``joining`` which speakers, ``knowledge`` reads whom the user
knows. Nothing is looked up anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, get_args

from quoteattr.errors import FormatError, OptionError
from quoteattr.people.records import KnownSpeaker, LinkedSpeaker
from quoteattr.records import FailedDocument, QuoteDocument, SpeakerKind

if TYPE_CHECKING:
    from quoteattr.people.profiles import Profile

__all__ = ["Known", "link_speakers"]

Known: TypeAlias = str | Path | Iterable[KnownSpeaker]


def link_speakers(
    documents: Iterable[QuoteDocument | FailedDocument], *, known: Known | None = None
) -> tuple[LinkedSpeaker, ...]:
    """Who speaks in many documents, the most quoted first.

    Two speakers are joined only where their documents give reason to: persons by full name
    (a surname alone joins nobody outside its document), those of one name apart where their
    roles or affiliations differ; bodies by proper name, and by an acronym that a document states
    beside the name. Groups, documents and whoever is left unnamed are joined to nobody.
    The order of the documents does not change who is joined. Time and memory are linear in the
    number of speakers; the documents themselves are not kept.

    Args:
        documents: what ``pipe`` gives, or any other iterable; failed documents are passed over.
        known: whom you know beforehand: the path of a knowledge file (``.json`` or ``.csv``; see
            :mod:`quoteattr.people.knowledge`) or the entries themselves. Everybody whose name is
            an entry's name or alias, and no other entry's, is that entry, whatever their roles.

    Returns:
        Everybody who is quoted, once each: by falling number of quotes, then of documents, then
        by name, then by first appearance.

    Raises:
        OptionError: ``documents`` is one document, or nothing of the sort; so ``known``.
        FormatError: something among the documents is none, or the knowledge file, or an entry, is
            broken.

    >>> import quoteattr
    >>> texts = ["“It is late,” said Ida Brandt.", "“Go,” said Jon Marsh."]
    >>> texts.append("Ida Brandt said she was late.")
    >>> [(who.name, who.quote_count) for who in link_speakers(map(quoteattr.extract, texts))]
    [('Ida Brandt', 2), ('Jon Marsh', 1)]
    """
    from quoteattr.people.claims import Claims
    from quoteattr.people.joining import joined

    claims = Claims(_entries(known))
    found = list(_all_profiles(documents))
    made = [
        _linked([found[n] for n in group], entry)
        for group, entry in claims.settle(found, joined(found))
    ]
    return tuple(sorted(made, key=_place))


def _entries(known: Known | None) -> tuple[KnownSpeaker, ...]:
    from quoteattr.people.knowledge import checked, read_known

    if known is None:
        return ()
    if isinstance(known, str | Path):
        return read_known(known)
    if isinstance(known, Mapping) or not isinstance(known, Iterable):
        raise OptionError("known", known, "the path of a file, or a list of KnownSpeaker")
    return checked((f"known[{n}]", entry) for n, entry in enumerate(known))


def _all_profiles(documents: Iterable[QuoteDocument | FailedDocument]) -> Iterator[Profile]:
    from quoteattr.export.tables import refuse_one
    from quoteattr.people.profiles import profiles

    refuse_one(documents)
    for index, document in enumerate(documents):
        if isinstance(document, QuoteDocument):
            yield from profiles(index, document)
        elif not isinstance(document, FailedDocument):
            reason = (
                f"is a {type(document).__name__}; give what extract, pipe or read_jsonl returns"
            )
            raise FormatError(f"documents[{index}]", reason)


def _place(who: LinkedSpeaker) -> tuple[int, int, str, int, str]:
    first = who.appearances[0]
    return -who.quote_count, -who.document_count, who.name, first.document, first.speaker


def _linked(group: Sequence[Profile], entry: KnownSpeaker | None) -> LinkedSpeaker:
    """One record for those who are one; nothing in it but the appearances' order depends on
    the order of the documents."""
    names = Counter(profile.name for profile in group)
    name = entry.name if entry else max(names, key=lambda n: (len(n.split()), names[n], n))
    others = {alias for profile in group for alias in (profile.name, *profile.aliases)}
    return LinkedSpeaker(
        id=entry.id if entry else None,
        name=name,
        kind=(entry and entry.kind) or _kind(group),
        aliases=tuple(sorted(others - {name}, key=lambda alias: (-len(alias), alias))),
        roles=_frequent(role for profile in group for role in profile.roles),
        affiliations=_frequent(body for profile in group for body in profile.bodies),
        pronouns=_frequent(word for profile in group for word in profile.pronouns),
        anonymous=all(profile.anonymous for profile in group),
        appearances=tuple(profile.appearance for profile in group),
    )


def _kind(group: Sequence[Profile]) -> SpeakerKind:
    counts = Counter(profile.kind for profile in group)
    kinds: tuple[SpeakerKind, ...] = get_args(SpeakerKind)
    return max(kinds, key=counts.__getitem__)


def _frequent(words: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(words)
    return tuple(sorted(counts, key=lambda word: (-counts[word], word)))
