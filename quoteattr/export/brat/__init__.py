r"""Documents to brat's standoff format and back.

Written after the description of the format in the manual of brat 1.3 (Crunchy Frog) and, where
that is silent, after how brat 1.3 reads its files (``server/src/annotation.py``); tried in its
server.
The text file is the text itself; this package makes and reads the ``.ann`` beside it:

- ``T`` a stretch of text, ``E`` a quote or a speaker as an event, whose trigger is the first
  span of its content or its first mention; what belongs to it are its arguments;
- ``A`` kind, mode, number, ... ; ``#`` a note with what has no place elsewhere, as JSON.

A stretch cannot cross the end of a line, since an annotation is one line. It is written in
pieces (``0 5;6 9``) then, and joined again when only line ends lie between them; pieces that
something else separates are spans of their own.
brat counts code points, as quoteattr does.
"""

from quoteattr.export.brat.configuration import configuration, visual_configuration
from quoteattr.export.brat.reading import from_brat
from quoteattr.export.brat.writing import to_brat

__all__ = ["configuration", "from_brat", "to_brat", "visual_configuration"]
