"""Transcripts: whose turn it is where speech is given as turns, with labels or without."""
