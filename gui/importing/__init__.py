"""A file before it is opened: every guess shown, and to be changed."""
