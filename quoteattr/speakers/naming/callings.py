"""Callings: by what common nouns a bearer may go, as the words of its name or title tell.

"The station" may be Radio Lund, "the lender" the Bank of Veskia, "the priest" Father Oro, though
the text calls none of them so. Words of English alone; nobody is looked up.
"""

from __future__ import annotations

from collections.abc import Iterable

from quoteattr.speakers.lexicon import LAWYERS, word_set
from quoteattr.speakers.naming.ages import age_in

__all__ = ["callings", "is_company"]

_COMPANY = "company firm business corporation maker manufacturer developer supplier"
_CHARITY = "charity foundation organisation organization group nonprofit non-profit ngo"
_GROUP = "group organisation organization body association"
_WATCHDOG = "agency watchdog regulator authority body"
_PAPER = "newspaper paper daily outlet publication"
_STATION = "station broadcaster channel network outlet"
_CLERIC = "cleric clergyman churchman"
_LAWMAKER = "lawmaker legislator politician parliamentarian solon"
_LAWYER = " ".join(sorted(LAWYERS))
_SCIENTIST = "scientist researcher academic expert"

# By words of a body's name.
_NAMES = {
    "radio fm": _STATION,
    "tv television channel broadcasting broadcaster": _STATION,
    "bank bancorp": "bank lender institution",
    "homes housing builders": f"builder housebuilder {_COMPANY}",
    "railways railway rail trains": f"railway operator {_COMPANY}",
    "ferries ferry buses coaches lines cruises": f"line operator {_COMPANY}",
    "power electricity electric water utilities": f"utility {_COMPANY}",
    "mining mines minerals": f"miner {_COMPANY}",
    "dairy dairies farms foods": f"producer processor {_COMPANY}",
    "publishing publishers books": f"publisher {_COMPANY}",
    "pictures films studios games": f"studio producer {_COMPANY}",
    "insurance assurance": f"insurer {_COMPANY}",
    "airlines airways airline air aviation": "airline carrier company",
    "motors motor automotive": f"carmaker automaker {_COMPANY}",
    "pharma pharmaceutical pharmaceuticals": f"drugmaker {_COMPANY}",
    "telecom telecommunications mobile": f"operator carrier {_COMPANY}",
    "stores supermarkets retail": f"retailer chain supermarket {_COMPANY}",
    "burgers pizza cinemas pharmacies restaurants": f"chain operator {_COMPANY}",
    "steel": f"steelmaker {_COMPANY}",
    "construction contractors": f"contractor builder {_COMPANY}",
    "shipbuilding shipbuilders": f"shipbuilder {_COMPANY}",
    "organization organisation": f"agency {_GROUP}",
    "cross crescent": f"{_GROUP} charity",
    "brewery breweries brewing": f"brewer brewery {_COMPANY}",
    "hotels resorts": f"chain operator {_COMPANY}",
    "inc ltd limited plc corp corporation co company group holding industries energy oil "
    "petroleum gas steel metals technologies technology systems software electronics labs "
    "sons bros brothers laboratories robotics semiconductor semiconductors cement chemicals "
    "media entertainment retail resources holdings textiles llc gmbh ag nv pty bhd enterprises "
    "ventures capital partners logistics shipping construction contractors properties "
    "developments estates stevedoring infrastructure investments solutions brands": _COMPANY,
    "operator contractor developer retailer manufacturer maker supplier builder carrier lender "
    "insurer chain employer landlord publisher startup start-up firm company subsidiary parent "
    "carmaker automaker chipmaker drugmaker planemaker": _COMPANY,
    "times post herald gazette courier tribune guardian telegraph chronicle mail journal "
    "observer examiner inquirer": _PAPER,
    "daily": _PAPER,
    "magazine": "magazine outlet publication",
    "news": "outlet website",
    "university": "university institution college",
    "college school academy institute": "school college institution",
    "fc united rovers athletic wanderers club": "club team side",
    "union": "union federation",
    "federation association league council congress confederation guild": f"union {_GROUP}",
    "committee inquiry": "committee panel inquiry",
    "service services": "agency service",
    "assembly parliament senate": "house parliament assembly legislature chamber",
    "commission authority agency office administration inspectorate regulator ombudsman "
    "directorate bureau": f"{_WATCHDOG} commission office",
    "party movement front alliance coalition democrats republicans labour conservatives "
    "liberals greens": f"party movement {_GROUP}",
    "court tribunal": "court tribunal bench",
    "hospital clinic infirmary": "hospital clinic centre center facility",
    "foundation trust fund society relief": _CHARITY,
    "watch network initiative campaign action": f"{_GROUP} campaigners ngo",
    "police constabulary": "force police",
    "army navy": "military force army navy",
    "church diocese cathedral": "church diocese",
    "ministry department": "ministry department government",
    "museum gallery": "museum gallery institution",
    "orchestra": "orchestra ensemble",
}  # fmt: skip

