"""Staff accounts and their tokens. Residents have none. What an account may do is not decided here."""
