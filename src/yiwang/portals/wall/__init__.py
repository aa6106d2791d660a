"""The wall: what is needed, offered, served and done together, for everybody without an account;
and places taken with a code and no name. It owns pages, words and public tables."""
