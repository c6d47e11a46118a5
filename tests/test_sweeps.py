"""Speakers by templates: each with many nouns, verbs, names or reasons in the same place.

A golden case holds one text. Here one way of putting things is tried with everything that may
stand in it, so that none of them is right by chance.
"""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import regex

from quoteattr.annotate import Annotation, Entity, Sentence
from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers import Cast, resolve

SWEEPS = Path(__file__).parent / "golden" / "sweeps"
LABELS = {
    "Tim Oro": "Person",
    "Ida Lund": "Person",
    "Nils Holt": "Person",
    "Veld Bank": "Organization",
    "Veld Institute": "Organization",
    "Port Council": "Organization",
    "Courier": "Organization",
    "Lund": "Location",
    "Oro": "Person",
}
_NAMES = regex.compile("|".join(sorted(LABELS, key=len, reverse=True)))
_STOP = regex.compile(r"(?<!\bJr|\bDr|\bMr|\bSgt|\bProf|\bMs)[.?!]”?\s+(?=[\p{Lu}“])")


@cache
def sweep(name: str) -> Any:
    return json.loads((SWEEPS / f"{name}.json").read_text("utf-8"))


def filled(template: str, noun: str) -> str:
    """The template with a noun in it, and "an" where one of its articles needs it."""
    text = template.format(n=noun, N=noun.capitalize(), a="a")
    return regex.sub(r"\b([Aa])(?= [aeiou])", r"\1n", text)


def at(text: str, words: str, *, last: bool = False) -> Offsets:
    start = text.rindex(words) if last else text.index(words)
    return start, start + len(words)


def cast_of(
    text: str, attributions: list[Attribution], entities: tuple[Entity, ...] | None = None
) -> Cast:
    if entities is None:
        entities = tuple(Entity(*m.span(), LABELS[m[0]]) for m in _NAMES.finditer(text))
    stops = [0, *(m.end() for m in _STOP.finditer(text)), len(text)]
    sentences = (Sentence(low, high, ()) for low, high in pairwise(stops))
    return resolve(text, attributions, Annotation(tuple(sentences), entities))


def names(row: Any) -> list[str]:
    return [speaker.name for speaker in row]


@pytest.mark.parametrize("template", sweep("roles")["templates"])
def test_what_somebody_is(template: str) -> None:
    """Every noun, in each place where a text says what somebody is, is one for that person."""
    for noun in sweep("roles")["nouns"]:
        lead = f"Inspector Nils Holt came late. {filled(template, noun)} He said he was tired."
        text = f"{lead}\n\n“It was cold,” said the {noun}."
        begin, _ = at(text, "He said he was tired")
        first = Attribution(
            (at(text, "he was tired"),), (at(text, "said"),), ((begin, begin + len("He")),)
        )
        second = Attribution(
            (at(text, "“It was cold,”"),),
            (at(text, "said", last=True),),
            (at(text, f"the {noun}", last=True),),
        )
        assert list(map(names, cast_of(text, [first, second]).of)) == [["Tim Oro"]] * 2, noun


def of_trades(known: str, noun: str) -> list[str]:
    """Who "the {noun}" is where one person is named, of a trade."""
    text = f"Tim Oro, a {known}, left on Monday.\n\n“It was cold,” said the {noun}."
    source = at(text, f"the {noun}", last=True)
    one = Attribution((at(text, "“It was cold,”"),), (at(text, "said"),), (source,))
    return names(cast_of(text, [one]).of[0])


@pytest.mark.parametrize(("known", "noun"), sweep("trades")["apart"])
def test_nobody_works_as_two_things(known: str, noun: str) -> None:
    assert of_trades(known, noun) == [noun]


@pytest.mark.parametrize(("known", "noun"), sweep("trades")["also"])
def test_of_two_who_is_called_so(known: str, noun: str) -> None:
    text = (
        f"Tim Oro, a {known}, met Ida Lund, the plumber, on Monday.\n\nThe {noun} said it was late."
    )
    one = Attribution((at(text, "it was late"),), (at(text, "said"),), (at(text, f"The {noun}"),))
    assert names(cast_of(text, [one]).of[0]) == ["Tim Oro"]


