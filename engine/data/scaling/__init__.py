"""Series brought to the size that networks learn from, and back into units."""
