"""Rules of the house that a program can check. Each checker is a plain function over a source or a
model, and each test first shows on a small bad sample that the checker can fail."""