@pytest.mark.parametrize(("known", "noun"), sweep("trades")["together"])
def test_what_somebody_may_be_too(known: str, noun: str) -> None:
    assert of_trades(known, noun) == ["Tim Oro"]


@pytest.mark.parametrize("clause", sweep("reasons")["clauses"])
def test_why_somebody_is_not_named(clause: str) -> None:
    for source in sweep("reasons")["sources"]:
        text = f"Tim Oro left on Monday. {source}, {clause}, said the keys were lost."
        one = Attribution(
            (at(text, "the keys were lost"),),
            (at(text, "said", last=True),),
            (at(text, source),),
        )
        (who,) = cast_of(text, [one]).of[0]
        assert who.name != "Tim Oro", source
        assert who.anonymous, source
        assert who.anonymity_reason is not None, source


@pytest.mark.parametrize("who", sweep("unnamed")["persons"])
def test_who_has_no_name(who: str) -> None:
    """Somebody described is not the mayor who is named right before or after."""
    opens = who[0].upper() + who[1:]
    for text in (
        f"Mayor Tim Oro left on Monday.\n\n{opens} said it was late.",
        f"Rain said nothing, but it was late, according to {who}. Mayor Tim Oro came.",
    ):
        source = opens if opens in text else who
        cue = "according to" if source == who and "according to" in text else "said"
        one = Attribution((at(text, "it was late"),), (at(text, cue),), (at(text, source),))
        (speaker,) = cast_of(text, [one]).of[0]
        assert speaker.anonymous, text


@pytest.mark.parametrize("who", sweep("unnamed")["others"])
def test_who_needs_no_name(who: str) -> None:
    text = f"Rain fell. {who[0].upper()}{who[1:]} said it was late."
    source = at(text, who[0].upper() + who[1:])
    one = Attribution((at(text, "it was late"),), (at(text, "said", last=True),), (source,))
    assert not any(speaker.anonymous for speaker in cast_of(text, [one]).of[0])


@pytest.mark.parametrize("label", ["Person", "NORP"])
@pytest.mark.parametrize("word", sweep("openings")["plurals"])
def test_a_plural_that_opens_a_sentence(word: str, label: str) -> None:
    """No name, whatever an entity model takes it for."""
    text = f"Rain fell. {word} said it was late."
    source = at(text, word)
    one = Attribution((at(text, "it was late"),), (at(text, "said"),), (source,))
    (speaker,) = cast_of(text, [one], (Entity(*source, label),)).of[0]
    assert speaker.anonymous


@pytest.mark.parametrize("name", sweep("openings")["names"])
def test_a_name_that_looks_like_a_plural(name: str) -> None:
    text = f"Rain fell. {name} said it was late."
    source = at(text, name)
    one = Attribution((at(text, "it was late"),), (at(text, "said"),), (source,))
    (speaker,) = cast_of(text, [one], (Entity(*source, "Person"),)).of[0]
    assert not speaker.anonymous


@pytest.mark.parametrize(
    "text",
    [
        "Welders said it was late. Ms. Welders left.",
        "Rain fell on Welders. Welders said it was late.",
    ],
)
def test_a_word_that_is_a_name_elsewhere(text: str) -> None:
    source = at(text, "Welders", last=text.startswith("Rain"))
    entities = tuple(Entity(*m.span(), "Person") for m in regex.finditer("Welders", text))
    one = Attribution((at(text, "it was late"),), (at(text, "said"),), (source,))
    (speaker,) = cast_of(text, [one], entities).of[0]
    assert not speaker.anonymous


@pytest.mark.parametrize(
    "template",
    [pytest.param(one, id=one["text"].format(who="…")) for one in sweep("told")["templates"]],
)
def test_who_is_told(template: dict[str, str]) -> None:
    for words, heard in sweep("told")["heard"].items():
        text = template["text"].format(who=words)
        one = Attribution(
            (at(text, template["content"]),),
            (at(text, template["cue"]),),
            (at(text, "Tim Oro"),),
        )
        assert names(cast_of(text, [one]).told[0]) == [heard]


