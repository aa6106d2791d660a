"""Pages of connectors: what other systems send, what each run did, what no dictionary says yet."""
