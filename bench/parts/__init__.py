"""What several benchmarks need: an installation, callers that cost little, a table of results."""
