"""Set phrases: the patterns of the formulas that report a sentence, and of what they report.

Each is read from where a sentence begins, or up to its end; ``source`` is who says it, and one of
``cue``, ``hears`` (somebody was told) and ``thought`` the words that say so.
"""

from __future__ import annotations

import regex

from quoteattr.speakers.wording import STYLED

__all__ = ["AMID", "BEHIND", "FINITE", "KNOWN", "OPENING", "SAID"]

# A noun phrase, by what it may not hold: another clause.
_PLAIN = (
    r"(?:(?!\b(?:said|says?|told|tells?|added|is|was|were|are|has|had|have|who|which|that)\b)"
    r"[^,;:“”\"()\n])"
)
_START = (
    r"(?!(?i:and|but|or|nor|who|whom|whose|which|that|as|when|if|because|so|then|where|while"
    r"|although|though|after|before|since|for|with|to|in|on|at|by|of|from|what|why|how|it|not"
    r"|than|until|unless|there)\b)"
)
_NP = rf"{_START}{_PLAIN}{{2,70}}?"
# Those before whom somebody speaks.
_HEARER = rf"""{_START}{_PLAIN}{{0,50}}?\b
    (?:court|inquest|tribunal|jury|jurors|judges?|hearing|trial|inquiry|enquiry|committee|panel
      |council|councillors|meeting|conference|commission|session|assembly|parliament|board|bench
      |magistrates|commissioners|senators|lawmakers|legislators|MPs|MSPs|peers|delegates|members
      |residents|Court|Council|Bailey|House|Assembly|Committee|Tribunal|Commission|Board|Inquiry
      |Senate|Parliament|Rakyat|Sabha)\b
    (?:\s(?:in|at|of|into|on|for)\s{_PLAIN}{{2,40}}?)?"""
_BE = r"(?:is|was|were|(?:has|have|had)\sbeen)"
_OFTEN = r"(?:(?:\p{Ll}+ly|also|then|later|now|once|often|since|further)\s)?"
# When and where it was said.
_WHEN = (
    r"(?:\s(?:on|at|in|during|after|before|earlier|last|this|yesterday|today|later|again|over)\b"
    r"[^,;:.“”\"]{0,50})?"
)
_CLAIMED = (
    r"(?:claimed|alleged|announced|reported|said|revealed|confirmed|suggested|argued|stated"
    r"|disclosed|noted|rumou?red|added|explained|pointed\sout|recalled|observed|decided|agreed)"
)
_FEARED = r"(?:feared|understood|believed|thought|hoped|estimated|assumed|predicted|suspected)"
_VIEW = r"(?P<thought>view|opinion|judge?ment|estimation)"
_TELLING = r"(?P<cue>words|telling|assessment|analysis)"
_COUNT = r"(?P<cue>account|reckoning|telling|estimate|own\sadmission)"
_GOES_ON = r"(?:(?:goes|went)\son|(?:liked?|likes|used)\sto\s(?:say|joke)|would\ssay)"
_HIM = (
    r"(?P<source>he|she|they"
    rf"|{STYLED}\p{{Lu}}[\p{{L}}’'\-]+(?:\s\p{{Lu}}[\p{{L}}’'\-]+){{0,3}})"
)
_COMMON = r"(?!(?:is|was|are|were|be|been|has|had|have)\b)\p{Ll}[\p{Ll}\-]*"
_NOUN = rf"(?:the|a|an|his|her|their)\s(?:{_COMMON}\s){{0,2}}{_COMMON}"
_SOMEBODY = rf"(?:{_HIM}|(?P<source>{_NOUN}))"
_SAYS = (
    rf"(?:(?:has|have|had)\s)?(?P<cue>{_GOES_ON}|"
    r"said|added|argued|claimed|insisted|explained|recalled|warned"
    r"|noted|conceded|admitted|joked|maintained|stressed|complained|told\s\p{L}+(?:\s\p{L}+){0,2}"
    r"|says?|adds?|argues?|claims?|insists?|explains?|recalls?|warns?|notes?|concedes?|admits?"
    r"|maintains?|stress(?:es)?|complains?)"
)
_TELLS = r"(?P<cue>tells)\s(?:me|us|him|her|them|you)"
_THINKS = r"(?P<thought>thought|believed|thinks?|believes?|reckons?|feels?)"
_WHOSE = rf"(?:(?P<source>{_NP})(?:[’']s|(?<=s)[’'])|(?P<source>his|her|their))"
# What was heard, what somebody was told, and what was claimed by nobody who is named.
_TOLD = rf"""
    {_HEARER}\s(?:(?:has|have|had)\s)?{_OFTEN}(?P<cue>heard)
  | {_NP}\s{_BE}\s{_OFTEN}(?P<hears>told)(?:\sby\s(?P<source>{_NP}))?
  | it\s{_BE}\s{_OFTEN}(?P<cue>{_CLAIMED})(?:\sby\s(?P<source>{_NP}))?
  | it\s{_BE}\s{_OFTEN}(?P<thought>{_FEARED})
"""
# Those without a name who tell of a firm or a government: "one of the people cited above".
_INSIDER = r"""
    (?:(?:one|two|three|four|several|some|another)\sof\sthe\s(?:\p{L}+\s){0,2}
      |(?:an?|another|one|two|three|four|several|the\s(?:first|second|third|other))\s(?:\p{L}+\s){0,2})
    (?:people|persons?|sources?|officials?|executives?|insiders?|bankers?|diplomats?|aides?)\b
    [^.,;:“”\"\n]{0,80}"""
