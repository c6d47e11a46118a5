"""Documents to Label Studio tasks with predictions, and corrected tasks back.

Written after Label Studio's guide (task format, importing pre-annotated data) and its tags Labels,
Relations, Choices and TextArea, and tried in Label Studio 1.23.
Each part of a quote or a speaker is a region; a quote's first content and a speaker's first
mention are labelled ``Quote`` and ``Speaker`` (or ``Addressee``), and relations lead from there
to what belongs to it. Fields are choices and text areas of that region.

Regions that are drawn by hand get ids of Label Studio's own, so ids stand in the region's
``meta``. It counts code points, as quoteattr does; older versions counted UTF-16 units after an
emoji (HumanSignal/label-studio, pull requests 1559 and 6135), and such a task is refused where
its words do not fit.
"""

from quoteattr.export.label_studio.interface import configuration
from quoteattr.export.label_studio.reading import from_label_studio
from quoteattr.export.label_studio.writing import to_label_studio

__all__ = ["configuration", "from_label_studio", "to_label_studio"]
