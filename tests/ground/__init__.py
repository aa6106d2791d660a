"""What everything stands on: the engine, its processes and commands, run as people run them."""
