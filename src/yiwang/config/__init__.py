"""Settings, addresses and entry points. It wires the house together and decides nothing."""
