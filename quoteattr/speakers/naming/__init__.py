"""Names: the proper names of a text, those of one bearer together, and what stands beside them."""
