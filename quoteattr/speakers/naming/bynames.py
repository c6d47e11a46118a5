"""Bynames: what else somebody is called, where the text says so beside the name.

A nickname stands in marks inside it ("Walter “Bix” Lund"), the name that one was born with behind
it ("Ana Holt, née Lund").
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from quoteattr.speakers.referents import Referent

__all__ = ["NEE", "bynames"]

#: What opens the surname that somebody was born with.
NEE = regex.compile(r"n[ée]e\s")
_NICKNAME = regex.compile(
    r"(?<=\p{L}\s)[“\"'‘(](?P<what>\p{L}[\p{L}\s.\-]{0,30})[”\"'’)](?=\s\p{L})"
)
_ONCE = regex.compile(
    r"(?:,\s|\s\()(?:(?P<nee>n[ée]e)|born|(?:formerly|previously|once)(?:\sknown\sas)?)\s"
    r"(?P<what>\p{Lu}[\p{L}’'\-]+(?:\s\p{Lu}[\p{L}’'\-]+){0,3})"
)


def bynames(text: str, who: Referent) -> Iterator[str]:
    """Nicknames and former names of somebody, as the text writes them.

    A name behind "born" counts only where it shares a word with the other: one is also born in
    March, and "formerly Lund mayor" is none.

    Args:
        text: the text.
        who: somebody all of whose names and mentions are known.
    """
    if who.label != "person" or not who.named:
        return
    for form in who.forms:
        yield from (m["what"] for m in _NICKNAME.finditer(form))
    words = set(who.name.split())
    for _, end in who.mentions:
        m = _ONCE.match(text, end)
        if m is not None and (m["nee"] or words & set(m["what"].split())):
            yield m["what"]
