"""Told: those whom something was said to."""
