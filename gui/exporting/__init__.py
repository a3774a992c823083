"""Pictures and numbers out."""
