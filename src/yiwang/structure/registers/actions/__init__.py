"""What can be done with registers: draft, publish, load from a pack."""
