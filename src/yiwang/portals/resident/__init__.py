"""Pages for residents: report, follow, rate. No account, no JavaScript needed."""
