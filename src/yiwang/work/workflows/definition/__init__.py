"""A workflow as written: its schema, how it is read, and the words that point at a faulty line."""
