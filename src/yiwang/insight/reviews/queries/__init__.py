"""Every read of reviews and cards that a page needs."""
