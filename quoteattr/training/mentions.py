"""Mentions to learn coreference from, and the spans of those who are told.

Annotated articles name the speaker of each source and those who were told, not where these are
mentioned; the text around the cue shows it. Whole chains come from OntoGUM (Zhu, Pradhan & Zeldes,
ACL 2021), pronouns with two names from GAP (Webster et al., TACL 2018).
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import regex
from stanza.utils.conll import CoNLL

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.coref.addressees import find_addressees
from quoteattr.coref.discourse import Discourse
from quoteattr.evaluation.readers import AnnotatedText, Annotation
from quoteattr.training.corpora import AnnotatedMention, Surface

__all__ = ["Chain", "Mention", "addressee_spans", "chains", "gap", "ontogum"]


class Mention(NamedTuple):
    """Offsets of a mention, and whether its antecedent is asked for."""

    start: int
    end: int
    anaphor: bool


Chain = list[Mention]
"""The mentions of one person or thing."""

_LEAD = regex.compile(r"^(?:the|an?|some|several|many|mrs?|ms|dr)\.?\s+", regex.I)
_NEAR = 160


def chains(
    document: AnnotatedText, surface: Surface, mentions: Iterable[AnnotatedMention] = ()
) -> list[Chain]:
    """The mentions of an article: its names, the sources of its quotes by their speakers, and
    other mentions by whom they mean, but for those whom the text never names.

    Sources that are no names are anaphors, and so are the contents of quotes without a source;
    those of several speakers are left out.
    """
    text = document.text or ""
    found: dict[object, Chain] = defaultdict(list)
    by_name: dict[str, int] = {}
    for name, number in zip(surface.annotation.entities, surface.clusters, strict=True):
        by_name.setdefault(_key(text[name.start : name.end]), number)
        found[number].append(Mention(name.start, name.end, anaphor=False))
    contents = {quote.content[0] for quote in document.quotes if not quote.source}
    taken: set[tuple[int, int]] = set()
    # The first source of each quote of one speaker or none, or its content, with the names.
    sources: list[AnnotatedMention] = [
        (*(quote.source or quote.content)[0], list(quote.speakers[0]) if quote.speakers else [])
        for quote in document.quotes
        if quote.speakers is not None and len(quote.speakers) <= 1
    ]
    for start, end, names in (*sources, *(one for one in mentions if one[2])):
        if (start, end) in taken:
            continue
        taken.add((start, end))
        keys = [_key(name) for name in names]
        known = (by_name[key] for key in keys if key in by_name)
        cluster: object = next(known, keys[0] if keys else (start,))
        inside = [m for m in found[cluster] if start <= m.start and m.end <= end and not m.anaphor]
        if (start, end) in contents or not inside:
            found[cluster].append(Mention(start, end, anaphor=True))
    return [sorted(chain) for chain in found.values()]


def _key(name: str) -> str:
    name = _LEAD.sub("", regex.sub(r"[’']s?$", "", name.strip()))
    return str(regex.sub(r"\W+", " ", name.lower())).strip()


def addressee_spans(text: str, quotes: Sequence[Annotation]) -> tuple[list[Offsets], list[Offsets]]:
    """Where those who are told are mentioned: by name beside the cue, or where grammar says.

    Returns:
        Their mentions, and the stretches around a cue in which one may stand that was not found.
    """
    attributions = [Attribution(q.content, q.cue, q.source) for q in quotes]
    discourse = Discourse(text, attributions, (), ())
    found: list[Offsets] = []
    missed: list[Offsets] = []
    for quote, attribution in zip(quotes, attributions, strict=True):
        around = _outside(text, quote) if quote.addressees else []
        for name in quote.addressees or ():
            span = _named(text, name, quote, around)
            told = [] if span else find_addressees(attribution, discourse)
            if span or told:
                found.append(span or (told[0].start, told[0].end))
            else:
                missed += around
    return found, missed


def _outside(text: str, quote: Annotation) -> list[Offsets]:
    """The stretches of the paragraph around a quote's cue that are not its content."""
    partners = [*quote.cue, *quote.source] or list(quote.content)
    low = max(text.rfind("\n", 0, partners[0][0]) + 1, min(a for a, _ in partners) - _NEAR)
    end = text.find("\n", max(b for _, b in partners))
    high = min(end if end >= 0 else len(text), max(b for _, b in partners) + _NEAR)
    stretches, at = [], low
    for start, stop in sorted(quote.content):
        if start > at:
            stretches.append((at, min(start, high)))
        at = max(at, stop)
    return [*stretches, (at, high)] if at < high else stretches