_UNNAMED = (
    r"(?:,\s(?:who|asking|speaking|declining|requesting|on\scondition)\b[^.;:“”\"\n]{0,160})?"
)
# Behind a clause, up to the end of the sentence.
BEHIND = regex.compile(
    rf"""
    ,\s(?: {_TOLD}
      | {_HIM}\s{_OFTEN}(?P<cue>{_GOES_ON})
      | {_SOMEBODY}\s(?P<thought>feels?)
      | in\sthe\s{_VIEW}\sof\s(?P<source>{_NP})
      | in\sthe\s(?P<cue>words)\sof\s(?P<source>{_NP})
      | as\s(?P<source>{_NP})\s(?:(?:once|often|later|also|has|had)\s)?(?P<cue>puts?)\sit
      | in\s{_WHOSE}\s(?:own\s)?{_VIEW}
      | (?P<cue>said|says|according\sto)\s(?P<source>{_INSIDER}){_UNNAMED}
    ){_WHEN} [.!]? \s* $
    """,
    regex.VERBOSE,
)
# In the middle of it, between two commas.
AMID = regex.compile(
    rf",\s(?:{_TOLD}|{_SOMEBODY}\s{_OFTEN}(?:{_SAYS}|{_THINKS}|{_TELLS})){_WHEN},\s",
    regex.VERBOSE,
)
# At its beginning, up to a comma.
_BEFORE = regex.compile(
    rf"""
    (?:
        (?i:in)\sthe\s(?:{_VIEW}|{_TELLING})\sof\s(?P<source>{_NP})
      | (?i:in\sthe)\s(?P<thought>eyes)\sof\s(?P<source>{_NP})
      | (?i:in)\s{_WHOSE}\s(?:own\s)?(?:{_VIEW}|{_TELLING})
      | (?i:by)\sthe\s{_COUNT}\sof\s(?P<source>{_NP})
      | (?i:by)\s{_WHOSE}\s(?:own\s)?{_COUNT}
      | (?i:as)\s(?P<source>{_NP})\s(?:(?:once|often|later|also|has|had)\s)?
        (?P<cue>puts?|tells|told|has|would\shave)\sit
      | (?i:as)\s(?P<source>{_NP})\s(?P<thought>sees|saw)\sit
      | (?i:to\shear)\s(?P<source>{_NP})\s(?P<cue>tell)\sit
      | (?i:the\sway)\s(?P<source>{_NP})\s(?:(?P<cue>tells|told)|(?P<thought>sees|saw))\sit
      | (?i:as\sfar\sas)\s(?P<source>{_NP})\s{_BE}\s(?P<thought>concerned)
      | (?P<cue>(?i:according\sto))\s(?P<source>{_NP})
    ),\s
    """,
    regex.VERBOSE,
)
# "The court heard [two men had left]", but not "heard evidence that was new".
_HEARD = regex.compile(
    rf"""
    {_HEARER}\s(?:(?:has|have|had)\s)?{_OFTEN}(?P<cue>heard)\s
    (?!(?:the\s|an?\s|his\s|her\s|their\s|its\s)?(?:\p{{Ll}}+\s)?(?:case|appeal|arguments?|speech(?:es)?
       |evidence|testimony|recordings?|submissions?|complaints?|statements?|closing|opening)\b)
    (?= (?:(?:one|two|three|four|five|six|some|most|none|many|half|all|both|\d+)\sof\s)?
        (?: (?!(?:that|which|who|whose|and|or|but|from|of|about|in|on|at|for|by|to|with|over|as
              |before|after|while|when|because|until|since|if|whether|last|this|made)\b)
            [\p{{L}}\p{{N}}’'\-]+\s ){{1,5}}
        (?:is|are|was|were|has|had|have|would|could|did|will|can|may|might|should)\b )
    """,
    regex.VERBOSE,
)
_AUXILIARY = r"(?:is|are|was|were|has|had|have|would|could|did|will|can|may|might|should|must)\b"
# "She warned [the roof was old]", a clause without "that" where another object might stand.
_PLAINLY = regex.compile(
    rf"""
    (?P<source> (?i:he|she|they)
      | {STYLED}\p{{Lu}}[\p{{L}}’'\-]+(?:\s\p{{Lu}}[\p{{L}}’'\-]+){{0,3}}
      | (?i:the|an?|his|her|their)\s(?:{_COMMON}\s){{0,2}}{_COMMON} )
    (?:,\s[^,.;:“”"\n]{{1,60}},)?
    \s{_OFTEN}(?P<cue>warned|maintained|contended)\s
    (?= (?: (?!(?:that|which|who|whose|whom|and|or|but|from|of|about|in|on|at|for|by|to|with|over|as
              |against|before|after|while|when|because|until|since|if|whether|not)\b)
            [\p{{L}}\p{{N}}’'\-]+\s ){{1,5}}
        {_AUXILIARY} )
    """,
    regex.VERBOSE,
)
_POINT = r"""(?P<cue>advice|account|accusation|allegation|answer|argument|assertion|assessment|boast
    |claim|complaint|conclusion|contention|criticism|defen[cs]e|demand|excuse|explanation|finding
    |message|motto|point|position|prediction|promise|reply|response|ruling|stance|suggestion
    |testimony|thesis|verdict|warning|word)"""
