"""What happens: workflows, and the subjects that move through them."""
