"""quoteattr inside engines that spread data frames over many machines: Ray, Spark, Dask."""

from quoteattr.integrations.frames import ARTICLE_COLUMNS, FrameExtractor

__all__ = ["ARTICLE_COLUMNS", "FrameExtractor"]