_ASIDE = r"(?:,\s(?:the|an?|his|her|its|their|who)\s[^,;:“”\"\n]{2,60},)?"
# "The union's complaint is [that nobody was asked]", "The word from Oro is clear: [it is shut]"
_ITS_POINT = regex.compile(
    rf"""(?: (?i:{_WHOSE})\s(?:own\s|main\s|chief\s|central\s|first\s|only\s|simple\s|usual\s)?
        {_POINT} | (?i:the\s)(?:(?:main|chief|first|only|simple|usual)\s)?{_POINT}\s(?:of|from)\s
        (?P<source>{_NP}){_ASIDE} ) \s
    (?: (?:is|was|remains|has\s(?:always\s|long\s)?been)\s(?=that\s)
      | (?:is|was|remains)\s(?:(?:very|quite|as|always|equally)\s)?
        (?:simple|clear|plain|blunt|short|brief|stark|the\ssame|this|different):\s(?=\p{{Ll}}|I\s) )
    """,
    regex.VERBOSE,
)
KNOWN = regex.compile(
    rf"(?:\G(?:{_HIM}[,\s][^“”\"\n]*?(?:,\s)?\b(?:and|but)|(?P<source>{_NP}))\s)?"
    r"(?:(?:has|have|had)\s)?(?P<cue>let\sit\sbe\sknown)"
    r"(?:\s(?:through|via|by|to)\s[^,;:“”]{2,40}?)?\s(?=that\s)"
)
# "Oro is convinced: [the dam is safe]"
_STANCE = regex.compile(
    rf"""(?P<source>{_NP}){_ASIDE}\s(?:is|was|remains|remained)\s
    (?:(?:very|quite|also|still|now|absolutely|firmly)\s)?
    (?:(?P<thought>convinced|certain|sure|confident|in\sno\sdoubt)
      |(?P<cue>adamant|clear|blunt|emphatic|unequivocal|categorical))(?:\sof\s(?:it|this|that))?
    (?::\s(?=\p{{Ll}}|I\s)|\s(?=that\s))""",
    regex.VERBOSE,
)
_MOVES = r"""(?:asked|directed|instructed|ordered|urged|implored|begged|exhorted|reminded|advised
    |called\s(?:up)?on|appealed\sto|pleaded\swith)"""
# "The judge directed the clerk [to call him]"
_DIRECTS = regex.compile(
    rf"""(?P<source>{_NP}){_ASIDE}\s(?:(?:has|have|had)\s)?{_OFTEN}
    (?:on\s\p{{Lu}}\p{{Ll}}+\s)?(?P<cue>{_MOVES})\s(?P<told>{_NP})\s
    (?=(?:not\s)?to\s(?!(?:an?|the|his|her|its|their|this|that|all|every|dinner|lunch|court|bed
      |work|school|church|\p{{Lu}})\b)\p{{Ll}}{{2,}})""",
    regex.VERBOSE,
)
_CLEARLY = regex.compile(
    rf"""(?P<source>(?!it\b|this\b|that\b){_NP}){_ASIDE}\s(?:(?:has|have|had)\s)?{_OFTEN}
    (?P<cue>made\sit\s(?:clear|plain|known))\s(?=that\s)""",
    regex.VERBOSE | regex.IGNORECASE,
)
# "It was shut, two officials with knowledge of the plan said on Monday, asking not to be named."
SAID = regex.compile(
    rf"""
    ,\s(?: (?P<source>{_NP})\s{_OFTEN}(?P<cue>said|says|added|adds|told(?=\s\p{{L}}))
        (?:(?<=told)\s\p{{L}}+(?:\s\p{{L}}+)?)?
      | (?P<cue>said|says|added|adds)\s(?P<source>{_NP}){_ASIDE} )
    {_WHEN}{_UNNAMED} [.!]? \s* $
    """,
    regex.VERBOSE,
)
FINITE = regex.compile(_AUXILIARY)
OPENING = (_BEFORE, _HEARD, _PLAINLY, _ITS_POINT, _STANCE, _DIRECTS, _CLEARLY)
