"""What is said of one kind of network alone: a file each."""
