"""Files made from a known truth in every combination of how files are written, and what is read of them."""
