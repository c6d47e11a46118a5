"""Annotated documents to learn from, invented, and what they are learned as."""

from collections.abc import Sequence
from typing import Any

from small import PIECES

from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.evaluation.readers import parse_text
from quoteattr.training.corpora import Surface
from quoteattr.training.labelled import LabelledText, label_text
from quoteattr.training.mentions import chains

# Words of every annotated document, with the quotes as pieces of the text.
MARKED: list[dict[str, Any]] = [
    {
        "text": (
            "Farmers in the valley were told to wait.\n\n"
            "“The sluice is open,” said Ida Brandt. “Nobody told us.\n\n"
            "“We shall ask again.”\n\n"
            "Her deputy, Jon Marsh, hopes to find the key."
        ),
        "quotes": [
            {
                "content": ["“The sluice is open,”", "“Nobody told us.", "“We shall ask again.”"],
                "cue": ["said"],
                "source": ["Ida Brandt"],
                "mode": "speech",
            },
            {
                "content": ["to find the key"],
                "cue": ["hopes"],
                "source": ["Her deputy, Jon Marsh"],
                "mode": "thought",
            },
            {"content": ["to wait"], "cue": ["told"], "source": [], "mode": "speech"},
        ],
    },
    {
        "text": "Pia Holt wrote that the captain had said “go” twice, and the crew went.",
        "quotes": [
            {
                "content": ["that the captain had said “go” twice"],
                "cue": ["wrote"],
                "source": ["Pia Holt"],
                "mode": "writing",
            },
            {"content": ["“go”"], "cue": ["said"], "source": ["the captain"]},
        ],
    },
    {"text": "Nothing was said.\nNobody came.", "quotes": []},
    {
        "text": (
            "Brandt left Lund early. Then Ida Brandt was late, Brandt said.\n\nShe told Marsh no."
        ),
        "quotes": [
            {
                "content": ["Ida Brandt was late"],
                "cue": ["said"],
                "source": [],
                "speaker": [["Brandt"]],
                "addressee": [],
            },
            {
                "content": ["no"],
                "cue": ["told"],
                "source": ["She"],
                "speaker": [["Ida Brandt"]],
                "addressee": ["Marsh"],
            },
        ],
    },
]


def document(marked: dict[str, Any]) -> dict[str, Any]:
    """Pieces of the text turned into offsets, as the data files have them."""
    text = marked["text"]

    def offsets(pieces: list[str]) -> list[list[int]]:
        return [[text.index(piece), text.index(piece) + len(piece)] for piece in pieces]

    roles = ("content", "cue", "source")
    quotes = [
        {**quote, **{role: offsets(quote[role]) for role in roles}} for quote in marked["quotes"]
    ]
    return {"text": text, "quotes": quotes}


def surface(text: str, names: Sequence[str], sentences: Sequence[str]) -> Surface:
    """What a text shows; each name is a person, and those with the same last word are one."""
    found, start = [], 0
    for name in names:
        start = text.index(name, start)
        found.append(Entity(start, start + len(name), "Person"))
        start += len(name)
    last = [name.split()[-1] for name in names]
    spans = [Sentence(text.index(one), text.index(one) + len(one)) for one in sentences]
    annotation = Annotation(tuple(spans), tuple(found))
    return Surface(annotation, tuple(last.index(word) for word in last))


DOCUMENTS = [{"id": f"d{i}", **document(marked)} for i, marked in enumerate(MARKED)]
TEXTS = [parse_text(d, "test") for d in DOCUMENTS]
# The last one is annotated in full, the others in their quotes alone.
FULL = 3
SURFACE = surface(
    MARKED[FULL]["text"],
    ["Brandt", "Lund", "Ida Brandt", "Brandt", "Marsh"],
    ["Brandt left Lund early.", "Then Ida Brandt was late, Brandt said.", "She told Marsh no."],
)
LABELLED = [label_text(text, "world", PIECES) for text in TEXTS[:FULL]]
LABELLED.append(
    label_text(TEXTS[FULL], "world", PIECES, surface=SURFACE, chains=chains(TEXTS[FULL], SURFACE))
)
WITHOUT_QUOTES = 2


def words_of(text: str, item: LabelledText, span: Any) -> str:
    """The text from one word to another."""
    first, last = int(span[0]), int(span[1])
    return text[item.features.spans[first, 0] : item.features.spans[last, 1]]
