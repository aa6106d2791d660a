"""What is done with connectors and their runs."""