# By words of a person's title.
_TITLES = {
    "father fr canon vicar curate": f"priest {_CLERIC}",
    "rev reverend pastor": f"pastor minister vicar rector priest preacher {_CLERIC}",
    "bishop archbishop cardinal": f"prelate {_CLERIC}",
    "imam mufti ayatollah mullah rabbi sheikh": f"preacher {_CLERIC}",
    "pope": "pontiff",
    "sister": "nun",
    "king queen emperor empress emir sultan": "monarch ruler sovereign majesty highness",
    "senator sen": _LAWMAKER,
    "congressman congresswoman representative rep mp": _LAWMAKER,
    "professor prof": "academic scholar lecturer",
    "dr": "physician medic pathologist psychiatrist psychologist surgeon consultant specialist",
    "capt captain": "skipper officer",
    "sgt sergeant lt lieutenant inspector superintendent constable": "officer",
    "detective det": "officer investigator detective cop",
    "pc wpc tdc": "constable officer policeman policewoman cop",
    "dc": "constable detective officer investigator cop",
    "ds dsgt": "sergeant detective officer investigator cop",
    "di dci": "inspector detective officer investigator cop",
    "dcs": "superintendent detective officer investigator cop",
    "sp asp ssp dsp acp dcp dig sho": "officer policeman cop",
    "sergeant constable policeman policewoman": "cop",
    "gen general col colonel maj major brig brigadier": "officer commander",
    "adm admiral": "officer commander",
    "atty attorney advocate barrister solicitor counsel lawyer": _LAWYER,
    "engr": "engineer",
    "judge justice magistrate": "judge magistrate jurist justice",
    "coach trainer": "coach trainer manager gaffer tactician",
    "manager": "gaffer tactician",
    "doctor physician surgeon gp": "doctor physician medic",
    "cardiologist paediatrician pediatrician psychiatrist gynaecologist oncologist virologist "
    "epidemiologist neurologist pathologist": "doctor physician medic specialist expert",
    "lecturer academic": "academic scholar lecturer",
    "researcher scientist biologist ecologist chemist physicist geologist zoologist botanist "
    "climatologist meteorologist seismologist glaciologist hydrologist astronomer": _SCIENTIST,
    "economist historian sociologist anthropologist": "academic scholar researcher expert analyst",
    "headteacher headmaster headmistress principal": "head headteacher teacher educator principal",
    "teacher": "educator",
    "journalist reporter correspondent columnist": "journalist reporter correspondent",
    "mla mlc mna mpa td mep mk legislator lawmaker parliamentarian": _LAWMAKER,
    "minister premier president ambassador envoy": "politician excellency",
    "president premier chancellor": "leader",
    "ambassador envoy consul": "diplomat envoy ambassador",
    "governor mayor councillor councilor secretary": "politician",
    "prince princess sheikh": "highness",
    "activist campaigner": "activist campaigner",
    "actor actress": "actor star superstar performer thespian celebrity",
    "singer rapper songwriter vocalist singer-songwriter": "star superstar chart-topper hitmaker "
        "celebrity",
    "singer musician rapper songwriter": "singer musician artist star performer",
    "guitarist pianist drummer violinist bassist cellist": "musician artist",
    "conductor composer pianist violinist": "maestro musician",
    "model supermodel presenter influencer comedian footballer": "star celebrity",
    "oscar": "actor actress star filmmaker director",
    "grammy": "singer musician rapper star artist",
    "painter sculptor": "artist",
    "author novelist poet playwright biographer essayist": "author writer",
    "co-author": _SCIENTIST,
    "presenter anchor broadcaster host": "presenter anchor broadcaster host",
    "footballer midfielder striker defender goalkeeper winger forward": "player footballer",
    "striker winger forward": "forward striker attacker",
    "goalkeeper keeper goalie": "goalkeeper keeper",
    "sprinter swimmer cyclist gymnast wrestler boxer runner jumper rower": "athlete",
    "batsman batter bowler all-rounder": "player cricketer",
    "policeman policewoman": "officer policeman",
    "soldier trooper corporal": "soldier serviceman trooper",
    "ceo": "executive boss chief",
    "chief head boss": "chief head boss",
    "businessman businesswoman entrepreneur tycoon magnate mogul billionaire industrialist":
        "businessman businesswoman entrepreneur tycoon magnate mogul",
    "trader vendor hawker shopkeeper": "trader vendor shopkeeper seller",
    "owner proprietor": "owner proprietor",
    "farmer grower": "farmer grower",
    "fisherman fisher": "fisherman fisher",
    "pensioner retiree": "pensioner retiree",
    "student pupil undergraduate schoolgirl schoolboy": "student pupil undergraduate",
    "prisoner inmate convict": "prisoner inmate",
    "banker financier": "banker financier executive",
    "director": "executive boss filmmaker chief",
    "officer executive commissioner administrator registrar collector superintendent": "official",
    "spokesman spokeswoman": "spokesperson",
    "chair chairman chairwoman chairperson": "chair chairperson",
    "tenant villager": "resident",
    "farmer smallholder": "landowner",
    "driver motorist": "driver motorist",
    "tourist holidaymaker": "tourist visitor traveller holidaymaker",
    "protester demonstrator marcher": "protester demonstrator marcher",
    "engineer architect": "expert specialist",
    "expert specialist consultant": "expert specialist",
    "analyst strategist": "analyst strategist expert",
    "adviser advisor aide": "adviser advisor aide",
    "negotiator mediator": "negotiator mediator",
    "nurse paramedic": "medic",
    "pilot": "captain aviator",
    "skipper captain": "skipper captain",
    "sailor seaman": "sailor seaman",
    "prosecutor": "lawyer attorney counsel",
    "defendant accused suspect": "defendant accused suspect",
    "plaintiff claimant complainant": "plaintiff claimant complainant",
    "migrant refugee": "migrant refugee",
    "labourer laborer": "worker labourer laborer",
    "employee staffer": "worker employee staffer",
    "chef cook": "chef cook",
    "editor": "journalist",
    "filmmaker film-maker": "director filmmaker film-maker",
    "baker butcher grocer florist fishmonger": "shopkeeper trader",
    "archaeologist": _SCIENTIST,
    "psychologist criminologist": "expert academic",
    "conservationist environmentalist": "environmentalist conservationist campaigner",
    "chieftain headman": "chief chieftain headman",
    "priest": f"pastor {_CLERIC}",
    "golfer jockey skier skater": "athlete sportsman sportswoman",
    "climber mountaineer hiker": "climber mountaineer hiker",
    "shopper customer": "shopper customer",
    "fireman firefighter": "fireman firefighter",
    "programmer coder": "programmer coder developer",
    "blogger influencer youtuber": "blogger influencer",
    "comedian comic": "comedian comic entertainer",
    "playwright dramatist screenwriter": "playwright dramatist writer",
    "boy girl toddler baby infant": "child youngster",
    "father mother": "parent",
    "husband wife widow widower": "spouse partner",
    "son daughter": "child",
}  # fmt: skip


