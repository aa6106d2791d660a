"""Pages for people who work at a desk all day: inbox, ledger, case."""
