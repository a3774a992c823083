"""How long gradient, weights and update are, how often the gradient is clipped, and histograms of their values."""
