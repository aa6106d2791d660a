"""Pages of a practice installation: what to try, what of it was done, and starting over. Elsewhere
there are none of them."""
