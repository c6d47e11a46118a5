"""Pseudonyms: names under which a text hides who somebody is.

A name may be one that its bearer or the paper made up ("who used the pseudonym Ana", "Ana, not her
real name", "whose name has been changed"), or letters that stand for one ("K., a nurse"). Whoever
is called by nothing else is unnamed, with that name. A first name alone is a name ("who gave her
name as Ana"), and so are the pen names and stage names that everybody knows.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.hidden.reasons import best_reason, reasons_in
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["mask"]

_FALSE = r"(?:pseudonym|alias|(?:false|fake|fictitious|made-up|invented|assumed)\sname)"
_HIDES = (
    r"(?:not\s(?:be\s)?(?:his|her|their)\s(?:real|actual|true|own)\s(?:first\s)?names?"
    r"|(?:his|her|their|the|a)\s?(?:real\s|full\s)?names?\s(?:has|have|had|was|were|is|are)\s(?:been\s|being\s)?"
    r"(?:changed|altered)|names?\s(?:changed|altered)|(?:a|the)\spseudonym\b"
    r"|whose\s(?:real\s|full\s|true\s)?names?\s(?:has|have|had|is|are|was|were)\s(?:been\s|being\s)?"
    r"(?:changed|altered|known\sto)"
    r"|whose\sreal\sname\sthe\s(?:[\p{L}\-]+\s){1,3}(?:knows?|has)"
    r"|the\s(?:[\p{L}\-]+\s){1,3}is\sin\spossession\sof\s(?:his|her|their)\sreal\sname)"
)
# Before the name: "used the pseudonym Ana", "whom we will call Ana".
_BEFORE = regex.compile(
    rf"(?:\b(?:the|a|an|his|her|their)\s{_FALSE}(?:\sof)?(?:\sto\s\p{{L}}+\s(?:his|her|their)\s\p{{L}}+)?"
    r"|\bwhom?\s(?:we|this\s(?:newspaper|paper|article|report)|the\s(?:newspaper|paper|magazine))\s"
    r"(?:will|shall|has\schosen\sto|have\schosen\sto|is|are)?\s?call(?:ing)?"
    r"|\b(?:we|I)(?:\swill|\sshall|[’']ll)\scall\s(?:him|her|them))[,:]?\s[“\"'‘]?$"
)
# Behind it: "Ana (not her real name)".
_AFTER = regex.compile(
    rf"[”\"'’]?(?:,?\s?[(\[–—]|,|\s-)\s?(?:[^,.;:()“”\"\n]{{1,40}},\s)?(?:which\sis\s|this\sis\s)?{_HIDES}",
    regex.I,
)
# Who writes or sings by a name that everybody knows.
_ART = regex.compile(
    r"\b(?:wrote|writes|writing|published|publishes|performs?|performed|sings?|sang|paints|painted|records|recorded"
    r"|raps|better\sknown|also\sknown|tweets|blogs)\b",
    regex.I,
)
# "K." and "J.R."
_LETTER = regex.compile(r"\p{Lu}\.?")
_LETTERS = regex.compile(r"(?:\p{Lu}\.\s?){2,3}|\p{Lu}\.\p{Lu}")
_PARTS = (
    r"(?:Witness|Victim|Patient|Complainant|Claimant|Plaintiff|Defendant|Person|Soldier|Officer|Agent"
    r"|Player|Student|Employee|Worker|Official|Inmate|Suspect|Donor|Child|Juror)"
)
# What courts and inquiries call those whom they hide: "Witness B", and papers: "Ms. K".
_CODE = regex.compile(rf"{_PARTS}\s(?:\p{{Lu}}{{1,2}}|\d{{1,3}}|\p{{Lu}}\d)")
_TITLED = regex.compile(rf"\b(?:Mr|Mrs|Ms|Miss|{_PARTS})\.?\s$")
_TITLE = regex.compile(r"^(?:Mr|Mrs|Ms|Miss)\.?\s")
# A footnote on what a star beside a name means.
_FOOTNOTE = regex.compile(
    r"^[^\S\n]*[(\[]?\*++\s?[^\n]{0,80}\b(?:names?|pseudonyms?)\b[^\n]{0,60}$",
    regex.MULTILINE | regex.I,
)
_FALSE_NAMES = regex.compile(r"\b(?:changed|altered|pseudonyms?|not\s\p{L}+\sreal)\b", regex.I)
# How many mentions of one person are looked at.
_FEW = 12


def mask(scene: Scene, persons: Iterable[Referent]) -> None:
    """Say of those whom the text gives no name but a false one that they are unnamed.

    Args:
        scene: the text and where everything stands in it.
        persons: those who speak in it or are told something.
    """
    note = _FOOTNOTE.search(scene.text)
    starred = note is not None and _FALSE_NAMES.search(note[0]) is not None
    for who in dict.fromkeys(persons):
        if all(_CODE.fullmatch(form) for form in (who.name, *who.forms)):
            who.anonymous = True
        elif who.label == "person" and who.named and not who.anonymous:
            at = _by_letters(scene.text, who) or _by_words(scene, who, starred)
            if at is not None:
                who.anonymous = True
                who.reason = who.reason or _reason(scene, at)


def _by_words(scene: Scene, who: Referent, starred: bool) -> Offsets | None:
    """The mention beside which the text says that the name is a false one.

    Whoever has another name besides it is known by that.
    """
    text, mentions = scene.text, sorted(who.mentions)[:_FEW]
    star = next((m for m in mentions if starred and text.startswith("*", m[1])), None)
    false = next((m for m in mentions if _is_false(text, *m)), None)
    if star is not None or false is None:
        return star
    name = set(text[slice(*false)].split())
    known = any(name.isdisjoint(form.split()) for form in who.forms)
    return None if known else false


def _is_false(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name say that it is a false one, and no pen name."""
    before = _BEFORE.search(text, max(0, start - 80), start)
    if before and not _ART.search(text, max(0, before.start() - 40), before.start()):
        return True
    return _AFTER.match(text, end, end + 140) is not None


def _by_letters(text: str, who: Referent) -> Offsets | None:
    """The first mention of one who is called by a letter with a stop, or by several, alone; or by
    a letter behind a title or the part that one has in a case.
    """
    forms = [_TITLE.sub("", form) for form in who.forms]
    if not forms or not all(_LETTER.fullmatch(f) or _LETTERS.fullmatch(f) for f in forms):
        return None
    bare = {form.rstrip(".") for form in who.forms}
    named = [s for s in sorted(who.mentions) if text[slice(*s)].rstrip(".") in bare]
    stopped = [
        s for s in named
        if "." in text[s[0] : s[1] + 1] or _TITLED.search(text, max(0, s[0] - 14), s[0])
    ]  # fmt: skip
    return stopped[0] if stopped else None


def _reason(scene: Scene, at: Offsets) -> Offsets | None:
    """Why a text hides a name, in the sentence that gives the false one."""
    sentence = scene.sentence_of(at[0])
    return best_reason(scene.text, reasons_in(scene.text, *sentence, sentence))
