"""Attribution: the spans of cue, source and content, found and linked by a trained network."""
