"""The conversation with the engine."""
