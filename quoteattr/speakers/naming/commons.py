"""Commons: what is written like a name and is none.

"The Lund Republican" is somebody, a "super PAC" something, "Report:" opens a headline, and
"Welders" a sentence.
"""

from __future__ import annotations

import regex

from quoteattr.speakers.lexicon import DOCUMENT_NOUNS, PERSON_NOUNS, singular, word_set
from quoteattr.speakers.wording import FULL_STOP

__all__ = ["is_common", "is_modifier", "opens_in_plural", "stands_within"]

# Letters that are a common noun.
_LETTERS = word_set("PAC NGO CEO")
# Letters that are a common noun wherever they stand.
_THINGS = word_set("X-ray X-rays GP GPs CPR MRI CCTV HGV")
# Surnames, clubs and companies that have the look of it.
_NAMES = word_set(
    "algiers anders angers ayers badgers blazers bombers bowers buccaneers butlers byers "
    "carruthers cavaliers challengers chalmers chambers chargers chiefs childers connors "
    "coopers crothers crusaders cuypers defenders dodgers ehlers enders evers flanders "
    "flinders flowers flyers gardiners glovers gunners hammers hatters highlanders jaspers "
    "kings kuipers lakers lammers landers lauders lubbers manders masters mathers meyers "
    "myers oilers pacers packers panthers peters poitiers powers predators proclaimers "
    "proctors raiders rangers reimers reuters rivers rodgers rogers rovers rutgers saddlers "
    "saints salters sanders saunders sayers schepers scholters schroders scorchers sellers "
    "siemers sixers smithers sommers sooners speers spencers spiers steelers stranglers "
    "struthers summers taylors tigers towers travers vickers villiers wailers walters "
    "wanderers warriors waters winters withers wouters yonkers"
)
# What somebody does, by endings that no surname has.
_TRADE = regex.compile(
    r"(?:ist|ician|eer|man|woman|(?:\p{L}|-)(?:maker|goer|holder|worker|keeper|owner|seeker|lover|walker"
    r"|dweller|spotter|watcher|grower|runner|rider|driver|fighter|farmer|hunter|trader|dealer|seller"
    r"|writer|player|builder|cleaner|handler|fisher|catcher|bather|packer|voter|teacher|pilot))$"
)
_WORKERS = word_set(
    "bakers barbers barristers bikers birders campers canvassers caravanners co-pilots coders "
    "counsellors couriers cryptographers day-trippers debtors dieters diners distillers "
    "drillers drinkers electors foragers fraudsters gamers gleaners gravediggers hauliers "
    "jihadists kayakers litigants loggers monarchists monitors mourners orthodontists "
    "parishioners pickers picketers plaintiffs poachers porters ramblers ravers renters "
    "riders salvors scammers secularists signallers slimmers spinners streamers twitchers "
    "undertakers vapers vintners vloggers walkers worshippers"
)
# "Vickers has quit": one, or a body.
_ONE = regex.compile(r"\s(?:(?:also|then|now)\s)?(?:has|is|was|does|says|adds|wants|plans|tells)\b")
# Those who share a belief, or are a party's.
_BELIEVERS = word_set(
    "islamist marxist maoist leninist stalinist trotskyist zionist baathist ba'athist peronist "
    "gaullist kemalist buddhist methodist baptist calvinist adventist anabaptist taoist jainist "
    "nationalist unionist socialist communist federalist fascist"
)
# "Cross-examined by Tim Oro, she"
_EXAMINED = regex.compile(
    r"(?:(?:Cross|Re)-examined|Cross-questioned|Questioned|Quizzed|Pressed|Challenged|Interviewed)"
)
_BY = regex.compile(r"\s(?:by|about|on|whether|over|in|at)\s")
_SINGLE = regex.compile(r"\p{Lu}\p{Ll}{2,}")
_TITLED = regex.compile(r"\s(\p{Ll}[\p{L}\-]+)\s\p{Lu}\p{Ll}+\s\p{Lu}")
_ONE_OF = regex.compile(r"(?<!\p{L})(?:super|an?|its|his|her)\s$")
_PARTISAN = regex.compile(
    r"(?:\p{Lu}[\p{L}.\-]*\s){0,3}"
    r"(?:Republican|Democrat|Conservative|Liberal|Tory|Communist|Libertarian)"
)
_GOES_ON = regex.compile(r"[’']?s?\s\p{Lu}")
# What stands before the first word of a sentence, which "Ms." does not.
_FIRST = regex.compile(
    rf"(?:^|\n|[!?…:•]|[–—-]\s|{FULL_STOP})"
    r"[\"'”’)\]]*\s*[\"'“‘(\[]*$"
)
# A capital beside a word in a headline, or in a name.
_BESIDE = regex.compile(r"\s(?:\p{Lu}|\d)|[’'&\-]\p{Lu}")
_MADE = regex.compile(
    r"\b(?:[Hh]er|[Hh]is|[Tt]heir|[’']s)\s(?:\p{Ll}[\p{L}\-]*\s){0,2}?(?:record|album|single|novel|memoirs?|play"
    r"|film|movie|debut|EP|song|show|musical|book|sitcom|series|drama|documentary|podcast),\s$"
)
_IS_MADE = regex.compile(
    r",\s(?:was|is|which|has|had|will|won|sold|came|comes|opens?|opened|released|published|out\sin|set\sin)\b"
)
_ARTICLE = regex.compile(r"(?<!\p{L})(?:the|an?|another|fellow)\s$", regex.I)


