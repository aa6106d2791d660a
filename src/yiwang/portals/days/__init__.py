"""The days of an area: everything of it that has a day, of whatever kind, side by side. It owns
pages and a file for calendars; what the days are is read below."""
