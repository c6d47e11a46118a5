"""Setting: where everything in a text stands, before anybody asks what it means."""
