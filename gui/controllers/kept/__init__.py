"""What outlives the window, on the screen: what the form remembers."""
