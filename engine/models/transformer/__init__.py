"""Causal Transformers: attention and a feed-forward part in turn, on a stream that every block adds to."""
