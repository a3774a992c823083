"""Texts as numbers and back, whatever a token is."""
