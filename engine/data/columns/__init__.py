"""What the cells of a column mean: numbers, missing values, moments and their rhythm."""
