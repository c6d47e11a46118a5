"""Measures quoteattr on annotated texts: ``python -m quoteattr.evaluation --help``.

Needs annotated data, which is not part of the package. Nothing else imports it.
"""