def is_common(text: str, start: int, end: int) -> bool:
    """Whether what an entity model took for a name is a common noun, by the words around it.

    Args:
        text: the text.
        start, end: offsets of the would-be name.

    >>> text = "The Lund Republican met the Lund Republican Party."
    >>> is_common(text, 4, 19), is_common(text, 28, 43)
    (True, False)
    """
    return (
        _is_letters(text, start, end)
        or _is_participle(text, start, end)
        or _is_shouted(text, start, end)
        or _is_partisan(text, start, end)
        or _opens_headline(text, start, end)
        or _is_work(text, start, end)
    )


def opens_in_plural(text: str, start: int, end: int) -> bool:
    """Whether what an entity model took for a name is a plural that opens a sentence.

    "Welders said" is about welders, unless the word :func:`stands_within` a sentence elsewhere.

    Args:
        text: the text.
        start, end: offsets of the would-be name.

    >>> opens_in_plural("Welders said no.", 0, 7)
    True
    """
    word = text[start:end]
    noun, plural = singular(word.lower())
    if not plural or not _opens_sentence(text, start) or _BESIDE.match(text, end):
        return False
    usual = word[1:].islower() and word.replace("-", "").isalpha()
    trade = usual and _TRADE.search(noun) is not None and noun not in _BELIEVERS
    person = noun in PERSON_NOUNS or noun.rpartition("-")[2] in PERSON_NOUNS
    low = word.lower()
    known = (person or low in _WORKERS or trade) and low not in _NAMES
    return known and _ONE.match(text, end) is None


def stands_within(text: str, word: str) -> bool:
    """Whether a word has its capital in the midst of a sentence too: "Ms Welders", "for Rangers".

    >>> stands_within("Rangers lost. A fan of Rangers said so.", "Rangers")
    True
    """
    places = regex.finditer(rf"(?<![\p{{L}}’'\-]){regex.escape(word)}(?![\p{{L}}\-])", text)
    return not all(_opens_sentence(text, m.start()) for m in places)


def _opens_sentence(text: str, start: int) -> bool:
    return _FIRST.search(text, max(0, start - 12), start) is not None


def _is_work(text: str, start: int, end: int) -> bool:
    """Whether it is the title of something made: "her new record, [Salt], was".

    >>> text = "Her new record, Salt, was late. In her new book, Holt, a nurse, says so."
    >>> _is_work(text, 16, 20), _is_work(text, 50, 54)
    (True, False)
    """
    made = _MADE.search(text, max(0, start - 40), start) is not None
    return made and _IS_MADE.match(text, end) is not None


def _is_letters(text: str, start: int, end: int) -> bool:
    """Whether it is "PAC" in "a PAC", or "GP".

    >>> _is_letters("The GP rang.", 4, 6), _is_letters("The GPC rang.", 4, 7)
    (True, False)
    """
    if text[start:end] in _THINGS:
        return True
    before = _ONE_OF.search(text, max(0, start - 6), start)
    return text[start:end] in _LETTERS and before is not None


def _is_participle(text: str, start: int, end: int) -> bool:
    """Whether it opens a clause before the main one: "[Cross-examined] by Tim Oro, she"."""
    clause = _EXAMINED.fullmatch(text, start, end) and _BY.match(text, end)
    return bool(clause) and _opens_sentence(text, start)


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Whether it is a noun in capitals: "A [GRAN] who won"."""
    word = text[start:end]
    shouted = word.isupper() and len(word) > 2 and word.lower() in PERSON_NOUNS
    return shouted and _ARTICLE.search(text, max(0, start - 9), start) is not None


def is_modifier(text: str, start: int, end: int) -> bool:
    """Whether what is taken for a person is the first word of a title that opens a sentence.

    Args:
        text: the text.
        start, end: offsets of the would-be name.

    >>> is_modifier("Lorry driver Tim Oro left.", 0, 5), is_modifier("Lorry Oro left.", 0, 5)
    (True, False)
    """
    word = text[start:end]
    m = _TITLED.match(text, end)
    if m is None or not _SINGLE.fullmatch(word) or singular(m[1].lower())[0] not in PERSON_NOUNS:
        return False
    return _opens_sentence(text, start) and text.count(word) == 1


def _is_partisan(text: str, start: int, end: int) -> bool:
    """Whether it is what somebody is, not what anybody is called: "the Lund Republican"."""
    if _PARTISAN.fullmatch(text, start, end) is None or _GOES_ON.match(text, end):
        return False
    return _ARTICLE.search(text, max(0, start - 9), start) is not None


def _opens_headline(text: str, start: int, end: int) -> bool:
    """Whether a document's noun stands alone before a colon: "Report: Quay To Close"."""
    opens = text[end : end + 1] == ":" and text[max(0, start - 1) : start] in ("", "\n")
    return opens and singular(text[start:end].lower())[0] in DOCUMENT_NOUNS
