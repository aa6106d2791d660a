"""Pages for people who work with a phone in their hand: their tasks, one at a time. It owns pages,
no data; what may be done with a task is decided below."""
