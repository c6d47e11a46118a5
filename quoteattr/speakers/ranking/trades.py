"""Trades: what somebody works as, and that few are two things at a time.

"The judge" is not Ana Oro, of whom the text says that she is a surgeon. Nouns of one row may be
said of one person ("the singer", of an actor), and some stand in several rows: an officer is a
policeman, a soldier or a sailor. What is no trade ("the suspect", "the mother", "the chairman",
"the expert") stands in none and tells nothing, nor does what somebody was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from quoteattr.speakers.lexicon import PAST, word_set
from quoteattr.speakers.referents import Referent

__all__ = ["is_trade", "looks_on", "other_trade"]

_ROWS = (
    # medicine
    "doctor surgeon neurosurgeon physician psychiatrist psychologist therapist cardiologist "
    "oncologist paediatrician pediatrician epidemiologist virologist pathologist neurologist "
    "gynaecologist radiologist gp consultant dentist",
    "nurse midwife medic paramedic carer caregiver", "dentist", "pharmacist chemist",
    "physiotherapist therapist", "vet veterinarian",
    # teaching and research
    "teacher headteacher headmaster headmistress schoolteacher lecturer professor academic rector "
    "dean tutor scholar scientist researcher historian archaeologist economist biologist physicist "
    "chemist geologist epidemiologist virologist psychologist climatologist sociologist "
    "anthropologist criminologist astronomer mathematician pathologist",
    # the bench, the bar
    "judge magistrate justice coroner jurist",
    "lawyer attorney solicitor barrister counsel prosecutor advocate jurist notary",
    # those in uniform
    "policeman policewoman constable detective inspector superintendent sheriff officer sergeant "
    "captain trooper soldier colonel general admiral lieutenant corporal brigadier marine sailor "
    "commander",
    "firefighter paramedic officer",
    # those elected or sent, of whom few hold two offices
    "mayor councillor councilwoman councilman alderman politician",
    "governor politician",
    "minister premier senator lawmaker legislator congressman congresswoman mp parliamentarian "
    "assemblyman assemblywoman politician",
    "ambassador envoy diplomat consul minister",
    # the church
    "priest bishop imam pastor rabbi vicar cleric archbishop cardinal monk nun chaplain minister "
    "preacher pope deacon abbot parson",
    # sport
    "striker goalkeeper midfielder defender winger forward flanker fly-half scrum-half fullback "
    "half-back seamer paceman playmaker centre-back left-back right-back wicketkeeper batsman "
    "batter bowler pitcher catcher "
    "quarterback footballer cricketer golfer sprinter boxer wrestler swimmer cyclist rower jockey "
    "gymnast skater skier captain skipper driver",
    "coach",
    "referee umpire",
    # stage and page
    "singer actor actress musician rapper dancer comedian guitarist drummer pianist violinist "
    "composer artist painter sculptor writer author novelist poet playwright filmmaker "
    "photographer screenwriter illustrator star superstar celebrity chart-topper hitmaker crooner "
    "popstar director producer",
    "star superstar celebrity footballer cricketer golfer boxer wrestler racer driver striker "
    "midfielder winger forward quarterback model supermodel presenter chef cook influencer dj",
    "journalist reporter correspondent columnist presenter broadcaster newsreader photographer "
    "writer author editor",
    # on the road, at sea, in the air
    "driver trucker cabbie chauffeur courier pilot astronaut captain skipper sailor seaman "
    "deckhand diver boatman ferryman fisherman lifeguard",
    "farmer farmhand rancher grower shepherd herder fisherman beekeeper",
    # building and making
    "builder plumber electrician carpenter welder bricklayer roofer joiner mason glazier plasterer "
    "painter decorator engineer architect surveyor mechanic technician programmer",
    # food and drink
    "baker butcher shopkeeper cook chef waiter waitress barman bartender brewer barista grocer "
    "fishmonger",
    # money
    "banker broker trader analyst economist accountant financier",
    # and one by one
    "guard guardsman", "student pupil schoolboy schoolgirl",
    "librarian", "postman", "hairdresser barber", "gardener", "miner", "cleaner janitor caretaker",
    "tailor dressmaker", "jeweller", "florist", "blacksmith", "optician",
    "undertaker", "locksmith",
)  # fmt: skip
# "The chief medical officer", "the attorney general".
_UNIFORMED = word_set("officer general commander captain")
_UNIFORMS = word_set("police army military naval navy senior young junior arresting")
# One who is not, or not only, what the noun says.
_NOT_ONLY = PAST | word_set("trainee aspiring qualified part-time")

# "The study's lead author" writes no novels.
_WROTE = word_set("author co-author")
_STUDIES = word_set("lead first senior corresponding study study's paper report research")
# Those who look on, and follow what others do.
_ONLOOKERS = word_set(
    "fan supporter critic user viewer reader follower listener commenter commentator caller "
    "customer spectator bystander onlooker reviewer detractor admirer troll"
)


def _rows() -> Mapping[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(_ROWS):
        for noun in row.split():
            found[noun].add(number)
    return found


_OF = _rows()


def is_trade(noun: str) -> bool:
    """Whether a singular noun says what somebody works as.

    >>> is_trade("surgeon"), is_trade("suspect")
    (True, False)
    """
    return noun in _OF


def looks_on(who: Referent, noun: str) -> bool:
    """Whether a noun is for one who looks on, and somebody is named for another thing.

    >>> looks_on(Referent("Ana Oro", named=True, heads={"actor"}), "fan")
    True
    >>> looks_on(Referent("Ana Oro", named=True), "fan")
    False
    """
    apart = who.named and bool(who.heads) and not who.is_called(noun)
    return noun in _ONLOOKERS and apart


def other_trade(who: Referent, noun: str, words: Iterable[str]) -> bool:
    """Whether the text says that somebody works as something else than a noun says.

    Args:
        who: somebody.
        noun: a singular noun for a person, in lower case.
        words: the other words of the description, in lower case.

    >>> other_trade(Referent("Ana Oro", heads={"surgeon"}), "judge", ())
    True
    >>> other_trade(Referent("Ana Oro", heads={"actor", "mother"}), "singer", ())
    False
    >>> other_trade(Referent("Ana Oro", heads={"author"}, words={"lead"}), "biologist", ())
    False
    """
    rows = _OF.get(noun)
    if not rows or not _NOT_ONLY.isdisjoint(words) or not _NOT_ONLY.isdisjoint(who.words):
        return False
    if noun in _UNIFORMED and not _UNIFORMS.issuperset(words):
        return False
    heads = who.heads - _WROTE if _STUDIES & who.words else who.heads
    known = [_OF[head] for head in heads if head in _OF]
    return bool(known) and not who.is_called(noun) and all(rows.isdisjoint(row) for row in known)
