"""A run and its recording; what lies on the table. The nouns that the user compares."""
