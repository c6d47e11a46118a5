"""Likeness: what the words of a mention and a candidate have in common.

For a name inside the mention: is it the head? Judged by the words before and after it. For
everybody else: does the text call them what the mention says?
"""

from __future__ import annotations

import regex

from quoteattr.coref.candidates import Candidate, Context
from quoteattr.coref.clusters import Cluster
from quoteattr.coref.mentions import Mention, sort_of
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import core, singular

__all__ = ["fit_of", "likeness", "name_features"]

_ENDS_IN_WORD = regex.compile(r"(?P<word>[\p{L}’'\-]+)\s+$")


def fit_of(mention: Mention, who: Cluster) -> str:
    """Whether the text calls a candidate by a description's noun ("yes"), by other nouns only
    ("no") or by none ("open"); "none" where the mention is no description.
    """
    if mention.form in ("pronoun", "null"):
        return "none"
    return "yes" if mention.head in who.nouns else "no" if who.nouns else "open"


def likeness(mention: Mention, who: Cluster) -> list[str]:
    """What a description and what the text calls the candidate have in common."""
    fit, generic = fit_of(mention, who), mention.head in lexicon().names["generic"]
    named = who.named is not None
    out = [f"fit={fit}"]
    if fit == "yes":
        out += ["head", f"head-named={named}"]
    elif mention.head in who.words:
        out.append("head-word")
    else:
        out.append(f"no-head-generic={generic}+{bool(who.nouns)}")
    shared = len(mention.words & (who.words | who.nouns))
    missing = len(mention.words) - shared
    out += [
        f"shared={min(shared, 2)}", f"missing={min(missing, 2)}",
        f"fit={fit}+{min(shared, 1)}+{min(missing, 2)}",
        f"fit={fit}+generic={generic}+named={named}",
        f"fit={fit}+{mention.sort}+named={named}", f"fit={fit}+tail={mention.tail}",
        f"sort={mention.sort}+{who.kind}",
    ]  # fmt: skip
    if fit == "yes" and not missing:
        out.append(f"all-words+tail={mention.tail}")
    if not (mention.words or mention.tail or mention.is_possessed):
        out.append(f"bare+fit={fit}+named={named}")
    if mention.is_possessed:
        out.append(f"owned={mention.possessive != ''}+fit={fit}")
    if mention.gender and who.gender:
        out.append("same-gender")
    if who.members:
        out.append(f"joint-count={min(mention.count, 3)}+{mention.sort}")
    return out


def name_features(one: Candidate, context: Context) -> list[str]:
    """Whether a name in a mention is its head: by what stands before and after it."""
    assert one.inside is not None
    assert one.who is not None
    start, end, _ = one.inside
    mention, text = context.mention, context.discourse.text
    label = one.who.kind
    before, after = _before(text[mention.start : start]), _after(text[end : mention.end])
    names = mention.names
    place = [name[:2] for name in names].index((start, end))
    others = [name for name in names if name[:2] != (start, end)]
    persons = sum(name[2].kind == "person" for name in others)
    linked = core(text[mention.start : start]) != text[mention.start : start].rstrip()
    out = [
        f"{label}+before={before}", f"{label}+after={after}", f"{label}+{before}+{after}",
        f"{before}+{after}", f"{label}+first={place == 0}+last={place == len(names) - 1}",
        f"{label}+persons={min(persons, 2)}", f"{label}+linked={linked}",
        f"{label}+linked={linked}+{after}+persons={min(persons, 1)}",
        f"{label}+sort={mention.sort}+plural={mention.plural}+{after}",
        f"{label}+{before}+opens={mention.opener in ('a', 'an', 'some')}",
    ]  # fmt: skip
    return out


def _before(lead: str) -> str:
    """The class of the word before a name."""
    lead = lead.rstrip("“\"‘'( ") + " " if lead.strip() else ""
    if not lead.strip():
        return "edge"
    if lead.rstrip()[-1] in ",:–—":
        return "comma"
    m = _ENDS_IN_WORD.search(lead)
    if m is None:
        return "other"
    word = m["word"]
    low, lex = word.lower().rstrip("."), lexicon()
    if low in lex.honorifics:
        return "honorific" if len(lead.split()) > 1 else "edge"
    for name in ("articles", "prepositions", "possessive", "conjunctions", "quantifiers"):
        if low in lex.function[name]:
            return low if name == "prepositions" and low in ("of", "for", "by", "to") else name
    noun, plural = singular(low)
    sort = sort_of(noun)
    if sort != "other":
        return f"{sort}s" if plural else sort
    return "capital" if word[0].isupper() else "participle" if low.endswith("ing") else "word"


def _after(rest: str) -> str:
    """The class of what follows a name."""
    if not rest.strip():
        return "edge"
    if rest.startswith(("’s", "'s")) or rest[:2] in ("’ ", "' "):
        return "possessive" if rest[2:].strip() else "edge"
    if rest.lstrip()[0] in ",(–—":
        return "aside"
    if rest[0] == "-":
        return "hyphen"
    word = rest.split()[0].rstrip(",").lower()
    lex = lexicon()
    if word in lex.function["prepositions"] or word in lex.function["relatives"]:
        return "prepositions"
    if word in lex.function["conjunctions"]:
        return "and"
    nouns = core(rest).split()
    last = singular(nouns[-1].lower())[0] if nouns else ""
    return f"noun-{sort_of(last)}"
