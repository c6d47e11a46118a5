"""What people look at: documents as lines for a terminal, and as HTML."""
