"""Pages about bodies: the list, a card for each, how many were founded when and where nobody is;
founding, changing, linking and dissolving. It owns pages and words; who may is decided below."""
