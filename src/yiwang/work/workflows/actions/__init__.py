"""What can be done to definitions and runs: one use case a file."""
