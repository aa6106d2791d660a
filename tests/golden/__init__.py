"""Tables that are generated and committed, so that a change of them is seen in review."""
