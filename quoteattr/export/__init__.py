"""What leaves the library: JSON and its schema."""
