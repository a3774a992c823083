"""What stands out about a run, in words: one text for each rule."""
