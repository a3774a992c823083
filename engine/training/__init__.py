"""The training step, and everything that makes it the same step every time."""
