"""A practice installation: what is tried there, what of it the record shows, and starting over. It
counts what was done, never who did it, and is empty in every other installation."""
