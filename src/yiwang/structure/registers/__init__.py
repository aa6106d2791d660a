"""Versioned, dated lists with an effect: route, triage, gate. They decide, and say which entry decided."""
