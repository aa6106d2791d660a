"""What everything stands on: records, clocks, files, accounts. No governance words here."""
