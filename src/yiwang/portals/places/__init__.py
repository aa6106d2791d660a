"""Places of service as everybody reads them: how many of each sort there are, and a page of each
with its hours, what one gets there, the places it leads, and what takes place there."""
