"""What is done with schemes, rounds, answers, duties, objections and cards: one file, one act."""
