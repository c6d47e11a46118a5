"""Trimming: where a content that is no whole quotation in marks begins and ends.

A network draws into it what the sentence goes on with ("he had acted alone was jailed"), how it was
said ("the bridge was shut in an interview with Radio Lund") and the sentence before ("What is to be
done? Replanting, says Oro, is slow"). What is cut off is told by the words, and nothing is where
they leave a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import in_order
from quoteattr.revision.predicates import end_before_predicate
from quoteattr.revision.tails import end_before_tail
from quoteattr.speakers.reading.clausal import has_verb
from quoteattr.speakers.reading.sentences import sentence_start

__all__ = ["trimmed"]

# Sentences longer than this are left alone, in code points.
_LONGEST = 800
_MARK = regex.compile(r"[“”\"‘«»„]|''|``|[’'](?!\p{L})")
_FIRST_PERSON = regex.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|[Ll]et[’']s|[Yy]ou|[Yy]our)\b")
_BRACKET = regex.compile(r"(?P<before>[^()“”\"‘\n]{2,60}?)\s\([^()“”\"\n]{2,60}\)\s")
_WITH, _SAYING = ", with ", regex.compile(r"\p{Ll}+ing")
# And at its end: "that it was shut and".
_HANGING = regex.compile(r",?\s(?:and|or|but)$")
# How long who says something beside another may be.
_LONGEST_WHO = 80
_QUESTION = regex.compile(r".*\?[ ]+(?=\p{Lu})")
# What a bracket or a comma leaves at the beginning of a content: ") was never paid".
_LEFT_OVER = regex.compile(r"(?:[)\],;:]\s*)+(?=[\p{L}\p{N}])")
_TELLS = regex.compile(
    r"(?:.*\s)?(?:said|says|told|tells|added|adds|claimed|claims|warned|warns|argued|argues|insisted"
    r"|insists|stressed|maintained|predicted|complained|stated|noted|explained|confirmed|revealed"
    r"|conceded|acknowledged|declared|reiterated|admitted|denied|suggested)",
    regex.I | regex.DOTALL,
)
# How something was said, at the end of what was said.
_HOW = regex.compile(
    r"""
    (?P<medium>
      ,? \s (?:in|during) \s an? \s (?:[\p{L}\-’']+ \s){0,2}
      (?:interview|statement|speech|(?:press|news)\s(?:conference|release|briefing)|briefing|letter
        |tweet|e-?mail|post|memo|op-ed|column|blog\spost)
      (?: \s (?:with|to|on|at|from|for|issued|released|posted|sent|published|late|early|last
        |\p{Lu}\p{Ll}+day) \b [^,.;:“”"\n]{0,70} )? )
  | (?P<event>
      ,? \s (?: during \s an? \s (?:\p{L}+\s){0,2} (?:visit|trip|tour|debate|rally|hearing|meeting)
      | at \s an? \s (?:\p{L}+\s){0,2} (?:rally|hearing|meeting|briefing|vigil|(?:press|news)
        \s (?:conference|briefing)|town\shall) )
      (?: \s (?:to|in|with|on|of|at|last|\p{Lu}\p{Ll}+day) \b [^,.;:“”"\n]{0,50} )? )
  | (?P<asked>
      ,? \s when \s (?:asked|pressed|questioned|approached\sby|reached\sby|contacted\sby) \b
      [^.;:“”"\n]{0,80} )
  | (?P<so>
      , \s without \s (?:giving|providing|offering|elaborating|specifying|naming|citing|going\sinto)
      \b [^,.;:“”"\n]{0,60}
    | , \s before \s (?:leaving\sthe\s(?:room|hall|court|courtroom|stage|meeting|building|chamber)
      |hanging\sup|walking\s(?:out|away|off)|storming\s(?:out|off)|ending\sthe\scall|sitting\sdown)
      [^,.;:“”"\n]{0,30} )
    """,
    regex.VERBOSE,
)
# Inside the content: it may be what was done there.
_SPEAKS = regex.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|old)|ask|wr(?:i|o)t|spoke|speak|mention|promis|admit|claim|li(?:ed|ar)|appear"
    r"|publish|describ|expla|quot|announc|made|mak|call|confirm|den(?:y|i)|apolog|nam(?:ed|ing)|argu|declar|respon"
    r"|answer|address|critici|attack|insult|accus|threat|warn|reveal|disclos|repeat|state|suggest|us(?:e|ed|ing)"
    r"|defend|praise|endors|treat|read|sent|send|discuss|talk|express|offer|giv|gav|learn|refer|comment|rais"
    r"|present|outlin|demand|request|urg|vow|pledg|hint|lash|condemn|blam|set\sout|laid|lay|word|phras)",
    regex.I,
)
# A state, which lasts whatever else goes on.
_STATE = regex.compile(
    r"\b(?:(?:is|are|was|were|be|been)\s(?:not\s|still\s|now\s)?(?:the|a|an|no|in|under|too|very|without|ready"
    r"|safe|unsafe|wrong|right|necessary|possible|impossible|clear|important|open|shut|closed)"
    r"|stay|stays|stayed|remain|remains|remained|needs?|needed|owes?|owed|lacks?|lacked|deserves?"
    r"|no\sone|nobody|ha(?:s|d|ve)\sno|will\snot|would\snot|won[’']t|wouldn[’']t)\b"
)
_PERSON = regex.compile(
    r"(?:that\s)?(?:he|she|they|the\s(?:man|men|woman|women|suspects?|attackers?))\b", regex.I
)


def trimmed(marked: MarkedText, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions; a content without what its sentence goes on with, without how it was said,
    and without the question before it.

    Args:
        marked: the text.
        attributions: in order, parents by index.
    """
    text = marked.text
    held = (None if a.parent is None else attributions[a.parent] for a in attributions)
    own = [_own_words(text, *each) for each in zip(attributions, held, strict=True)]
    apart = [at for one in attributions if (at := _absolute(text, one)) is not None]
    own = [tuple(_ended(piece, apart) for piece in content) for content in own]
    return _cut(marked, attributions, own)


def _own_words(text: str, one: Attribution, held: Attribution | None) -> tuple[Offsets, ...]:
    """The content without what is no part of it at its edges.

    Args:
        text: the text.
        one: whose content it is.
        held: the attribution that holds it.
    """
    if not one.cue or not one.content or one.kind == "direct":
        return one.content
    cue = one.cue[0][0], one.cue[-1][1]
    (start, end), *more = one.content
    m = _LEFT_OVER.match(text, start, end)
    start = start if m is None else m.end()
    if m is not None and (before := _before_bracket(text, cue, start)) is not None:
        return before, (start, end), *more
    if cue[0] >= end:
        start = _behind_question(text, start, end, cue[0])
    elif not more and cue[1] <= start and _in_one_sentence(text, cue[0], end):
        opens = [low for low, high in held.content if low <= cue[0] < high] if held else []
        low = max([sentence_start(text, cue[0]), *opens])
        cut = end_before_predicate(text, low, cue, (start, end))
        end = end if cut is None else cut
        end = end_before_tail(text, cue, start, _before_manner(text, cue, start, end))
        hanging = _HANGING.search(text, max(start, end - len(", and")), end)
        end = end if hanging is None else int(hanging.start())
    return (start, end), *more


def _absolute(text: str, one: Attribution) -> int | None:
    """Where what is said beside another's words begins: "[, with Ana Oro] retorting that"."""
    if not one.cue or not one.source or one.source[0][1] > one.cue[0][0]:
        return None
    (low, high), cue = one.source[0], one.cue[0]
    beside = cue[0] - high <= 2 and _SAYING.fullmatch(text, *cue) and one.content[0][0] >= cue[1]
    return low - len(_WITH) if beside and text.endswith(_WITH, 0, low) else None


def _ended(piece: Offsets, apart: Sequence[int]) -> Offsets:
    """A piece of a content up to where another's words begin, if it ends in who says them."""
    start, end = piece
    return start, min((at for at in apart if start < at < end <= at + _LONGEST_WHO), default=end)


def _before_bracket(text: str, cue: Offsets, start: int) -> Offsets | None:
    """What a bracket parts from the rest of a content: "[The money] (Oro says) was paid"."""
    broken = _BRACKET.fullmatch(text, sentence_start(text, cue[0]), start)
    if broken is None or broken.end("before") >= cue[0]:
        return None
    low, high = broken.span("before")
    return None if has_verb(text, low, high) else (low, high)


def _behind_question(text: str, start: int, end: int, cue: int) -> int:
    """Where what a question leads to begins: "[What is to be done? ]Replanting, says"."""
    leads = _QUESTION.match(text, start, end)
    if leads is None or not regex.match(r"\s?[,–—]", text[end : end + 2]):
        return start
    if _MARK.search(text, start, cue) or _FIRST_PERSON.search(text, start, end):
        return start
    return int(leads.end())


def _before_manner(text: str, cue: Offsets, start: int, end: int) -> int:
    """The end of a content without how it was said: "it was shut[ in an interview]"."""
    if not _TELLS.fullmatch(text, *cue):
        return end
    for how in _HOW.finditer(text, start, end):
        if how.end() == end and _is_manner(text[start : how.start()], how):
            return int(how.start())
    return end


def _is_manner(said: str, how: regex.Match[str]) -> bool:
    """Whether an adverbial tells how something was said, and belongs to no verb of that."""
    if _MARK.search(said[-1:]) or not has_verb(said, 0, len(said)):
        return False
    if how["asked"]:
        return True
    if how["event"]:
        return _STATE.search(said) is not None and not _SPEAKS.search(said)
    if how["so"]:
        return not _PERSON.match(said) or _STATE.search(said) is not None
    return not _SPEAKS.search(said)


def _in_one_sentence(text: str, start: int, end: int) -> bool:
    near = end - start < _LONGEST and "\n" not in text[start:end]
    return near and sentence_start(text, end) <= start


def _cut(
    marked: MarkedText, attributions: Sequence[Attribution], content: Sequence[tuple[Offsets, ...]]
) -> tuple[Attribution, ...]:
    """The attributions with these contents; what one reports of others ends where it does."""
    if all(a.content == new for a, new in zip(attributions, content, strict=True)):
        return tuple(attributions)
    found: list[tuple[Attribution, int | None]] = []
    for one, own in zip(attributions, content, strict=True):
        parent = one.parent
        if parent is not None and content[parent] != attributions[parent].content:
            own, parent = _clipped(own, content[parent], parent)
        if own != one.content:
            one = marked.with_content(one, own)
        found.append((one, parent))
    return in_order(found)


def _clipped(
    content: tuple[Offsets, ...], outer: tuple[Offsets, ...], parent: int
) -> tuple[tuple[Offsets, ...], int | None]:
    """A content as far as the cut one around it reaches, and that one's index if it holds it."""
    start, end = content[-1]
    for low, high in outer:
        if low <= start < high < end:
            content = (*content[:-1], (start, high))
    held = any(low <= content[0][0] and content[0][1] <= high for low, high in outer)
    return content, parent if held else None
