"""Versioned, dated lists with an effect: route, triage, gate. They decide, and say which entry did.
What a case is, and what follows from a decision, they refuse to know."""
