"""Bound pronouns: "his" and "her" that can mean nobody but the person named right before.

"Ana Oro, who lost her seat,", "Ana Oro and her deputy", "Ana Oro hurt herself" tell of Ana Oro,
whoever else the sentence names (Principle A of Chomsky's binding theory for the last one).
"""

from __future__ import annotations

import regex

from quoteattr.speakers.setting.scene import Scene

__all__ = ["bound_sex"]

# How much such a pronoun tells, as much as a noun does.
_WEIGHT = 3
# What makes "her" an object: "who met her at noon".
_NO_NOUN = (
    r"(?!(?:at|in|on|to|for|about|when|after|before|and|as|that|by|from|with|of|there|again)\b)"
)
_BOUND = regex.compile(
    rf"""
    ,\s(?:\d{{1,3}},\s)? who \s (?:(?:has|had|also|then|once|later|never|recently)\s){{0,2}}
      (?!told|asked|met|urged|said|says|called|accused)\p{{L}}+ \s
      (?:(?P<he>his|himself)|(?P<she>her|herself)) \s {_NO_NOUN} \p{{Ll}}
  | \s and \s (?:(?P<he>his)|(?P<she>her)) \s (?=\p{{Ll}})
  | (?:\s(?!the|an?|his|her|their|that|who|if|whether)\p{{L}}+){{1,3}}
      \s (?:(?P<he>himself)|(?P<she>herself)) \b
    """,
    regex.VERBOSE,
)


def bound_sex(scene: Scene, start: int, end: int) -> int:
    """How much the pronoun bound by a name tells: above 0 for *he*, below 0 for *she*, else 0.

    Args:
        scene: where everything stands.
        start, end: offsets of the name.
    """
    m = _BOUND.match(scene.text, end, min(scene.sentence_of(start)[1], end + 110))
    if m is None or scene.naming.within(end, m.end()) or scene.quoted(m.end() - 1):
        return 0
    return _WEIGHT if m["he"] else -_WEIGHT
