"""Anonymity: whether a source is left unnamed, and the words that say why.

Whether is one learned decision on the description that the source was first given. Why is found
by one pattern: a condition or request of anonymity, or a cause beside it.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.coref.discourse import Discourse
from quoteattr.coref.mentions import Mention
from quoteattr.english.lexicon import lexicon

__all__ = ["anonymity_features", "find_reason"]

_NAME_LIKE = regex.compile(r"\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+")
_SHARE = regex.compile(
    r"(?:(?:about|around|nearly|over|more\sthan|the)\s)*[\d.,]+\s?(?:%|per\s?cent)"
)
# How far behind a source its reason may begin, in code points.
_REACH = 500
# To the end of the clause, but not into a main clause without a comma.
_ON = r"(?:(?!\s(?:said|says?|told|added|wrote|tells|warned|claimed)\b)[^,.;”\"\n]){0,160}"
_REASON = regex.compile(
    rf"""
    (?P<cause>
        (?:because|as|since)\s(?:he|she|they|(?:the\s)?\p{{L}}+)\s     # "because she feared"
          (?:(?:was|were|is|are)(?:\snot|n[’']t)\s(?:authori[sz]ed|permitted|allowed|cleared)
            |(?:did|do|does)(?:\snot|n[’']t)\shave\s(?:permission|authori[sz]ation|authority)
            |lack(?:s|ed)?\s(?:permission|authori[sz]ation|authority)
            |fear(?:s|ed)|(?:was|were)\safraid)
      | (?<=(?:anonym\p{{L}}*|named?|identified),?\s)                 # "not to be named, citing"
          (?:because|as|since|for\sfear|fearing|citing|due\sto|given)\b
      | not\sauthori[sz]ed\sto\s(?:speak|talk|comment|discuss)
      | for\s(?:security|safety|privacy|legal|cultural)\sreasons
    ){_ON}
  | (?P<condition>
        (?:on|under)\s(?:the\s)?condition\s                           # "on condition of anonymity"
          (?:of\s(?:strict\s)?anonymity|(?:that\s)?[^,.;”\"\n]{{0,60}}?(?:named|identified))
      | (?:asked|requested|wish(?:ed|es)?|want(?:ed|s)?|chose|preferred|declined|refused)
          \s(?:(?:to\s(?:remain|stay|be)|not\sto\sbe|for)\s
              |(?:that\s)?(?:his|her|their)\s(?:\p{{L}}+\s)?)           # "asked that her name not"
          (?:name[ds]?|identif(?:y|ied)|identity|anonym\w+)
          (?:\s(?:not\s)?be\s(?:used|published|withheld|revealed|disclosed|printed))?
      | (?:name|identity)\s(?:has\sbeen\s|was\s|is\sbeing\s)?(?:withheld|changed){_ON}
    )
    """,
    regex.VERBOSE | regex.I,
)


def anonymity_features(mention: Mention, mode: str, discourse: Discourse) -> list[str]:
    """What tells whether the text leaves a source unnamed.

    Args:
        mention: the description that it was first given.
        mode: the mode of what it says first.
        discourse: the text.
    """
    number = "plural" if mention.several else "singular"
    form = f"{mention.form}+{number}"
    kinds = sorted({name.kind for _, _, name in mention.names})
    first = mention.opener if mention.opener in lexicon().determiners else "other"
    sort = "group" if mention.head in lexicon().groups else mention.sort
    text = discourse.text
    out = [
        "unnamed", f"sort={sort}", f"sort={sort}+{form}", form,
        f"head={mention.head}", f"end={mention.head[-4:]}+{number}", f"first={first}+{number}",
        f"first={first}+{sort}", f"tail={mention.tail}+{form}",
        f"holds={'+'.join(kinds)}+{number}", f"mode={mode}+{sort}",
        f"opening={discourse.paragraph(mention.start) <= 1}+{form}",
        f"words={min(len(mention.words), 2)}+{sort}",
    ]  # fmt: skip
    if mention.possessive:
        out.append("owned")
    if mention.gender:
        out.append("gender")
    if text[mention.start].isupper() and discourse.sentence_of(mention.start)[0] != mention.start:
        out.append("capital")
    if _NAME_LIKE.search(text, mention.start + 1, mention.end):
        out.append(f"name-like+{mention.form}")
    if _SHARE.match(text, mention.start):
        out.append("share")
    if any(word in lexicon().persons for word in mention.words):
        out.append(f"person-word+{sort}")
    return out


def find_reason(mention: Mention, discourse: Discourse) -> Offsets | None:
    """The words of its sentence that say why a source is unnamed: the cause, else the condition.

    Args:
        mention: the source.
        discourse: the text.
    """
    high = min(discourse.sentence_of(mention.start)[1], mention.end + _REACH)
    found = list(_REASON.finditer(discourse.text, mention.start, max(high, mention.end)))
    if not found:
        return None
    start, end = next((m for m in found if m["cause"]), found[0]).span()
    return start, start + len(discourse.text[start:end].rstrip())
