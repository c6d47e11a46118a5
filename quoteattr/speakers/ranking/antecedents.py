"""Antecedents: whom a pronoun or a description means, by a linear ranking of candidates.

Every mention before it, a few after it, and "nobody known yet" are candidates. Each has binary
features (how far, in what role, agreement, shared words) whose weights, learnt by
``python -m quoteattr.training speakers``, add up to its score: a mention ranker in the sense of
Denis and Baldridge (2008) with a softmax over candidates. Replace :func:`choose` to replace it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import attrs
import regex

from quoteattr import models
from quoteattr.attribution.records import Offsets
from quoteattr.errors import ModelFileError
from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    CHARGED_NOUNS,
    DOCUMENT_NOUNS,
    PERSON_NOUNS,
)
from quoteattr.speakers.order import end_of
from quoteattr.speakers.ranking.binding import bound_apart
from quoteattr.speakers.ranking.features import Sight, features_of, goes_on, setting_of, speaking
from quoteattr.speakers.ranking.fitting import sex_of
from quoteattr.speakers.ranking.kinds import other_kind, tells_more
from quoteattr.speakers.ranking.later import later
from quoteattr.speakers.ranking.novelty import novelty
from quoteattr.speakers.reading.documents import carries, speaks
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene, Step

__all__ = ["Candidate", "Choice", "candidates", "choose", "kind_of", "score_of", "weights"]

# Singular nouns that several persons or bodies together may be called by.
_TOGETHER = frozenset({"group", "family", "team", "couple", "band"})
_I = regex.compile(r"(?<![\p{L}.’'])(?:I|[Mm]y|me)(?![\p{L}.’'](?!m\b|ve\b|ll\b|d\b))")
# "I, Ana Oro," and "my name is Ana Oro" name the speaker.
_MINE = regex.compile(
    r"\b(?:I(?:’m|'m|\sam)?,?|[Mm]y\sname\sis|(?:call|called|named)(?:\sme)?|myself),?\s$"
)
_MINE_AFTER = regex.compile(r",\sI\b")
# "I thought they had the wrong [Ana]", one of that name.
_ANOTHER = regex.compile(r"\b(?:wrong|right|other|another|same|real|old|new|first|any)\s$")
# What shows that a people's name only says where something is from.
_BADGE = regex.compile(r"\s\p{Ll}{3,}")
_IN_OFFICE = frozenset({"predecessor", "successor"})
WEIGHTS = "speakers.json"
_BUNDLED = Path(models.__file__).parent / "en"


@attrs.define
class Candidate:
    """Somebody whom a mention might mean, with what speaks for it.

    Attributes:
        who: the candidate; None stands for somebody not spoken of before.
        features: names of its binary features.
        seen: offsets of the mention by which it is a candidate.
    """

    who: Referent | None
    features: list[str]
    seen: Offsets | None = None


@attrs.frozen
class Choice:
    """The outcome of a ranking.

    Attributes:
        who: the best candidate, None for somebody new.
        confidence: its share of the softmax, in [0, 1].
        seen: offsets of the mention by which it was a candidate.
    """

    who: Referent | None
    confidence: float
    seen: Offsets | None = None


def kind_of(phrase: Phrase) -> str:
    """The class of mentions that share weights: he, it, they, or a sort of description."""
    if phrase.form == "pronoun":
        return "he" if phrase.head in ("he", "she") else phrase.head
    told_of = phrase.head in PERSON_NOUNS and phrase.words  # "the rugby legend" is no tale
    if phrase.head in DOCUMENT_NOUNS and phrase.head not in BODY_NOUNS and not told_of:
        return "paper"
    if phrase.plural or phrase.count > 1:
        return "group"
    if phrase.head == "partner" and phrase.own:
        return "role"  # "his business partner"
    return "body" if phrase.head in BODY_NOUNS else "role"


def candidates(
    phrase: Phrase,
    scene: Scene,
    parent: Sequence[Referent] = (),
    exclude: Iterable[Referent] = (),
    extra: Iterable[Step] = (),
) -> list[Candidate]:
    """All candidates for one mention with their features, nearest first.

    Args:
        phrase: the mention.
        scene: where it stands.
        parent: the speakers of the attribution whose content holds it.
        exclude: who cannot be meant.
        extra: further mentions that are not on the trail.
    """
    kind = kind_of(phrase)
    own = scene.own_words(phrase.start)
    barred = {*exclude, *_not_i(own, scene)}
    named = _named_in(own, scene)
    told = _named_in(scene.reported(phrase.start), scene)
    sights = _sights(phrase, kind, scene, own, extra)
    spoken = scene.said_before(phrase.start)
    found = []
    for who, sight in sights.items():
        if who in barred or barred.intersection(who.members):
            continue
        features = features_of(phrase, who, sight, scene)
        features += ["in-own-words"] * (who in named)
        features += ["in-own-content"] * (who in told)
        features += speaking(who, spoken, parent, phrase, scene)
        seen = sight.step.start, sight.step.end
        found.append(Candidate(who, [f"{kind}:{f}" for f in features], seen))
    _mark_sole_bearer(found, kind)
    if kind == "he":
        _mark_new_subject(found, sights, phrase, scene)
    if phrase.form != "pronoun" and not (phrase.origin and found):
        new = novelty(phrase, [c.features for c in found], scene)
        found.append(Candidate(None, [f"{kind}:{f}" for f in new]))
    return _unbound(found, phrase, scene)


def _unbound(found: Iterable[Candidate], phrase: Phrase, scene: Scene) -> list[Candidate]:
    """The candidates, without those whom the grammar of the mention's sentence rules out."""
    apart = bound_apart(phrase, scene)
    return [c for c in found if c.who is None or not apart.intersection((c.who, *c.who.members))]


