"""Tellings: the patterns by which the words around a cue are read for one who is told.

What stands between a cue and the one told, what ends such a phrase, and the clauses in which the
one told stands elsewhere; the cues themselves are in ``verbs``. No name of anybody is in them.
"""

from __future__ import annotations

import regex

from quoteattr.speakers.lexicon import PERSON_NOUNS, word_set
from quoteattr.speakers.wording import DAY, FULL_STOP, MONTH

CALLED_ON = regex.compile(r"\s+(?:on|upon|to|with)\s+")
TO = regex.compile(
    r"\s+(?:(?:back|clear|that|this|it|so|a\s+\p{L}+|in\s+(?:a|an|his|her|their|its)\s+(?:\p{L}+\s+){0,3}"
    r"(?:letter|message|e-?mail|speech|statement|address|remarks?|text|tweet|reply|note|memo"
    r"|submission|response|report)(?:\s+(?:in|on)\s+\p{L}+)?"
    rf"|(?:on\s+)?{DAY}|yesterday|today)\s+)?to\s+",
    regex.I,
)
STOP = regex.compile(
    rf"""
    [;:!?“”"„()\n\[\]—–] | ,(?!\d{{3}}\b)
  | {FULL_STOP}(?!\w)
  | \s-\s
  | (?<!-)\b(?:that|to|in|on|at|during|after|before|by|when|(?<!\b(?:such|well)\s)as(?!\swell\sas\b)
     |about|how|why|what|whether|if|for|via|alongside|beside
     |through|from|near|last|yesterday|today|this\s+(?:week|month|year|morning|afternoon|evening)
     |while|where|there|because|since|earlier|later|afterwards?|beforehand|over|outside|inside|not|never|following
     |recently|shortly|including|he|she|they|it|we|i|with|without|ahead|amid|under|against|is|was|are|were
     |(?:two|three|four|five|several|\d+)\stimes|twice|repeatedly|one\s(?:day|morning|afternoon|evening|night)
     |every\s(?:day|week|month|year|night|morning|time|spring|summer|autumn|winter
       |(?-i:\p{{Lu}}\p{{Ll}}+(?:y|ch|il|e|t|er)))
     |(?:an?|one|two|three|four|five|six|ten|several|some|\d+)\s(?:\p{{L}}+\s)?\p{{L}}+\sago
     |the\s(?:first|last|next|other|same)\s(?:time|day|morning|afternoon|evening|night|week)
     |has|had|have|will|would|could|can|may|should|who|which|don't
     |(?:obtained|seen|published|sent|dated|signed|leaked|circulated|reviewed|viewed|released|shared
       |posted|delivered|issued|submitted|written|chaired|headed|presided|attended)(?=\s(?:to|by|on|in|at|last|this|yesterday|earlier|today
         |early|late|exclusively|\d|(?-i:\p{{Lu}})))
     |and\s+(?:said|added|then|that
     |to|was|is|asked|told)|of\s+(?:his|her|their|its)\s+\p{{L}}+ing|just|again|out|live)\b(?!-\p{{L}})
  | (?:very\s|quite\s|so\s|only\s)?\b(?:clearly|plainly|bluntly|firmly|flatly|quietly|openly
      |politely|gently|privately|personally|repeatedly|explicitly|publicly|only|directly|simply)
      (?=\s(?:that|to|not|if|whether)\b|\s?$)
  | (?<!\bthe\s)\b{DAY}\b
    """,
    regex.VERBOSE,
)
# What stands before how many are told: "about 300 supporters", but not "about 300 boats".
SOME_OF_THEM = regex.compile(
    r"\s*(?:about|over|around|nearly|some|more\sthan|at\sleast)\s"
    r"(?=(?:\d[\d.,]*|a\s(?:few\s)?(?:dozen|hundred|thousand)|two|three|four|five|six|ten|twenty|dozens\sof)\s"
    rf"(?:\p{{Ll}}+\s){{0,2}}(?:people|(?:{'|'.join(sorted(PERSON_NOUNS))})s)\b)",
    regex.I,
)
# "Oro, the deputy mayor, and Lund": two, the first with an office.
WITH_OFFICE = regex.compile(
    r"\s*\p{Lu}[^,.;:“”\"\n]{2,40},\s(?:the|an?|his|her|its)\s\p{Ll}[^,.;:“”\"\n]{2,50}"
    r",\s(?:and|as well as)\s"
    r"\p{Lu}[\p{L}’'\-.]*(?:\s\p{Lu}[\p{L}’'\-.]*){0,3}(?=,|\s(?:that|to|if|whether)\b|\s?$)"
)
LIST = regex.compile(
    r"[^,.;:“”\"\n]{3,50}(?:,\s+[^,.;:“”\"\n]{3,50})+,?\s+and\s+[^,.;:“”\"\n]{3,50}"
)
# As it may follow a preposition: "all parties, officials and soldiers".
LISTED = regex.compile(
    r"[^,.;:“”\"\n]{3,50}(?:,\s+[^,.;:“”\"\n]{3,50}){1,4}?,?\s+and\s+[^,.;:“”\"\n]{3,50}"
)
# Letters in brackets before one more.
ASIDE = regex.compile(r"\(\p{Lu}[\p{L}\-&.]{0,11}\)(?=,?\s+and\s)")
INNER = regex.compile(r"\b(?:of|in|at|from|for|on|with|against|under|who|living)\b", regex.I)
PASSIVE = regex.compile(
    r"(?:\b(?:was|were|is|are|am|been|be|being|gets?|got)|(?<=\b[Ii])[’']m|(?<=\b(?:we|you|they))[’']re)\s+(?:not\s+)?(?:\p{L}+ly\s+"
    r"|(?:also|then|never|later|further|again|only|just|even|often|once|first|soon|now)\s+)?$",
    regex.I,
)
CLAUSE = regex.compile(
    r"[,;:.!?“”\"\n—–]\s*"
    r"|\b(?:that|and|but|when|while|because|after|as|if|which|where|how|although|though|once|until)\s+"
    r"|\b(?:said|says?|saying|told|heard|added|claimed|believed?|reported)\s+",
    regex.I,
)
AUXILIARY = regex.compile(
    r"(?:[’']ll|[’']ve|[’']d|[’']s|[’']re|[’']m|\s+\([^)]*\))?(?:\s*\b|\s+)(?:(?:has|have|had|will|would|should|could|must|may|can|to|is|are|was|were|am)\s+)?(?:not\s+)?(?:(?:now|currently|still|only|just|never|already|since|repeatedly|previously|recently|once|ever|long|initially|simply|merely|even)\s+)?(?:(?:be|been|being)\s+)?(?:also\s+|then\s+)?$",
    regex.I,
)
INTERVIEW = regex.compile(
    r"""
    \b(?: addressing
      | interview\s(?:in|on|for)(?=\s(?:the\s)?(?-i:\p{Lu}))
      | (?<=,\s)briefing
        (?=\s(?:\p{L}+\s){0,2}(?:journalists|reporters|media|press|lawmakers|MPs|senators)\b)
      | meeting\s+with
      | (?<=\b(?:in|during|on)\s(?:an?|the|his|her|their|one)\s(?:[\p{L}\-]+\s){0,2})
        (?:call|conversation|chat|exchange)\s+(?:(?:on\s+)?\p{Lu}\p{Ll}+day\s+)?with
      | read\s+to | spoken\s+to | spoke\s+(?:to|with) | talking\s+to
      | interview(?:ed)?\s+(?:(?:on\s+)?\p{Lu}\p{Ll}+day\s+|last\s+\p{Ll}+\s+)?(?:with|to|by)
      | speaking\s+(?:exclusively\s+)?(?:to|with)
      | email(?:ed\s+(?:statement|response|comments?))?\s+to | statement\s+to | submission\s+to
      | (?<!\b(?:after|before|following|since|until|about|on|reviewing|quoting)\s
        (?:(?:an?|the|his|her|their|its)\s)?(?:[\p{L}\-]+\s){0,3}) (?<![’']s\s(?:[\p{L}\-]+\s){0,2})
        (?:speech|address|presentation|briefing|testimony|lecture|sermon)\s+to
        (?=\s+(?:the|an?|his|her|its|their|some|about|more)\s|\s+\p{L}+(?<!ou)s\b|\s+(?-i:\p{Lu})
          |\s+(?:parliament|congress|people|staff|police|management)\b)
      | (?:letters?|messages?|memos?|memorandum|notes?|e-?mails?)\s+(?:of\s+\p{L}+\s+)?
        (?:(?:addressed|sent)\s+(?:(?:last|this)\s\p{L}+\s+|on\s\p{Lu}\p{L}+day\s+|yesterday\s+)?)?to
      | (?:his|her|their|its)\s+declaration\s+(?:of\s+\p{L}+\s+)?to | remarks\s+to
      | comments?\s+to(?=\s(?:the|an?|his|her|its|their)\s|\s(?-i:\p{Lu})|\s\p{L}+s\b)
      | (?:repl(?:y|ies)|(?:his|her|their|its)\s+response)\s+to
        (?!\s(?:\p{L}+\s){0,3}(?:[\p{L}\-]+[’']s?\s+)?(?:questions?|quer(?:y|ies)|requests?|letters?|motion))
    )\s+
    """,
    regex.VERBOSE | regex.I,
)
# What every match of it has one of.
INTERVIEW_PARTS = (
    "briefing", "meeting", "call", "conversation", "chat", "exchange", "read", "spoke", "talking",
    "interview", "speaking", "mail", "statement", "submission", "speech", "address",
    "presentation", "testimony", "lecture", "sermon", "letter", "message", "memo", "note",
    "declaration", "comment", "remarks", "replies", "reply", "response",
)  # fmt: skip
# "Addressing [the event]": nobody.
EVENT = regex.compile(
    r"(?:an?|the|his|her|this)\s(?:[\p{L}\-]+\s){0,3}(?:event|conference|briefing|ceremony|function|meeting"
    r"|seminar|session|forum|summit|workshop|webinar|issue|concerns?|question|problem)\b"
)
# "The Minister of Labour [and] Employment": the field of one office or body.
FIELD = regex.compile(
    r"\b(?:minister|ministry|secretary|department|committee|commission|board|director|office|council)\s"
    r"(?:of|for|on)\s(?:the\s)?\p{Lu}[\p{L}\-]+(?:,\s\p{Lu}[\p{L}\-]+)*$",
    regex.I,
)
# "Asked whether he had spoken [to the mayor], he replied": whom a question is about.
IN_QUESTION = regex.compile(
    r"\b(?:asked|pressed|questioned|quizzed|challenged)\b[^.;:“”\"\n]{0,60}?\b(?:whether|if|about|why|how|when"
    r"|what|who|which|where)\b[^,;:“”\"\n]*$",
    regex.I,
)
COMMA_TO = regex.compile(r",\s+to\s+")
FROM = regex.compile(r"\s+from\s+")
LEAVE_FROM = regex.compile(r"\s+(?:(?:permission|leave|approval|help|advice|consent)\s+)?from\s+")
ASKING = regex.compile(r"(?:request|ask|demand|seek|sought)", regex.I)
# What opens the audience, by three letters: an interview, a talk or something in writing.
AUDIENCE = dict.fromkeys(
    ("com", "dec", "e-m", "ema", "let", "mem", "mes", "not", "rea", "rem", "rep", "res"), "letter"
)
AUDIENCE |= dict.fromkeys(("lec", "pre", "ser", "spe", "spo", "sta", "sub", "tal", "tes"), "talk")
AUDIENCE |= {"add": "address", "bri": "talk", "int": "interview", "mee": "meeting"}
AUDIENCE |= dict.fromkeys(("cal", "cha", "con", "exc"), "call")
# "Allegations that were made by a clerk to the board".
MADE_TO = regex.compile(
    r"\s+(?:(?:(?:that|which)\s+)?(?:was|were)\s+)?(?:made|sent|given|put|addressed|issued)\s+"
    r"(?:by\s+[^,.;:“”\"\n]{2,40}?\s+)?to\s+"
    r"|\s+from\s+[^,.;:“”\"\n]{2,50}?\s+to\s+(?=(?:the|an?|his|her|its|their)\s|\p{Lu})"
)
# "Argued before the court"
COURT = regex.compile(
    r"\s+before\s+(?=(?:the|an?|his|her|its|their)\s(?:[\p{L}\-]+\s){0,4}?(?:court|judge|tribunal|jury"
    r"|magistrates?|committee|commission|inquiry|panel|parliament|senate|congress|assembly|council|board)\b"
    r"|(?:Congress|Parliament|MPs|lawmakers|senators|judges|jurors|deputies|councillors|investigators)(?=[,.]|\s(?:that|on|in)\b|$))",
    regex.I,
)
PLEADING = regex.compile(
    r"^(?:argu(?:es|ed|ing)|testif(?:y|ies|ied|ying)|plead(?:s|ed|ing)?|submit(?:s|ted)|sa(?:id|ys)|stat(?:es|ed)"
    r"|declar(?:es|ed)|repeat(?:s|ed)|admit(?:s|ted)|claim(?:s|ed))$",
    regex.I,
)
SHOUT = regex.compile(r"^(?:shout|yell|scream|bark|snap)(?:p?ed|s|p?ing)?(?:\sback)?$", regex.I)
AT = regex.compile(r"\s+(?:back\s+)?at\s+")
# Something written that is addressed to somebody.
PAPER = regex.compile(
    r"\b(?:letter|message|e-?mail|note|memo|submission|report|petition|appeal|response|reply|text"
    r"|statement|complaint|notice|presentation|briefing)s?\s+(?:(?:sent|addressed|written|submitted|given|delivered|handed)\s+"
    r"(?:by\s+[^,.;:“”\"\n]{2,50}?\s+)?|(?:from|by|of)\s+[^,.;:“”\"\n]{2,50}?\s+)?to\s+(?:members\s+of\s+)?",
    regex.I,
)
# "Oro wrote to the board in May.", and nothing else told of before what she wrote.
WROTE = regex.compile(r"wrote|writes|texted|e-?mailed", regex.I)
WROTE_TO = regex.compile(
    r"(?P<to>\b(?:wrote|written|writes|e-?mailed|texted|messaged|replied)\s(?:back\s)?"
    r"(?:(?:a|an)\s(?:letter|note|message|text|email)\s)?(?:to\s)?)(?=\p{L})[^.!?\n“”\"]{2,120}[.:]\s+$"
)
# "Oro had a message for the board." before words in marks; and who then says or writes them.
MESSAGE_TO = regex.compile(
    r"(?P<to>\b(?:s(?:ent|ends)|wrote|writes|ha[ds]|post(?:s|ed)|publish(?:es|ed)|deliver(?:s|ed)|offer(?:s|ed)"
    r"|left|address(?:es|ed)|gave)\s(?:an?|one|this|some|his|her|their)\s(?:[\p{L}\-]+\s){0,2}?"
    r"(?:message|letter|note|e-?mail|warning|appeal|plea|word|words|advice|text)\s(?:of\s\p{L}+\s)?(?:to|for)\s)"
    r"(?=\p{L})[^.!?\n“”\"]{2,120}[.:]\s+$"
)
IS_SAID = regex.compile(r"sa(?:id|ys)|wr(?:ote|ites)|reads?|added", regex.I)
ORDERING = regex.compile(r"(?:ask|request|order|petition|instruct|plea)", regex.I)
FOR_TO = regex.compile(r"for\s+(\p{L}[^,;:.“”\"\n]{1,60}?)\s+to\s")
WITH_TO = regex.compile(r"with\s(\p{L}[^,;:.“”\"\n]{1,60}?)\s(?=to\s)")
BY = regex.compile(r"\s+by\s+")
# The same, also behind when or how: "told [last week by] the bank".
AGENT = regex.compile(
    rf"""
    (?: \s+(?:again|twice|repeatedly|yesterday|today|personally|\p{{Ll}}+ly)
      | \s+(?:as\s\p{{Ll}}+\sas\s|earlier\s)?(?:last|this|every|each)\s\p{{L}}+
      | \s+(?:on|in)\s(?:{DAY}|{MONTH}
          |(?:an?|the)\s(?:\p{{Ll}}+\s)?(?:letter|e-?mail|call|meeting)) ){{0,2}}
    \s+by\s+
    """,
    regex.VERBOSE,
)
# "Called [her] to come", "answered [one critic] on her page".
CALLED = regex.compile(r"\s(?P<who>me|us|him|her|them)(?=\s?$|\sto\s)")
AND_TO = regex.compile(r",?\s+and\s+to\s+")
# "Threatened to kill [her]"
THREATENED = regex.compile(
    r"\s+to\s+\p{Ll}+\s+(?P<who>me|us|him|her|them)(?=[.,;!?]|\s(?:if|unless|when|with|and|or|because|after|for|in|on|at|over)\b|\s?$)"
)
HEARING = regex.compile(r"^hear(?:s|d)?$", regex.I)
TELLS_BEFORE = regex.compile(
    r"\b(?:t(?:ell(?:s|ing)?|old)|inform(?:s|ed|ing)?|assur(?:es|ed|ing)|convinc(?:e|ed|ing)"
    r"|persuad(?:ed|ing)|remind(?:s|ed|ing)|warn(?:s|ed|ing)|taught|(?:appeal|call)s?\s+to)\s+"
    r"(?P<who>(?:\p{L}+\s+){0,3})$",
    regex.I,
)
# A verb that takes one told, and that one, up to the content.
TELLS_WHOM = regex.compile(
    r"\b(?:t(?:ell(?:s|ing)?|old)|urg(?:es|ed|ing)|ask(?:s|ed|ing)|order(?:s|ed|ing)|warn(?:s|ed|ing)"
    r"|advis(?:es|ed|ing)|inform(?:s|ed|ing)|remind(?:s|ed|ing)|assur(?:es|ed|ing)"
    r"|encourag(?:es|ed|ing)|instruct(?:s|ed|ing)|invit(?:es|ed|ing)|(?:appeal|call)(?:s|ed|ing)?\s+(?:up)?(?:to|on))"
    r"\s+(?P<who>(?:[\p{L}\p{N}’'\-&]+[ ]){1,6}?)$",
    regex.I,
)
# Whom the content took in, before the words that open what was said.
OBJECT = regex.compile(
    r"((?:(?:the|a|an|his|her|its|their|our|my|all|some|other|these|those"
    r"|any|every)\s+\p{L}[\p{L}’'\- ]{1,60}?|\p{Lu}[\p{L}’'\-. ]{1,40}?|\p{Ll}[\p{Ll} \-]{1,40}?s"
    r"|people))"
    r"(?=\s+(?:that|not\s+to|to|if|whether|about|he|she|they|it|there|we|i)\b)"
    r"|((?:me|us|him|them)\b)"
)
# A name that stands in marks: 'told "Lund Post" in May'.
MARKED = regex.compile(r"\s*(?:the\s)?[“‘\"'](\p{Lu}[\p{L}\p{N}&.\- ]{1,30}?)[”’\"'](?=[\s,])")
# The same behind what it is: 'told the South Lund daily "Post" in May'.
STYLED = regex.compile(
    r"\s*the\s(?:[\p{L}\-]+\s){1,3}[“‘\"'](\p{Lu}[\p{L}\p{N}&.\- ]{1,30}?)[”’\"'](?=[\s,.])"
)
# One told whom no noun follows: "asked [him] several times".
ALONE = regex.compile(
    r"(?:him|them|me|us)\b(?!\s+(?:and|or|all|both)\b)"
    r"|her(?=\s+(?:plainly|bluntly|directly|flatly|repeatedly|privately|separately|personally|openly"
    r"|quietly|simply|clearly|recently|immediately|initially|explicitly|specifically|politely|the|that|this|a|not|just|again|later|then|once|twice|one|in|on|at|over|from|to|since|after|before|via|(?:minutes|hours|days|weeks|months|years)\s(?:ago|earlier|before|later))(?![\p{L}\-]))"
)
# A body that is told something: "asked [it] to wait", "told [it] that", not "told it was shut".
IT = regex.compile(
    r"\s+(?P<who>it)(?=\s+(?:not\s+)?to\s+(?!be\s+(?:true|false)\b)\p{Ll}|\s+that\s)"
)
# "Wrote the mayor [to thank the crew]": a verb where one told would stand.
INFINITIVE = regex.compile(
    r"(?!people\b)\p{Ll}+(?<!s)\s+(?:the|an?|his|her|its|their|that|it|him|them)\b"
)
DEMANDING = regex.compile(r"\bdemand(?:s|ed|ing)?$", regex.I)
# Several whom the content took in, by the first of them; and what of "called on" it took in.
OBJECTS = regex.compile(
    r"([^,.;:“”\"\n]{3,40}?)(?:,\s+[^,.;:“”\"\n]{3,40}?)*,?\s+and\s+[^,.;:“”\"\n]{3,40}?"
    r"(?=\s+[“\"]?(?:not\s+)?to\s)"
)
ON = regex.compile(r"(?:on|upon|to)\s+(?=(?:the|a|an|his|her|its|their|all|\p{Lu}|\p{Ll}+s\s)\b)")
# Nouns that report and take *to* for the one told.
NOUN = regex.compile(
    r"^(?:requests?|orders?|questions?|petitions?|complaints?|instructions?|appeals?|calls?"
    r"|demands?|proposals?|suggestions?|allegations?|submissions?|invitations?|notices?|promises?"
    r"|warnings?|threats?|challenges?|replies|replys?|responses?|pleas?|messages?|letters?|reports?"
    r"|answers?|offers?|ultimatums?|pledges?|recommendations?|advice|assurances?|commitments?)$",
    regex.I,
)
ASKED_BY = regex.compile(
    r"\b(?:asked|questioned|pressed|quizzed|contacted|approached|interviewed|reached)\s+by\s+"
    r"(?!(?:(?:tele|mobile\s)?phone|e-?mail|text|letter|mail|SMS|WhatsApp)\b)",
    regex.I,
)
# "[A letter from the port,] saying"
_FROM_WHOM = (
    r"(?:[\p{L}\-]+\s){0,2}?(?:letter|e-?mail|message|text|note|memo|(?:phone\s)?call|voicemail|notice)\s"
    r"(?:(?:on|last|in)\s\p{L}+\s(?:\d+\s)?)?from\s(?P<sender>\p{L}[^.;:“”\"\n]{1,80}?)"
    r"(?<!\s(?:and|but|then|he|she|they|who|i|it)),?\s+(?:who\s)?"
)
# Behind whoever received something: whom it is from.
SENDER = regex.compile(
    rf"\s+(?:has\s+|have\s+|had\s+)?(?:then\s+)?(?:receiv(?:es|ed)|got|gets)\s+(?:an?|the|another)\s+{_FROM_WHOM}",
    regex.I,
)
RECEIVES = regex.compile(
    r"(?:^|\G|[,.;:“”\"\n]|\b(?:and|that|when|until|after|said|as)\b)\s*"
    r"(?P<who>\p{L}[^,;:.“”\"\n()]{1,60}?)\s+(?:has\s+|have\s+|had\s+)?"
    r"(?:then\s+)?(?:receiv(?:es|ed)|got|gets)\s+(?:a|an|the|another|many|several|some|no)\s+"
    rf"(?:(?:\p{{L}}+\s+)?(?:(?:within|in|on|last|this)\s(?:[\p{{L}}\p{{N}}]+\s){{1,3}}?)?|{_FROM_WHOM})$",
    regex.I,
)
INSERTED = regex.compile(
    r",\s+(?:\d{1,3}|(?:he|she|they|it|I|we|\p{Lu}[^,.;:“”\"\n]{1,40})\s(?:said|says|added|recalled)"
    r"|(?:who|which|whose|an?|another|the|our|my|his|her|its|their|head|leader|director|chair)\b"
    r"(?:[^,.;:“”\"\n]|[,.](?=\d))*),\s+"
    r"(?:(?:has|have|had)\s+)?$"
)
# "Another [recalled] being told".
BEFORE_BEING = regex.compile(
    r"\s(?:(?:also|then|still|later|\p{Ll}+ly)\s)?(?:recall|remember|describ|report|mention|recount|keep|kept"
    r"|like|love|enjoy|hate|mind|den(?=y|i)|avoid|resent|risk|imagin|start|stop|began|begin)\p{Ll}*$"
)
# The first of two subjects: "that he and two clerks".
JOINT = regex.compile(
    r"(?:^|\G|[.,;:“\"]\s*|\b(?:that|said|says|when|if|because|after|as|and|but)\s+)"
    r"(?P<who>\p{L}[\p{L}’'\-. ]{0,40}?)\s+and\s+$",
    regex.I,
)
LEADING = regex.compile(r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I)\b")
LAST = regex.compile(r"(?<=\s)(?:he|she|they|it|we|I|you)$")
AND = regex.compile(r"\s*,\s+(?:and\s+|as well as\s+)?|\s+(?:and|as well as)\s+")
# Before the first of two: "both Oro and Lund".
BOTH = regex.compile(r"both\s+(?=\p{L})", regex.I)
AUXILIARIES = word_set(
    "is are was were be been being has have had will would can could may might should must did do "
    "does not also never now again then already to just"
)
NO_SUBJECT = word_set(
    "who which that in on at and then of for with what it there upon after before without despite "
    "since while by when from until"
)
ARTICLES = word_set("a an the such certain")
ASKED_FOR = word_set(
    "question questions permission story stories truth concerns doubts joke jokes lie lies tale "
    "tales secret secrets"
)
NOBODY = word_set(
    "that to it himself herself themselves itself myself a an the such certain however "
    "nobody none applause laughter cheers jeers boos "
    "further for in on at so questions why how what whether if out up of about from since after "
    "before by as"
)
