"""The notice board: what everybody reads by area, with feeds, and the desk on which notices are
written, read by a second person, answered and taken back. It owns pages and words."""
