"""The pages on which master data is kept: lists, single rows, tables out and in. It owns no rule:
each list says what may stand in it and who keeps it, and every change is an action of its app."""
