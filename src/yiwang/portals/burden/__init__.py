"""The ledger of burden as people read it and write into it."""
