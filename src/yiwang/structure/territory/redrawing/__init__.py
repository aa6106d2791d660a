"""Drawing in a draft: a border moved, an area added, split or merged, as the people who redraw a
town do it, and refused with a sentence where it cannot be meant."""
