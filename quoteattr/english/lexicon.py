"""The lexicon: closed lists of English words, read once from ``lexicon.toml`` and
``given_names.toml``.

Each list says there what it is for. All words are in lower case, nouns in the singular.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import attrs

__all__ = ["Lexicon", "lexicon"]

Words: TypeAlias = frozenset[str]


@attrs.frozen
class Lexicon:
    """All lists.

    Attributes:
        verbs: the class of each form of a reporting verb (*says* → ``"say"``).
        honorifics: forms of address, no part of a name, with the gender they tell: 1 *he*,
            -1 *she*, 0 neither.
        short_titles: honorifics that stand for nouns (*sen* → ``"senator lawmaker"``).
        styles: titles that stay in a name, with the gender they tell.
        offices: nouns that may stand before a name with a capital, and for its bearer.
        title_modifiers: what opens a longer title (*deputy*).
        genders: the gender of nouns that tell it, kin included.
        given_names: the gender of given names, from ``given_names.toml``.
        persons: all nouns for one person: kin, offices and those with a gender included.
        groups: nouns for several persons that are singular in form.
        organisations: nouns for bodies.
        places: nouns for places.
        documents: nouns for what is written.
        times: nouns for times.
        plurals: plurals that no ending gives away, with their singular.
        compounds: nouns of two words, with the one that stands for them.
        singulars_s: nouns in *-s* that are no plural.
        singulars_men: nouns in *-men* that are no plural.
        pronouns: the subject form of each pronoun (*hers* → ``"she"``).
        function: the other function words by category.
        names: words that stand in or beside names, by what they tell.
        determiners: articles, demonstratives, possessives and quantifiers.
        function_words: pronouns and all of ``function``: what is never the noun of a phrase.
    """

    verbs: Mapping[str, str]
    honorifics: Mapping[str, int]
    short_titles: Mapping[str, str]
    styles: Mapping[str, int]
    offices: Words
    title_modifiers: Words
    genders: Mapping[str, int]
    given_names: Mapping[str, int]
    persons: Words
    groups: Words
    organisations: Words
    places: Words
    documents: Words
    times: Words
    plurals: Mapping[str, str]
    compounds: Mapping[str, str]
    singulars_s: Words
    singulars_men: Words
    pronouns: Mapping[str, str]
    function: Mapping[str, Words]
    names: Mapping[str, Words]
    determiners: Words
    function_words: Words

    def given_gender(self, name: str) -> int:
        """The gender that a given name in small letters tells: 1 *he*, -1 *she*, else 0.

        Where "mary-ann" is not listed, "mary" decides.
        """
        return self.given_names.get(name, 0) or self.given_names.get(name.partition("-")[0], 0)


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package.

    >>> lexicon().verbs["wrote"], lexicon().pronouns["hers"], "baker" in lexicon().persons
    ('write', 'she', True)
    """
    raw = _read("lexicon.toml")
    nouns = {name: _words(words) for name, words in raw["nouns"].items()}
    titles = raw["titles"]
    genders = _genders(
        male=nouns["male"] | nouns["kin_male"], female=nouns["female"] | nouns["kin_female"]
    )
    styles = _genders(**{k: _words(titles[k]) for k in ("male", "female", "neutral")})
    honorifics = raw["honorifics"]
    kin = nouns["kin_male"] | nouns["kin_female"] | nouns["kin"]
    offices = _words(titles["office"])
    function = {name: _words(words) for name, words in raw["function"].items()}
    determiners = ("articles", "definite", "possessive", "quantifiers")
    return Lexicon(
        verbs=_verb_forms(raw),
        honorifics=_genders(**{k: _words(honorifics[k]) for k in ("male", "female", "neutral")}),
        short_titles=honorifics["short"],
        styles=styles,
        offices=offices,
        title_modifiers=_words(titles["modifier"]),
        genders={**styles, **genders},
        given_names=_genders(**{k: _words(v) for k, v in _read("given_names.toml").items()}),
        persons=frozenset(styles) | nouns["person"] | kin | offices | frozenset(genders),
        groups=nouns["group"],
        organisations=nouns["organisation"],
        places=nouns["place"],
        documents=nouns["document"],
        times=nouns["time"],
        plurals=raw["plurals"],
        compounds=raw["compounds"],
        singulars_s=_words(raw["singulars"]["s"]),
        singulars_men=_words(raw["singulars"]["men"]),
        pronouns=raw["pronouns"],
        function=function,
        names={name: _words(words) for name, words in raw["names"].items()},
        determiners=frozenset().union(*(function[name] for name in determiners)),
        function_words=frozenset(raw["pronouns"]).union(*function.values()),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def _words(listed: str) -> Words:
    return frozenset(listed.split())


def _genders(**lists: Iterable[str]) -> dict[str, int]:
    signs = {"male": 1, "female": -1}
    return {w: signs.get(gender, 0) for gender, words in lists.items() for w in words}


def _verb_forms(raw: Mapping[str, Any]) -> dict[str, str]:
    """Every form of every reporting verb and its class; of two classes the first one's."""
    forms: dict[str, str] = {}
    for kind, verbs in raw["verbs"].items():
        for verb in verbs.split():
            for form in _forms(verb, raw["verbs_irregular"].get(verb, "")):
                forms.setdefault(form, kind)
    return forms


def _forms(verb: str, irregular: str) -> list[str]:
    """The forms of a verb: base, third person, past, participles.

    >>> _forms("deny", ""), _forms("write", "wrote written")
    (['deny', 'denies', 'denied', 'denying'], ['write', 'writes', 'wrote', 'written', 'writing'])
    """
    consonant_y = verb.endswith("y") and verb[-2] not in "aeou"
    stem = verb[:-1] + "i" if consonant_y else verb
    hisses = verb.endswith(("s", "sh", "ch", "x", "z"))
    past = irregular.split() or [stem + ("d" if verb.endswith("e") else "ed")]
    doubled = next((p[:-2] for p in past if p == verb + verb[-1] + "ed"), None)
    third = (doubled or stem) + "es" if hisses else stem + ("es" if consonant_y else "s")
    silent_e = verb.endswith("e") and not verb.endswith(("ee", "oe", "ye"))
    return [verb, third, *past, (doubled or (verb[:-1] if silent_e else verb)) + "ing"]
