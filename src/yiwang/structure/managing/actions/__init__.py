"""What changes who manages an area."""
