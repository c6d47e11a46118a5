"""People: the speakers of many documents joined, and those whom the user knows."""
