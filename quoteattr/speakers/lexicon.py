"""Closed word lists of English that the speaker step reads by.

Only function words, titles and common nouns; never a given name.
A noun stands here in the singular unless its plural is another word in use.
"""

import regex

from quoteattr.speakers.persons import PERSONS

__all__ = [
    "ABBREVIATIONS",
    "ARTICLES",
    "ASKED",
    "ASKING_NOUNS",
    "BODY_NOUNS",
    "CHARGED_NOUNS",
    "DOCUMENT_NOUNS",
    "FEMALE_NOUNS",
    "HONORIFICS",
    "LAWYERS",
    "MALE_NOUNS",
    "MONTHS",
    "PARTICLES",
    "PAST",
    "PERSON_NOUNS",
    "PLURALS",
    "PRONOUNS",
    "QUANTIFIERS",
    "ROLES",
    "SHORT_TITLES",
    "STYLES",
    "TITLES",
    "TOKEN",
    "WEEKDAYS",
    "office",
    "singular",
    "without_s",
    "word_set",
]

#: A word or a number, with what a hyphen, an apostrophe, a stop or "&" inside joins to it.
TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[’'\-.&][\p{L}\p{M}\p{N}]+)*")


def word_set(words: str) -> frozenset[str]:
    """The words of a string, as a set."""
    return frozenset(words.split())


#: Forms of address that are no part of a name, without their stop.
HONORIFICS = word_set(
    "mr mrs ms miss mx dr prof professor sir dame lord lady madam madame mme monsieur "
    "hon rev reverend fr sr sgt cpl capt lt col gen maj adm brig cllr clr cr sen rep gov atty "
    "coun cnclr ven insp supt dsp asp acp dcp messrs engr shri smt encik puan cik cde adv wzro "
    "comrade mallam malam barr alhaji alhaja hajiya hajia chief-dr hrm hrh oba eze pst eng arch "
    "comm tuan lt-gen maj-gen brig-gen lt-col lt-cdr cdre"
)
#: Titles in short, as written before a name with a stop.
SHORT_TITLES = word_set(
    "Mr Mrs Ms Mx Messrs Dr Prof Assoc Asst Gen Sen Sens Rep Reps Gov Govs Pres Sec Amb Atty Lt "
    "Col Sgt Capt Cpt Cpl Maj Adm Cmdr Cdr Pvt Brig Det Supt Insp Rev Ven Fr Br Msgr Hon Coun Cllr "
    "Engr Smt Comm Barr"
)
#: Words in short whose stop ends no sentence, as written.
ABBREVIATIONS = SHORT_TITLES | word_set(
    "St Ste Ft Mt No Jr Sr Dept Dist Univ Inc Ltd Co Corp Bros Wm Geo Chas Mohd Md Abd"
)
#: What stands before a surname and belongs to it.
PARTICLES = word_set(
    "van von der den de da das do dos del della di du des la le ten ter te zu zur af av bin bint "
    "binti ibn ben al el ap ab st abu ould ag y e"
)
MALE_HONORIFICS = word_set("mr sir lord monsieur messrs")
FEMALE_HONORIFICS = word_set("mrs ms miss dame lady madam madame mme")

#: Titles that belong to the name when they stand in it ("Pope", "King").
STYLES = word_set(
    "king queen prince princess emir amir sultan pope sheikh sheik father sister "
    "brother saint lord lady baron baroness duke duchess rabbi imam cardinal mullah "
    "ayatollah datuk datin seyyed sayyed sayyid sayed syed haji"
)
#: Words of titles that stand before a name and may stand for it.
TITLES = STYLES | word_set(
    "dean barrister president vice prime minister secretary general director chairman "
    "chairwoman chair chief governor mayor senator sen representative rep congressman "
    "congresswoman ambassador deputy premier chancellor commissioner judge justice "
    "attorney speaker archbishop bishop captain major colonel lieutenant sergeant "
    "inspector superintendent commander admiral brigadier marshal officer coach manager "
    "ceo professor doctor councillor councilor counsellor treasurer spokesman "
    "spokeswoman spokesperson the of foreign interior defence defense finance health "
    "education environment economy former acting first detective constable executive "
    "head undersecretary parliamentarian mp mps mep msp td legislator envoy coordinator editor pm "
    "cm mce dce hh his her excellency majesty highness honourable honorable hrh "
    "chairperson registrar revenue crown chief-minister collector coroner comptroller "
    "chaplain corporal prophetess rector provost"
)
MALE_NOUNS = word_set(
    "man boy father dad son brother husband uncle nephew grandfather grandson king "
    "prince duke emperor sultan emir pope monk imam sheikh spokesman chairman "
    "businessman congressman salesman policeman fireman fisherman sportsman statesman "
    "widower boyfriend gentleman stepfather godfather councilman assemblyman "
    "ombudsman frontman cameraman craftsman groom cardinal archbishop barman doorman watchman "
    "foreman linesman batsman headman headmaster schoolboy postman mailman tribesman landlord "
    "friar daddy grandad granddad grandpa godson stepson stepbrother fiancé hubby lad bloke fella "
    "patriarch nobleman serviceman yachtsman horseman oarsman churchman funnyman hitman "
    "schoolmaster"
)
FEMALE_NOUNS = word_set(
    "woman girl mother mum mom daughter sister wife aunt niece grandmother "
    "granddaughter queen princess duchess empress nun spokeswoman chairwoman "
    "businesswoman congresswoman policewoman sportswoman stateswoman actress widow "
    "girlfriend stepmother godmother councilwoman heroine assemblywoman waitress "
    "hostess bride midwife barmaid landlady fisherwoman ombudswoman headwoman headmistress "
    "schoolgirl postwoman stewardess prophetess abbess countess "
    "mam mummy gran grandma granny nan goddaughter stepdaughter stepsister fiancée lass diva "
    "matriarch noblewoman servicewoman yachtswoman horsewoman oarswoman churchwoman saleswoman "
    "spinster songstress chairlady alderwoman selectwoman camerawoman frontwoman schoolmistress "
    "ballerina blonde brunette heiress housewife seamstress"
)

#: Pronoun → (its subject form, person).
PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
    "i": "i", "me": "i", "my": "i", "mine": "i", "myself": "i",
    "we": "we", "us": "we", "our": "we", "ours": "we", "ourselves": "we",
    "you": "you", "your": "you", "yours": "you",
    "who": "who", "which": "who", "whom": "who", "that": "who", "whose": "who",
}  # fmt: skip

