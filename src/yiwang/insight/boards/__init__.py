"""Boards as data: which figures, colours and panels a board shows, and what is taken out of the
house from one. It owns no figure and no case, and knows no page."""
