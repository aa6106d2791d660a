"""Every read of cards, claims, volunteers and funds that pages and other apps need."""
