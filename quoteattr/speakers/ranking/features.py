"""Features: what speaks for a candidate, as names of binary features.

Distance, role and agreement, words shared by a description and what the text calls the
candidate, and who has spoken before. All weights are learnt; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.ranking.fitting import badge, bucket, fit_of, likeness
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.clauses import is_apposed
from quoteattr.speakers.setting.scene import Said, Scene, Step

__all__ = ["Sight", "features_of", "goes_on", "setting_of", "speaking"]

_VERBS = word_set("are were is was have has had who will would said say could can whose")


# What after a pronoun, or before it, says that the last speaker goes on.
_CARRIES_ON = regex.compile(
    r"\s+(?:\p{L}+\s+)?(?:add(?:ed|s|ing)|also|further|furthermore|continu(?:ed|es|ing)|then"
    r"|went\s+on|concluded|clarified|reiterated|stressed|noted|explained)\b"
)
_INVERTED = regex.compile(r"[”\"»’]\s+\p{Ll}+$")
_OPENS_ON = regex.compile(r"(?:add(?:ed|ing)|continued|moreover|further),?\s+$", regex.I)


@attrs.define
class Sight:
    """Where a candidate was last seen.

    Attributes:
        step: its nearest mention.
        outside: its nearest mention outside every content.
        seen: how often it was seen.
        rank: how many others were seen before it.
        subject: its nearest mention as the subject of a clause.
        subjects: how many others were seen as subjects before it.
    """

    step: Step
    outside: Step | None = None
    seen: int = 0
    rank: int = 0
    subject: Step | None = None
    subjects: int = 0


def features_of(phrase: Phrase, who: Referent, sight: Sight, scene: Scene) -> list[str]:
    """What a candidate's last sight says: how far, in what role, how like, in agreement or not.

    Args:
        phrase: the mention that is to be resolved.
        who: the candidate.
        sight: where it was last seen.
        scene: where everything stands.
    """
    step = sight.step
    label = f"joint-{who.members[0].label}" if who.members else who.label
    out = [f"label={label}", f"rank={min(sight.rank, 4)}", f"named={who.named}"]
    if step.start > phrase.start:
        out += _ahead(phrase, who, sight, scene)
    else:
        out += _distance(phrase, sight, scene)
        out += _place(step, scene)
        out += _syntax(phrase, sight, scene)
    out.append(f"seen={bucket(sight.seen, (1, 2, 4))}")
    out.append(f"total={bucket(len(who.mentions), (1, 3, 6))}")
    if who.mentions and scene.paragraph(who.mentions[0][0]) <= 1:
        out.append("opening")
    if phrase.form == "pronoun":
        out += _agreement(phrase, who)
    else:
        out += _salience(phrase, who, sight, scene)
        out += likeness(phrase, who)
        out += badge(phrase, who, scene)
        if step.start <= phrase.start:
            # Somebody called so is meant from afar too; somebody else is not.
            apart = scene.paragraph(phrase.start) - scene.paragraph(step.start)
            out.append(f"para={bucket(apart, (0, 1, 2, 4))}+head={who.is_called(phrase.head)}")
    return out


def _ahead(phrase: Phrase, who: Referent, sight: Sight, scene: Scene) -> list[str]:
    """What speaks for one who is named only after the mention."""
    later = scene.sentence(sight.step.start) - scene.sentence(phrase.start)
    fresh = who.mentions[0][0] > phrase.start if who.mentions else True
    called = fit_of(phrase, who)
    apart = scene.paragraph(sight.step.start) - scene.paragraph(phrase.start)
    out = [f"ahead={min(later, 5)}", f"ahead-fresh={fresh}+{phrase.form}"]
    out += [
        f"ahead-fit={called}+para={min(apart, 3)}",
        f"ahead-fit={called}+rank={min(sight.rank, 3)}",
    ]
    out.append(f"ahead-opening={scene.paragraph(phrase.start)}+fit={called}")
    if phrase.form != "pronoun":
        out.append(f"ahead-sourced={min(scene.sourced(who), 2)}+fit={called}")
    return out


def _distance(phrase: Phrase, sight: Sight, scene: Scene) -> list[str]:
    here, edges = scene.sentence(phrase.start), (0, 1, 2, 4, 7, 12)
    apart = here - scene.sentence(sight.step.start)
    steps = scene.paragraph(phrase.start) - scene.paragraph(sight.step.start)
    out = [f"sent={bucket(apart, edges)}", f"para={bucket(steps, (0, 1, 2, 4))}"]
    if sight.outside is None:
        out.append("inside-only")
    else:
        out.append(f"out={bucket(here - scene.sentence(sight.outside.start), edges)}")
    return out


def _place(step: Step, scene: Scene) -> list[str]:
    out = [f"how={step.how}"]
    low, _ = scene.sentence_of(step.start)
    if scene.is_source(low if step.start - low < 60 else step.start, step.end):
        out.append("source")
    lead = scene.text[low : step.start]
    near = step.start - low < 45 and "," not in lead and not lead.endswith((" of ", " by ", " to "))
    if near or is_apposed(scene.text, step.start, scene.sentence_of(step.start)):
        out.append("first")
    if scene.content_at(step.start) >= 0:
        out.append("in-quote" if scene.quoted(step.start) else "in-content")
    if scene.text[step.end : step.end + 2] in ("'s", "’s"):
        out.append("possessive")
    if step.how.startswith("bystander"):
        after = scene.text[step.end : step.end + 12].lstrip().split(" ")[0].rstrip(",.")
        out.append("bystander-verb" if after in _VERBS else "bystander-no-verb")
    if lead.rstrip().endswith((" by", " with", " of", " to", " from", " for", " against", " in")):
        out.append("object")
    return out


def _syntax(phrase: Phrase, sight: Sight, scene: Scene) -> list[str]:
    """As whose subject the candidate was last seen, and, for a pronoun, how long ago."""
    step, place = sight.step, min(sight.rank, 3)
    role = scene.role_of(step.start, step.end)
    if phrase.form != "pronoun":
        return [f"role={role}"]
    here, apart = setting_of(phrase, scene), _ago(phrase, step, scene)
    same = scene.paragraph(phrase.start) == scene.paragraph(step.start)
    out = [f"role={role}", f"role={role}+sent={apart}", f"role={role}+rank={place}"]
    out += [f"{here}+role={role}+sent={apart}", f"{here}+same-para={same}", f"{here}+rank={place}"]
    if sight.subject is None:
        return [*out, "never-subject"]
    back = _ago(phrase, sight.subject, scene)
    return [*out, f"subject={back}", f"subject-rank={min(sight.subjects, 3)}"]


def _ago(phrase: Phrase, step: Step, scene: Scene) -> int:
    return bucket(scene.sentence(phrase.start) - scene.sentence(step.start), (0, 1, 2, 4))


def setting_of(phrase: Phrase, scene: Scene) -> str:
    """Where a mention stands: inside a content, after one, opening its sentence, or else."""
    if scene.content_at(phrase.start) >= 0:
        return "in-quote" if scene.quoted(phrase.start) else "in-content"
    lead = scene.text[max(0, phrase.start - 30) : phrase.start].rstrip()
    if lead.endswith(("”", '"', "’", "'", "»")) or _INVERTED.search(lead):
        return "after-quote"
    low, _ = scene.sentence_of(phrase.start)
    if phrase.start - low < 3:
        return "opening"
    return "after-comma" if lead.endswith(",") else "inside"


def _agreement(phrase: Phrase, who: Referent) -> list[str]:
    out = []
    if phrase.head in ("he", "she"):
        lean = who.leaning if phrase.head == "he" else -who.leaning
        if who.sex:
            out.append("same-sex")
        other = "she" if phrase.head == "he" else "he"
        if other in who.pronouns and phrase.head not in who.pronouns:
            out.append("contrary")
        out.append("lean=" + ("no" if lean < -0.2 else "yes" if lean > 0.2 else "unknown"))
        out.append(f"lean={bucket(round(4 * lean), (-3, -2, 1, 2))}")
    if who.pronouns:
        out.append("known" if phrase.head in who.pronouns else "other")
    out.append(f"number={who.number}")
    return out


def _salience(phrase: Phrase, who: Referent, sight: Sight, scene: Scene) -> list[str]:
    """How much a candidate is spoken of, apart for those whose sort fits, is open or differs."""
    fit = fit_of(phrase, who)
    total, sourced = bucket(len(who.mentions), (1, 2, 4, 7)), min(scene.sourced(who), 3)
    out = [f"fit={fit}+total={total}", f"fit={fit}+rank={min(sight.rank, 3)}"]
    out += [f"sourced={sourced}", f"sourced={sourced}+fit={fit}"]
    if who.mentions and scene.paragraph(who.mentions[0][0]) <= 1:
        out.append(f"fit={fit}+opening")
    if sight.step.start <= phrase.start:
        apart = _ago(phrase, sight.step, scene)
        role = scene.role_of(sight.step.start, sight.step.end)
        out += [f"fit={fit}+sent={apart}", f"role={role}+sent={apart}"]
        out.append(
            "never-subject" if sight.subject is None else f"subject-rank={min(sight.subjects, 3)}"
        )
    bare = not (phrase.words or phrase.tail or phrase.owner or phrase.own)
    out.append(f"bare={bare}+fit={fit}+named={who.named}")
    return out


def speaking(
    who: Referent,
    spoken: Sequence[Said],
    parent: Sequence[Referent],
    phrase: Phrase,
    scene: Scene,
) -> list[str]:
    """What a candidate's having spoken says.

    Args:
        who: the candidate.
        spoken: the last attributions before the mention, nearest first.
        parent: the speakers of the attribution whose content holds the mention.
        phrase: the mention.
        scene: where everything stands.
    """
    out = []
    fit = ""
    if phrase.form != "pronoun":
        fit = fit_of(phrase, who)
    setting = setting_of(phrase, scene) if phrase.form == "pronoun" else ""
    on = goes_on(phrase, scene)
    for place, said in enumerate(spoken):
        if who in said.speakers or (who.members and set(who.members) == set(said.speakers)):
            out.append(f"spoke={place}+fit={fit}")
            apart = scene.paragraph(phrase.start) - scene.paragraph(said.start)
            out.append(f"spoke={place}")
            out.append(f"spoke={place}-para={bucket(apart, (0, 1, 2))}")
            out.append(f"spoke={place}+goes-on={on}")
            if setting:
                out.append(f"{setting}+spoke={place}-para={bucket(apart, (0, 1, 2))}")
            break
    else:
        out += ["silent", f"silent+fit={fit}", f"silent+goes-on={on}"]
        if setting:
            out.append(f"{setting}+silent")
    if parent:
        manner = "direct" if scene.quoted(phrase.start) else "indirect"
        out.append(f"parent-{manner}" if who in parent else f"not-parent-{manner}")
    if scene.sentence(phrase.start) == scene.sentence(phrase.end) and spoken:
        out.append("sole" if spoken[0].speakers == (who,) else "not-sole")
    return out


def goes_on(phrase: Phrase, scene: Scene) -> bool:
    """Whether the words around a mention say that who spoke last speaks on: "he added"."""
    if _CARRIES_ON.match(scene.text, phrase.end):
        return True
    return _OPENS_ON.search(scene.text, max(0, phrase.start - 14), phrase.start) is not None
