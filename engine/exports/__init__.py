"""What can be taken out of a session: one file each."""
