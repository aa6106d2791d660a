"""Staff accounts and their tokens. Residents have none. What one may do is not decided here."""
