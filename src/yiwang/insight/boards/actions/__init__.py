"""What changes boards or takes something from them; each says who may."""