def _named(text: str, name: str, quote: Annotation, around: Sequence[Offsets]) -> Offsets | None:
    """The mention of a name, or of its last or first word, that is nearest to the cue."""
    bare = _LEAD.sub("", name).strip()
    anchor = (quote.cue or quote.source or quote.content)[0][1]
    words = bare.split()
    first = words[:1] if words and words[0][0].isupper() else []
    for form in filter(None, dict.fromkeys([bare, *words[-1:], *first])):
        pattern = regex.compile(
            rf"(?<!\w)(?:(?i:the|an?|his|her|their|its)\s+)?{regex.escape(form)}(?!\w)"
        )
        spans: list[Offsets] = [
            m.span() for low, high in around for m in pattern.finditer(text, low, high)
        ]
        spans = [s for s in spans if not any(s[0] < b and a < s[1] for a, b in quote.source)]
        if spans:
            return min(spans, key=lambda s: abs(s[0] - anchor))
    return None


def ontogum(folder: Path) -> Iterator[tuple[AnnotatedText, list[Chain]]]:
    """The documents of a folder of CoNLL-U files whose tenth column has the entities.

    The text is put together from the words; a mention is an anaphor unless it is the first of its
    chain, and what is mentioned once is left out.
    """
    for path in sorted(folder.glob("*.conllu")):
        text, found = _read_conllu(path)
        chains = [sorted(spans) for spans in found.values() if len(spans) > 1]
        mentions = [[Mention(*span, anaphor=i > 0) for i, span in enumerate(c)] for c in chains]
        yield AnnotatedText(path.stem, text), mentions


def _read_conllu(path: Path) -> tuple[str, dict[str, list[Offsets]]]:
    """The text of a document, and the offsets of the mentions of each entity."""
    text = ""
    opened: dict[str, list[int]] = defaultdict(list)
    found: dict[str, list[Offsets]] = defaultdict(list)
    for sentence in CoNLL.conll2doc(str(path)).sentences:
        if text and any(line.startswith("# newpar") for line in sentence.comments):
            text = text.rstrip() + "\n"
        for word in sentence.words:
            start, text = len(text), text + word.text
            for part in regex.findall(r"\(\d+\)|\(\d+|\d+\)", word.misc or ""):
                number = part.strip("()")
                if part[0] == "(":
                    opened[number].append(start)
                if part[-1] == ")" and opened[number]:
                    found[number].append((opened[number].pop(), len(text)))
            if word is word.parent.words[-1]:
                text += word.parent.spaces_after[:1]
    return text, found


def gap(paths: Sequence[Path]) -> Iterator[tuple[AnnotatedText, list[Chain]]]:
    """The paragraphs of GAP's files, each with its pronoun as the anaphor."""
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                at = int(row["Pronoun-offset"])
                pronoun = Mention(at, at + len(row["Pronoun"]), anaphor=True)
                chains: list[Chain] = []
                for side in "AB":
                    start = int(row[f"{side}-offset"])
                    name = Mention(start, start + len(row[side]), anaphor=False)
                    chains.append([name] + [pronoun] * (row[f"{side}-coref"] == "TRUE"))
                if not any(pronoun in chain for chain in chains):
                    chains.append([pronoun])
                yield AnnotatedText(row["ID"], row["Text"]), chains
