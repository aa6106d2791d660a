"""Notices for everybody, by area: written by one person, published by a second, taken back with a
reason, commented on where their kind allows it.

It owns notices, their kinds and comments; it refuses to own what a procedure publishes with a time
for objections (`work.cases`), and to know anybody who reads or comments.
"""
