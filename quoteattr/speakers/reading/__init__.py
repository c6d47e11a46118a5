"""Reading: what a source span says, and whom it speaks of by itself."""