#: Words that tell that somebody is no longer what a noun says, or will soon not be.
PAST = word_set("former ex late outgoing retired onetime erstwhile")

ARTICLES = word_set("the a an")
DEFINITES = word_set("the this that these those")
QUANTIFIERS = word_set(
    "some several many most few all both other others another certain various numerous "
    "one two three four five six seven eight nine ten dozens hundreds thousands "
    "millions multiple more each every any half scores countless"
)

WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = word_set(
    "january february march april may june july august september october november december"
)

#: Those who stand before a court, or may have to.
CHARGED_NOUNS = word_set("accused defendant suspect")

#: Those who speak for a client.
LAWYERS = word_set("lawyer attorney advocate counsel barrister solicitor")

#: Participles of those who were asked, for patterns.
ASKED = r"(?:asked|pressed|questioned|quizzed|challenged|cross-examined)"

#: Those who ask for others to answer.
ASKING_NOUNS = word_set(
    "interviewer reporter journalist moderator presenter host caller questioner"
)

#: Bodies: they speak, but leaving them without a proper name hides nobody.
BODY_NOUNS = word_set(
    "inquest inquiry "
    "nonprofit non-profit tank thinktank consultancy insurer lender carmaker automaker "
    "chipmaker brewer brewery startup conglomerate multinational academy administration "
    "agency airline alliance ambassy army assembly association authority bank bloc "
    "board body broadcaster bureau business cabinet campaign carrier centre center "
    "chain chamber channel charity church city club coalition college command "
    "commission committee community company conference confederation congress "
    "consortium consulate contractor corporation council country county court crown "
    "daily defence delegation department developer diocese diplomacy directorate "
    "division embassy establishment exchange executive faction factory family "
    "federation firm force forum foundation front fund government group hospital house "
    "industry inspectorate institute institution jury audience crowd junta kingdom kremlin labour "
    "leadership league legislature lobby magazine maker manufacturer market media "
    "military militia ministry mission monarchy mosque movement municipality museum "
    "nation navy network newspaper ngo office operator opposition organisation "
    "organization outlet palace panel paper parliament partner party police politburo "
    "portal presidency press prosecution province publisher regime region regulator "
    "republic retailer school secretariat sector secretary-general's senate service "
    "side site society squad start-up state station studio subsidiary supplier "
    "syndicate taskforce team tabloid think-tank tribunal troop troops union unit "
    "university utility vatican watchdog website weekly workshop world youth "
    "corp wing public plaintiff claimant television radio "
    "affiliate airport arm battalion behemoth bench branch brigade bureaucracy cartel "
    "caucus chancellery clan clinic collective commune convent cooperative co-op corps "
    "creditor dealership drugmaker dynasty electorate emirate empire enterprise faculty "
    "fleet franchise gallery gang garrison giant guild headquarters hospice hotel infirmary "
    "judiciary laboratory lab library mill mint monastery orchestra outfit parish pharmacy "
    "planemaker plant platoon port powerhouse precinct refinery regiment resort restaurant "
    "sect seminary shipbuilder shipyard shop store sultanate supermarket superpower synod "
    "platform theater theatre treasury tribe trust district venture venue yard zoo coastguard crew "
    "choir troupe band boyband quartet quintet"
)

