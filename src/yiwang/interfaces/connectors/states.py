"""How a run stands, and how it came. Two states are open; all others are its end."""

WAITING, FAULTY, APPLIED, UNCHANGED, FAILED, DISCARDED, TOLD = STATES = [
    "waiting",  # sound, to be looked at by somebody
    "faulty",  # rows to be corrected; nothing was changed
    "applied",
    "unchanged",  # it said what was there already
    "failed",  # the other system was not reached, or sent no table
    "discarded",
    "told",  # the other system was told what came of it
]
OPEN_STATES = [WAITING, FAULTY]
BY_HAND, FETCHED, PUSHED, ANSWERED = WAYS = ["by_hand", "fetched", "pushed", "answered"]
