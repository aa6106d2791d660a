"""What begins a practice and what has it start over."""
