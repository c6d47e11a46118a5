"""Clauses: what role a mention seems to have in its clause, by the words around it.

No tree is needed to tell most subjects: a verb follows, past an apposition or a bracket, and no
preposition leads up to the mention. A guess is enough, as only the ranking of antecedents asks.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets

__all__ = ["is_apposed", "role"]

# What may stand between a subject and its verb.
_ASIDE = regex.compile(
    r"""
    \s*\([^()\n]{1,60}\)
  | \s*,\s+(?:[^,.;:\n“”"]{1,110}),(?=\s)
  | \s*[–—]\s[^–—\n]{1,110}[–—](?=\s)
    """,
    regex.VERBOSE,
)
_VERB = regex.compile(
    r"""
    (?:[’'](?:s|d|ll|ve|re)(?=\s+(?:been|not|going|also|\p{L}+(?:ed|ing))\b))?
    \s+(?:(?:also|then|now|later|earlier|previously|repeatedly|recently|still|once|never|often
         |himself|herself|itself|themselves|\p{L}+ly|alone|both|too|first|again|on\s+\p{L}+day)\s+){0,2}
    (?:said|says?|told|tells?|is|was|are|were|has|had|have|will|would|can|could|may|might|must
     |should|did|does|do|went|goes|came|comes|took|takes|made|makes|met|meets|spoke|speaks|wrote
     |writes|won|lost|left|led|leads|held|holds|gave|gives|got|gets|saw|sees|knew|knows|thought
     |thinks|began|begins|kept|keeps|put|ran|runs|set|sent|shot|sat|stood|stands|felt|feels|found
     |finds|grew|heard|became|becomes|brought|built|bought|chose|drew|fell|fought|hit|laid|let
     |paid|read|rose|sought|seeks|sold|spent|swore|taught|threw|wants?|plans?|hopes?|believes?
     |claims?|calls?|adds?|warns?|urges?|argues?|notes?|points?|insists?|explains?|asks?
     |\p{Ll}{2,}(?:ed|ies|[^su\s]es))\b
    """,
    regex.VERBOSE,
)
_BREAK = regex.compile(
    r"[,;:“”\"‘()–—]\s*|\b(?:and|but|that|while|when|as|because|if|after|before|although|though"
    r"|where|since|until|whether|how|why|what|so|than)\s+",
    regex.I,
)
_PREPOSITION = regex.compile(
    r"\b(?:by|with|to|from|for|against|in|on|at|about|between|among|under|over|into|through"
    r"|during|near|behind|alongside|including|like|of|without|around|towards?|upon|via|per"
    r"|beside|besides|despite|following|regarding|replacing|succeeding|told|asked|urged|accused"
    r"|met|called|joined|thanked|blamed|praised|criticised|criticized|described|named)\b",
    regex.I,
)
# "His deputy, Ana Oro, was": a noun phrase that opens the sentence or the clause, and its name.
_APPOSED = regex.compile(
    r"(?:^|[“\"‘]|\b(?:and|but|while|as|when|that|because|if|after|before|although|though|where|since)\s"
    r"|[;:]\s)[“\"‘]?(?P<noun>(?:(?:His|Her|Its|Their|Our|My|The|A|An|One|Another"
    r"|his|her|its|their|our|my|the|a|an|one|another)\s|\p{Lu}[\p{L}’'\-]*\s(?=\p{Ll}))"
    r"[^,;:“”\"()]{2,90}),\s$"
)
_VERB_IN = regex.compile(
    r"\b(?:said|says?|told|tells?|is|was|are|were|has|had|have|will|would|can|could|may|might|met|meets"
    r"|asked|asks|called|calls|accused|accuses|joined|and|but|who|which|that)\b"
)
_OFFICE = regex.compile(r"\b(?:of|for)\s+(?:the\s+)?(?:\p{Lu}[\p{L}’'\-]*\s+)+$")


def is_apposed(text: str, start: int, sentence: Offsets) -> bool:
    """Whether a mention is the name of the noun phrase before it: "His deputy, Ana Oro"."""
    m = _APPOSED.search(text[max(sentence[0], start - 120) : start])
    return m is not None and _VERB_IN.search(m["noun"]) is None


def role(text: str, start: int, end: int, sentence: Offsets) -> str:
    """``subject``, ``possessive``, ``topic``, ``object``, ``apposed`` or ``other``.

    Args:
        text: the text.
        start, end: offsets of the mention.
        sentence: offsets of the sentence that holds it.
    """
    low, high = sentence
    if text[end : end + 2] in ("'s", "’s") and not _VERB.match(text, end, high):
        return "possessive"
    lead = text[max(low, start - 90) : start]
    breaks = list(_BREAK.finditer(lead))
    clause = lead[breaks[-1].end() :] if breaks else lead
    bare = _OFFICE.sub("", clause)
    if _PREPOSITION.search(bare):
        return "object"
    on = text[end : end + 2] == ", " and (
        _VERB.match(text, end + 1, high) or _ASIDE.match(text, end, high)
    )
    if on and is_apposed(text, start, sentence):
        return "subject"
    at = end
    if (m := _ASIDE.match(text, end, high)) is not None:
        at = m.end()
    if _VERB.match(text, at, high) is not None:
        return "subject"
    return "topic" if not breaks or start - low < 45 else "other"
