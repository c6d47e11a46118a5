"""How quotation marks are read and paired; :mod:`quoteattr.marks` is what to import."""
