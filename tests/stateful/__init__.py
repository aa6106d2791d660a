"""Random acts of random people over random time, with what must always hold checked after each."""
