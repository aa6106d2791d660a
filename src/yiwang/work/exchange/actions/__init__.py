"""What people do with cards, claims and funds."""
