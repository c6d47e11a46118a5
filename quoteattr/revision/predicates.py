"""Predicates: where a content ends because its sentence goes on with a verb of its own.

"A man who told police he had acted alone was jailed": the man was jailed, whatever he told them.
So it is in sentences whose subject, or a clause before their subject, holds the report: "The claim
that it was safe was false", "When Oro said that it was safe, nobody laughed". Such a sentence needs
a main verb behind the report, which is why the first finite verb that no subject inside the content
has is that one. By words alone, so that whatever is doubtful stays as it is.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.reading.authors import is_saying
from quoteattr.speakers.reading.clausal import has_verb

__all__ = ["end_before_predicate"]

_WORD = regex.compile(r"\p{L}+(?:[’'\-]\p{L}+)*|[,;:–—()]")
_AUXILIARIES = (
    "is|was|are|were|has|have|had|does|do|did|will|would|can|could|may|might|must|shall|should"
    "|isn[’']t|wasn[’']t|aren[’']t|weren[’']t|hasn[’']t|haven[’']t|hadn[’']t|doesn[’']t|don[’']t|didn[’']t"
    "|won[’']t|wouldn[’']t|can[’']t|cannot|couldn[’']t"
)
_AUXILIARY = regex.compile(_AUXILIARIES)
# Verbs whose past is not their participle too, so that it is finite wherever it stands.
_PASTS = word_set(
    "ate bore began blew broke came chose drew drove fell flew gave grew knew rang rose sank saw "
    "shook spoke stole swam took threw tore undertook went withdrew woke wore wrote"
)
# The present of verbs that is no plural of a noun.
_PRESENTS = word_set(
    "owes owns lacks wants needs believes knows seems becomes goes gets takes gives keeps makes "
    "says thinks remains stays contains poses"
)
# What a report does, and what it suffers with "by" behind it.
_EFFECTS = word_set(
    "caused sparked angered raised prompted provoked triggered shocked stunned surprised brought "
    "fuelled fueled helped forced failed ended led met won left alarmed worried enraged upset "
    "infuriated spread haunted dogged"
)
_UNFINISHED = word_set(
    "to will would can could may might must shall should not do does did has have had is was are "
    "were be been never"
)
_SUBJECTS = word_set("he she they we i it you there this who which that what these those nobody")
_PERSONS = word_set("he she they we i")
_OPENERS = word_set(
    "who which whose whom that when while because if whether although though unless how why what "
    "where once"
)
# Clauses may follow these, or nouns.
_PREPOSITIONS = word_set("until since after before as than")
_DETERMINERS = word_set("the a an his her its their our my your this that these those no some")
_REPORTING = word_set(
    "said say says told tell tells believed believe believes thought think thinks knew know knows "
    "claimed claim claims feared fear fears hoped hope hopes insisted admitted felt found heard "
    "saw showed warned agreed denied added wrote suggested"
)
_ADVERB = regex.compile(
    r"\p{Ll}+ly|also|still|never|always|often|just|now|then|already|not|ever|soon|once|even"
)
_BEHIND_PARTICIPLE = word_set("by in on at from for with as was were is are has had would will")
_JOINING = word_set("and or but nor , ; : – — ( )")

_PREPOSED = (
    r"(?:in|on|at|from|for|with|by|to|under|over|amid|among|as|of|during|like|unlike|not|if|when"
    r"|whenever|while|whilst|after|before|although|though|because|since|unless|until|once|whereas"
    r"|despite|following|given|according|without|even|now|what|how|why|where|whether|that|there"
    r"|\p{L}+ing|asked|told|and|but|so|yet)\b"
)
_OPENS = regex.compile(_PREPOSED, regex.I)
# A clause before the main one: "When Oro", "Despite her", "After".
_FRONTED = regex.compile(
    r"(?:when|whenever|after|before|although|though|even\sthough|even\sif|while|whilst|if|since"
    r"|because|once|despite|by|until|whereas|without|following|amid)\b[^,;:()]{0,70}",
    regex.I,
)
_WHO = regex.compile(
    r"(?P<noun>.*?[^\s,])(?P<aside>,)?\s(?:who|which|that)\b(?P<does>[^,;:()]{0,70})", regex.DOTALL
)
# What stands before a verb that is not the sentence's own: "who has said", "who rang to say".
_UNTENSED = regex.compile(
    rf"\b(?:to|{_AUXILIARIES}|be|been)\s(?:\p{{Ll}}+ly\s|also\s|never\s|not\s|been\s)?$"
)
_SET_OFF = regex.compile(r"[^,]+,\s(?:when\s|if\s)?")
_PARTICIPLE_FIRST = regex.compile(r"\p{Lu}\p{Ll}+(?:ed|ing)|Told")
_CHARGED = regex.compile(r"accused|suspected")
_OF_NOUN = regex.compile(r"(?:that|to|of|for)\b")
_SAY = regex.compile(
    r"(?:said|says?|(?:believ|alleg)(?:e|es|ed)|(?:think|claim|insist|fear|know)(?:s|ed)?|thought|knew)"
)
_PARTICIPLE = regex.compile(r"accused|suspected|asked|told|warned|pressed|questioned", regex.I)
_OWNED = regex.compile(
    r"(?:\b(?:the|a|an|his|her|its|their|my|our|your|this|that|any|such"
    r"|denied|denies|rejected|rejects|dismissed|dismisses|repeated|repeats|made|makes)|[’']s|s[’'])"
    r"(?:\s(?:first|latest|new|recent|earlier|repeated|public|initial|own|false|original))?\s$",
    regex.I,
)
_NONFINITE = regex.compile(r"(?:of|to|for|about|against|\p{L}+ing)\b")
_SUBJECT = regex.compile(
    r"(?:the|an?|his|her|its|their|our|my|this|these|those|no|some|many|few|several|most|all|both|he"
    r"|she|they|we|i|it|there|you|nobody|one|two|three|hundreds|thousands|police|officials|critics"
    r"|others|nothing|none|people|every(?:one|body)|some(?:one|body))\b|(?-i:\p{Lu})|\d",
    regex.I,
)
_CONDITION = regex.compile(r"\b(?:if|when|unless|while|although|though|because|once|as)\b", regex.I)
# A comma, but for that of a date or a number: "May 3, 2020"; "40 per cent" begins a clause.
_COMMA = regex.compile(r",\s+(?!\d(?![\d.,]*\s?(?:per\scent|percent|%)))")
_MARK = regex.compile(r"[“”\"‘«»„]|''|``")
_BREAK = regex.compile(r"[,;:()\n]")
# Who is told, between cue and content, in words.
_LONGEST_ADDRESSEE = 8
_FIRST = regex.compile(r"(?P<verb>\p{Ll}+)\s(?P<next>\p{L}+)")
_LATER_VERB = regex.compile(r"(?:\p{L}+ly\s|also\s|now\s)?(?P<verb>\p{Ll}+)")


def end_before_predicate(text: str, low: int, cue: Offsets, content: Offsets) -> int | None:
    """Where a content ends that runs on into its sentence's own predicate; None where it does not.

    Args:
        text: the text.
        low: where the sentence begins.
        cue: offsets of the cue, before the content.
        content: offsets of the content, all in one sentence.

    >>> text = "The man who said he had run was jailed."
    >>> end = end_before_predicate(text, 0, (12, 16), (17, 38))
    >>> text[17:end]
    'he had run'
    >>> text = "He said the man who was jailed was his friend."
    >>> end_before_predicate(text, 0, (3, 7), (8, 45)) is None
    True
    """
    start, end = content
    head, between = text[low : cue[0]], text[cue[1] : start]
    if _BREAK.search(between) or between.count(" ") > _LONGEST_ADDRESSEE:
        return None
    if _FRONTED.fullmatch(head) or (not head and _PARTICIPLE_FIRST.fullmatch(text, *cue)):
        return _whole(text, start, _before_main_clause(text, start, end))
    if (not head.strip() and not is_saying(text, *cue)) or _OPENS.match(head):
        return None
    if _lacks_subject(text, head, cue, start):
        return _whole(text, start, _before_verb(text, start, end, needed=0))
    if (aside := _is_aside(text, head, cue, start)) is None:
        return None
    if aside:
        return _whole(text, start, _before_comma(text, start, end))
    needed = 0 if _NONFINITE.match(text, start, end) else 1
    return _whole(text, start, _before_verb(text, start, end, needed))


def _is_aside(text: str, head: str, cue: Offsets, start: int) -> bool | None:
    """Whether commas set a report off from the subject it stands with; None if it has no subject.

    Args:
        text: the text.
        head: its sentence before the cue.
        cue: offsets of the cue.
        start: where the content begins.
    """
    who = _WHO.fullmatch(head)
    if who is not None and not has_verb(who["noun"], 0, len(who["noun"])):
        told = has_verb(who["does"], 0, len(who["does"])) and not _UNTENSED.search(head)
        return None if told and not _is_noun(text, head, cue) else who["aside"] is not None
    if has_verb(head, 0, len(head)):
        return None
    close = start == cue[1] + 1
    if close and _PARTICIPLE.fullmatch(text, *cue) and _SET_OFF.fullmatch(head):
        return True
    charged = _CHARGED.fullmatch(text, *cue) and text.startswith("of ", start)
    named = _is_noun(text, head, cue) and _OF_NOUN.match(text, start)
    return False if charged or named else None


def _lacks_subject(text: str, head: str, cue: Offsets, start: int) -> bool:
    """Whether a content begins with a verb of what stands before: "the boat Oro said had left"."""
    if start != cue[1] + 1 or not _SAY.fullmatch(text, *cue) or not head.strip():
        return False
    first = _FIRST.match(text, start)
    if first is None or has_verb(head, 0, len(head)):
        return False
    if first["next"] in _DETERMINERS:
        return has_verb(text, *first.span("verb"))
    return first["verb"] in _PASTS or _AUXILIARY.fullmatch(first["verb"]) is not None


def _is_noun(text: str, head: str, cue: Offsets) -> bool:
    """Whether a cue is a noun: "the claim", not "they claim"."""
    owned = not head.strip() or _OWNED.search(head) is not None
    return is_saying(text, *cue, sure=not owned)


def _whole(text: str, start: int, end: int | None) -> int | None:
    """The end, where two words or more are left, and all marks among them are paired."""
    if end is None or len(regex.findall(r"\p{L}+", text[start:end])) < 2:
        return None
    marks = [m[0] for m in _MARK.finditer(text, start, end)]
    paired = marks.count("“") == marks.count("”") and marks.count('"') % 2 == 0
    return end if paired and not {"‘", "«", "»", "„", "''", "``"} & set(marks) else None


def _before_main_clause(text: str, start: int, end: int) -> int | None:
    """Where a main clause begins behind a comma: "it was safe[, nobody laughed]"."""
    for comma in _COMMA.finditer(text, start, end):
        if not _is_complete(text, start, comma.start()) or not _SUBJECT.match(text, comma.end()):
            continue
        inside = text[start : comma.start()].partition(" ")[2]
        rest = text[comma.end() : end].partition(",")[0]
        if _CONDITION.search(inside) or not has_verb(rest, 0, len(rest)):
            continue
        return int(comma.start())
    return None


def _before_comma(text: str, start: int, end: int) -> int | None:
    """Where a verb follows the first comma: "it was safe[, left]"."""
    comma = _COMMA.search(text, start, end)
    if comma is None or not _is_complete(text, start, comma.start()):
        return None
    verb = _LATER_VERB.match(text, comma.end(), end)
    return int(comma.start()) if verb and has_verb(text, *verb.span("verb")) else None


def _is_complete(text: str, start: int, end: int) -> bool:
    return _NONFINITE.match(text, start, end) is not None or has_verb(text, start, end)


def _before_verb(text: str, start: int, end: int, needed: int) -> int | None:
    """Where the first finite verb stands that has no subject there: "he had run[ was jailed]".

    Each clause that is begun needs one verb; the one that no clause needs is the sentence's own.
    """
    words = [(m[0].lower(), m.end()) for m in _WORD.finditer(text, start, end)]
    last, doubtful = "", False
    for i, (word, _) in enumerate(words):
        following = words[i + 1][0] if i + 1 < len(words) else ""
        if i and word in _JOINING:
            return None
        if _is_finite(word, last, following) or (last in _PERSONS and word.isalpha()):
            if not needed and last not in _SUBJECTS and i > 1:
                unsure = doubtful or following == "that"  # "the fear for Oro is that"
                return None if unsure else words[i - 1][1]
            needed = max(0, needed - 1)
        elif i and needed and word in _PRESENTS:
            needed -= 1
        elif i and needed and last not in _UNFINISHED and has_verb(word, 0, len(word)):
            doubtful = True  # "boats built there": a participle, or the verb
        needed += i > 0 and _opens(word, last, following)
        last = last if _ADVERB.fullmatch(word) else word
    return None


def _is_finite(word: str, last: str, following: str) -> bool:
    if last in _UNFINISHED:
        return False
    effect = word in _EFFECTS and following not in _BEHIND_PARTICIPLE
    return effect or word in _PASTS or _AUXILIARY.fullmatch(word) is not None


def _opens(word: str, last: str, following: str) -> bool:
    """Whether a clause begins with a word or behind it."""
    if word in _PREPOSITIONS:
        return following in _DETERMINERS or following in _SUBJECTS
    return word in _OPENERS or (word in _REPORTING and last not in _UNFINISHED)
