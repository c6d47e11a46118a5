"""Features: what speaks for a candidate, as names of binary features and a few numbers.

How far back it was seen and in what role, whether it agrees, whether the text calls it what the
mention says, whether it has spoken, and what the network makes of the words around both. Nothing
is decided here: all weights are learnt, for each kind of mention apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.coref.candidates import Candidate, Context, Sight
from quoteattr.coref.clusters import Cluster
from quoteattr.coref.discourse import Discourse, Step
from quoteattr.coref.mentions import Mention, sort_of
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import core, singular

__all__ = ["add_features", "bucket", "fit_of"]

_NEAR = (0, 1, 2, 4)
_FAR = (0, 1, 2, 4, 7, 12)
# Nouns that fit almost anybody and so tell little.
_GENERIC = frozenset(
    {
        *(
            "man",
            "woman",
            "person",
            "official",
            "leader",
            "politician",
            "lawmaker",
            "player",
            "one",
        ),
        *("individual", "former", "veteran", "author", "expert", "boy", "girl", "body", "group"),
        *("side", "organisation", "organization", "agency", "country", "nation", "pair", "duo"),
        *("two", "three", "couple", "trio"),
    }
)
# What says that the last speaker goes on.
_GOES_ON = regex.compile(
    r"\s+(?:\p{L}+\s+)?(?:add(?:ed|s|ing)?|also|further|furthermore|continu(?:ed|es|ing)|then"
    r"|went\s+on|concluded|clarified|reiterated|stressed|noted|explained)\b"
)
_OPENS_ON = regex.compile(r"(?:add(?:ed|ing)|continued|moreover|further),?\s+$", regex.I)
_CAPITAL = regex.compile(r"(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}]{2,}")
_ENDS_IN_WORD = regex.compile(r"(?P<word>[\p{L}’'\-]+)\s+$")
_EXPLETIVE = regex.compile(
    r"(?:\s+(?:is|was|has\s+been|had\s+been|may\s+be|can\s+be|be)|[’']s)\s+(?:\p{L}+ly\s+|also\s+)*$"
)
_PASSIVE = regex.compile(
    r"\b(?:was|were|is|are|been|be|being|gets?|got)\s+(?:\p{L}+ly\s+|also\s+|not\s+)?$", regex.I
)
_AGAIN = regex.compile(r"\b(?:an?|one|some|two|three|several)\s(?:[\p{L}\-]+\s){0,3}$", regex.I)


def bucket(value: float, edges: Sequence[int]) -> int:
    """The index of the first edge that a value does not exceed, or how many edges there are.

    >>> bucket(0, (0, 2, 5)), bucket(3, (0, 2, 5)), bucket(9, (0, 2, 5))
    (0, 2, 3)
    """
    for i, edge in enumerate(edges):
        if value <= edge:
            return i
    return len(edges)


def add_features(candidates: Sequence[Candidate], context: Context) -> None:
    """Give all candidates of a mention their features.

    Args:
        candidates: those of :func:`quoteattr.coref.candidates.find_candidates`.
        context: the mention.
    """
    known = [one for one in candidates if one.who is not None]
    for one in known:
        _describe(one, context)
    bearers = [one for one in known if "head" in one.features]
    for one in known:
        if len(bearers) == 1:
            one.features.append("sole-bearer" if one is bearers[0] else "other-bears")
    if context.affinity is not None:
        _add_affinity(known, context)
    for one in candidates:
        if one.who is None:
            one.features += _other(one, known, context)


def _describe(one: Candidate, context: Context) -> None:
    who = one.who
    assert who is not None
    label = f"joint-{who.members[0].kind}" if who.members else who.kind
    named = who.named is not None
    out = one.features
    out += [f"way={one.way}", f"kind={label}", f"named={named}"]
    out.append(f"total={bucket(len(who.mentions), (1, 3, 6))}")
    if who.first is not None:
        out.append(f"first-form={who.first.form}+{who.first.sort}+owned={who.first.owned}")
        out.append(f"first-form={who.first.form}+sourced={who.sourced > 0}")
    if one.inside is not None:
        out += _inside(one, context)
    if one.sight is not None and one.inside is None:
        out += _sight(one.sight, who, context)
    if context.mention.form == "pronoun":
        out += _agreement(context.mention, who)
    elif context.mention.form != "null" and one.inside is None:
        out += _likeness(context.mention, who, context.discourse)
        if one.sight is not None:
            out += _salience(one.sight, who, context)
    if one.inside is None:
        out += _spoke(who, context)
    if context.kind == "null":
        out += _of_null(who, context)
    if who.mentions and context.discourse.paragraph(who.mentions[0][0]) <= 1:
        out.append("opening")


# -------------------------------------------------------------------- a name in the mention


def _inside(one: Candidate, context: Context) -> list[str]:
    """Whether a name in a mention is its head: by what stands before and after it."""
    assert one.inside is not None
    assert one.who is not None
    start, end, _ = one.inside
    mention, text = context.mention, context.discourse.text
    label = one.who.kind
    before, after = _before(text[mention.start : start]), _after(text[end : mention.end])
    names = mention.names
    place = [name[:2] for name in names].index((start, end))
    others = [name for name in names if name[:2] != (start, end)]
    persons = sum(name[2].kind == "person" for name in others)
    linked = core(text[mention.start : start]) != text[mention.start : start].rstrip()
    out = [
        f"{label}+before={before}", f"{label}+after={after}", f"{label}+{before}+{after}",
        f"{before}+{after}", f"{label}+first={place == 0}+last={place == len(names) - 1}",
        f"{label}+persons={min(persons, 2)}", f"{label}+linked={linked}",
        f"{label}+linked={linked}+{after}+persons={min(persons, 1)}",
        f"{label}+sort={mention.sort}+plural={mention.plural}+{after}",
        f"{label}+{before}+opens={mention.first in ('a', 'an', 'some')}",
    ]  # fmt: skip
    return out


def _before(lead: str) -> str:
    """The class of the word before a name."""
    lead = lead.rstrip("“\"‘'( ") + " " if lead.strip() else ""
    if not lead.strip():
        return "bracket" if "(" in lead else "edge"
    if lead.rstrip()[-1] in ",:–—":
        return "comma"
    m = _ENDS_IN_WORD.search(lead)
    if m is None:
        return "other"
    word = m["word"]
    low, lex = word.lower().rstrip("."), lexicon()
    if low in lex.honorifics:
        return "honorific" if len(lead.split()) > 1 else "edge"
    for name in ("articles", "prepositions", "possessive", "conjunctions", "quantifiers"):
        if low in lex.function[name]:
            return low if name == "prepositions" and low in ("of", "for", "by", "to") else name
    noun, plural = singular(low)
    sort = sort_of(noun)
    if sort != "other":
        return f"{sort}s" if plural else sort
    return "capital" if word[0].isupper() else "participle" if low.endswith("ing") else "word"


def _after(rest: str) -> str:
    """The class of what follows a name."""
    if not rest.strip():
        return "edge"
    if rest.startswith(("’s", "'s")) or rest[:2] in ("’ ", "' "):
        return "possessive" if rest[2:].strip() else "edge"
    if rest.lstrip()[0] in ",(–—":
        return "aside"
    if rest[0] == "-":
        return "hyphen"
    word = rest.split()[0].rstrip(",").lower()
    lex = lexicon()
    if word in lex.function["prepositions"] or word in lex.function["relatives"]:
        return "prepositions"
    if word in lex.function["conjunctions"]:
        return "and"
    nouns = core(rest).split()
    last = singular(nouns[-1].lower())[0] if nouns else ""
    return f"noun-{sort_of(last)}"


# -------------------------------------------------------------------- where it was seen


def _sight(sight: Sight, who: Cluster, context: Context) -> list[str]:
    discourse, mention, step = context.discourse, context.mention, sight.step
    out = [f"rank={min(sight.rank, 5)}", f"seen={bucket(sight.seen, (1, 2, 4))}"]
    if step.start > mention.start:
        return out + _ahead(sight, who, context)
    apart, paragraphs = context.back(step.start)
    out += [f"sent={bucket(apart, _FAR)}", f"para={bucket(paragraphs, _NEAR)}"]
    out += _place(step, discourse)
    if sight.outside is None:
        out.append("inside-only")
    else:
        out.append(f"out={bucket(context.back(sight.outside.start)[0], _FAR)}")
    return out + _syntax(sight, apart, paragraphs, context)


def _ahead(sight: Sight, who: Cluster, context: Context) -> list[str]:
    """What speaks for one who is named only after the mention."""
    discourse, mention, at = context.discourse, context.mention, sight.step.start
    later, apart = discourse.sentence(at) - context.sentence, discourse.paragraph(at)
    apart = min(apart - context.paragraph, 3)
    fresh = who.mentions[0][0] > mention.start
    fit = fit_of(mention, who)
    out = [f"ahead={min(later, 5)}", f"ahead-fresh={fresh}", f"ahead-fit={fit}+para={apart}"]
    out += [f"ahead-fit={fit}+rank={min(sight.rank, 3)}", f"ahead-fit={fit}+sent={min(later, 2)}"]
    in_content = any(low <= at < high for low, high in context.attribution.content)
    out.append(f"ahead-in-content={in_content}+fresh={fresh}")
    return out


def _place(step: Step, discourse: Discourse) -> list[str]:
    out = [f"how={step.how}"]
    low, _ = discourse.sentence_of(step.start)
    if step.start in discourse.sources or (step.start - low < 60 and low in discourse.sources):
        out.append("source")
    if step.start - low < 45 and "," not in discourse.text[low : step.start]:
        out.append("first")
    if discourse.content_at(step.start) >= 0:
        out.append("in-quote" if discourse.quoted(step.start) else "in-content")
    return out


def _syntax(sight: Sight, apart: int, paragraphs: int, context: Context) -> list[str]:
    """As whose subject it was last seen, and how long ago."""
    discourse, mention = context.discourse, context.mention
    role, ago, rank = (
        discourse.role(sight.step.start, sight.step.end),
        bucket(apart, _NEAR),
        min(sight.rank, 3),
    )
    out = [f"role={role}", f"role={role}+sent={ago}", f"role={role}+rank={rank}"]
    if sight.subject is None:
        out.append("never-subject")
    else:
        out += [
            f"subject={bucket(context.back(sight.subject.start)[0], _NEAR)}",
            f"subject-rank={min(sight.subjects, 3)}",
        ]
    if mention.form == "pronoun":
        here = context.setting
        out += [f"{here}+role={role}+sent={ago}", f"{here}+same-para={paragraphs == 0}"]
        out.append(f"{here}+rank={rank}")
        if apart == 0 and discourse.content_at(mention.start) >= 0:
            out.append(f"same-content={discourse.content_at(sight.step.start) >= 0}+role={role}")
    return out


# -------------------------------------------------------------------- agreement, likeness


def _agreement(mention: Mention, who: Cluster) -> list[str]:
    out = [f"plural={who.plural}"]
    if mention.gender:
        lean = who.gender if mention.gender == "m" else -who.gender
        out.append(f"lean={bucket(round(4 * lean), (-3, -1, 0, 2))}")
        other = "she" if mention.gender == "m" else "he"
        if other in who.pronouns and mention.head not in who.pronouns:
            out.append("contrary")
    if who.pronouns:
        out.append("known" if mention.head in who.pronouns else "other-pronoun")
    return out


def fit_of(mention: Mention, who: Cluster) -> str:
    """Whether the text calls a candidate by a description's noun, by others, or by none."""
    if mention.form in ("pronoun", "null"):
        return "none"
    return "yes" if mention.head in who.nouns else "no" if who.nouns else "open"


