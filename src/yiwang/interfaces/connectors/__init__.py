"""What other systems send and fetch: connectors named by the administration, their runs, and where
each thing came from. It owns no things: a run is a table for a list of the apps below, seen or
applied by the rules of that list. It refuses tables of people who live here (privacy.md 1)."""
