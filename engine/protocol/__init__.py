"""What crosses the pipe, and how: typed, frozen, never pickled. No torch."""
