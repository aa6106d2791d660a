"""What can be done to cases outside their workflow: one use case a file."""
