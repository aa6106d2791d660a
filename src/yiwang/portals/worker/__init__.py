"""Pages for people who work with a phone in their hand."""
