"""Reasons: why a text gives somebody no name, in its own words."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.wording import holds_any

__all__ = ["best_reason", "reason_near", "reasons_in"]

_NAME_OR_IDENTITY = (
    r"(?:name[ds]?|identif(?:y|ied)|identity|named\s+publicly|unnamed|nameless|anonym\w+)"
)
# To the end of the clause, but not into a main clause without a comma.
_ON = r"(?:(?!\s(?:said|says?|told|added|wrote|tells|warned|claimed)\b)[^,.;:“”\"])*"
# What namelessness is for: "to discuss private talks".
_TO = (
    r"\s+(?:in\s+order\s+)?to\s+(?:speak|talk|discuss|describe|share|comment|brief|reveal|disclose|detail"
    r"|outline|give|avoid|protect|preview)\b" + _ON
)
# What may follow: "be withheld for fear of the crew".
_HOW = (
    r"(?:\s+(?:not\s+)?be(?:ing)?\s+\p{L}+(?:\s+out(?:\s+of\s+(?:\p{L}+\s+){0,2}\p{L}+)?)?"
    r"|\s+(?:is|was)\s+(?:not\s+)?\p{L}+|\s+not\s+appear\b|\s+by\s+name\b)?"
    r"(?:,?\s+citing\b"
    + _ON
    + r"|\s+(?:because|as|since|citing|(?:for|out\s+of|amid)\s+fears?|due\s+to|given"
    r"|for\s+(?:his|her|their)(?:\s+own)?\s+(?:safety|protection|security)"
    r"|in\s+(?:exchange|return)\s+for"
    r"|(?:when\s+|while\s+)?(?:discussing|describing|disclosing|(?:talking|speaking)\s+about))\b"
    + _ON
    + r"|"
    + _TO
    + r")?"
)
# Named to what, and not by whom: "could not be named in the squad", "named captain".
_NAMED = (
    r"(?:(?:named|identified)(?!\s+(?:in\s+(?!this|print|public|the\s(?:article|story|report|press|media))"
    r"|captain|skipper|man\b|player\b|to\b))|quoted)"
)
# Those who print it: "talk to her husband" is no reason.
_PRESS = (
    r"\s+(?:publicly|openly|freely|on\s+the\s+record|(?:to|with)\s+(?:the\s+)?(?:press|media|reporters"
    r"|journalists|public|(?:\p{L}+\s)?newspapers?)|about|interviews)\b"
)
_HIS_NAME = r"(?:his|her|their|an?)\s+(?:\p{L}+\s+)?(?:(?:sur)?names?|identit(?:y|ies))"
# What is done with a name, or is not, and by whom it is known.
_KEPT = (
    r"(?:withheld|changed|protected|concealed|left\s+out|kept\s+(?:secret|private|hidden|confidential|from|out)"
    r"|(?:not\s+)?(?:be\s+|being\s+)?(?:published|printed|used|revealed|disclosed|released|mentioned|made\s+public))"
)
# Those who forbid, and what they forbid.
_FORBID = (
    r"(?:forbids?|bars?|prohibits?|bans?|do(?:es)?(?:\s+not|n[’']t)\s+(?:allow|permit|let)|prevents?)\s+"
    r"(?:[^,.;:“”\"]{1,40}?\s)?(?:(?:speak|talk|contact|interviews?|comment|dealing)(?:s|ing)?)\b"
)
_REASON = regex.compile(
    rf"""
    (?:because|as|since)\s+(?:he|she|they|(?:the\s+)?\p{{L}}+)\s+
        (?:(?:was|were|is|are)\s+not\s+(?:authori[sz]ed|permitted|allowed|cleared)
          |(?:did|do|does)\s+not\s+have\s+(?:permission|authori[sz]ation|authority)
          |(?:lacked|lack)\s+(?:permission|authori[sz]ation|authority)
          |fear(?:s|ed)|(?:was|were)\s+afraid){_ON}
  | (?:on|under)\s+(?:the\s+)?condition\s+(?:of\s+(?:strict\s+)?anonymity(?:{_TO})?
        |that\s+[^,.;”"]*?{_NAME_OR_IDENTITY}{_ON})
  | (?:on\s+the\s+(?:understanding|basis|assurance|promise)\s+
        (?:that\s+[^,.;”"]{{1,40}}?{_NAME_OR_IDENTITY}|of\s+anonymity)
      |(?:in\s+(?:exchange|return)\s+for
        |under\s+(?:the\s+)?(?:cover|cloak|guarantee|promise)\s+of)\s+anonymity){_ON}
  | (?:for|citing|out\s+of|amid)\s+fears?\s+(?:of|for|that){_ON}
  | fearing\s+{_ON}
  | for\s+(?:security|safety|privacy|legal|cultural)\s+reasons
  | (?:citing|due\s+to|because\s+of|given)\s+the\s+sensitivity{_ON}
  | (?<=(?:anonymity|not\s(?:to\s)?be\s(?:named|identified|published|used)),?\s)
        (?:because|as|since|due\s+to|given)\s{_ON}
  | (?:lack(?:s|ed|ing)|without)\s+(?:permission|authori[sz]ation|authority)\s+to\s+
        (?:speak|talk|comment|discuss){_ON}
  | not\s+(?:been\s+)?(?:authori[sz]ed|permitted|cleared|entitled|at\s+liberty|free)\s+to\s+
        (?:speak|talk|comment|discuss|brief){_ON}
  | had\s+no\s+(?:permission|authori[sz]ation|authority)\s+to\s+
        (?:speak|talk|comment|discuss|brief){_ON}
  | would(?:\s+not|n[’']t)\s+(?:have|see)\s+{_HIS_NAME}\s+(?:in|printed|published|used){_ON}
  | (?:ask|request|insist|beg)(?:g?ed|s|g?ing)\s+that\s+(?:he|she|they)\s+not\s+be\s+{_NAMED}{_HOW}
  | (?:told|warned|ordered|instructed|asked)\s+(?:by\s+(?:[\p{{L}}\-]+\s+){{1,3}})?
        not\s+to\s+(?:give|grant)\s+interviews?{_ON}
  | (?:may|must|can|could)(?:\s?not|n[’']t)\s+(?:speak|talk){_PRESS}{_ON}
  | (?:(?:under\s+orders|ordered|told|warned|instructed|asked)\s+not\s+to\s+(?:speak|talk)
      |under\s+orders\s+not\s+to\s+(?:comment|brief)){_PRESS}{_ON}
  | whose\s+(?:[\p{{L}}\-]+\s+){{1,4}}?{_FORBID}{_ON}
  | (?:because|as|since)\s+[^,.;:“”"]{{1,50}}?\s{_FORBID}{_ON}
  | not\s+(?:allowed|supposed)\s+to\s+(?:(?:comment|discuss|brief)|(?:speak|talk){_PRESS}){_ON}
  | (?:did|does|do)(?:\s+not|n[’']t)\s+(?:want|wish)\s+
        (?:to\s+be\s+{_NAMED}{_HOW}
        |to\s+(?:give|reveal|share|disclose|provide|use)\s+{_HIS_NAME}{_HOW}|{_HIS_NAME}{_ON})
  | (?:(?:would\s+give|gave|giving|used|using|provided)\s+only
        |only\s+(?:gave|give|used|provided))\s+
        (?:his|her|their|an?)\s+(?:\p{{L}}+\s+)?
        (?:names?|initials?(?!\s\p{{L}})|nicknames?|pseudonym){_HOW}
  | (?:can|could|may|must|would|will|ca|wo)(?:\s?not|n[’']t)\s+be\s+{_NAMED}{_ON}
  | (?:is|are|was|were|been)\s+(?:(?:too|so|very)\s+)?(?:afraid|scared|frightened|terrified)\s+
        (?:(?:to\s+be|of\s+being)\s+(?:named|identified|quoted|recogni[sz]ed|seen)|to\s+(?:give|reveal)\s+{_HIS_NAME}){_ON}
  | (?:risks?|risked|faces?|faced|could|may|might|would)\s+[^,.;:“”"]{{2,50}}?\sif\s+
        (?:(?:he|she|they)\s+(?:is|are|was|were)\s+)?(?:named|identified|exposed|recogni[sz]ed){_ON}
  | (?:prefer(?:s|red|ring)?|wish(?:es|ed|ing)?|want(?:s|ed|ing)?|ask(?:s|ed|ing)?
        |insist(?:s|ed|ing)?(?:\s+on)?)\s+
        (?:(?:\p{{L}}+\s+){{0,3}}?(?:to\s+)?(?:keep|have|hide|conceal|keeping)\s+{_HIS_NAME}
          |(?:that\s+)?{_HIS_NAME}\s+(?:be\s+)?kept)
        (?:\s+(?:be\s+)?(?:kept\s+)?(?:secret|private|hidden|confidential|withheld|changed|out)){_ON}
  | (?:is|are|was|were)\s+(?:protected|covered)\s+by\s+(?:an?\s+)?(?:\p{{L}}+\s+){{0,2}}order\b{_ON}
  | (?:with(?:holding|held|holds?)|left\s+no|gave\s+no|giving\s+no)\s+
        (?:(?:his|her|their)\s+)?(?:\p{{L}}+\s+)?names?{_HOW}
  | (?:used|using)\s+(?:an?\s+)?(?:assumed|false|made-up|invented|borrowed)\s+names?{_HOW}
  | (?:declin|refus)(?:ed|es|ing)\s+to\s+say\s+who\s+(?:he|she|they)\s+(?:was|were|is|are)\b
  | who(?:se|m)?\s+(?:\p{{L}}+\s+){{0,4}}?(?:is|are)\s+not\s+(?:being\s+)?nam(?:ed|ing)(?:\s+here)?
        \s+(?:because|to\s+protect|for|due\s+to|out\s+of|at){_ON}
  | whose\s+(?:\p{{L}}+\s+)?(?:name|identity)\s+
        (?:(?:(?:can|may|must|could)(?:\s?not|n[’']t)\s+be|is\s+(?:not\s+)?being|(?:is|was)\s+not)
            \s+{_KEPT}
          |is\s+known\s+to\s+(?:[\p{{L}}\-]+\s+){{1,4}}?but\s+[^,.;:“”"]{{0,30}}?
            (?:withheld|not\s+\p{{L}}+)
          |(?:[\p{{L}}\-]+\s+){{1,4}}?(?:ordered|ruled|asked)\s+
            (?:[^,.;:“”"]{{1,20}}\s)?{_KEPT}){_ON}
  | (?:(?:did|would|could|does|do)(?:\s+not|n[’']t)|(?:declin|refus)(?:ed|es|ing)\s+to)\s+
        (?:give|reveal|disclose|provide|share)\s+{_HIS_NAME}{_HOW}
  | (?:ask|request|beg|plead|insist)(?:g?ed|s|g?ing)\s+not\s+to\s+be\s+{_NAMED}{_HOW}
  | insist(?:ed|s|ing)?\s+on\s+not\s+being\s+{_NAMED}{_HOW}
  | (?:request(?:s|ed|ing)|ask(?:s|ing)\s+for|insist(?:s|ed|ing)\s+on|s(?:ought|eeks|eeking)
        |plead(?:s|ed|ing)(?:\s+for)?|crav(?:es|ed|ing)|demand(?:s|ed|ing)|prefer(?:s|red|ring)
        |(?:(?:was|were|been)\s+)?(?:granted|promised|given|offered|guaranteed))\s+anonymity{_HOW}
  | (?:sp(?:oke|eak|eaks|eaking|oken)|talk(?:s|ed|ing)?)\s+(?:only\s+)?
        (?:anonymously|off\s+the\s+record|on\s+background|in\s+confidence|confidentially){_HOW}
  | (?:asked|requested|wished|wishes|wanted|chose|preferred|(?:declin|refus)(?:ed|es|ing)|asking
        |requesting|wishing|preferring)\s+
        (?:to\s+(?:remain|stay|be)\s+(?:anonym\p{{L}}+|nameless|un(?:named|identified))
        |to\s+be\s+(?:identified|named|known|called|referred\s+to)\s+only(?:\s+(?:as|by)\s+
            (?:(?!\s(?:because|as|since|for|out\s+of|due|given|citing)\b)[^,;:“”"\n]){{1,40}}\b)?
        |(?:not\s+to\s+be\s+|(?<=(?:declin|refus)(?:ed|es|ing)\s)to\s+be\s+){_NAMED}
        |(?:that\s+)?(?:his|her|their|its)\s+(?:\p{{L}}+\s+)?{_NAME_OR_IDENTITY}){_HOW}
  | (?:asked|requested)\s+(?:for\s+)?anonymity{_HOW}
  | (?:begged|pleaded|insisted)\s+that\s+{_HIS_NAME}{_HOW}
  | (?:ask|request|beg)(?:g?ed|s|g?ing)\s+(?:that\s+)?(?:[\p{{L}}\-]+\s+){{0,4}}?
        (?:not(?:\s+to)?|to\s+not)\s+(?:use|publish|print|reveal|disclose|give)\s+{_HIS_NAME}{_HOW}
  | whose\s+(?:full\s+|real\s+)?(?:name|identity)\s+(?:the\s+|this\s+)?(?:\p{{L}}+\s+){{1,4}}?
        (?:(?:is|are|has|have|was|were)\s+(?:protecting|withholding|concealing|withheld|concealed
          |(?:(?:chosen|decided|agreed|been\s+asked)\s+)?not(?:\s+to)?\s+(?:reveal|disclose|publish|print|give
          |revealing|disclosing|publishing))|(?:with(?:holds?|held)|conceals?|protects?)){_ON}
  | (?:is|are|was|were)\s+not\s+being\s+(?:named|identified)(?!\s+(?:captain|man\b|in\b)){_HOW}
  | (?:asked|asking|requested|requesting|wanted)\s+for\s+{_HIS_NAME}\s+(?:not\s+)?to\s+
        (?:not\s+)?be\s+\p{{L}}+(?:\s+out\b)?{_HOW}
  | (?:spoke|speak|speaking|talk|talked|talking|interviewed)\s+(?:only\s+)?
        (?:if|provided)\s+(?:that\s+)?
        (?:\p{{L}}+\s+(?:(?:was|were|is|are)\s+not|(?:would|could)\s+not\s+be)\s+{_NAMED}
          |(?:his|her|their)\s+(?:\p{{L}}+\s+)?(?:names?|identit(?:y|ies))\s+
            (?:was|were|is|are|would\s+(?:not\s+)?be|could\s+not\s+be)\s+{_KEPT}){_ON}
  | (?<=,\s)on\s+(?:deep\s+)?background(?=[,.;”"]|\s+(?:because|to)\b)
  | (?<=\b(?:said|told\s(?:\p{{L}}+\s){{1,3}}))on\s+(?:deep\s+)?background
  | (?:barred|banned|prohibited|forbidden)\s+from\s+
        (?:commenting|(?:speaking|talking|giving){_PRESS}){_ON}
  | who\s+fear(?:s|ed|ing)?\s+(?:(?:being|to\s+be)\s+(?:named|identified|recogni[sz]ed)
        |(?:that\s+)?(?:speaking|repris|retribution|retaliation)){_ON}
  | (?:name|identity)\s+(?:has\s+been\s+|was\s+|is\s+(?:being\s+)?)?
        (?:withheld|changed|protected|concealed){_ON}
    """,
    regex.VERBOSE | regex.I,
)
# What every match of it has one of.
_PARTS = (
    "authori", "permi", "allow", "suppos", "clear", "fear", "afraid", "anonym", "reasons",
    "sensitiv", "nam", "identi", "initial", "pseudonym", "quoted", "background", "record",
    "confiden", "barred", "banned", "prohibit", "forbid", "publish", "be used", "be\nused",
    "speak", "talk", "interview", "entitled", "liberty", "free", "say who", "say\nwho", "scared",
    "frightened", "terrified", "exposed", "recogni", "protected", "orders", "prevent", "bars",
    "bans",
)  # fmt: skip
_BETTER = regex.compile(
    r"(?:because|as|since|citing|for\s+fear|fearing|for\s+\p{L}+\s+reasons)", regex.I
)

# Fear is a reason for having no name only where namelessness is spoken of.
_FEAR = regex.compile(r"(?:for|citing|out|amid|fearing)\b", regex.I)
_HIDDEN = regex.compile(_NAME_OR_IDENTITY, regex.I)


def reasons_in(text: str, low: int, high: int, sentence: Offsets) -> list[Offsets]:
    """The words in a stretch of a sentence that say why somebody is unnamed, in order.

    Args:
        text: the text.
        low, high: offsets of the stretch.
        sentence: offsets of the sentence that holds it, which tells whether fear is a reason.
    """
    if not holds_any(text, low, high, _PARTS):
        return []
    found = [m.span() for m in _REASON.finditer(text, low, high)]
    if not _HIDDEN.search(text, *sentence):
        found = [s for s in found if not _FEAR.match(text, s[0])]
    return [(first, first + len(text[first:last].rstrip())) for first, last in found]


def best_reason(text: str, found: Sequence[Offsets]) -> Offsets | None:
    """The first cause among reasons; where there is none, the first condition."""
    causes = [s for s in found if _BETTER.match(text, s[0])]
    return next(iter(causes or found), None)


def reason_near(text: str, start: int, end: int, sentence: Offsets) -> Offsets | None:
    """The words of a sentence that say why a source in it is unnamed.

    Args:
        text: the text.
        start, end: offsets of the source.
        sentence: offsets of the sentence that holds it.

    Returns:
        The offsets of the reason nearest after the source's start, else None.
        Where one clause gives the condition and the next the cause, the cause.
    """
    low = min(start, sentence[1])
    return best_reason(text, reasons_in(text, low, sentence[1], (low, sentence[1])))
