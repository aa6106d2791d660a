"""What the templates of the command centre write; see `command.py`."""
