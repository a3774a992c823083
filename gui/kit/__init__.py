"""Widgets of our own that views and panels are made of."""
