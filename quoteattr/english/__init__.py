"""English: its lexicon, and plain grammar of noun phrases and clauses."""
