"""Page shells and home pages per audience. They own no data."""
