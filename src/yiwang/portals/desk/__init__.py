"""Pages for people who work at a desk all day: inbox, ledger, case, taking in on behalf, figures,
rules. It owns pages, no data; what may be seen and done is decided below."""
