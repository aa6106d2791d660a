"""The states of a net's version: a draft waits for somebody, a scheduled one for its day."""

STATES = ["draft", "scheduled", "in_force", "discarded"]
PENDING = ("draft", "scheduled")
