"""The networks: the cell equations, the network that is trained, and readings of it."""
