"""What is done with runs: said of them, compared, repeated."""
