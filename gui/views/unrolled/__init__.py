"""The network unrolled over time: the same cell copied over the steps around the cursor."""
