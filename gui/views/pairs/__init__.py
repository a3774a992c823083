"""Answers to validation pairs, as they become right."""
