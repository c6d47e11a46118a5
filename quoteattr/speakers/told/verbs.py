"""Verbs: the cues that name one told, by how they do it.

Verbs that take the one told as their object ("told her"), those that call *on* or *to* somebody,
verbs and nouns that take *to* ("said to her"), and those that seldom have anybody.
"""

from __future__ import annotations

import regex

__all__ = ["CALLING", "TALK", "TELLING", "UTTERS"]

TELLING = regex.compile(
    r"""^(?:
      t(?:ell(?:s|ing)?|old) | ask(?:s|ed|ing)? | urg(?:e|es|ed|ing) | warn(?:s|ed|ing)?
    | inform(?:s|ed|ing)? | assur(?:e|es|ed|ing) | reassur(?:e|es|ed|ing) | remind(?:s|ed|ing)?
    | order(?:s|ed|ing)? | advis(?:e|es|ed|ing) | instruct(?:s|ed|ing)? | promis(?:e|es|ed|ing)
    | beg(?:s|ged|ging)? | implor(?:e|es|ed|ing) | persuad(?:e|es|ed|ing) | convinc(?:e|es|ed|ing)
    | encourag(?:e|es|ed|ing) | challeng(?:e|es|ed|ing) | request(?:s|ed|ing)?
    | notif(?:y|ies|ied|ying) | command(?:s|ed|ing)? | direct(?:s|ed|ing)? | invit(?:e|es|ed|ing)
    | alert(?:s|ed|ing)? | caution(?:s|ed|ing)? | exhort(?:s|ed|ing)? | press(?:es|ed|ing)?
    | brief(?:s|ed|ing)? | text(?:s|ed|ing)? | email(?:s|ed|ing)? | messag(?:es|ed|ing)
    | radio(?:s|ed|ing) | wir(?:ed|ing) | cabled | phon(?:es|ed|ing) | signal(?:s|l?ed|l?ing)?
    | threaten(?:s|ed|ing)? | impress(?:es|ed|ing)?\s+(?:up)?on | petition(?:s|ed|ing)?
    | question(?:s|ed|ing)? | appeal(?:s|ed|ing)?\s+to | call(?:s|ed|ing)?\s+(?:up)?on
    | plead(?:s|ed|ing)?\s+with | call(?:s|ed|ing)?\s+upon | pray(?:s|ed|ing)?\s+to
    | taught | teach(?:es|ing)? | requir(?:e|es|ed|ing) | summon(?:s|ed|ing)?
    | counsel(?:s|l?ed|l?ing)? | assign(?:s|ed|ing)? | mandat(?:e|es|ed|ing) | bade | bid(?:s|ding)?
    | forb(?:ade|ids?|idden|idding) | task(?:s|ed|ing)? | quiz(?:zes|zed|zing)? | admonish(?:es|ed)?
    | lobb(?:y|ies|ied|ying) | compel(?:s|led|ling)? | entreat(?:s|ed)? | beseech(?:es)? | besought
    | dar(?:e|es|ed|ing) | push(?:es|ed|ing)? | call(?:s|ed|ing)?\s+out
    | thank(?:s|ed|ing)? | congratulat(?:e|es|ed|ing) | reproach(?:es|ed|ing)? | offer(?:s|ed|ing)?
    | scold(?:s|ed|ing)? | reprimand(?:s|ed|ing)? | chid(?:e|es|ed|ing) | berat(?:e|es|ed|ing)
    | dissuad(?:e|es|ed|ing) | discourag(?:e|es|ed|ing)
    | consult(?:s|ed|ing)? | enjoin(?:s|ed)? | tipp(?:ed|ing)\s+off | demand(?:s|ed|ing)?
    )$""",
    regex.VERBOSE | regex.I,
)
CALLING = regex.compile(
    r"^(?:call(?:s|ed|ing)?|appeal(?:s|ed|ing)?|plead(?:s|ed|ing)?|pray(?:s|ed|ing)?"
    r"|impress(?:es|ed|ing)?)$",
    regex.I,
)
TALK = regex.compile(
    r"^(?:(?:recall(?:s|ed)?\s+)?sa(?:id|y|ys|ying)|assert(?:s|ed|ing)?|stat(?:e|es|ed|ing)|put\s+it|impress(?:es|ed|ing)?|appeal(?:s|ed|ing)?|wr(?:ite|ites|ote|iting)|written|expla(?:in|ins|ined|ining)"
    r"|repl(?:y|ies|ied|ying)|respond(?:s|ed|ing)?|admit(?:s|ted|ting)?|confess(?:es|ed|ing)?"
    r"|confirm(?:s|ed|ing)?|announc(?:e|es|ed|ing)|report(?:s|ed|ing)?|complain(?:s|ed|ing)?"
    r"|suggest(?:s|ed|ing)?|propos(?:e|es|ed|ing)|point(?:s|ed|ing)?\s+out|reveal(?:s|ed|ing)?"
    r"|mention(?:s|ed|ing)?|speak(?:s|ing)?|spoke|shout(?:s|ed|ing)?|whisper(?:s|ed|ing)?"
    r"|recommend(?:s|ed|ing)?|stress(?:es|ed|ing)?|apolog\p{L}+|testif(?:y|ied|ying)"
    r"|disclos(?:e|es|ed|ing)|express(?:es|ed|ing)?|recount(?:s|ed|ing)?|relat(?:e|es|ed|ing)"
    r"|declar(?:e|es|ed|ing)|remark(?:s|ed|ing)?|conve(?:y|ys|yed|ying)|swor(?:e|n)|vow(?:s|ed)?"
    r"|confid(?:e|es|ed|ing)|put(?:s|ting)?|ma(?:de|kes?|king)(?:\s+it(?:\s+clear)?)?|present(?:s|ed)?"
    r"|boast(?:s|ed)?|repeat(?:s|ed)?|lament(?:s|ed)?|narrat(?:ed|es)|submit(?:s|ted)?|address(?:es|ed)?"
    r"|mutter(?:s|ed)?|murmur(?:s|ed)?|answer(?:s|ed)?|jok(?:es|ed)|call(?:s|ed)?\s+out"
    r"|statement|letter|message|apology|appeal|remarks?|promises?|warning|plea|advice)$",
    regex.I,
)
# Verbs of saying that seldom have one told, by what their forms share, and other ends behind *to*
# ("added to the pile"): what follows must be somebody.
_UTTERING = (
    "acknowledg add affirm alleg argu bark blurt boast brag clarif claim communicat conced cr den "
    "describ divulg emphasis emphasiz estimat fum groan growl grumbl gush hint hiss impl indicat "
    "insist intimat jok lament leak maintain marvel moan mumbl observ opin pledg pray predict "
    "protest quip rant rasp reaffirm recall reiterat relay scream sigh signal snap sob swear tweet "
    "underlin underscor vent whin yell"
)
UTTERS = regex.compile(
    rf"(?:\p{{L}}+ly\s)?(?:(?:{_UTTERING.replace(' ', '|')})[bglp]?(?:y|e?s|ies|e|i?ed|y?ing)?"
    r"|not(?:es?|ed|ing)|l(?:ie[sd]|ying))",
    regex.I,
)
