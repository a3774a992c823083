"""Who has the middle of the window: a row of the stack, a page of another place, or all rows before an audience."""
