"""Everything the user can do, from one table."""
