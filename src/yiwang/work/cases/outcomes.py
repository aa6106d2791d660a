"""How the run of a solved case ends, and from which grade of five on a reporter is satisfied
(practice.md C.3)."""

SOLVED_OUTCOMES = {"solved", "unanswered"}
SATISFIED_FROM = 3
