"""A net as vector tiles: which areas are drawn at which zoom, one tile made, and tiles kept."""