def _named_in(spans: Iterable[Offsets], scene: Scene) -> set[Referent]:
    return {who for span in spans for _, _, who in scene.naming.within(*span)}


def _sights(
    phrase: Phrase, kind: str, scene: Scene, own: Sequence[Offsets], extra: Iterable[Step]
) -> dict[Referent, Sight]:
    """Where each candidate was last seen, but for what the source itself says."""
    sights: dict[Referent, Sight] = {}
    # "A poet" is nobody spoken of before, but may be named after.
    trail = [] if _opened(phrase, scene) else [*scene.back(phrase.start), *extra]
    for step in sorted(trail, key=lambda s: -s.end) if extra else trail:
        if not any(low <= step.start < high for low, high in own):
            _look(sights, step, phrase, kind, scene)
    for step in later(phrase, kind, scene):
        within = any(low <= step.start < high for low, high in own)
        if step.who not in sights and not within and _may_be(phrase, kind, step.who):
            sights[step.who] = Sight(step, rank=len(sights))
    return sights


def _not_i(own: Sequence[Offsets], scene: Scene) -> set[Referent]:
    """Those whom a source names in the same breath as it says "I": they are not who speaks."""
    if not any(_I.search(scene.text, *span) for span in own):
        return set()
    return {
        who
        for span in own
        for start, end, who in scene.naming.persons(*span)
        if not _MINE.search(scene.text, max(0, start - 24), start)
        and not _MINE_AFTER.match(scene.text, end)
        and not _ANOTHER.search(scene.text, max(0, start - 24), start)
    }


def choose(options: Sequence[Candidate], table: Mapping[str, float]) -> Choice:
    """The candidate of the highest score; somebody new, with no confidence, where none is."""
    if not options:
        return Choice(None, 0.0)
    scores = [score_of(option, table) for option in options]
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    total = sum(math.exp(min(0.0, s - scores[best])) for s in scores)
    return Choice(options[best].who, 1.0 / total, options[best].seen)


def score_of(option: Candidate, table: Mapping[str, float]) -> float:
    """The sum of its features' weights."""
    return sum(table.get(f, 0.0) for f in option.features)


@lru_cache(maxsize=8)
def weights(folder: Path | None = None) -> Mapping[str, float]:
    """The weights of a model folder, by feature; the bundled ones without a folder or its file.

    Raises:
        ModelFileError: the folder's file holds no weights.
    """
    path = (folder or _BUNDLED) / WEIGHTS
    if not path.is_file():
        return weights() if folder else {}
    try:
        table = json.loads(path.read_text("utf-8"))["weights"]
        return {str(k): float(v) for k, v in table.items()}
    except (  # whatever unfit data can lead to
        OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError
    ) as error:  # fmt: skip
        raise ModelFileError(path, f"holds no weights of the ranking ({error})") from error


def _mark_sole_bearer(found: Sequence[Candidate], kind: str) -> None:
    """Whether one candidate alone is called by the noun, and who is not that one."""
    bearers = [c for c in found if f"{kind}:head" in c.features]
    if len(bearers) == 1:
        for candidate in found:
            mark = "sole-bearer" if candidate is bearers[0] else "other-bears"
            candidate.features.append(f"{kind}:{mark}")


