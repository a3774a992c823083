"""The runs: their list, and side by side."""
