"""Running the linguistic models: one module a step, none of which imports stanza."""
