"""Single sources: whether an "and" joins two words of one source rather than two sources.

"Deputy party chief and acting minister Ana Oro" is one, and so is "Ana Oro, a former baker and a
union supporter".
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import BODY_NOUNS, PERSON_NOUNS, TITLES, singular
from quoteattr.speakers.naming.fields import FIELD
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.cores import LINKS, RELATIVE, core_of, noun_of
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.naming import Naming

__all__ = ["has_plural_head", "is_one", "names_somebody"]

# "Both Veskian", "senior Lund": a lone capitalised word, which may be two ("Port Ellin").
_MODIFIER = regex.compile(
    r"(?:(?:[Bb]oth|[Ss]enior|[Tt]op|[Tt]he|[Ss]ome|[Mm]any|[Ss]everal|[Ff]ormer|\p{Ll}+)\s+)*"
    r"(?P<name>(?:\p{Lu}\.){2,3}|\p{Lu}[\p{L}\-]+(?:\s\p{Lu}[\p{L}\-]+)?)"
)
_MODIFIED = regex.compile(
    r"(?:\p{Lu}[\p{L}’'\-]*\s+)+(?P<noun>\p{Ll}[\p{L}\-]*(?:\s+\p{Ll}[\p{L}\-]*)*)"
)
# What is told of a name right after it.
_APPOSED = regex.compile(
    r"(?:\s\([^()\n]{1,30}\))?,\s(?!(?:along|together|as|with|including|like|joined|flanked|accompanied|who|whose)\b)\p{Ll}[^,]+"
)
# "Supporters of both Oro and Lund" are one group.
_BOTH_OF = regex.compile(r"\b(?:of|for|to|from|with|between|by)\sboth\s")
# What somebody did to whom the name after it stands for.
_DONE = regex.compile(r"(?:\p{Ll}+ly\s)?\p{Ll}+ed\s(?:\p{L}+\s){0,2}")
_DETERMINED = regex.compile(r"(?:the|an?|his|her|its|their|both)\s", regex.I)
# "A teacher of Lund and a former nurse, Ana Oro": what somebody is, told twice.
_A = regex.compile(r"an?\s", regex.I)
_A_COMMA = regex.compile(r"an?\s[^,]*,\s$")
# "The envoy for Port Vale" before the envoy's name.
_POSTED = regex.compile(r"\s(?:of|for|from|in|to)\s(?:the\s)?(?:\p{Lu}[\p{L}\-]*\s)+$")
_INCLUDING = regex.compile(r",\s+(?:including|among\s+them|notably)\b")
# "Natural Resources and Environment Minister Ana Oro"
_FIELD_END = regex.compile(rf"(?<!\p{{L}}){FIELD}$")
_FIELD_TITLE = regex.compile(
    rf"{FIELD}\s(?:\p{{Lu}}\p{{L}}+\s)?(?:[Mm]inister|[Ss]ecretary|[Cc]ommissioner|[Cc]hief"
    r"|[Dd]irector|[Oo]fficer|[Ss]pokes\p{Ll}+|[Aa]dvis[eo]r|MEC|CEC)\s\p{Lu}"
)
_LOWER_A = regex.compile(r"an?\s")


def is_one(text: str, one: Offsets, two: Offsets, naming: Naming) -> bool:
    """Whether what stands before and after an "and" is one source.

    Args:
        text: the text.
        one, two: offsets of what stands before and after it.
        naming: the names of the text.
    """
    first, second = text[slice(*one)], text[slice(*two)]
    if _INCLUDING.search(first) or _in_marks(first) or _BOTH_OF.search(first):
        return True  # "members, including Ana Oro and Tim Lund," are the members
    before = naming.within(*one)
    closed = any(e == one[1] and who.label == "person" for _, e, who in before)
    named_one = [who for _, _, who in before]
    named_two = [(start, who) for start, _, who in naming.within(*two)]
    return (
        _told_twice(text, one, two, naming)
        or (not closed and _two_offices(first, second, named_one, named_two, two[0]))
        or _two_modifiers(text, one, two, naming)
        or (bool(named_two) and _quoted_or_done(text, two[0], named_two[0][0], first))
    )


def has_plural_head(part: str) -> bool:
    """Whether what a phrase is about is a plural."""
    words = core_of(part)[0].lower().split()
    return bool(words) and singular(words[-1])[1]


def names_somebody(core: str) -> bool:
    """Whether words end in a noun for a person or a body."""
    words = core.lower().split()
    return bool(words) and singular(words[-1])[0] in PERSON_NOUNS | TITLES | BODY_NOUNS


def _told_twice(text: str, one: Offsets, two: Offsets, naming: Naming) -> bool:
    """ "Ana Oro, a former baker and a union supporter" is one, told of twice; what stands in an
    apposition belongs to it.
    """
    named = naming.within(*one)[:1]
    if not named or named[0][2].label != "person" or text[one[1]] == ",":
        return False
    apposed = _APPOSED.fullmatch(text, named[0][1], one[1])
    further = _LOWER_A.match(text, *two)
    if apposed is None:
        return False
    if LINKS.search(apposed[0]) and naming.within(named[0][1], one[1]):
        return True  # "Ana Oro, an aide to Tim Lund and Eva Holt"
    bare = is_role_noun(text[slice(*one)].split()[-1]) and not _DETERMINED.match(text, *two)
    if further is None and not bare:  # "Ana Oro, a baker and union supporter"
        return False
    noun = noun_of(text[slice(*two)]).lower()
    named_too = any(e >= two[1] for _, e, _ in naming.persons(*two))
    return noun in PERSON_NOUNS | TITLES and not named_too


def _in_marks(one: str) -> bool:
    """Whether an "and" after these words stands in quotation marks: of "Bread and Salt"."""
    return one.count("“") > one.count("”") or one.count('"') % 2 == 1


def _two_offices(
    one: str, two: str, first: list[Referent], second: list[tuple[int, Referent]], right: int
) -> bool:
    """ "Deputy party chief and acting minister Ana Oro" is one: a bare title before the "and"."""
    person = next((s for s, who in second if who.label == "person"), None)
    if person is None:
        return False
    before = two[: person - right]
    words = before.lower().rstrip(" ,").split()
    if not words or (_DETERMINED.match(one) and not (_A.match(one) and _A_COMMA.match(before))):
        return False
    last = one.lower().split()[-1].split("-")[-1]
    named = any(r.label == "person" for r in first)
    if named and (not is_role_noun(last) or _DETERMINED.match(before)):
        return False
    if words[-1] in TITLES and second[0][0] == person and not has_plural_head(one):
        return True
    if _A.match(one) and not is_role_noun(last):  # "a member of the port's board"
        last = noun_of(one).lower()
    core = core_of(before)[0].lower().split()[-1:]
    post = words[-1:] if not LINKS.search(before) else core if _POSTED.search(before) else []
    return is_role_noun(last) and any(map(is_role_noun, post))


def _quoted_or_done(text: str, right: int, name: int, one: str) -> bool:
    """Whether what is named after an "and" only wears a name, or had something done to it.

    "Tim Lund, in a cap and “Ana Oro” pins", "Tim Lund, who met Eva Holt and openly backed Oro".
    """
    between = text[right:name]
    if between.endswith(("“", '"')):
        return True
    return RELATIVE.search(one) is not None and _DONE.fullmatch(between) is not None


def _two_modifiers(text: str, one: Offsets, two: Offsets, naming: Naming) -> bool:
    """ "Halvian and Ellinese officials", "Lund and Port Affairs chief Ana Oro" are one source each.

    A lone name before the "and" and a name after it that a noun follows both modify that noun;
    somebody who has a longer name elsewhere does not.
    """
    if _FIELD_END.search(text, *one) and _FIELD_TITLE.match(text, *two):
        return True
    m = _MODIFIER.fullmatch(text, *one)
    noun = _MODIFIED.match(text, *two)
    if m is None or noun is None or not names_somebody(core_of(noun["noun"])[0]):
        return False
    named = [who for s, _, who in naming.within(*one) if s == m.start("name")]
    return not any(who.label == "person" and any(len(k) > 1 for k in who.keys) for who in named)
