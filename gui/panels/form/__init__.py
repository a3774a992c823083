"""The form of the next run: data, network, training."""