def _likeness(mention: Mention, who: Cluster, discourse: Discourse) -> list[str]:
    """What a description and what the text calls the candidate have in common."""
    fit, generic = fit_of(mention, who), mention.head in _GENERIC
    named = who.named is not None
    out = [f"fit={fit}"]
    if fit == "yes":
        out += ["head", f"head-named={named}"]
    elif mention.head in who.words:
        out.append("head-word")
    else:
        out.append(f"no-head-generic={generic}+{bool(who.nouns)}")
    shared = len(mention.words & (who.words | who.nouns))
    missing = len(mention.words) - shared
    out += [
        f"shared={min(shared, 2)}", f"missing={min(missing, 2)}",
        f"fit={fit}+{min(shared, 1)}+{min(missing, 2)}",
        f"fit={fit}+generic={generic}+named={named}",
        f"fit={fit}+{mention.sort}+named={named}", f"fit={fit}+tail={mention.tail}",
        f"sort={mention.sort}+{who.kind}",
    ]  # fmt: skip
    if fit == "yes" and not missing:
        out.append(f"all-words+tail={mention.tail}")
    if not (mention.words or mention.tail or mention.owned):
        out.append(f"bare+fit={fit}+named={named}")
    if mention.owned:
        out.append(f"owned={mention.own != ''}+fit={fit}")
    past = lexicon().names["past"]
    if fit == "yes" and who.kind == "person":
        out.append(f"past={not past.isdisjoint(mention.words)}+{not past.isdisjoint(who.words)}")
    if mention.gender and who.gender:
        out.append("same-gender")
    if who.members:
        out.append(f"joint-count={min(mention.count, 3)}+{mention.sort}")
    return out + _badge(mention, who, discourse)


