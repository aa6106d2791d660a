"""What changes organizations and the links between them."""
