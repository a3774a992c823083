"""What outlives the window: choices, recent files, where things stood."""
