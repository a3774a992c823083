"""The stack: all bands on one time axis."""
