"""Shown: whom the text right before a mention shows.

Of "Ana Oro smiled. “No,” she said" the sentence before words in marks shows who speaks; "After Oro
left, Holt spoke" shows Holt, and "First to rise was Oro" her.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import PERSON_NOUNS, PRONOUNS, TITLES, singular
from quoteattr.speakers.order import end_of
from quoteattr.speakers.reading.mentions import Phrase, read_phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.walk import Walk

__all__ = ["Shown"]

# How somebody takes what was said or done, before words that say why: "Oro disagreed. “No,” the
# captain said".
_REACTS = (
    r"(?:seemed|seems|looked|looks|sounded|sounds|felt|saw\s(?:it|things)|sees\s(?:it|things)|put\sit|begged|went\sfurther"
    r"|(?:dis)?agree[sd]|objected|shrugged|laughed|wept|smiled|nodded|sighed|summed|welcome[sd]|defended|praised"
    r"|blamed|criticised|criticized|denied|confirmed|doubted|feared|backed|condemned|complained|described"
    r"|recalled|remembered|hoped|wondered|took\san?(?:other)?\s\p{Ll}+\sview|echoed|struck|hit\s(?:back|out)|thanked"
    r"|hailed|dismissed|rejected|apologi[sz]ed|pleaded|appealed|refused\sto|declined\sto|vowed|insisted|paid\stribute"
    r"|(?:is|was|remains|remained)\s(?:\p{Ll}+ly\s)?(?:not|less|more|equally|far|un\p{Ll}{4,}|furious|delighted|angry|happy"
    r"|pleased|proud|thrilled|s[kc]eptical|relieved|optimistic|defiant|critical|cautious|blunt|adamant|scathing"
    r"|dismissive|gracious|philosophical|upbeat|bullish|gutted|devastated|stunned|shocked|disappointed|apologetic"
    r"|overjoyed|in\sno\sdoubt|in\stears|having\snone))\b"
)


# Between who asks and who is asked, and behind who answers.
_ASKED = regex.compile(
    r"(?:,[^,.]{2,60},)?\s(?:(?:has|had|then|later|also)\s)?(?:asked|asks|questioned|pressed|quizzed"
    r"|interviewed)\s(?:(?:the|a|an|his|her)\s)?(?:[\p{Ll}\-]+,?\s){0,2}"
)
_REPLIES = regex.compile(
    r"\s(?:told|tells|said|says|replie[sd]|answer(?:s|ed)|admitted|insisted)\b"
)
_OPENS = regex.compile(
    r"\s*(?P<who>The\s(?:\p{Ll}[\p{L}\-]*|\p{Lu}[\p{L}\-]*(?:\s\p{Lu}[\p{L}\-]*){0,2}))\s\p{Ll}"
)
# A clause before the main one.
_WHILE = regex.compile(
    r"\s*(?:After|When|As|While|Before|Once|Since|Although|Though)\s[^;:“”\"\n]{3,100}?,\s"
    r"(?:(?:the|a|an)\s)?(?:[\p{Ll}\-]+\s){0,3}"
)
# Before somebody who enters, or whom the sentence is about all the same.
_ENTERS = regex.compile(
    r"(?:(?:(?:And|But)\s)?(?:Then|then|Next|Finally|First|Last|Up|In|Out|Here|There|Also\sthere|Among\sthem"
    r"|Among\sthose\s[^,.;:“”\"\n]{3,60}?|One\s(?:who|of\sthem|of\sthose)\b[^,.;:“”\"\n]{0,60}?"
    r"|(?:First|Last|Next)\sto\s\p{Ll}+|Also\s(?:in|at|on)\s[^,.;:“”\"\n]{3,40}?"
    r"|With\sher|With\shim|Behind\sher|Behind\shim|Beside\sher|Beside\shim)\s"
    r"(?:came|comes|was|is|stood|stands|sat|sits|spoke|rose|stepped|walked|went|followed)"
    r"|(?:For|To|As\sfor|Enter|Take|Meet))\s"
)
# "Her brother was not so sure."
_KIN_OPENS = regex.compile(r"\s*(?:Her|His)\s(?P<noun>\p{Ll}[\p{L}\-]*)\s\p{Ll}")
# "A neighbour was not so sure": one without a name, whom a sentence says something of that leads up
# to what that one says, not what somebody did for another.
_STRANGER = regex.compile(
    r"\s*(?:(?:And|But|Yet|Nearby|Outside|Inside|Elsewhere),?\s|(?:Fearing|Citing)\s[^.,;:“”\"]{1,60},\s)?(?P<who>(?:An?|One|Another|The)\s(?-i:\p{Ll})"
    r"[^.;:!?“”\"]*?)\s(?:was|is|seemed|looked|sounded|felt|had|did\snot|did\sn[’']t|could\s(?:not|hardly)"
    r"|saw\sit|put\sit|begged|went\sfurther|(?:dis)?agreed|objected|shrugged|laughed|wept|smiled|nodded|sighed"
    r"|summed|welcomed|defended|praised|blamed|criticised|criticized|denied|confirmed|doubted|feared"
    r"|backed|condemned|complained|described|recalled|remembered|hoped|wondered|took\sa\sdifferent"
    r"|echoed|struck|sounded|shared|heard|spoke|requested\sanonymity|(?:asked|wished|wanted|preferred|chose)"
    r"\s(?:not\sto|to\sremain|to\sstay|to\sbe)|(?:declined|refused)\sto\sbe)\b",
    regex.I,
)
# "A driver rang the bell", "The driver, who would not be named, rang the bell".
_BROUGHT_IN = regex.compile(
    r"\s*(?:(?:And|But|Then|Nearby|Outside|Inside|Elsewhere|Later|Meanwhile|Soon),?\s)?"
    r"(?P<who>(?i:(?P<new>an?|one(?:\sof\s(?:the|his|her|their|these|those))?|another)|the)(?:\s(?P<word>\p{Ll}[\p{L}\-]*)){1,4})"
)
# "The captain asked for a week. He said no": who is asked.
_ASKS = regex.compile(r"\s(?:asked|asks|requested|demanded|begged|wanted|urged|told|pressed)\b")
_UNNAMED = regex.compile(r",\swho\s[^,.;:]{2,60}?\b(?:named?|identified)\b")
# "The Courier spoke to a nurse who had seen it."
_MEETS = regex.compile(
    r"\b(?:(?:spoke|talked|chatted)\s(?:to|with)|met|interviewed|contacted|reached|sat\sdown\swith|came\sacross)"
    r"\s(?P<who>(?:an?|one|another)\s\p{Ll})"
)
# Somebody spoken of before, in a sentence that may be about that one.
_BACK_TO = {
    "he": regex.compile(r"\b(?:he|him)\b", regex.I),
    "she": regex.compile(
        r"\b(?:she|her(?=[,.;:]|\s(?:and|at|away|back|down|for|from|home|in|into|on|out|that|to|up"
        r"|when|with)\b))\b",
        regex.I,
    ),
}
# Behind who reacts.
_HOW = regex.compile(
    r"(?:,[^,.;“”\"\n]{2,80},|,)?\s(?:(?:also|then|later|however|though)\s)?" + _REACTS
)
# "Oro’s dog", which is not Oro.
_OWNS = regex.compile(r"[’']s?\s")


class Shown:
    """Whom a text has just shown.

    Args:
        walk: the text, and what was found so far.
    """

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.text, self.naming, self.scene = walk.text, walk.naming, walk.scene
        self.groups, self.joined = walk.groups, walk.joined

    def beat(self, phrase: Phrase) -> Referent | None:
        """Whom *he* or *she* means by what stands right before it; None where that shows nobody."""
        return (
            self._shown(phrase)
            or self._named_above(phrase)
            or self._met_by(phrase)
            or self._same_as_before(phrase)
        )

    def _same_as_before(self, phrase: Phrase) -> Referent | None:
        """Whom the same pronoun meant as the source right before it, with nobody named between:
        "Asked about Oro, he said no. He added".
        """
        said = self.scene.spoke_last(phrase.start)
        if said is None or self.scene.content_at(phrase.start) >= 0:
            return None
        last = self.scene.attributions[said.index]
        low, high = next(iter(last.source), (0, 0))
        same = PRONOUNS.get(self.text[low:high].lower()) == phrase.head
        near = self.scene.sentence(phrase.start) - self.scene.sentence(end_of(last) - 1) == 1
        near = near and self.scene.paragraph(low) == self.scene.paragraph(phrase.start)
        named = self.scene.tells_of(high, phrase.start)
        return said.speakers[0] if same and near and not named else None

    def other_pronoun(self, phrase: Phrase) -> Referent | None:
        """Whom the other pronoun meant right before: "He said no. She said yes"."""
        said = self.scene.spoke_last(phrase.start)
        if said is None or self.scene.content_at(phrase.start) >= 0:
            return None
        start, end = next(iter(self.scene.attributions[said.index].source), (0, 0))
        head = PRONOUNS.get(self.text[start:end].lower())
        if head not in ("he", "she") or head == phrase.head or self.scene.in_marks(start):
            return None
        near = self.scene.paragraph(start) == self.scene.paragraph(phrase.start)
        return said.speakers[0] if near else None

    def _shown(self, phrase: Phrase) -> Referent | None:
        """Whom the sentence right before words in marks shows: "Ana Oro smiled. “No,” she said."

        That is its subject, if it names nobody else and reports nothing; else who is asked in it.
        """
        scene = self.scene
        if (before := self._sentence_before(phrase)) is None:
            return None
        low, high = before
        named = self.naming.persons(low, high)
        persons = {who for _, _, who in named}
        if len(persons) == 2 and len(named) == 2 and _WHILE.fullmatch(self.text, low, named[1][0]):
            main = scene.subject(named[1][0], high)  # "After Oro left, Holt spoke."
            return main if main is named[1][2] and main.may_be(phrase.head) else None
        if len(persons) == 2 and len(named) == 2:
            asked = _ASKED.fullmatch(self.text, named[0][1], named[1][0])
            told = _REPLIES.match(self.text, phrase.end)
            return named[1][2] if asked and told and named[1][2].may_be(phrase.head) else None
        if not named:
            return self._described_in(low, high, phrase.head)
        if len(persons) != 1:
            return None
        who = scene.subject(low, high)
        if who is None:
            start = self.naming.within(low, high)[0][0]
            opens = scene.paragraphs[scene.paragraph(low)][0]
            alone = low == opens and _OWNS.match(self.text, named[0][1]) is None
            entered = _ENTERS.fullmatch(self.text, low, start)
            who = next(iter(persons)) if alone or entered else None
        return who if who is not None and who.may_be(phrase.head) else None

    def stranger(self, phrase: Phrase) -> int:
        """Where the one without a name begins whom the sentence right before words in marks is
        about: "A neighbour was not so sure. “No,” she said"; -1 where it is about none.
        """
        if phrase.head not in _BACK_TO:
            return -1
        if (before := self._sentence_before(phrase, True)) is None:
            return self._newcomer(phrase)
        m = _STRANGER.match(self.text, *before) or _MEETS.search(self.text, *before)
        if m is None or _BACK_TO[phrase.head].search(self.text, *before):
            return -1
        return -1 if self.naming.persons(*before) else m.start("who")

    def _said_before(self, sentence: int) -> bool:
        """Whether the sentence before one ends in what somebody says: that one has had a turn."""
        if sentence < 1:
            return False
        low, high = self.scene.sentences[sentence - 1]
        said = self.scene.spoke_last(high)
        return said is not None and low < end_of(self.scene.attributions[said.index]) <= high

    def _newcomer(self, phrase: Phrase) -> int:
        """Where the one begins whom the sentence before has brought in, behind another's words,
        where "he" opens the next one: "“No,” Oro said. A driver rang the bell. He said"; -1 where
        it has brought in nobody.
        """
        scene = self.scene
        at = scene.sentence(phrase.start)
        if at < 1 or scene.sentences[at][0] != phrase.start or scene.quoted(phrase.start):
            return -1
        low, high = scene.sentences[at - 1]
        if scene.paragraph(low) != scene.paragraph(phrase.start) or scene.in_marks(low):
            return -1
        m = _BROUGHT_IN.match(self.text, low, high)
        if m is None or self.naming.persons(low, high):
            return -1
        words = m.captures("word")
        person = [*(singular(word)[0] in PERSON_NOUNS | TITLES for word in words), False]
        head = next((i for i in range(len(words)) if person[i] and not person[i + 1]), None)
        if head is None or _ASKS.match(self.text, m.ends("word")[head]):
            return -1
        new = m["new"] or _UNNAMED.match(self.text, m.ends("word")[head], high)
        back = any(one.search(self.text, low, high) for one in _BACK_TO.values())
        return m.start("who") if new and not back and self._said_before(at - 1) else -1

    def of_no_age(self, phrase: Phrase) -> Referent | None:
        """Whom the sentence right before words in marks is about, where "the 41-year-old" says
        them, of nobody whose age is given: "Oro’s wife, Ida, came too. “Why not,” the 41-year-old
        said".
        """
        if (before := self._sentence_before(phrase)) is None:
            return None
        named = self.naming.persons(*before)
        persons = {who for _, end, who in named if not _OWNS.match(self.text, end)}
        who = next(iter(persons), None)
        return who if who is not None and len(persons) == 1 and not who.ages else None

    def reacting(self, phrase: Phrase) -> Referent | None:
        """Whom the sentence right before words in marks shows to react to something, where "the
        captain" says them: "Ana Oro disagreed. “No,” the captain said".
        """
        if phrase.form != "definite" or phrase.plural or phrase.own or phrase.owner is not None:
            return None
        if (before := self._sentence_before(phrase)) is None:
            return None
        persons = self.naming.persons(*before)
        if len({who for *_, who in persons}) != 1:
            return None
        start, end, who = persons[0]
        lead = self.text[before[0] : start]
        opens = lead.endswith(", ") or self.scene.subject(*before) is who
        return who if opens and _HOW.match(self.text, end) else None

    def _sentence_before(self, phrase: Phrase, across: bool = False) -> Offsets | None:
        """The sentence right before words in marks and "she said", if it reports nothing.

        In the same paragraph; with ``across`` it may be a paragraph of its own before them.
        """
        scene = self.scene
        index = scene.content_at(phrase.start - 3)
        if index < 0 or scene.content_at(phrase.start) >= 0:
            return None
        one = scene.attributions[index]
        if any(low != phrase.start for low, _ in one.source):
            return None  # "he said: “No.” He added"
        start = one.content[0][0]
        at = scene.paragraph(start)
        opens = scene.paragraphs[at][0]
        if across and start == opens and at > 0:
            opens, start = scene.paragraphs[at - 1]
        if not (scene.in_marks(start + 1) or across) or not opens < start < phrase.start:
            return None
        low, high = scene.sentence_of(start - 2)
        low, high = max(low, opens), min(high, start)
        reports = scene.content_at(low) >= 0 or scene.content_at(high - 3) >= 0
        return None if reports else (low, high)

    def _named_above(self, phrase: Phrase) -> Referent | None:
        """Who spoke in the paragraph before, by name, where "He said" opens the next one.

        Not where the text names another in between, but in words in marks and reports.
        """
        scene = self.scene
        paragraph = scene.paragraph(phrase.start)
        said = scene.spoke_last(phrase.start)
        opens = phrase.start - scene.paragraphs[paragraph][0] <= 2
        if not opens or said is None:
            return None
        if scene.content_at(phrase.start) >= 0:
            return None
        source = next(iter(scene.attributions[said.index].source), None)
        if source is None or scene.paragraph(source[0]) != paragraph - 1:
            return None
        who = said.speakers[0]
        others = scene.tells_of(source[1], phrase.start, who)
        named = any(one is who for _, _, one in self.naming.within(*source))
        return who if named and not others and who.may_be(phrase.head) else None

    def _met_by(self, phrase: Phrase) -> Referent | None:
        """Whom somebody's words open with, right behind a sentence that names the two of them:
        "Ana Oro met Tim Holt. “He told me to go,” she said".
        """
        scene = self.scene
        index = scene.content_at(phrase.start)
        if index < 0 or len(self.walk.of[index]) != 1:
            return None
        start = scene.attributions[index].content[0][0]
        opens = scene.paragraphs[scene.paragraph(start)][0]
        if not scene.in_marks(start + 1) or not opens < start <= phrase.start <= start + 2:
            return None
        low, _ = scene.sentence_of(start - 2)
        persons = {who for *_, who in self.naming.persons(max(low, opens), start)}
        others = [who for who in persons if who is not self.walk.of[index][0]]
        met = len(persons) == 2 and len(others) == 1
        return others[0] if met and others[0].may_be(phrase.head) else None

    def _described_in(self, low: int, high: int, pronoun: str) -> Referent | None:
        """Whom a sentence shows that opens with "The judge": the only one of the text."""
        if (kin := _KIN_OPENS.match(self.text, low, high)) is not None:
            only = self.joined.only_person(kin["noun"])  # "Her brother", of one brother
            return only if only is not None and only.may_be(pronoun) else None
        m = _OPENS.match(self.text, low, high)
        if m is None:
            return None
        start, end = m.span("who")
        who = self.groups.settled(read_phrase(self.text, start, end, self.naming))
        person = who is not None and who.label == "person" and not who.members
        return who if person and who is not None and who.may_be(pronoun) else None
