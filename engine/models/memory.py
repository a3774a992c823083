"""What of a network's memory does not depend on its kind."""

from gatescope.engine.config.run import Optimiser

BYTES = 4  # of a float32
_SLOTS = {Optimiser.SGD: 0, Optimiser.RMSPROP: 1, Optimiser.ADAM: 2, Optimiser.ADAMW: 2}  # values kept per parameter


def kept_values(parameters: int, optimiser: Optimiser) -> int:
    """Values that so many parameters take while they are trained: weights, gradient and the optimiser's state, and all
    of it once more for a keyframe."""
    return parameters * (2 + _SLOTS[optimiser]) * 2
