"""Many documents, one after another, in the formats that one stream of text can hold.

For the command: each document goes out as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from quoteattr.errors import QuoteattrError
from quoteattr.export.columns import to_columns
from quoteattr.export.json import dumps
from quoteattr.export.label_studio import to_label_studio
from quoteattr.export.tables import to_csv
from quoteattr.export.tei import NAMESPACE, to_tei
from quoteattr.export.web_annotation import to_web_annotation
from quoteattr.records import QuoteDocument

__all__ = ["FORMATS", "stream"]


def stream(
    documents: Iterable[QuoteDocument], form: str, *, many: bool, fail: Callable[[str], None]
) -> Iterator[str]:
    """Documents in one of :data:`FORMATS`, in pieces.

    Args:
        documents: as they come.
        form: the format's name.
        many: whether there may be more than one.
        fail: told why a document cannot be written; the others are.
    """
    write, before, between, after = FORMATS[form]
    first = True
    if form == "tei" and not many:
        before = after = ""
    yield before
    for number, document in enumerate(documents, 1):
        try:
            if form == "tei" and many:  # in a corpus with ids that no other document has
                piece = to_tei(document, declaration=False, prefix=f"t{number}-")
            else:
                piece = write(document)
        except QuoteattrError as error:
            fail(f"{document.id}: {error}")
            continue
        yield piece if first else between + piece
        first = False
    yield after


def _csv(document: QuoteDocument) -> str:
    _, *rows = to_csv([document])
    return "".join(rows)


def _speakers_csv(document: QuoteDocument) -> str:
    _, *rows = to_csv([document], table="speakers")
    return "".join(rows)


def _label_studio(document: QuoteDocument) -> str:
    return dumps(to_label_studio(document))


def _web_annotation(document: QuoteDocument) -> str:
    return dumps(to_web_annotation(document)) + "\n"


_CORPUS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<teiCorpus xmlns="{NAMESPACE}">\n<teiHeader><fileDesc><titleStmt>'
    "<title>News texts</title></titleStmt><publicationStmt>"
    "<p>Quotes marked automatically by quoteattr.</p></publicationStmt>"
    "<sourceDesc><p>Plain text.</p></sourceDesc></fileDesc></teiHeader>\n"
)

# What writes one document, and what stands before, between and after them.
FORMATS: dict[str, tuple[Callable[[QuoteDocument], str], str, str, str]] = {
    "csv": (_csv, next(to_csv([])), "", ""),
    "speakers-csv": (_speakers_csv, next(to_csv([], table="speakers")), "", ""),
    "columns": (to_columns, "", "", ""),
    "label-studio": (_label_studio, "[\n", ",\n", "\n]\n"),
    "web-annotation": (_web_annotation, "", "", ""),
    "tei": (to_tei, _CORPUS, "", "</teiCorpus>\n"),
}
