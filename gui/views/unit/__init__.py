"""One unit's states and gates over time, and the cell's equation with its numbers."""
