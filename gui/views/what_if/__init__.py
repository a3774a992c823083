"""What if: a part of the network altered, and what becomes of the loss."""