def _badge(mention: Mention, who: Cluster, discourse: Discourse) -> list[str]:
    """Whether names in a description stand in the candidate's titles too, or others do: "the
    Veskian minister" is no minister of Lund.
    """
    if who.named is None or who.kind != "person":
        return []
    badge = _stems(discourse.text[mention.start + 1 : mention.end])
    if not badge:
        return []
    worn = set[str]().union(*(_stems(discourse.text[s:e]) for s, e in who.named.roles))
    return ["badge=none" if not worn else "badge=same" if badge & worn else "badge=other"]


def _stems(text: str) -> set[str]:
    """The first letters of capitalised words, by which Lund and Lundish are one."""
    lex = lexicon()
    words = (m[0] for m in _CAPITAL.finditer(text))
    return {w[:4].lower() for w in words if singular(w.lower())[0] not in lex.persons}


def _salience(sight: Sight, who: Cluster, context: Context) -> list[str]:
    """How much a candidate is spoken of, apart for those whose noun fits, is open or differs."""
    discourse, mention, step = context.discourse, context.mention, sight.step
    fit = fit_of(mention, who)
    total, sourced = bucket(len(who.mentions), (1, 2, 4, 7)), min(who.sourced, 3)
    out = [f"fit={fit}+total={total}", f"fit={fit}+rank={min(sight.rank, 3)}"]
    out += [f"sourced={sourced}", f"sourced={sourced}+fit={fit}"]
    if step.start < mention.start:
        apart, paragraphs = context.back(step.start)
        out.append(f"fit={fit}+sent={bucket(apart, _NEAR)}")
        out.append(f"fit={fit}+para={bucket(paragraphs, _NEAR)}+how={step.how}")
    if who.mentions and discourse.paragraph(who.mentions[0][0]) <= 1:
        out.append(f"fit={fit}+opening")
    return out


