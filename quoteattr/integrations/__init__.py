"""quoteattr inside engines that spread tables over many machines: Ray, Spark, Dask."""

from quoteattr.integrations.frames import FrameExtractor
from quoteattr.integrations.rows import ARTICLE_COLUMNS

__all__ = ["ARTICLE_COLUMNS", "FrameExtractor"]
