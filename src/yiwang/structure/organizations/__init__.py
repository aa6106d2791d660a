"""Bodies of every kind and the dated, typed links between them."""
