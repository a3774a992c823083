"""Who of the rows of the stack gets how much room, as the user chose it."""
