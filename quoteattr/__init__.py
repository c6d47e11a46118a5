"""quoteattr: who said what in English news.

>>> import quoteattr
>>> doc = quoteattr.extract("“The road is closed,” said Mayor Ida Brandt.")
>>> [(quote.speaker.name, quote.text) for quote in doc.quotes]
[('Ida Brandt', '“The road is closed,”')]
"""

from quoteattr.errors import (
    ExtractionError,
    FormatError,
    InputError,
    MissingExtraError,
    ModelError,
    ModelFileError,
    ModelNotFoundError,
    ModelVersionError,
    OptionError,
    QuoteattrError,
    TextContentError,
    TextTypeError,
)
from quoteattr.extractor import Extractor, extract, load
from quoteattr.people.linking import link_speakers
from quoteattr.people.records import Appearance, KnownSpeaker, LinkedSpeaker
from quoteattr.records import FailedDocument, Quote, QuoteDocument, Span, Speaker
from quoteattr.tables import (
    quotes_frame,
    read_jsonl,
    speakers_frame,
    speakers_table,
    write_csv,
    write_jsonl,
    write_parquet,
)

__version__ = "0.2.0"

__all__ = [
    "Appearance",
    "ExtractionError",
    "Extractor",
    "FailedDocument",
    "FormatError",
    "InputError",
    "KnownSpeaker",
    "LinkedSpeaker",
    "MissingExtraError",
    "ModelError",
    "ModelFileError",
    "ModelNotFoundError",
    "ModelVersionError",
    "OptionError",
    "Quote",
    "QuoteDocument",
    "QuoteattrError",
    "Span",
    "Speaker",
    "TextContentError",
    "TextTypeError",
    "extract",
    "link_speakers",
    "load",
    "quotes_frame",
    "read_jsonl",
    "speakers_frame",
    "speakers_table",
    "write_csv",
    "write_jsonl",
    "write_parquet",
]
