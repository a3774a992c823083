"""What outlives the window, on the screen: what the form remembers, and the sessions on the disk."""
