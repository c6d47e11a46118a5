"""Pieces of patterns for a noun phrase and for the beginning of a clause.

By what no noun phrase holds, so that "the head of the board" is one and "the head said the" is
none. A piece is one alternative or one group, as those of ``speakers.wording`` are.
"""

__all__ = ["ADVERB", "AUXILIARY", "CLAUSE", "NOUN", "NP", "TOLD", "WHOM", "WORDS"]

_END = r"(?![\p{L}’'\-])"
_WORD = r"[\p{L}\p{N}][\p{L}\p{N}’'\-]*"
#: A verb that is finite wherever it stands, with its "not".
AUXILIARY = (
    r"(?:(?:is|are|was|were|has|have|had|does|do|did|would|could|should|must)(?:n[’']t)?"
    rf"|will|can|may|might|shall|cannot|can[’']t|won[’']t){_END}"
)
#: An adverb between a subject and its verb.
ADVERB = (
    r"(?:just|also|always|already|then|once|even|often|sometimes|later|still|now|both|all|ever"
    r"|again|first|since|long|further|\p{Ll}+ly)"
)
_OUTSIDE = (
    rf"(?:{AUXILIARY}|(?i:that|which|who|whom|whose|what|where|when|while|why|how|if|whether"
    r"|because|since|though|although|unless|until|as|than|and|or|but|nor|so|then|not|to|of|in|on|at"
    r"|by|for|from|with|about|into|after|before|during|through|between|against|over|under|out|off"
    r"|up|down|be|been|being|am|i|we|he|she|they|you|it|me|us|him|them|there|here|never|only|just"
    r"|also|always|already|even|still|now|times|everything|something|nothing|anything|last"
    r"|next|yesterday|today|tomorrow|tonight|said|told"
    r"|says|asked|the|an?|my|our|your|his|her|their|its|this|these|that|those)"
    rf"{_END})"
)
#: A word of a noun phrase, and such words with the space behind each.
NOUN = rf"(?!{_OUTSIDE}){_WORD}"
WORDS = rf"(?:{NOUN}\s)"
_DETERMINER = (
    r"(?:(?i:the|an?|my|our|your|his|her|their|its|these|those|some|many|several|most|all|both|one"
    r"|two|three|four|five|another|other|any|a\slot\sof|plenty\sof|a\snumber\sof)\s"
    r"(?:of\s)?(?:(?:the|my|our|his|her|their|these|those)\s)?"
    r"|\p{Lu}[\p{L}’'\-]*(?:[’']s|(?<=s)[’'])\s)"
)
_NAME = (
    rf"(?!{_OUTSIDE})\p{{Lu}}[\p{{L}}\p{{N}}’'\-.]*"
    r"(?:\s(?:(?:of|and|al|bin|de|van|von|the|da|del)\s)?\p{Lu}[\p{L}\p{N}’'\-.]*){0,5}"
)
_PLURAL = rf"{WORDS}{{0,2}}(?!{_OUTSIDE})(?:\p{{L}}+s|people|men|women|police){_END}"
_PHRASE = rf"(?:{_DETERMINER}{WORDS}{{0,4}}?{NOUN}|{_NAME}|{_PLURAL})"
_PRONOUN = (
    r"(?i:I|we|he|she|they|you|it|people|everybody|everyone|somebody|someone|others|some|many)"
)
#: A noun phrase with those that hang on to it: "the head of the board".
NP = rf"(?:{_PRONOUN}|{_PHRASE}(?:\s(?:of|from|in|at|for|with|on|by|into)\s{_PHRASE}){{0,2}})"
#: Whom somebody tells.
WHOM = (
    r"(?:me|us|you|him|her|them|it|myself|himself|herself|themselves|each\sother|people|everybody"
    rf"|everyone|someone|somebody|anybody|anyone|(?:this|that)\s{WORDS}?{NOUN}(?<!s)|{_PHRASE})"
)
#: What is done to one who is told something, or to do it; verbs alone, without a group.
TOLD = (
    "told|asked|informed|assured|warned|advised|notified|reminded|promised|instructed|ordered"
    "|requested|urged|directed"
)
_VERB = (
    rf"(?:{AUXILIARY}|[’'](?:s|re|m|ve|ll|d)\b|(?:(?:never|only|{ADVERB})\s)?"
    r"(?!(?:and|or|but|that|to|of|in|on|at|for|with|as|about|from)\b|\p{Ll}+ing\b)\p{Ll}{2,})"
)
#: The beginning of a clause, up to its verb; "it", "nothing" and the like must have an auxiliary.
CLAUSE = (
    rf"(?:(?:I|(?i:we|he|she|they|people|you))(?:\s|(?=[’'])){_VERB}"
    r"|(?i:it|there|this|that|everyone|everybody|everything|nobody|nothing|none|no\sone)"
    rf"(?:\s(?:\p{{Ll}}+ly\s|also\s|all\s)?{AUXILIARY}|[’'](?:s|d|ll)\b)"
    r"|(?:if\s(?:I|we|he|she|they|you|it|the)|yes|no,|okay|OK)[\s,]"
    rf"|{_DETERMINER}{WORDS}{{0,5}}?{NOUN}\s{AUXILIARY}"
    rf"|{WORDS}{{1,2}}{AUXILIARY}"
    rf"|{_NAME}\s{WORDS}{{0,3}}?{AUXILIARY})"
)
