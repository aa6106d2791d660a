"""What administrators do beyond changing lists."""
