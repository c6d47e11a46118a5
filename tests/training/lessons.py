"""Annotated documents to learn from, invented, and the lessons made of them."""

from typing import Any

from small import LEXICON, PIECES, VECTORS

from quoteattr.evaluation.readers import parse_text
from quoteattr.training.quotes import Lesson, lesson

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


DOCUMENTS = [{"id": f"d{i}", **document(marked)} for i, marked in enumerate(MARKED)]
LESSONS = [lesson(parse_text(d, "test"), 0, LEXICON, VECTORS) for d in DOCUMENTS]
LESSONS_WITH_PIECES = [
    lesson(parse_text(d, "test"), 0, LEXICON, VECTORS, PIECES) for d in DOCUMENTS
]
WITHOUT_QUOTES = 2


def words_of(text: str, item: Lesson, span: Any) -> str:
    """The text from one word to another."""
    first, last = int(span[0]), int(span[1])
    return text[item.features.spans[first, 0] : item.features.spans[last, 1]]
