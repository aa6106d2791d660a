"""Maps of nets: their tiles, the page that shows and compares them, and the page on which a draft
is drawn. It owns pages and pictures, no borders: what a boundary may be is decided below."""
