"""Pages of reviews and scorecards: what one has to give, what came of it, rounds, cards, and the
public questionnaire. It owns pages and words; who may see what is decided below."""
