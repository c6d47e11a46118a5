"""Hidden: those whom the text gives no name, and the reason that it gives."""
