"""What changes warnings: opened by the watch, closed by people."""
