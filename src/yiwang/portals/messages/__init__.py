"""Pages of messages: what I was told, how I want to be told, and for administrators the ways out.
It owns pages, no data."""
