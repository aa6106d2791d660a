"""The ledger of burden (负担账): what is demanded of communities, by whom, month by month."""
