"""Founding, changing, linking and ending bodies: who may, and what is recorded. It owns no rows:
they are `organizations`'; it stands above `posts`, because a power decides who may."""
