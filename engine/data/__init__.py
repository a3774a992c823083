"""From a file to numbers: reading, scaling, windows, baselines. NumPy only."""
