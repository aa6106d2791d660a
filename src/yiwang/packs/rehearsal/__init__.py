"""Rehearsing a locality: many cases through the real actions, under a simulated clock.

`plan` decides from a seed what will happen to whom; `play` makes it happen through the doors that
people use; nothing is written past an action, so every figure is counted from real records.
"""
