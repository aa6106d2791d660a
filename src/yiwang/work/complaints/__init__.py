"""Complaints about the software itself: from everybody, on every page, answered by whoever runs the
installation, read with a code. It refuses to know who complains."""
