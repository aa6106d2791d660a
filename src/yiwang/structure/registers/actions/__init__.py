"""What can be done with registers: publish a new version."""
