"""What a network has to beat: models that can be had at once."""