# -------------------------------------------------------------------- who has spoken


def _spoke(who: Cluster, context: Context) -> list[str]:
    """What a candidate's having spoken, or having been told, says."""
    discourse, mention = context.discourse, context.mention
    fit = fit_of(mention, who)
    pronoun = mention.form == "pronoun"
    setting = context.setting if pronoun else ""
    on = _goes_on(mention, discourse)
    out = []
    for place, said in enumerate(context.spoken):
        if context.spoke_in(said, who):
            apart = context.paragraph - discourse.paragraph(said.start)
            near = f"spoke={place}-para={bucket(apart, (0, 1, 2))}"
            alone = len(said.speakers) == len(who.parts)
            out += [f"spoke={place}+fit={fit}", near, f"spoke={place}+goes-on={on}"]
            out.append(f"spoke={place}+alone={alone}")
            if setting:
                out.append(f"{setting}+{near}")
            break
    else:
        out += [f"silent+fit={fit}", f"silent+goes-on={on}"]
        if setting:
            out.append(f"{setting}+silent")
    if context.parent:
        manner = "direct" if discourse.quoted(mention.start) else "indirect"
        inside = who in context.parent or set(who.members) == set(context.parent)
        out.append(f"parent-{manner}={inside}")
    if who in context.told:
        out.append(f"told+{setting}")
    if who in context.turn:
        out.append(f"turn={context.turn.index(who)}")
    return out


