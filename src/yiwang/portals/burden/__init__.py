"""The ledger of burden as people read it and write into it. It owns pages and words; what counts as
a demand is decided below."""
