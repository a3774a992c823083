"""The window: where everything stands, what is wired to what."""
