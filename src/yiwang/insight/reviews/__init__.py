"""Who reviews whom, what came of it, and the scorecards of bodies and areas. It owns rounds, forms,
answers, duty reports and cards; no person is scored but in one appointment, seen by its holder and
the supervisor alone. What a case is and how it is counted it refuses to know."""
