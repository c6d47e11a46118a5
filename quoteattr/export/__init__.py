"""What leaves the library: JSON, tables, and the formats of other tools; and what comes back.

Each format is a module of its own; docs/formats.md says what each can hold.
"""

from quoteattr.export.brat import from_brat, to_brat
from quoteattr.export.columns import from_columns, to_columns
from quoteattr.export.json import from_dict, from_json, schema, to_dict, to_json
from quoteattr.export.jsonl import from_jsonl, to_jsonl
from quoteattr.export.label_studio import from_label_studio, to_label_studio
from quoteattr.export.tables import quote_rows, speaker_rows, to_csv
from quoteattr.export.tei import to_tei
from quoteattr.export.web_annotation import to_web_annotation

__all__ = [
    "from_brat",
    "from_columns",
    "from_dict",
    "from_json",
    "from_jsonl",
    "from_label_studio",
    "quote_rows",
    "schema",
    "speaker_rows",
    "to_brat",
    "to_columns",
    "to_csv",
    "to_dict",
    "to_json",
    "to_jsonl",
    "to_label_studio",
    "to_tei",
    "to_web_annotation",
]
