"""What draws a scene: the stack, one unit, the loss."""