# By two words of it together.
_BOTH = {
    frozenset({"chief", "executive"}): "ceo boss",
    frozenset({"police", "officer"}): "policeman policewoman",
    frozenset({"foreign", "minister"}): "diplomat",
    **{  # of the cabinet in London, who are ministers
        frozenset({field, "secretary"}): "minister"
        for field in word_set(
            "home foreign health transport justice education business environment culture energy "
            "housing communities pensions welsh scottish"
        )
    },
    **{
        frozenset(pair.split()): "spokesman spokeswoman spokesperson"
        for pair in (
            "relations officer",
            "press secretary",
            "press officer",
            "information officer",
            "relations manager",
            "communications director",
            "communications manager",
            "media officer",
            "media manager",
            "press adviser",
            "media adviser",
        )
    },
    **{
        frozenset({"author", word}): _SCIENTIST
        for word in ("lead", "first", "senior", "corresponding", "study")
    },
}


def _by_word(table: dict[str, str]) -> dict[str, frozenset[str]]:
    """The nouns by each word; a word that stands twice has those of both."""
    found: dict[str, frozenset[str]] = {}
    for words, nouns in table.items():
        for word in words.split():
            found[word] = found.get(word, frozenset()).union(nouns.split())
    return found


# What no company is called.
_PUBLIC = word_set(
    "ministry department union force commission authority association federation council board "
    "committee games party police university college school hospital court church regulator "
    "inspectorate congress parliament"
)
_BODIES, _PERSONS = _by_word(_NAMES), _by_word(_TITLES)


def is_company(words: Iterable[str]) -> bool:
    """Whether a body's name has a word that companies have: "Lund Motors", "Bank of Lund".

    >>> is_company(("lund", "motors")), is_company(("lund", "university"))
    (True, False)
    """
    return any({"company", "bank"} & _BODIES.get(word, frozenset()) for word in words)


def _by_age(word: str) -> frozenset[str]:
    """By what nouns somebody goes who is "17-year-old", or "eight-year-old"."""
    age = age_in([word])
    names = "child girl boy youngster" if 0 < age < 13 else ""
    names = "teenager teen girl boy youngster" if 13 <= age < 20 else names
    return frozenset((names or ("pensioner" if age >= 65 else "")).split())


def callings(label: str, words: Iterable[str]) -> frozenset[str]:
    """The singular nouns that a bearer may be called by.

    Args:
        label: ``body`` or ``person``; others have none.
        words: of its name, if a body's, of its name and titles, if a person's; lower-cased.

    >>> sorted(callings("body", ["radio", "lund"]))
    ['broadcaster', 'channel', 'network', 'outlet', 'station']
    >>> "priest" in callings("person", ["father", "oro"]), callings("place", ["bank"])
    (True, frozenset())
    """
    words = list(words)
    if label == "body" and not _PUBLIC.isdisjoint(words):  # the Ministry of Water is no company
        words = [word for word in words if "company" not in _BODIES.get(word, ())]
    table = {"body": _BODIES, "person": _PERSONS}.get(label, {})
    found = frozenset[str]().union(*(table[word] for word in words if word in table))
    if label == "person":
        found = found.union(*map(_by_age, words))
        both = (nouns.split() for pair, nouns in _BOTH.items() if pair <= {*words})
        found = found.union(*both)
    return found
