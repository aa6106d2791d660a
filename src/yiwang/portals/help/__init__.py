"""The help inside the program: articles that people wrote, found by the page they explain, listed
by topic and role, searched and printed. It owns no data of the installation."""
