"""The page of the first minute, and its samples."""