DOCUMENT_NOUNS = word_set(
    "act affidavit agreement analysis announcement article audit banner bill blog book "
    "briefing bulletin calculation caption census charge charter circular column "
    "communique communiqué complaint constitution contract convention data database "
    "declaration decision decree directive document documentary dossier draft editorial "
    "email e-mail estimate evidence excerpt figure file filing finding findings footage "
    "forecast guideline guidance headline image indictment information inquiry "
    "inscription investigation invitation judgement judgment law lawsuit leaflet legend "
    "legislation letter log manifesto manual memo memoir memorandum message model "
    "motion motto newsletter note notice notification opinion-poll order page pact "
    "pamphlet paper passage petition placard plan plaque policy poll post poster "
    "preamble press-release principle proclamation program programme projection "
    "proposal prospectus protocol publication questionnaire readout record recording "
    "regulation release report research resolution result review rule ruling rumour "
    "rumor script sentence show sign slogan song source-document statement statistic "
    "statistics story strategy study submission summary survey table testimony text "
    "theory transcript treaty trend tweet verdict version video warrant appendix "
    "section screenshot recommendation application amendment trailer test testing "
    "warning clause chapter profile subtitle website will word writ "
    "dictionary thread placards simulation calculations app advertisement ad "
    "brochure guidebook inventory tally tradition myth code assessment exam factsheet fact-sheet "
    "interview label title phrase saying proverb numbers"
)

#: Nouns for a person, for finding one who is not named.
PERSON_NOUNS = MALE_NOUNS | FEMALE_NOUNS | word_set(PERSONS)
#: What may stand before a name for what its bearer is or does.
ROLES = PERSON_NOUNS | TITLES - {"of", "the"}

# "Mother-of-three"
_OF_SO_MANY = regex.compile(
    r"-of-(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twins|triplets)$"
)
# To somebody else.
_RELATED = word_set(
    "wife husband girlfriend boyfriend partner lover fiancé fiancée fiance fiancee spouse hubby"
)

#: Letters that are offices; others before a name may be a body ("a DLP member").
OFFICE_LETTERS = word_set(
    "pm dpm cm vp avp svp evp ceo cfo coo cto cio cmo md gm mp mla mlc mna mpp mep msp td mec mmc "
    "mce dce pc wpc wdc di ds dci dcs dcc tdc cec ec oc io sp dsp asp ssp sho dig igp dgp ig "
    "adc dc ag dg dpp da cj cjn sg psc ps fm hm pro"
)

