"""Gatescope without a window: the one place in the engine with text for people."""
