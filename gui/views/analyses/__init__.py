"""Weights, saturation, sizes."""