@pytest.mark.parametrize("full", sweep("names"))
def test_whose_short_name_it_is(full: str) -> None:
    for short in sweep("names")[full]:
        words = short[0].upper() + short[1:]
        text = f"Ida Brandt came late. {full} left on Monday.\n\n{words} said it was late."
        source = at(text, words, last=True)
        entities = tuple(
            Entity(*span, "Person") for span in (at(text, "Ida Brandt"), at(text, full), source)
        )
        one = Attribution((at(text, "it was late"),), (at(text, "said"),), (source,))
        (who,) = cast_of(text, [one], entities).of[0]
        assert who.name in full or full in who.name, short


@pytest.mark.parametrize("source", sweep("sources"))
def test_who_a_source_is(source: str) -> None:
    words = source[0].upper() + source[1:]
    text = f"It was cold. {words} said it was late."
    one = Attribution(
        (at(text, "it was late"),), (at(text, "said", last=True),), (at(text, words),)
    )
    found = [name.casefold() for name in names(cast_of(text, [one]).of[0])]
    assert found == [name.casefold() for name in sweep("sources")[source]]


@pytest.mark.parametrize(
    "template",
    [pytest.param(one, id=one["text"].format(n="…")) for one in sweep("documents")["templates"]],
)
def test_whose_a_document_is(template: dict[str, str]) -> None:
    for noun in sweep("documents")["nouns"]:
        text, source = filled(template["text"], noun), filled(template["source"], noun)
        before = [
            Attribution((at(text, "it was open"),), (at(text, "said"),), (at(text, "Veld Bank"),))
            for _ in range(text.count("it was open"))
        ]
        cue = "According to" if text.startswith("According to") else "said"
        one = Attribution(
            (at(text, "it was late"),), (at(text, cue, last=True),), (at(text, source, last=True),)
        )
        found = names(cast_of(text, [*before, one]).of[-1])
        assert found == [template["speaker"].format(n=noun)], noun


def _surname_alone(text: str) -> tuple[Entity, ...]:
    """What an entity model finds that does not know the given name."""
    return tuple(Entity(*m.span(), "Person") for m in regex.finditer(r"\bOro\b", text))


def _said(text: str, source: str) -> Attribution:
    content = "“It is late,”" if "“" in text else "it is late"
    return Attribution((at(text, content),), (at(text, "said"),), (at(text, source, last=True),))


@pytest.mark.parametrize(
    "template", [pytest.param(one, id=one["text"]) for one in sweep("given")["shown"]]
)
def test_a_given_name_that_is_a_word(template: dict[str, str]) -> None:
    """A name begins with such a word, and the surname alone means the same person."""
    for word in sweep("given")["words"]:
        text, source = template["text"].format(w=word), template["source"].format(w=word)
        found = cast_of(text, [_said(text, source)], _surname_alone(text))
        assert names(found.of[0]) == [f"{word} Oro"]


def test_a_given_name_that_only_a_source_shows() -> None:
    for word in sweep("given")["source only"]:
        text = f"Rain fell. On Sunday Oro left. {word} Oro said it is late."
        found = cast_of(text, [_said(text, f"{word} Oro")], _surname_alone(text))
        assert names(found.of[0]) == [f"{word} Oro"]


def test_a_title_is_no_given_name() -> None:
    for word in sweep("given")["titles"]:
        text = f"Rain fell. {word} Oro said it is late."
        found = cast_of(text, [_said(text, f"{word} Oro")], _surname_alone(text))
        assert names(found.of[0]) == ["Oro"]


@pytest.mark.parametrize("told", sweep("ages")["told"])
def test_whose_an_age_is(told: str) -> None:
    """ "The 41-year-old" is who is 41, whoever spoke right before, and nobody of another age."""
    for meant in sweep("ages")["meant"]:
        for other in sweep("ages")["others"]:
            text = f"It was cold. {told} left. “It was open,” said {other}\n\n{meant} said no."
            said = Attribution(
                (at(text, "“It was open,”"),), (at(text, "said"),), (at(text, other),)
            )
            then = Attribution(
                (at(text, "no", last=True),),
                (at(text, "said", last=True),),
                (at(text, meant, last=True),),
            )
            found = cast_of(text, [said, then])
            assert [names(row) for row in found.of] == [["Ida Lund"], ["Tim Oro"]], text


