"""Messages: who is told what happened, by which channel and when. It owns the rules of telling,
what each person chose, and the outbox; it refuses to own what happened, and any word of a case."""
