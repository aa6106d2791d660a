"""From a pack that was read to the load actions of the apps: one module a kind, no rule of its own.

Each takes what was read, calls one action, and answers with what that changed.
"""