def test_an_age_that_nobody_has() -> None:
    text = "Tim Oro, 41, left. “It was open,” said Ida Lund, 50. The 60-year-old said no."
    said = Attribution(
        (at(text, "“It was open,”"),), (at(text, "said"),), (at(text, "Ida Lund, 50"),)
    )
    then = Attribution(
        (at(text, "no"),), (at(text, "said", last=True),), (at(text, "The 60-year-old"),)
    )
    assert names(cast_of(text, [said, then]).of[1]) == ["60-year-old"]


@pytest.mark.parametrize(
    ("told", "noun"),
    [pytest.param(*pair, id=" -> ".join(pair)) for pair in sweep("descriptions")],
)
def test_what_somebody_may_be_called(told: str, noun: str) -> None:
    """A description is who the text lets go by it, not who spoke right before."""
    begins = f"{told}, came late" if "," in told else f"{told} came late"
    begins = told if " won " in told or " was " in told else begins
    text = f"{begins} on Monday. “It was open,” said Ida Lund.\n\nThe {noun} said it was late."
    first = Attribution((at(text, "“It was open,”"),), (at(text, "said"),), (at(text, "Ida Lund"),))
    spans = (
        at(text, "it was late"),
        at(text, "said", last=True),
        at(text, f"The {noun}", last=True),
    )
    found = cast_of(text, [first, Attribution(*((span,) for span in spans))])
    assert names(found.of[1])[0].endswith("Tim Oro"), names(found.of[1])


@pytest.mark.parametrize(
    ("told", "meant"), [pytest.param(*pair, id=" -> ".join(pair)) for pair in sweep("plurals")]
)
def test_whom_several_are(told: str, meant: str) -> None:
    text = f"Rain fell. {told} {meant} said it was late."
    spans = (at(text, "it was late"), at(text, "said"), at(text, meant, last=True))
    found = cast_of(text, [Attribution(*((span,) for span in spans))])
    assert names(found.of[0]) == ["Tim Oro", "Nils Holt"]


def _spoken(text: str, source: str) -> list[str]:
    found = regex.finditer(
        r"(?P<Person>(?i:tom lind))|(?P<Location>Veskia)"
        r"|(?P<Organization>(?:The )?(?:Lund )?Courier|BBC News|Associated Press|Getty Images)",
        text,
    )
    entities = tuple(Entity(*m.span(), m.lastgroup or "") for m in found)
    said = Attribution((at(text, "“I left,”"),), (at(text, "said"),), (at(text, source),))
    return names(cast_of(text, [said], entities).of[0])


@pytest.mark.parametrize(
    "place", ["{line}\n\n{text}", "Pier closed\n\n{line}\n\n{text}", "{text}\n\n{line}"]
)
@pytest.mark.parametrize("line", sweep("credits")["credits"])
def test_who_made_a_text_does_not_speak_in_it(line: str, place: str) -> None:
    for told, source in (
        ("A plumber has won. “I left,” he said.", "he"),
        ("The pier is shut. “I left,” the winner said.", "the winner"),
    ):
        assert _spoken(place.format(line=line, text=told), source) != ["Tom Lind"]
        assert _spoken(place.format(line=line, text=told), source) != ["TOM LIND"]


@pytest.mark.parametrize("line", sweep("credits")["none"])
def test_what_is_no_credit(line: str) -> None:
    assert _spoken(f"{line}\n\n“I left,” he said.", "he") == ["Tom Lind"]


def test_who_made_a_text_and_is_named_in_it() -> None:
    text = "By Tom Lind\n\nTom Lind walked home. “I left,” he said."
    assert _spoken(text, "he") == ["Tom Lind"]


@pytest.mark.parametrize("told", sweep("bound"))
def test_whom_a_pronoun_is_bound_by(told: str) -> None:
    """ "Who lost her seat" and "blamed herself" tell of the name right before, and of no other."""
    text = f"{told}\n\n“It was cold,” she said."
    said = Attribution(
        (at(text, "“It was cold,”"),), (at(text, "said"),), (at(text, "she", last=True),)
    )
    assert names(cast_of(text, [said]).of[0])[0].endswith("Ida Lund")
    text = f"{told}\n\n“It was cold,” he said."
    said = Attribution(
        (at(text, "“It was cold,”"),), (at(text, "said"),), (at(text, "he", last=True),)
    )
    assert names(cast_of(text, [said]).of[0]) != ["Ida Lund"]


