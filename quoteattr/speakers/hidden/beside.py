"""Beside: reasons that do not stand behind the first words for somebody unnamed.

They open the sentence ("Speaking on condition of anonymity, a nurse said"), stand in the main
clause ("he told this newspaper on condition of anonymity") or in a sentence of their own, whose
subject is who spoke in the one before ("She asked not to be named"). A reason goes to whom its
sentence is about, and to nobody where that may be another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import takewhile

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.hidden.reasons import best_reason, reasons_in
from quoteattr.speakers.lexicon import singular
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["reasons_beside"]

# Words without which no sentence says why somebody is unnamed.
_SPOKEN_OF = regex.compile(
    r"anonym|names?\b|named\b|identi(?:ty|fied)|quoted|authori[sz]|permi|allowed|record|background|pseudonym",
    regex.I,
)
# A clause that is about the subject of the sentence it opens.
_OPENS = regex.compile(
    r"(?:Speaking|Talking|Asking|Requesting|Insisting|Declining|Refusing|Fearing|Citing|Wishing"
    r"|Preferring|Demanding|Seeking|Granted|Promised|Afraid|Not|Barred|Forbidden|On|Under|For|Out)\b"
    r"[^,.;:“”\"]*,\s"
)
# The subject of a sentence about who spoke in the one before.
_SUBJECT = regex.compile(
    r"(?:Like\s\p{L}+(?:\s\p{L}+){0,2},\s)?"
    r"(?:(?P<one>He|She)|(?P<many>They|Both|All(?:\s(?:of\sthem|\p{Ll}+))?|(?:The|These)\s(?:two|three|four|five))"
    r"|(?P<who>(?:The|Both|All(?:\sthe|\s\p{Ll}+)?)\s(?:\p{Ll}[\p{L}\-]*\s)?(?P<noun>\p{Ll}[\p{L}\-]*)))"
    r"(?=,?\s)(?:,?\sboth|,?\sall|,\swho\s[^,.;]*,)?\s"
)
# What may stand between the subject and the reason.
_VERB = regex.compile(
    r"(?:(?:also|all|both|only|later|then|has|have|had|is|are|was|were|would)\s)*"
    r"(?:(?:(?:agreed|consented|asked|chose|wanted)\sto\s)?(?:sp[eo]a?ke?n?|talk(?:ed)?|be\sinterviewed"
    r"|(?:was|were)\s(?:interviewed|speaking|talking)|met|requested|comment(?:ed)?)\b[^,.;:“”\"]*)?"
)
# What shows that a reason is another's than the source's before it in the sentence.
_ANOTHER = regex.compile(
    r"\b(?:who|whose|whom|that|when|while|whether|as|if|after|before|because|and|but)\b|[.;:“”\"]"
)
_WHO = regex.compile(r"(?:,\s[^,.;:“”\"]{1,60},)?,?\s(?:who\s)?")
# At the end of what is reported it is the speaker's own.
_LATE = regex.compile(
    r"(?:on|under)\s(?:the\s)?condition\b|(?:declin|refus|ask|request|insist)ing\b", regex.I
)
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
# "Both officials", "All three", "The two".
_TOGETHER = regex.compile(
    r"(?:(?P<count>Both)|(?:All|The)\s(?P<count>two|three|four|five))(?:\s(?!asked|spoke|requested|declined|refused)"
    r"(?:\p{Ll}[\p{L}\-]*\s)?(?P<noun>\p{Ll}[\p{L}\-]*s|women|men|people))?\s"
)
# What may be said of him who was spoken of: "The judge said the boy had lied. He cannot be named".
_PASSIVE = regex.compile(r"(?:can|could|may|is|was|were|are|would|will)(?:\snot|not|n[’']t)\b")


def reasons_beside(
    scene: Scene, rows: Sequence[Sequence[Referent]], hidden: Sequence[Referent]
) -> dict[Referent, Offsets]:
    """Why those have no name of whom the text says so elsewhere than behind their first mention.

    Args:
        scene: the text, its sentences and its attributions.
        rows: who speaks in each attribution.
        hidden: those without a name.
    """
    return _Beside(scene, rows, hidden).found()


class _Beside:
    """The sentences of a text that give reasons, and who speaks around them."""

    def __init__(
        self, scene: Scene, rows: Sequence[Sequence[Referent]], hidden: Sequence[Referent]
    ) -> None:
        self.scene, self.text, self.hidden = scene, scene.text, hidden
        self._speakers = {who for row in rows for who in row}
        self._at = {start: (end, who) for who in hidden for start, end in who.mentions}
        self._said: Mapping[int, set[Referent]] = defaultdict(set)
        self._sources: list[tuple[int, int, Referent | None]] = []
        for one, row in zip(scene.attributions, rows, strict=True):
            who = row[0] if len(row) == 1 else None
            self._sources.extend((*span, who) for span in one.source)
            if one.parent is None:
                for start, end in (*one.source, *one.content):
                    for n in range(scene.sentence(start), scene.sentence(max(start, end - 1)) + 1):
                        self._said[n].update(row)
        self._sources.sort(key=lambda s: s[:2])

    def found(self) -> dict[Referent, Offsets]:
        """The first reason of each."""
        out: dict[Referent, Offsets] = {}
        for n, (low, high) in enumerate(self.scene.sentences):
            if _SPOKEN_OF.search(self.text, low, high) is None:
                continue
            given: dict[Referent, list[Offsets]] = defaultdict(list)
            for reason in reasons_in(self.text, low, high, (low, high)):
                who = self._whose(n, reason)
                for one in self._of_several(n, reason) if who is None else (who,):
                    given[one].append(reason)
            for who, reasons in given.items():
                best = best_reason(self.text, reasons)
                if best is not None:
                    out.setdefault(who, best)
        return out

    def _whose(self, n: int, reason: Offsets) -> Referent | None:
        """Whom a reason in a sentence is about; None where that is nobody unnamed, or not sure."""
        low = self._begin(n)
        if self.scene.in_marks(reason[0]):
            return None
        opened = _OPENS.match(self.text, low, reason[1] + 2)
        if opened is not None and opened.end() >= reason[1]:
            _, who = self._at.get(opened.end(), (0, None))
            return who
        begins = low if opened is None else opened.end()
        source = self._source_before(low, reason[0])
        if source is not None:
            return self._in_clause(source, reason)
        if self.scene.content_at(begins) >= 0 or self.scene.content_at(reason[0]) >= 0:
            return None
        return self._of_subject(begins, reason[0]) or self._of_sentence(n, begins, reason[0])

    def _begin(self, n: int) -> int:
        """Where a sentence begins, white space left out."""
        low, high = self.scene.sentences[n]
        return high - len(self.text[low:high].lstrip())

    def _source_before(self, low: int, high: int) -> tuple[int, int, Referent | None] | None:
        """The last source in the narration of a stretch."""
        at = bisect_left(self._sources, (low,), key=lambda s: s[:1])
        found = takewhile(lambda s: s[1] <= high, self._sources[at:])
        return next((s for s in reversed([*found]) if self.scene.content_at(s[0]) < 0), None)

    def _in_clause(
        self, source: tuple[int, int, Referent | None], reason: Offsets
    ) -> Referent | None:
        """Who is the source of the clause that ends with a reason."""
        _, end, who = source
        content = self.scene.content_start(reason[0])
        if content != reason[0]:
            own = any(low == content for low, _ in self.scene.reported(source[0]))
            apart = self.text[reason[0] - 2 : reason[0]] == ", "
            late = apart and _LATE.match(self.text, reason[0])
            return who if who in self.hidden and own and late else None
        mixed = _ANOTHER.search(_WHO.sub("", self.text[end : reason[0]], count=1))
        return who if who in self.hidden and mixed is None else None

    def _of_subject(self, begins: int, reason: int) -> Referent | None:
        """Who is the subject of a sentence that gives a reason: "A nurse agreed to talk"."""
        end, who = self._at.get(begins, (0, None))
        m = _WHO.match(self.text, end, reason) if who is not None else None
        return who if m is not None and _VERB.fullmatch(self.text, m.end(), reason) else None

    def _of_sentence(self, n: int, begins: int, reason: int) -> Referent | None:
        """Who spoke in the sentence before, or began it, where this one goes on about the same."""
        m = _SUBJECT.match(self.text, begins, reason)
        if m is None or _VERB.fullmatch(self.text, m.end(), reason) is None:
            return None
        if _PASSIVE.match(self.text, reason):
            return None
        noun = singular(m["noun"])[0] if m["noun"] else ""
        many = m["many"] is not None or bool(noun and singular(m["noun"])[1])
        fit = [who for who in self.hidden if not noun or who.is_called(noun)]
        fit = [who for who in fit if (who.number == "plural") == many]
        if noun and len(fit) == 1:
            return fit[0]
        who = self._spoke(n - 1)
        return who if who in fit and who.may_be((m["one"] or "").lower()) else None

    def _of_several(self, n: int, reason: Offsets) -> Sequence[Referent]:
        """Those whom the text has told of one by one, and then together: "Both officials asked"."""
        m = _TOGETHER.match(self.text, self._begin(n), reason[0])
        if m is None or self.scene.in_marks(reason[0]) or self.scene.content_at(reason[0]) >= 0:
            return ()
        if _VERB.fullmatch(self.text, m.end(), reason[0]) is None:
            return ()
        noun = singular(m["noun"])[0] if m["noun"] else ""
        count = _COUNTS[m["count"].lower()]
        fit = [w for w in self._singles.get(noun, ())[: count + 1] if w.mentions[0][0] < reason[0]]
        return fit if len(fit) == count else ()

    @cached_property
    def _singles(self) -> Mapping[str, Sequence[Referent]]:
        """Those who speak one by one, in order, by their nouns and all together."""
        found: dict[str, list[Referent]] = defaultdict(list)
        single = [w for w in self.hidden if w.number == "singular" and w in self._speakers]
        for who in sorted((w for w in single if w.mentions), key=lambda w: w.mentions[0]):
            for noun in {"", *who.heads}:
                found[noun].append(who)
        return found

    def _spoke(self, n: int) -> Referent | None:
        """The only one who speaks in a sentence; where nobody does, its subject."""
        if n < 0:
            return None
        if self._said[n]:
            return next(iter(self._said[n])) if len(self._said[n]) == 1 else None
        _, who = self._at.get(self._begin(n), (0, None))
        return who
