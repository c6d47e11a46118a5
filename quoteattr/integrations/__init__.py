"""quoteattr inside other tools: a component of spaCy, a processor of Stanza."""
