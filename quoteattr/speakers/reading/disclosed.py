"""Disclosed: what somebody is by what that one says of others: "my son" makes a parent.

"“My son was twelve,” said Ana Oro. The mother said": Ana Oro, if the text does not call her *he*.
Only in words in marks, where "my" is who speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.naming.kinships import may_be_called
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["disclosed"]

_PARENTS = word_set("mother father mum mom dad parent")
_OF = {
    **dict.fromkeys(("son", "sons", "daughter", "daughters", "children", "kids"), _PARENTS),
    **dict.fromkeys(("boy", "girl", "boys", "girls", "baby", "child"), _PARENTS),
    **dict.fromkeys(("grandson", "granddaughter"), word_set("grandmother grandfather")),
    **dict.fromkeys(("brother", "sister"), word_set("brother sister sibling")),
    "husband": word_set("wife widow"),
    "wife": word_set("husband widower"),
    "client": word_set("lawyer solicitor barrister attorney advocate counsel"),
}
_MY = regex.compile(
    rf"\b[Mm]y\s(?:\p{{Ll}}[\p{{Ll}}\-]*\s){{0,2}}?(?P<noun>{'|'.join(_OF)})\b(?!-)"
)


def disclosed(scene: Scene, content: Iterable[Offsets], who: Referent) -> Set[str]:
    """The nouns that somebody may go by for what the words say of others, if they are in marks.

    Args:
        scene: where everything stands.
        content: offsets of what somebody says.
        who: that one.

    >>> from quoteattr.speakers.setting.naming import Naming
    >>> text = "“My son was late,” she said. “His wife was not.”"
    >>> scene = Scene(text, [], [], Naming(()))
    >>> sorted(disclosed(scene, [(0, 18)], Referent(name="Oro", female=3)))
    ['mom', 'mother', 'mum', 'parent']
    >>> disclosed(scene, [(29, 48)], Referent(name="Oro"))
    set()
    """
    found: set[str] = set()
    for start, end in content:
        for m in _MY.finditer(scene.text, start, end):
            at = m.start()
            if scene.in_marks(at) and not scene.in_marks(at, depth=1):
                found |= _OF[m["noun"]]
    return {noun for noun in found if may_be_called(who, noun)}