#: Plural words that no ending gives away, with their singular.
PLURALS = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "police": "police",
    "alumni": "alumnus", "rabbis": "rabbi", "midwives": "midwife",
    "media": "media", "those": "that", "these": "this", "some": "some", "many": "many",
    "others": "other", "several": "several", "both": "both", "few": "few", "most": "most",
    "spokesmen": "spokesman", "spokeswomen": "spokeswoman", "businessmen": "businessman",
    "staff": "staff", "folk": "folk", "youth": "youth", "personnel": "personnel",
    "wives": "wife", "lives": "life", "families": "family", "clergy": "clergy",
    "fishermen": "fisherman", "policemen": "policeman", "congressmen": "congressman",
    "data": "data", "duo": "duo", "trio": "trio", "couple": "couple", "pair": "pair",
    "two": "two", "three": "three", "four": "four", "hundreds": "hundred", "elite": "elite",
    "thousands": "thousand", "millions": "million", "dozens": "dozen", "all": "all",
}  # fmt: skip

_SINGULAR_S = word_set(
    "boss press congress analysis crisis news business process witness class series "
    "species physics politics mathematics economics headquarters canvas campus "
    "virus bus consensus census status chorus genius heiress princess duchess actress "
    "hostess waitress empress goddess abbess iris bias atlas texas lens"
)
_SINGULAR_MEN = word_set(
    "abdomen acumen albumen bitumen bremen carmen cerumen cyclamen dolmen foramen gravamen hymen "
    "regimen specimen stamen tiananmen turkmen xiamen"
)


def singular(noun: str) -> tuple[str, bool]:
    """The singular of a lower-cased noun, and whether it was a plural, by its ending.

    >>> singular("ministries"), singular("witness"), singular("officials")
    (('ministry', True), ('witness', False), ('official', True))
    """
    if noun in PLURALS:
        return PLURALS[noun], True
    if noun.endswith("men") and len(noun) > 5 and noun not in _SINGULAR_MEN:
        return f"{noun[:-3]}man", True
    if noun in _SINGULAR_S or len(noun) < 3 or not noun.endswith("s") or noun.endswith("ss"):
        return noun, False
    if noun.endswith("ies"):
        return noun[:-1] if noun[:-1] in PERSON_NOUNS else noun[:-3] + "y", True
    if noun.endswith(("ches", "shes", "sses", "xes", "zes")):
        return noun[:-2], True
    if noun.endswith(("us", "is", "'s", "’s")):
        return noun, False
    return noun[:-1], True


def without_s(word: str) -> str:
    """A word without its possessive ending.

    >>> without_s("bank’s"), without_s("boss")
    ('bank', 'boss')
    """
    return word.removesuffix("’s").removesuffix("'s")


def office(noun: str, words: frozenset[str]) -> tuple[str, frozenset[str]]:
    """The noun of an office and the words before it: a prime minister is a premier, no minister.

    Nor is the chief minister of a state, and the coast guard is no guard. An ex-mayor is a former
    mayor, but somebody's ex-wife no wife of his, and a mum-of-two is a mum.

    >>> office("minister", frozenset({"prime", "former"}))
    ('premier', frozenset({'former'}))
    >>> office("minister", frozenset({"chief"}))
    ('chief-minister', frozenset())
    >>> office("guard", frozenset({"coast", "local"}))
    ('coastguard', frozenset({'local'}))
    >>> office("ex-mayor", frozenset()), office("ex-wife", frozenset())
    (('mayor', frozenset({'ex'})), ('ex-wife', frozenset()))
    >>> office("mum-of-two", frozenset())
    ('mum', frozenset())
    """
    noun = _OF_SO_MANY.sub("", noun)
    if noun.startswith("ex-") and noun[3:] in ROLES - _RELATED:
        noun, words = noun[3:], words | {"ex"}
    if noun == "pm" or (noun == "minister" and "prime" in words):
        return "premier", words - {"prime"}
    if noun == "cm" or (noun == "minister" and "chief" in words):
        return "chief-minister", words - {"chief"}
    if noun == "guard" and "coast" in words:
        return "coastguard", words - {"coast"}
    if noun == "staff" and "general" in words:
        return "military", words - {"general"}
    return noun, words