def _mark_new_subject(
    found: Sequence[Candidate], sights: Mapping[Referent, Sight], phrase: Phrase, scene: Scene
) -> None:
    """Who became what the paragraph is about after somebody last spoke, and who gave way."""
    spoken = scene.said_before(phrase.start, 1)
    if not spoken or scene.content_at(phrase.start) >= 0 or goes_on(phrase, scene):
        return
    end = end_of(scene.attributions[spoken[0].index])
    low = scene.paragraphs[scene.paragraph(phrase.start)][0]
    new = set()
    for candidate in found:
        sight = sights[candidate.who] if candidate.who is not None else None
        step = sight.subject if sight is not None else None
        if step is not None and step.start >= max(end, low) and scene.content_at(step.start) < 0:
            new.add(candidate.who)
    near = "near" if end > low else "far"
    for candidate in found if new else ():
        if candidate.who in new:
            mark = "new-subject"
        else:
            spoke = candidate.who in spoken[0].speakers
            mark = "gave-way" if spoke else "bystands"
        candidate.features += [
            f"he:{mark}", f"he:{mark}+{near}", f"he:{mark}+{setting_of(phrase, scene)}"
        ]  # fmt: skip


# -------------------------------------------------------------------------- who comes to mind


def _look(
    sights: dict[Referent, Sight], step: Step, phrase: Phrase, kind: str, scene: Scene
) -> None:
    if step.end > phrase.start:
        return
    # "Oro's report says ... It says"
    written = kind == "it" and step.how == "document" and speaks(scene.text, *step.span)
    if not (written or _may_be(phrase, kind, step.who)):
        return
    if kind == "body" and _is_introduced(phrase, step.who, scene):
        return
    if kind == "it" and step.who.label == "people" and _BADGE.match(scene.text, step.end):
        return  # "Veskian brake maker Oro"
    if step.how == "name" and carries(scene.text, *step.span):
        return  # "it" after "in a Facebook post the bank said" is the bank
    sight = sights.get(step.who)
    if sight is None:
        sight = sights[step.who] = Sight(step, rank=len(sights))
    sight.seen += 1
    if sight.outside is None and scene.content_at(step.start) < 0:
        sight.outside = step
    if sight.subject is None and scene.role_of(step.start, step.end) == "subject":
        sight.subject = step
        sight.subjects = sum(s.subject is not None for s in sights.values()) - 1


def _is_introduced(phrase: Phrase, who: Referent, scene: Scene) -> bool:
    """Whether "the bank" is "a bank in Lund", and not a body of which the text says other things
    or nothing.
    """
    bare = phrase.form == "definite" and not (phrase.words or phrase.tail or phrase.own)
    if not bare or not who.named or who.is_called(phrase.head) or not tells_more(phrase.head):
        return False
    return scene.introductions.alone(phrase.head, phrase.start)


def _opened(phrase: Phrase, scene: Scene) -> bool:
    return scene.text[phrase.start : phrase.end].lower().startswith(("a ", "an "))


def _may_be(phrase: Phrase, kind: str, who: Referent) -> bool:
    """Agreement that no weight should overrule: number, sort and sex."""
    if who.writer or (who.name in ("I", "we") and not who.named):
        return False  # the reporter, who does not call herself "she"
    if kind in ("he", "role"):
        if who.number == "plural" or who.label not in ("person", "unknown"):
            return False
        if who.named and phrase.head in CHARGED_NOUNS and not who.is_called(phrase.head):
            return False  # nobody said that the prosecutor was charged
        if who.named and phrase.head in _IN_OFFICE and not who.is_called(phrase.head):
            return False  # nor that anybody came before or after
        sex = sex_of(phrase)
        return not (sex and who.sex and sex != who.sex)
    if kind == "body" and who.label == "joint":
        return phrase.head in _TOGETHER
    if kind == "body" and phrase.form == "definite" and other_kind(who, phrase.head, phrase.words):
        return False  # "the company" is no court
    if kind in ("it", "body"):
        return who.label in ("body", "place", "people", "document", "unknown") and (
            who.number != "plural" or who.named or who.label == "body"
        )
    if kind == "paper":
        return who.label in ("document", "body", "person", "unknown", "joint")
    if kind in ("they", "group"):
        if phrase.count > 1 and who.label == "joint":
            return len(who.members) == phrase.count
        if kind == "they" and who.label == "document":
            return False
        return who.label in ("joint", "people", "body", "place") or who.number == "plural"
    return True
