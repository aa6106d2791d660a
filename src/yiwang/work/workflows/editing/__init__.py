"""Changing a definition from a form: which fields it has, its text rewritten in place, and what
differs between two of them. Comments, order and whatever a form does not know stay as they are."""
