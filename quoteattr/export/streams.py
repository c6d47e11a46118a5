"""Many documents, one after another, in the formats that one stream of text can hold.

For the command: each document goes out as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias
from urllib.parse import quote as escaped
from xml.sax.saxutils import escape

from quoteattr.errors import QuoteattrError
from quoteattr.export.citron import to_citron
from quoteattr.export.columns import to_columns
from quoteattr.export.json import dumps
from quoteattr.export.label_studio import to_label_studio
from quoteattr.export.tables import to_csv
from quoteattr.export.tei import NAMESPACE, to_tei
from quoteattr.export.web_annotation import to_web_annotation
from quoteattr.records import QuoteDocument

__all__ = ["FORMATS", "stream"]

Named: TypeAlias = tuple[str | int, QuoteDocument]


def stream(
    documents: Iterable[Named], form: str, *, many: bool, fail: Callable[[str], None]
) -> Iterator[str]:
    """Documents in one of :data:`FORMATS`, in pieces.

    Args:
        documents: each with its id.
        form: the format's name.
        many: whether there may be more than one.
        fail: told why a document cannot be written; the others are.
    """
    write, before, between, after = FORMATS[form]
    first = True
    if form == "tei":
        write = _Tei(many)
        if not many:
            before, after = '<?xml version="1.0" encoding="UTF-8"?>\n', ""
    yield before
    for id_, document in documents:
        try:
            piece = write(id_, document)
        except QuoteattrError as error:
            fail(f"{id_}: {error}")
            continue
        yield piece if first else between + piece
        first = False
    yield after


def _csv(id_: str | int, document: QuoteDocument) -> str:
    _, *rows = to_csv([document], ids=[id_])
    return "".join(rows)


def _speakers_csv(id_: str | int, document: QuoteDocument) -> str:
    _, *rows = to_csv([document], ids=[id_], table="speakers")
    return "".join(rows)


def _columns(id_: str | int, document: QuoteDocument) -> str:
    return to_columns(document, id=str(id_))


def _label_studio(id_: str | int, document: QuoteDocument) -> str:
    return dumps(to_label_studio(document, id=id_))


def _citron(_: str | int, document: QuoteDocument) -> str:
    return dumps(to_citron(document)) + "\n"


def _web_annotation(id_: str | int, document: QuoteDocument) -> str:
    # An id that is no web address becomes a name; it need not lead anywhere.
    iri = str(id_)
    if not iri.startswith(("http://", "https://", "urn:")):
        iri = f"urn:quoteattr:text:{escaped(iri, safe='')}"
    return dumps(to_web_annotation(document, source=iri)) + "\n"


class _Tei:
    """Writes TEI elements, in a corpus with ids that no other document has."""

    def __init__(self, many: bool) -> None:
        self._many = many
        self._number = 0

    def __call__(self, id_: str | int, document: QuoteDocument) -> str:
        self._number += 1
        prefix = f"t{self._number}-" if self._many else ""
        return to_tei(document, title=str(id_), declaration=False, prefix=prefix)


_CORPUS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<teiCorpus xmlns="{NAMESPACE}">\n<teiHeader><fileDesc><titleStmt>'
    f"<title>{escape('News texts')}</title></titleStmt><publicationStmt>"
    "<p>Quotes marked automatically by quoteattr.</p></publicationStmt>"
    "<sourceDesc><p>Plain text.</p></sourceDesc></fileDesc></teiHeader>\n"
)

# What writes one document, and what stands before, between and after them.
FORMATS: dict[str, tuple[Callable[[str | int, QuoteDocument], str], str, str, str]] = {
    "csv": (_csv, next(to_csv([])), "", ""),
    "speakers-csv": (_speakers_csv, next(to_csv([], table="speakers")), "", ""),
    "columns": (_columns, "", "", ""),
    "label-studio": (_label_studio, "[\n", ",\n", "\n]\n"),
    "citron": (_citron, "", "", ""),
    "web-annotation": (_web_annotation, "", "", ""),
    "tei": (_Tei(many=False), _CORPUS, "", "</teiCorpus>\n"),
}
