"""Working calendars and the four clock kinds: when something is due, how much time has passed.
It owns arithmetic and announced days; what is being timed belongs to workflows."""
