"""Epithets: what a mention calls somebody, without article, relative clause and loose words."""

from __future__ import annotations

import regex

from quoteattr.speakers.lexicon import ARTICLES
from quoteattr.speakers.naming.proper import EDGE, POSSESSIVE
from quoteattr.speakers.reading.cores import RELATIVE
from quoteattr.speakers.wording import DAY, MONTH

__all__ = ["epithet"]

_WHEN = regex.compile(
    rf"""(?:\s+\p{{Ll}}+ed)?\s+(?:
      (?:(?:late|early|earlier)\s+)?(?:last|this|next)\s+
        (?:{DAY}|{MONTH}|week(?:end)?|month|year|spring|summer|autumn|fall|winter|night|morning
          |afternoon|evening)
    | yesterday | today | tonight | here | there
    | (?:late\s+|early\s+)?on\s+{DAY}(?:\s+(?:night|morning|afternoon|evening))?
    | in\s+(?:(?:early|late|mid)[\s-])?(?:{MONTH}(?:\s+\d{{4}})?|(?:19|20)\d\d)
    | (?:in|on)\s+\d{{1,2}}(?:\s+{MONTH})?
    | (?:of|in|on|at|by|for|from|to|with|and|the|an?)      # cut off before its noun
    )$""",
    regex.VERBOSE,
)
# "Those who", which alone says nothing.
_THOSE = regex.compile(
    r"(?:\S+\s+){0,4}?(?:those|anyone|everyone|anybody|everybody)\s+(?:who|which|that|whose|whom)\b"
    r"|(?:some|several|many|few|most|others)\s+(?:who|whom)\b",
    regex.I,
)
# "Bakers, fishers and many carters" is nothing without its commas.
_LISTED = regex.compile(
    r"(?:\p{Ll}[\p{L}\-]*\s)*\p{L}[\p{L}\-]*s(?:,\s(?:[\p{L}\-]+\s){0,2}\p{Ll}[\p{L}\-]*s)+,?\sand\s(?:[\p{L}\-]+\s){0,2}\p{Ll}[\p{L}\-]*s(?:\salike)?"
)
# "The county's culture, sports and tourism bureau"
_FIELDS_OF = regex.compile(
    r"(?:[Tt]he\s)?(?P<what>(?:\p{L}[\p{L}\-]*[’']s\s)?\p{Ll}[\p{L}\-]*(?:,\s\p{Ll}[\p{L}\-]*)+,?\sand\s\p{Ll}[\p{L}\-]*\s"
    r"(?:bureau|department|ministry|office|committee|agency|authority|commission|council|division))"
    r"(?:$|(?=,|\s(?:of|in|at|for)\b))"
)
_ALIKE = regex.compile(r"\salike$")
# What a source may begin with, or end in, and nobody is called by: "Even [residents]", "[nurses] I
# met", "[a witness] is".
_LEADS = regex.compile(
    r"(?:(?:even|though|although|but|and|yet|so|while|meanwhile|however|then|also),?\s+)+(?=\S)",
    regex.I,
)
_TRAILS = regex.compile(
    r"(?<=\p{L}\p{L})\s(?:(?:is|are|was|were|has|have|had)$|(?:I|we|he|she|they|you)(?:\s\p{Ll}[^,;]*)?$)"
)


def epithet(piece: str) -> str:
    """What the mention calls somebody, without article, relative clause and loose words.

    >>> epithet("Even the nurses we met, who left"), epithet("a lawyer and activist")
    ('nurses', 'lawyer and activist')
    """
    if (leads := _LEADS.match(piece)) is not None:
        piece = piece[leads.end() :]
    if _LISTED.fullmatch(piece):
        return str(_ALIKE.sub("", piece))
    if office := _FIELDS_OF.match(piece):
        return str(office["what"])
    those = _THOSE.match(piece)
    m = RELATIVE.search(piece, those.end() if those else 0)
    label = piece[: m.start()].strip(EDGE) if m and piece[: m.start()].strip() else piece
    label = " ".join(label.split())
    label = _without_time(label if those else _TRAILS.sub("", label))
    label = POSSESSIVE.sub("", label) or label
    first, _, rest = label.partition(" ")
    return rest if rest and first.lower() in ARTICLES else label


def _without_time(label: str) -> str:
    """Without an adverbial of time at its end ("report by the bank last year"), or a loose word."""
    while (m := _WHEN.search(label)) is not None and label[: m.start()].strip():
        label = label[: m.start()].rstrip()
    return label
