"""What of a network's memory does not depend on its kind."""

from gatescope.engine.config.run import Optimiser

BYTES = 4  # of a float32
SLOTS = {Optimiser.SGD: 0, Optimiser.RMSPROP: 1, Optimiser.ADAM: 2, Optimiser.ADAMW: 2}  # values kept per parameter
