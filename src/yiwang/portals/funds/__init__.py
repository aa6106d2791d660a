"""Community funds: what each holds, was given and paid, line by line, for everybody; and for those
who keep them the forms by which they enter it. It owns pages and words."""
