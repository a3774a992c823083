"""Between the panels and views on one side and the conversation on the other."""
