"""Training of the bundled models; nothing that reads texts imports it."""
