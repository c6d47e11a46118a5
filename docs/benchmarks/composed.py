"""Who is found to speak in articles composed of sentences whose speakers are known.

``python docs/benchmarks/composed.py [--articles 300] [--seed 0] [--model en] [--show 5]``

Two or three persons and perhaps a body speak in turn, each called by name, surname, what somebody
is, or by a pronoun where whoever spoke last goes on; sentences without a quote stand between them.
Nobody would be misled by them, so whatever is wrong is a gap, and not a matter of taste. It counts
what is found and whose speaker is right by how the source is called. Composed articles are easier
than news; they show what a rule breaks, not how good anything is.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence

import attrs

import quoteattr

WOMEN = """Maren Solvik|Fatou Diallo|Priya Raman|Lucia Ferrante|Naledi Mokoena|Hannah Whitlock
Mei Zhang|Adaeze Nwosu|Camille Lefèvre|Olena Kovalenko|Kim Min-ji|Leila Hosseini|Ayşe Yılmaz
Wanjiru Kamau|Ewa Nowak|Ilse van den Berg|Beatriz da Silva|Aoife O’Brien|Siti Aminah"""
MEN = """Tim Berg|Kofi Mensah|Arjun Patel|Lars Lindqvist|Marco Bellini|Sipho Dlamini|Li Qiang
George Ashworth|Chukwuemeka Obi|Jean-Luc Moreau|Dmitri Volkov|Park Ji-hoon|Omar al-Masri
Mehmet Demir|Piotr Kowalski|Pieter van der Merwe|João Santos|Seán Murphy|Ahmad Fauzi"""
TRADES = """mayor|surgeon|coach|lawyer|farmer|economist|novelist|striker|engineer|teacher|judge
senator|pilot|chef|librarian"""
BODIES = {"Orsa Airways": "airline", "Veld Bank": "bank", "Lund University": "university"}
CLAUSES = """the bridge would stay shut until May|nobody had asked the residents|the money was gone
the figures were wrong|it had been a long night|the harbour needed new lights|the vote was close
they had looked everywhere|the plan would cost nine million|nothing had been decided
the water had come too fast|the roof had been checked in March|this was only the beginning
the old road was safer|the children were fine|the report came too late"""
WORDS = """It was a long night|Nobody asked us|We looked everywhere|The money is gone|It was dark
This is only the beginning|The figures are wrong|I would do it again|We need new lights
The water came too fast|I never saw the report|That is not what we agreed|Nobody slept
You cannot build there|Somebody has to pay|The door was open|They never called back"""
ASIDES = """The bridge has been shut since the storm.|Rain fell all week.|The work began in March.
The council meets again on Friday.|More than 40 families were moved."""
VERBS = ("said", "added", "argued", "insisted", "explained", "warned", "told reporters")


def rows(text: str) -> list[str]:
    """The entries of a list, between bars and line ends."""
    return text.replace("\n", "|").split("|")


@attrs.frozen
class Voice:
    """Somebody who speaks: the name, what it is, and its pronoun."""

    name: str
    trade: str
    pronoun: str

    @property
    def is_body(self) -> bool:
        """Whether it is none of the persons."""
        return self.pronoun == "it"

    def introduced(self, pick: random.Random) -> str:
        """How a text names it for the first time."""
        if self.is_body:
            return self.name
        article = "an" if self.trade[0] in "aeiou" else "a"
        return pick.choice(
            (
                f"{self.name}, {article} {self.trade} from Lund,",
                f"{self.trade} {self.name}",
                f"{self.name}, the {self.trade},",
                f"the {self.trade}, {self.name},",
            )
        )

    def called(self, pick: random.Random, goes_on: bool) -> tuple[str, str]:
        """How a text speaks of it then, and what sort of mention that is."""
        if goes_on and pick.random() < 0.6:
            return self.pronoun, "pronoun"
        options = [(self.name, "name"), (f"the {self.trade}", "description")]
        if not self.is_body:
            title = "Mr" if self.pronoun == "he" else "Ms"
            surname = self.name.split(" ", 1)[1]
            options += [(surname, "surname"), (f"{title} {surname}", "surname")]
        return pick.choice(options)


@attrs.frozen
class Said:
    """A quote that must be found: its first words, whose it is, how the source is called."""

    words: str
    voice: Voice
    how: str


def sentence(source: str, clause: str, words: tuple[str, str], pick: random.Random) -> list[str]:
    """A sentence or two with a quote, then the words that each of the quotes begins with."""
    opens, verb, quote = source[0].upper() + source[1:], pick.choice(VERBS), f"“{words[0]},”"
    first, told = words[0], clause[0].upper() + clause[1:]
    forms = [
        [f"{opens} {verb} {clause}.", clause],
        [f"{opens} {verb} that {clause}.", clause],
        [f"{quote} {source} {verb}.", first],
        [f"{told}, {source} {verb}.", told],
        [f"{opens} {verb}: “{words[0]}. {words[1]}.”", first],
        [f"{quote} {source} {verb}. “{words[1]}.”", first, words[1]],
        [f"{opens} told the Courier that {clause}.", clause],
    ]
    if source not in ("he", "she", "it") and not source.endswith(","):
        forms.append([f"“{words[0]},” said {source}.", first])
        forms.append([f"Asked about the plan, {source} said: “{words[0]}.”", first])
    return pick.choice(forms)


def composed(pick: random.Random) -> tuple[str, list[Said]]:
    """An article, and what is said in it."""
    trades = pick.sample(rows(TRADES), 2)
    voices = [
        Voice(pick.choice(rows(WOMEN)), trades[0], "she"),
        Voice(pick.choice(rows(MEN)), trades[1], "he"),
    ]
    if pick.random() < 0.5:
        body = pick.choice(sorted(BODIES))
        voices.append(Voice(body, BODIES[body], "it"))
    clauses, words = pick.sample(rows(CLAUSES), 8), pick.sample(rows(WORDS), 16)
    paragraphs, said = [pick.choice(rows(ASIDES))], list[Said]()
    known, last = set[Voice](), None
    for number in range(pick.randint(5, 8)):
        voice = pick.choice(voices)
        source, how = voice.introduced(pick), "introduced"
        if voice in known:
            source, how = voice.called(pick, goes_on=voice is last)
        pair = words[number], words[number + 8]
        text, *parts = sentence(source, clauses[number], pair, pick)
        aside = " " + pick.choice(rows(ASIDES)) if pick.random() < 0.2 else ""
        paragraphs.append(text + aside)
        said += [Said(part, voice, how) for part in parts]
        known.add(voice)
        last = voice
    return "\n\n".join(paragraphs), said


def innermost(document: quoteattr.QuoteDocument, at: int) -> quoteattr.Quote | None:
    """The shortest quote over an offset."""
    held = [q for q in document.quotes if any(s.start <= at < s.end for s in q.content)]
    return min(held, key=lambda q: len(q.text), default=None)


def counted(
    made: Sequence[tuple[str, Sequence[Said]]], extractor: quoteattr.Extractor, show: int = 0
) -> Counter[tuple[str, str]]:
    """How many are there, found and right, by how the source is called.

    Args:
        made: articles with what is said in them.
        extractor: a loaded model.
        show: how many wrong ones to print.
    """
    count = Counter[tuple[str, str]]()
    for (text, said), document in zip(made, extractor.pipe([t for t, _ in made]), strict=True):
        assert isinstance(document, quoteattr.QuoteDocument)
        for one in said:
            at = text.index(one.words) + 3
            inner = innermost(document, at)
            names = [who.name for who in inner.speakers] if inner else []
            right = names == [one.voice.name]
            count[one.how, "all"] += 1
            count[one.how, "found"] += inner is not None
            count[one.how, "right"] += right
            if not right and show > 0:
                show -= 1
                print(f"{one.words!r} is {one.voice.name}’s, not {names}:\n{text}\n")
    return count


def arguments(words: str | None) -> argparse.Namespace:
    """What a benchmark of composed articles can be asked for; its docstring says what it does."""
    parser = argparse.ArgumentParser(description=(words or "").split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--model", default="en")
    parser.add_argument("--show", type=int, default=0, help="wrong ones to print, with the text")
    return parser.parse_args()


def main() -> None:
    """Compose, read and count."""
    args = arguments(__doc__)
    made = [composed(random.Random(args.seed + i)) for i in range(args.articles)]
    count = counted(made, quoteattr.load(args.model), args.show)
    print("source, quotes, found, speaker right")
    for how in sorted({how for how, _ in count}):
        print(f"{how}, " + ", ".join(str(count[how, what]) for what in ("all", "found", "right")))


if __name__ == "__main__":
    main()
