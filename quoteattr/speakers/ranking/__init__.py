"""Ranking: whom a pronoun, a description or a silent quote means, among those spoken of so far."""
