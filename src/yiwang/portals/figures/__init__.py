"""Public figures as everybody reads them: five figures, tables by area and kind, open data. It owns
pages and downloads; which numbers may be shown is decided below."""
