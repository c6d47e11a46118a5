"""Evidence: what the text says about each named bearer beside the name.

Titles stand before a name ("Interior Minister Ana Oro") and appositions after it
("Ana Oro, head of the bank,"); what counts as one, ``roles`` decides.
*He* and *she* are learnt from honorifics, from nouns that tell ("spokeswoman"),
and from pronouns in sentences in which only one person is named.
A given name tells nothing here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    FEMALE_NOUNS,
    HONORIFICS,
    MALE_NOUNS,
    OFFICE_LETTERS,
    PERSON_NOUNS,
    STYLES,
    TITLES,
    TOKEN,
    office,
    singular,
    without_s,
    word_set,
)
from quoteattr.speakers.naming.ages import ages_beside
from quoteattr.speakers.naming.callings import callings
from quoteattr.speakers.naming.edges import past_letters
from quoteattr.speakers.naming.leanings import leanings
from quoteattr.speakers.naming.offices import office_of, with_first_field
from quoteattr.speakers.naming.posts import goes_by, post_after, said_to_be
from quoteattr.speakers.naming.roles import (
    also_of,
    apposition,
    description_before,
    is_role_noun,
    title_of,
)
from quoteattr.speakers.reading.cores import core_of
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["gather", "note_description"]

# Said of women, too.
_EITHER = word_set("chairman fisherman ombudsman batsman foreman midwife")

_STOP = word_set(
    "and or but of in at by for from with to on that as because when while where who which "
    "also then than if is was are were has had have be been said says say told tells added "
    "adds asked according after before during since until into against between under over "
    "about like its his her their our my your he she it they we i this these those there here "
    "not no yes so very whose whom will would could can may might should must did do does the "
    "a an both urged warned called calls met meets including another some other "
    "such through via alongside amid despite toward towards without within among around behind "
    "meanwhile elsewhere however earlier later yesterday today tomorrow separately "
    "near urge urges tell ask asks mean means let lets make makes see sees share shares"
)
# Styles that tell, which "Sheikh" before a woman's name does not.
_TELLING = word_set("king queen prince princess duke duchess pope father sister")
# Titles cut short before a name, and what the text may call their bearer later.
_SHORT = {
    "sen": "senator lawmaker", "gov": "governor", "gen": "general", "col": "colonel",
    "rep": "representative congressman congresswoman lawmaker", "lt": "lieutenant",
    "sgt": "sergeant", "capt": "captain", "maj": "major", "adm": "admiral", "prof": "professor",
    "cllr": "councillor", "clr": "councillor", "cr": "councillor", "rev": "reverend pastor",
    "dr": "doctor", "det": "detective",
    "supt": "superintendent", "insp": "inspector", "cpl": "corporal", "brig": "brigadier",
    "amb": "ambassador", "atty": "attorney", "engr": "engineer", "professor": "professor",
    "reverend": "reverend pastor", "engineer": "engineer",
}  # fmt: skip
_SHORT_TITLE = regex.compile(r"(?<![\p{L}\p{N}])(\p{Lu}\p{L}{1,9})\.?\s+$")
# Letters for an office, by its words.
_SPELLED = {"ceo": ("chief", "executive"), "cfo": ("chief", "financial", "officer")}
# "(R-Lund)", ", D-Lund,": a party and where somebody was elected.
_PARTY = regex.compile(r"\s*[(,]\s*(?P<party>[RD])-\p{Lu}")
_PARTIES = {"R": "republican", "D": "democrat"}
# "Ana Oro, 41, is the wife of Tim Holt."
_IS_KIN = regex.compile(
    r"(?:,\s(?:aged\s)?\d{1,3},)?\s(?:is|was)\s(?:the|a)\s(?:\p{Ll}+\s)?"
    rf"({'|'.join(sorted(MALE_NOUNS | FEMALE_NOUNS))})\sof\b"
)
# "Whose father, Idris, was", "whose sons, Colin and Mark".
_WHOSE = regex.compile(
    rf"\bwhose\s((?:{'|'.join(sorted(MALE_NOUNS | FEMALE_NOUNS))})s?),?\s$", regex.I
)
# "Farmer and [banker Ana Oro]", but not "the farmer and banker Ana Oro".
_AND_TITLE = regex.compile(r"(?<![\p{L}\-]\s)\p{Lu}[\p{L}\-]*\sand\s$")
# What an ambassador's title adds in full.
_FULL_POWERS = regex.compile(
    r"(?<=[Aa]mbassador)\s+extraordinary\s+and\s+plenipotentiary\b", regex.I
)
# Nouns that say what sort of thing bears a name.
_SORTS = BODY_NOUNS | DOCUMENT_NOUNS | PERSON_NOUNS | TITLES
# Words before a name that are adjectives, or nouns of something else.
_NO_NOUN = word_set(
    "wrong right fellow late same last former previous new young great next first time year"
)
_NO_NOUN_ENDINGS = tuple(word_set("ing ed ly ous al ic ive ful ish ese less -old"))
# How far before a name its titles are looked for, and how far behind it what its bearer is, in
# code points.
_TITLES_REACH, _BEHIND = 80, 260
# "Minister of Works Dr. [Ana Oro]", "Prime Minister the Honourable [Ana Oro]", "Defence Minister
# Gen. (retd) [Ana Oro]"
_STYLED = regex.compile(
    rf"(?:(?:(?<!\p{{L}})(?:(?:{'|'.join(sorted(HONORIFICS))})\.?|the\s(?:right\s)?(?:hon\.?|hono(?:u)?rable))"
    r"|\(r(?:e?td?|et[’']d|etired)?\.?\))\s+)+$",
    regex.I,
)
# How every match of it ends, but for a stop and white space.
_STYLES = (*HONORIFICS, "hon", "honorable", "honourable", ")")
# What stands before a noun, not before a verb.
_DETERMINED = regex.compile(
    r"(?<![\p{L}’'\-])(?:the|an?|his|her|its|their|our|my|fellow|former|\p{L}+[’']s)\s+$", regex.I
)
# Of one who is somebody's kin, or serves that one.
_KIN_TO = regex.compile(
    r"[^,.;:“”\"]*\p{Lu}[\p{L}\-]*(?:[’']s|s[’'])\s(?P<kin>(?:[\p{L}\-]+\s){0,3}?"
    rf"(?:{'|'.join(sorted(MALE_NOUNS | FEMALE_NOUNS))}|partner|fiancee?|lawyer|attorney|agent"
    r"|doctor|friend|neighbour|neighbor|colleague|parent|child|cousin|spouse))"
)
# "A police officer, surnamed Oro, came".
_SURNAMED = regex.compile(
    r"(?<![\p{L}’'\-])(?:an?|the|another|one)\s(?:[\p{L}\p{N}’'\-]+\s){0,6}?(?:[\p{L}\p{N}\-]+),?\s"
    r"(?:who\s(?:is|was)\s)?surnamed\s$",
    regex.I,
)


def gather(scene: Scene) -> frozenset[int]:
    """Fill in titles, heads, roles and leaning of everybody named, in one pass.

    Returns:
        The offsets at which appositions begin: what stands there is no further person.
    """
    naming = scene.naming
    stops = sorted(start for a in scene.attributions for start, _ in (*a.cue, *a.content))
    for start, end, who in naming.mentions:
        low, high = scene.sentence_of(start)
        _title(scene, who, max(low, start - 120), start)
        if who.label in ("person", "body"):
            behind = past_letters(scene.text, end)
            _apposition(scene, who, behind, min(high, behind + _BEHIND), stops)
            _described_before(scene, who, low, (start, end))
        if who.label == "body" and (noun := said_to_be(scene.text, end, min(high, end + _BEHIND))):
            note_description(who, noun, frozenset())
        if who.label == "person":
            styles = STYLES.intersection(scene.text[start:end].lower().split()[:-1])
            who.heads.update(styles)
            if styles & _TELLING and not (who.male or who.female):
                who.male += 2 * bool(styles & MALE_NOUNS)
                who.female += 2 * bool(styles & FEMALE_NOUNS)
            _short_forms(scene.text, who, start, end)
            kin = _WHOSE.search(scene.text, max(low, start - 30), start)
            kin = kin or _IS_KIN.match(scene.text, end, high)
            if kin is not None:
                note_description(who, singular(kin[1].lower())[0], frozenset())
            post = post_after(scene.text, start, end, min(high, end + _BEHIND))
            if post is not None and scene.content_at(end) < 0:
                _note_role(scene.text, who, post)
            who.callings |= goes_by(scene.text, low, start, end, high)
            who.ages |= ages_beside(scene.text, low, start, end, high)
    for who in naming.referents:
        if who.label != "person":
            _own_words(who)
        who.callings |= callings(who.label, _words_of(who))
    for who, noun in leanings(scene):
        note_description(who, noun, frozenset())
    return frozenset(start for who in naming.referents for start, _ in who.roles)


def note_description(who: Referent, head: str, words: frozenset[str]) -> frozenset[str]:
    """Remember that the text has called somebody by this description; gives its nouns."""
    head, words = office(head, words)
    *more, noun = _SPELLED.get(head, (head,))
    who.heads |= {head, noun}
    who.words.update(words, more)
    if head in MALE_NOUNS:
        who.male += 0.2 if head in _EITHER else 3
    elif head in FEMALE_NOUNS:
        who.female += 0.2 if head in _EITHER else 3
    return frozenset((head, noun))


def _title(scene: Scene, who: Referent, low: int, start: int) -> None:
    before = scene.text[max(low, start - _TITLES_REACH) : start]
    if before.rstrip().rstrip(".").lower().endswith(_STYLES):
        styled = _STYLED.search(scene.text, start - len(before), start)
        start = styled.start() if styled is not None else start
    office = office_of(scene.text, low, start) if who.label == "person" else None
    if office is not None:
        _note_role(scene.text, who, office)
        return
    words = _words_before(scene.text, who, low, start)
    if words:
        further = frozenset(w for w, _, _ in words[1:])
        if _may_be_noun(scene, words):
            note_description(who, singular(words[0][0])[0], further)
        else:
            who.words.update(further)
        role = title_of(scene.text, words, who.label)
        if role is not None:
            who.roles.append(with_first_field(scene.text, low, role))
            other = _AND_TITLE.search(scene.text, low, role[0])
            if other is not None and is_role_noun(other[0].split()[0]):
                note_description(who, singular(other[0].split()[0].lower())[0], frozenset())


def _words_before(text: str, who: Referent, low: int, start: int) -> list[tuple[str, int, int]]:
    """The words right before a name, nearest first, without honorifics and letters in brackets."""
    words: list[tuple[str, int, int]] = []
    edge = start
    for m in reversed(list(TOKEN.finditer(text, low, start))):
        gap, word = text[m.end() : edge], without_s(m[0].lower())
        if words and gap == ") " and m[0].isupper() and text.endswith(" (", low, m.start()):
            edge = m.start() - 1  # "Port Union (PU) leader"
            continue
        many = words and gap in ("' ", "’ ") and word[-1] == "s" and text[m.start() - 1] not in "'‘"
        stops = gap.strip() == "." and word not in HONORIFICS
        if word in _STOP or (gap.strip(" .\n") and not many) or stops:
            break
        if not words and word != m[0].lower():  # "the Courier's Ana Oro"
            who.words.add(word)
            return []
        if words and word != m[0].lower() and words[-1][0] in MALE_NOUNS | FEMALE_NOUNS:
            break  # "actor Tim Oro’s wife Ida"
        if word not in HONORIFICS:
            words.append((word, *m.span()))
            edge = m.start()
        if len(words) == 7:
            break
    return words


def _may_be_noun(scene: Scene, words: Sequence[tuple[str, int, int]]) -> bool:
    """Whether the word before a name may say what its bearer is, as "told" and "drew" do not.

    A noun for a person may, any other only as a title or behind an article or the like.
    """
    text = scene.text
    word, start, end = words[0]
    if is_role_noun(word) or singular(word)[0] in BODY_NOUNS:
        return True
    if word in _NO_NOUN or word.endswith(_NO_NOUN_ENDINGS):
        return False
    low = scene.sentence_of(start)[0]
    if text[start].isupper():
        return start > low and not scene.naming.within(start, end)
    if len(words) > 1 and not (is_role_noun(words[1][0]) or words[1][0] in BODY_NOUNS):
        start = words[1][1] if text[words[1][1]].islower() else start
    return _DETERMINED.search(text, low, start) is not None


def _short_forms(text: str, who: Referent, start: int, end: int) -> None:
    """The nouns behind "Sen." before a name and "(R-Lund)" after it."""
    title = _SHORT_TITLE.search(text, max(0, start - 14), start)
    if title is not None:
        who.heads.update(_SHORT.get(title[1].lower(), "").split())
        if title[1].isupper() and title[1].lower() in OFFICE_LETTERS:
            who.words.add(title[1].lower())  # "PC Oro" may be the officer
    # without an end, it would first look for a hyphen in all that is left of the text
    party = _PARTY.match(text, end, end + 40)
    if party is not None:
        who.heads.update((_PARTIES[party["party"]], "lawmaker"))


def _apposition(scene: Scene, who: Referent, end: int, limit: int, stops: Sequence[int]) -> None:
    near = stops[bisect_left(stops, end) : bisect_left(stops, limit)]
    span = apposition(scene.text, end, limit, who.label, scene.naming, near)
    if span is not None:
        _note_role(scene.text, who, span)


def _described_before(scene: Scene, who: Referent, low: int, name: Offsets) -> None:
    span = description_before(scene.text, low, *name, who.label)
    if span is None and who.label == "person":
        span = _surnamed(scene.text, low, name[0])
    if span is None:
        return
    at = scene.naming.before(span[0])
    before = scene.naming.mentions[max(0, at - 1) : at]
    if before and before[0][1] > span[0]:  # "Veld Water's chief engineer" begins at Veld
        span = before[0][0], span[1]
    _note_role(scene.text, who, span)
    if "counterpart" in who.heads:
        _like(scene, who, span[0])


def _surnamed(text: str, low: int, start: int) -> Offsets | None:
    """The description that a surname is added to, from its last article on."""
    found = list(_SURNAMED.finditer(text, max(low, start - 100), start, overlapped=True))
    if not found:
        return None
    words = regex.sub(r",?\s(?:who\s(?:is|was)\s)?surnamed\s$", "", found[-1][0])
    return found[-1].start(), found[-1].start() + len(words)


def _note_role(text: str, who: Referent, span: Offsets) -> None:
    what = _FULL_POWERS.sub("", text[slice(*span)])
    if (kin := _KIN_TO.fullmatch(what)) is not None:
        what = kin["kin"]  # "actor Tim Oro’s wife" is no actor
    words = [w[0].lower() for w in TOKEN.finditer(core_of(what)[0])]
    rest = {without_s(w[0].lower()) for w in TOKEN.finditer(what)}
    note_description(who, singular(words[-1])[0], frozenset(rest - _STOP))
    for more in also_of(what):
        note_description(who, more, frozenset())
    who.roles.append(span)


def _like(scene: Scene, who: Referent, start: int) -> None:
    """ "Her counterpart" holds the office of whom the text spoke of last."""
    for step in scene.back(start):
        if step.who.label == "person" and step.who is not who:
            who.heads |= step.who.heads & (TITLES | PERSON_NOUNS)
            return


def _own_words(who: Referent) -> None:
    """The nouns inside a body's name: "the ministry" may mean the Health Ministry."""
    for key in who.keys:
        tokens = [t for t in key if t not in _STOP]
        if not tokens:
            continue
        cut = key.index("of") if "of" in key[1:] else len(key)
        nouns = {singular(key[cut - 1])[0], singular(key[-1])[0]}
        # "Prensa" or "ANC" says nothing of what sort of body it is, and so contradicts nothing.
        who.heads.update(nouns & _SORTS)
        who.words.update(tokens)


def _words_of(who: Referent) -> set[str]:
    """The words of a body's name, and of a person's titles."""
    names = {word for key in who.keys for word in key}
    return names | who.heads if who.label == "body" else who.heads | who.words