def _goes_on(mention: Mention, discourse: Discourse) -> bool:
    """Whether the words around a mention say that who spoke last speaks on: "he added"."""
    if _GOES_ON.match(discourse.text, mention.end):
        return True
    return _OPENS_ON.search(discourse.text, max(0, mention.start - 14), mention.start) is not None


# -------------------------------------------------------------------- no source


def _of_null(who: Cluster, context: Context) -> list[str]:
    """What tells who says words that name no source."""
    discourse, attribution = context.discourse, context.attribution
    manner = _manner(context)
    out = [f"{manner}+kind={who.kind}", f"{manner}+anonymous={who.named is None}"]
    for place, said in enumerate(context.spoken):
        if context.spoke_in(said, who):
            last = discourse.attributions[said.index]
            end = max(e for _, e in (*last.content, *last.cue, *last.source))
            start = min(s for s, _ in (*attribution.content, *attribution.cue))
            close = not discourse.text[end:start].strip(" .\n\r\t,;:”\"“’‘'")
            paragraphs = discourse.paragraph(start) - discourse.paragraph(end)
            changed = place == 1 and context.spoken[0].speakers != said.speakers
            alone = len(said.speakers) == len(who.parts)
            out += [
                f"{manner}+spoke={place}", f"{manner}+spoke={place}+alone={alone}",
                f"{manner}+spoke={place}+close={close}+para={bucket(paragraphs, (0, 1))}",
                f"{manner}+spoke={place}+changed={changed}",
                f"{manner}+spoke={place}+direct={_is_direct(context, last.content)}",
            ]  # fmt: skip
            break
    else:
        out.append(f"{manner}+silent")
    sight = next((s for s in (_last_step(who, context),) if s is not None), None)
    if sight is not None:
        apart, _ = context.back(sight.start)
        role = discourse.role(sight.start, sight.end)
        out.append(f"{manner}+sent={bucket(apart, (0, 1, 2))}+role={role}")
    if who in context.parent:
        out.append(f"{manner}+parent")
    if who in context.told:
        out.append(f"{manner}+told")
    if who in context.turn:
        out.append(f"{manner}+turn={context.turn.index(who)}")
    return out


def _last_step(who: Cluster, context: Context) -> Step | None:
    steps = context.discourse.back(context.mention.start, 12)
    return next((step for step in steps if step.who is who), None)


def _is_direct(context: Context, content: Sequence[tuple[int, int]]) -> bool:
    return bool(content) and context.discourse.text[content[0][0]] in "\"“„«‘'"


def _manner(context: Context) -> str:
    """How an attribution without a source is reported: by what cue, or by marks alone."""
    attribution, text = context.attribution, context.discourse.text
    if attribution.cue:
        low, high = attribution.cue[0]
        cue = text[low:high].lower()
        passive = _PASSIVE.search(text, max(0, low - 24), low) is not None
        form = (
            "ing"
            if cue.endswith("ing")
            else "ed"
            if cue.endswith(("ed", "said", "told"))
            else ("noun" if text[low:high].split()[-1].lower() not in lexicon().verbs else "other")
        )
        return f"cue-{form}-{'passive' if passive else 'active'}"
    direct = _is_direct(context, attribution.content)
    return f"{'direct' if direct else 'indirect'}-{'inner' if context.parent else 'outer'}"


# -------------------------------------------------------------------- somebody new, nobody


def _other(one: Candidate, known: Sequence[Candidate], context: Context) -> list[str]:
    if one.way == "nobody":
        return _nobody(context)
    mention, discourse = context.mention, context.discourse
    bare = not (mention.words or mention.tail or mention.owned)
    first = mention.first if mention.first in lexicon().determiners else "other"
    heads = [c for c in known if "head" in c.features]
    whole = any(f.startswith("all-words") for c in heads for f in c.features)
    paragraph = min(context.paragraph, 2)
    number = f"{mention.plural or mention.count > 1}"
    out = [
        "new", f"new-tail={mention.tail}", f"new-words={min(len(mention.words), 3)}",
        f"new-count={min(mention.count, 3)}", f"new-form={mention.form}",
        f"new-sort={mention.sort}", f"new-sort={mention.sort}+plural={number}",
        f"new-generic={mention.head in _GENERIC}", f"new-bare={bare}+{mention.sort}",
        f"new-bare={bare}+among={bucket(len(known), (0, 1, 3, 6))}",
        f"new-first={first}", f"new-first={first}+tail={mention.tail}",
        f"new-para={paragraph}", f"new-para={paragraph}+{first}",
        f"new-head={bool(heads)}+whole={whole}",
    ]  # fmt: skip
    if mention.owned:
        out.append(f"new-owned={mention.own != ''}+{mention.sort}")
    if mention.names:
        kinds = sorted({name.kind for _, _, name in mention.names})
        out += [f"new-holds={'+'.join(kinds)}", f"new-holds={'+'.join(kinds)}+{mention.sort}"]
        out += [f"new-names+{mention.form}+{mention.sort}+{number}", f"new-names+{first}"]
    if mention.form == "definite" and not mention.own and mention.head:
        out.append(f"new-introduced={_is_introduced(mention, discourse)}")
    if context.parent:
        out.append("new-inner")
    return out


