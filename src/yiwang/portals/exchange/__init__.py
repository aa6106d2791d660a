"""Supply and demand for staff and volunteers: the board of cards, one card with what may be done,
what one has on, the counter and the pool of volunteers. It owns pages and words."""
