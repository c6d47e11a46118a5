"""Novelty: what speaks for a description's standing for somebody not spoken of before.

By what it opens with ("a", "the", "her"), where in the text it stands, and whether the text has
spoken of "a nurse" before "the nurse". All weights are learnt; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.ranking.fitting import bucket, is_generic, sort_of
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.setting.scene import Scene

__all__ = ["novelty"]

_OPENERS = word_set("a an the one another this that his her their its my our")


def novelty(phrase: Phrase, known: Sequence[Iterable[str]], scene: Scene) -> list[str]:
    """What speaks for somebody not spoken of before.

    Args:
        phrase: the mention.
        known: the features of every known candidate.
        scene: where it stands.
    """
    out = ["new", f"new-tail={phrase.tail}", f"new-words={min(len(phrase.words), 3)}"]
    out.append(f"new-count={min(phrase.count, 3)}")
    out.append(f"new+{phrase.form}")
    out += [f"new-generic={is_generic(phrase.head)}", f"new-{sort_of(phrase)}"]
    bare = not (phrase.words or phrase.tail or phrase.owner or phrase.own)
    out.append(f"new-bare={bare}+{sort_of(phrase)}")
    out.append(f"new-bare={bare}+among={bucket(len(known), (0, 1, 3, 6))}")
    out += _opening(phrase, scene)
    if phrase.owner is not None or phrase.own:
        out.append("new-owned")
    if any(f.endswith(":head") for features in known for f in features):
        whole = any(f.endswith(":all-words") for features in known for f in features)
        out += ["new-but-head", "new-but-all-words" if whole else "new-misfit"]
    if not known:
        out.append("new-alone")
    return out


def _opening(phrase: Phrase, scene: Scene) -> list[str]:
    """What its first word, its paragraph, and an earlier "a nurse" say."""
    # A control character may be white space and no more: then there is no word.
    first = next(iter(scene.text[phrase.start : phrase.end].lower().split()), "")
    opener = first if first in _OPENERS else "other"
    paragraph = min(scene.paragraph(phrase.start), 2)
    out = [f"new-first={opener}", f"new-first={opener}+tail={phrase.tail}"]
    out += [f"new-para={paragraph}", f"new-para={paragraph}+{opener}"]
    if phrase.form == "definite" and not (phrase.own or phrase.owner):
        out.append(f"new-introduced={scene.introduced(phrase.head, phrase.start)}")
    return out
