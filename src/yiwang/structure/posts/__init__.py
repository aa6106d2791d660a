"""Posts, who holds them and when, what powers that gives and over which areas: scope."""
