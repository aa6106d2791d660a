"""The loader of locality packs, and the packs: configuration, no code."""
