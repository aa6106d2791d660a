"""Something raised that needs an answer: taken in, placed, typed, its reporter's contact sealed,
its like ones nearby, its reply and its rating. How it moves belongs to workflows."""
