"""Encoder–decoders: one sequence is read, another one is written, with or without looking back at what was read."""
