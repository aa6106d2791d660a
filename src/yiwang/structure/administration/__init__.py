"""Master data as lists that administrators keep: areas, bodies, posts and people, each described
as a sheet. It owns no rows: they are the apps' below, and so are the actions that write them. It
stands above `posts`, because a power decides who may keep what."""
