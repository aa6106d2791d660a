"""Pages on which an administrator drafts workflows and registers, sees the proof, compares, and
publishes. It owns pages and words, no rules: what may be written and published is decided below."""