def _is_introduced(mention: Mention, discourse: Discourse) -> bool:
    """Whether the text has spoken of "a nurse" before "the nurse"."""
    text, at = discourse.text, mention.start
    found = text.rfind(f" {mention.head}", max(0, at - 3000), at)
    return found > 0 and _AGAIN.search(text, max(0, found - 40), found + 1) is not None


def _nobody(context: Context) -> list[str]:
    """What says that a report has no agent: "it is said", "was accused of"."""
    mention, text, attribution = context.mention, context.discourse.text, context.attribution
    out = ["nobody"]
    if context.kind == "null":
        manner = _manner(context)
        out += [manner, f"{manner}+spoken={bool(context.spoken)}"]
        if attribution.cue:
            low, high = attribution.cue[0]
            words = text[low:high].lower().split()
            out += [f"cue={words[0][:5]}", f"cue-class={lexicon().verbs.get(words[-1], 'none')}"]
            opens = low - context.discourse.sentence_of(low)[0] < 4
            out.append(f"{manner}+opens={opens}")
            by = regex.match(r"\s+(?:\p{L}+\s+){0,3}by\s", text, pos=high)
            out.append(f"by={by is not None}")
    elif attribution.cue:
        out.append(
            f"expletive={_EXPLETIVE.match(text, mention.end, attribution.cue[0][0]) is not None}"
        )
    return out


# -------------------------------------------------------------------- the network


def _add_affinity(known: Sequence[Candidate], context: Context) -> None:
    """Add the network's score of each candidate: of its nearest mention, the best of several,
    its rank and how far it is ahead of the next, in log-odds.
    """
    assert context.affinity is not None
    spans: dict[tuple[int, int], list[int]] = {}
    for at, one in enumerate(known):
        for step in _steps(one):
            spans.setdefault(step, []).append(at)
    scores = context.affinity(context.mention.span, list(spans))
    best = [float("-inf")] * len(known)
    nearest: list[float | None] = [None] * len(known)
    for owners, score in zip(spans.values(), scores, strict=True):
        for at in owners:
            best[at] = max(best[at], score)
            nearest[at] = score if nearest[at] is None else nearest[at]
    order = sorted(best, reverse=True)
    for one, top, near in zip(known, best, nearest, strict=True):
        if near is None:
            one.features.append("affinity=unknown")
            continue
        rest = order[1] if top == order[0] and len(order) > 1 else order[0]
        margin = max(-8.0, min(8.0, top - rest)) if rest > float("-inf") else 8.0
        one.features.append(f"affinity-rank={min(order.index(top), 3)}")
        one.values += [("affinity", max(-8.0, min(8.0, top)) / 4), ("affinity-margin", margin / 4)]
        one.values.append(("affinity-nearest", max(-8.0, min(8.0, near)) / 4))


def _steps(one: Candidate) -> list[tuple[int, int]]:
    """The mentions of a candidate that the network is asked about, nearest first."""
    if one.sight is None:
        return [one.who.mentions[-1]] if one.who is not None and one.who.mentions else []
    steps = (one.sight.step, one.sight.outside, one.sight.subject)
    spans = dict.fromkeys((step.start, step.end) for step in steps if step is not None)
    if one.who is not None and one.who.named is not None and one.who.mentions:
        spans.setdefault(one.who.mentions[0])
    return list(spans)
