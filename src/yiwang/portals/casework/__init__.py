"""What the desk and the worker's phone share: how staff see a case, act on a task and take in a
report. Owns no data and no rules: it reads queries, fills forms and calls actions."""
