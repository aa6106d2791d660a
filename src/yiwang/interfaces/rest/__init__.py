"""The REST door: cases in, progress out, tasks for staff by token."""
