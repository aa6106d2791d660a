"""What it means: figures over what happened."""
