"""Early warnings: what stands out in the numbers, why, and what became of it."""
