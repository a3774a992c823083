"""The engine's process: its threads, one job each."""
