"""A text's way into a network."""