@pytest.mark.parametrize(
    "told",
    [
        "It was Tim Oro who changed her mind.",
        "Tim Oro, who suggested she was wrong, left.",
        "Tim Oro said the nurse should ask herself.",
        "Tim Oro, who told her why, left.",
    ],
)
def test_whom_a_pronoun_is_not_bound_by(told: str) -> None:
    text = f"{told}\n\n“It was cold,” he said."
    said = Attribution(
        (at(text, "“It was cold,”"),), (at(text, "said", last=True),), (at(text, "he", last=True),)
    )
    assert names(cast_of(text, [said]).of[0]) == ["Tim Oro"]


@pytest.mark.parametrize("verb", ["has quit", "says no", "is late"])
def test_a_plural_with_a_verb_of_one_is_a_name(verb: str) -> None:
    text = f"Rain fell. Bakers {verb}. “It is late,” said Bakers."
    entities = tuple(Entity(*m.span(), "Person") for m in regex.finditer("Bakers", text))
    one = Attribution(
        (at(text, "“It is late,”"),),
        (at(text, "said", last=True),),
        (at(text, "Bakers", last=True),),
    )
    assert not any(who.anonymous for who in cast_of(text, [one], entities).of[0])


@pytest.mark.parametrize("sentence", sweep("reasons")["none"])
def test_what_hides_nobody(sentence: str) -> None:
    text = f"Rain fell. {sentence} “It is late,” she said."
    source = sentence.split(" said ")[0].split(",")[0]
    content = at(text, sentence.split(" said ", 1)[1].rstrip("."))
    one = Attribution((content,), (at(text, "said"),), (at(text, source),))
    (who,) = cast_of(text, [one]).of[0]
    assert who.anonymity_reason is None


@pytest.mark.parametrize(
    "text",
    [
        "Teenagers to watch\n\nTim Lind\n\nHe runs. “I left,” he said.",
        "Interview: Tim Lind\n\nHe is late. “I left,” he said.",
        "Culture minister resigns\n\nTim Lind, Culture\n\nHe was ill. “I left,” he said.",
    ],
)
def test_whom_a_line_is_about_is_no_credit(text: str) -> None:
    text = text.replace("Tim", "Tom")
    assert _spoken(text, "he") == ["Tom Lind"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "The second official said no. A spokeswoman for the bank, Ida Lund, left.",
            "second official",
        ),
        ("A furious boss said no. Manager Tim Oro was sent off.", "Tim Oro"),
        ("A plumber said no. Mayor Tim Oro left.", "plumber"),
    ],
)
def test_who_is_named_right_after(text: str, meant: str) -> None:
    source = text.split(" said ")[0]
    one = Attribution((at(text, "no"),), (at(text, "said"),), (at(text, source),))
    assert names(cast_of(text, [one]).of[0]) == [meant]


@pytest.mark.parametrize("template", sweep("things")["templates"])
def test_what_is_no_person(template: str) -> None:
    """A work, an animal, a ship or a shop that a model takes for somebody is not who speaks."""
    for noun in sweep("things")["nouns"]:
        text = filled(template, noun)
        assert names(said_in_marks(text).of[0]) == ["Ida Lund"], text


@pytest.mark.parametrize("template", sweep("things")["left"])
def test_who_is_a_person_beside_a_thing(template: str) -> None:
    for noun in sweep("things")["nouns"]:
        text = filled(template, noun)
        (name,) = names(said_in_marks(text).of[0])
        assert name in ("Tim Oro", "Oro"), text


def said_in_marks(text: str) -> Cast:
    """Who says the only words in marks, as the text ends: "she said." or "said Oro."."""
    m = regex.search(r"(“.+”)\s(?:(?P<who>s?he)\s)?(said)(?:\s(?P<who>Oro))?\.$", text)
    assert m is not None
    return cast_of(text, [Attribution((m.span(1),), (m.span(3),), (m.span("who"),))])
