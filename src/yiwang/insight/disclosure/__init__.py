"""What of the counts everybody may have: tables of closed months, frozen on the day they are
published, without any number below ten or anything that gives one away (privacy.md 20 to 22).

It owns which cells are withheld and what was published when; it refuses to own what is counted.
"""
