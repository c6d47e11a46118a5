"""Who a text speaks of: one referent each, gathered while it is read."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from quoteattr.attribution.records import Offsets
from quoteattr.records import Number

__all__ = ["Label", "Named", "Referent", "Row"]

# From where on what the text says of somebody tells against a pronoun.
_LEANS = 0.2

Label: TypeAlias = Literal["person", "body", "place", "people", "document", "joint", "unknown"]


@attrs.define(eq=False)
class Referent:
    """Somebody or something that may be a source; compared by identity.

    It is filled while the text is read and never leaves the package:
    what leaves is the :class:`quoteattr.records.Speaker` made of it.

    Attributes:
        name: the fullest name so far, or the description of an unnamed one.
        label: what sort of thing it is.
        number: singular or plural.
        named: whether the text gives a proper name.
        keys: the name's forms as lower-cased words.
        forms: the name's forms as written, in order of first use.
        mentions: offsets of its mentions.
        heads: singular nouns that the text uses for it ("minister", "agency").
        callings: singular nouns that the words of its name or title allow.
        words: further words of its titles and descriptions, lower-cased.
        ages: how many years old the text says that it is.
        roles: offsets of its titles and appositions.
        male, female: weight of the evidence in the text for *he* and for *she*.
        pronouns: the pronouns found for it in their subject form, in order of first use.
        members: those whom a joint referent consists of.
        anonymous: whether it is a person or persons whom the text leaves without a name.
        reason: offsets of the words that say why.
        writer: whether it is the author of the text, who says "I" and "we" in it.
        credited: whether it is named for having made the text, and nowhere else.
    """

    name: str
    label: Label = "unknown"
    number: Number = "unknown"
    named: bool = False
    keys: list[tuple[str, ...]] = attrs.Factory(list)
    forms: dict[str, None] = attrs.Factory(dict)
    mentions: list[Offsets] = attrs.Factory(list)
    heads: set[str] = attrs.Factory(set)
    callings: frozenset[str] = frozenset()
    words: set[str] = attrs.Factory(set)
    ages: set[int] = attrs.Factory(set)
    roles: list[Offsets] = attrs.Factory(list)
    male: float = 0.0
    female: float = 0.0
    pronouns: dict[str, None] = attrs.Factory(dict)
    members: tuple[Referent, ...] = ()
    anonymous: bool = False
    reason: Offsets | None = None
    writer: bool = False
    credited: bool = False

    def add_form(self, form: str, key: tuple[str, ...]) -> None:
        """Note one more form of the name; the one of most words becomes the name."""
        form = " ".join(form.split())
        self.forms.setdefault(form)
        if key not in self.keys:
            self.keys.append(key)
        if (len(key), len(form) > 4) > (len(self.name.split()), len(self.name) > 4):
            self.name = form

    def is_called(self, noun: str) -> bool:
        """Whether the text calls it by a singular noun, or its name or title allows to."""
        return noun in self.heads or noun in self.callings

    @property
    def sex(self) -> str:
        """``m`` or ``f`` where an honorific or a noun settles it, else nothing."""
        if self.male >= 3 > self.female:
            return "m"
        return "f" if self.female >= 3 > self.male else ""

    @property
    def leaning(self) -> float:
        """From -1 (all evidence says *she*) to 1 (all says *he*)."""
        return (self.male - self.female) / (self.male + self.female + 1)

    def may_be(self, pronoun: str) -> bool:
        """Whether the text does not lean against *he* or *she*; others fit everybody."""
        lean = {"he": self.leaning, "she": -self.leaning}.get(pronoun, 0.0)
        return lean > -_LEANS


#: Those who share in one place: the speakers of an attribution, or those who were told it.
Row: TypeAlias = tuple[Referent, ...]
#: Offsets of a name, and who bears it.
Named: TypeAlias = tuple[int, int, Referent]
