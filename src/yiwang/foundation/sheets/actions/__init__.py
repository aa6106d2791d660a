"""What is done with tables: brought in, applied, thrown away; and one row changed by a form."""
