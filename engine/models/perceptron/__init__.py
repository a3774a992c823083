"""Feed-forward networks: rows by themselves, through one to three layers, without memory."""
