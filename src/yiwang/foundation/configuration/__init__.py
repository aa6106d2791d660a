"""What changes rarely, kept in each process until it changes. It owns when to forget; what is kept,
and why it may be, belongs to the app that reads it."""
