"""What a layer computes at every time step, by name."""

from enum import StrEnum
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]  # crosses the pipe as (dtype, shape, bytes); read-only when it arrives


class Trace(StrEnum):
    """What a layer computes at every t, by textbook name."""

    HIDDEN = "hidden"
    CELL = "cell"
    INPUT_GATE = "input_gate"
    FORGET_GATE = "forget_gate"
    OUTPUT_GATE = "output_gate"
    CANDIDATE = "candidate"
    RESET_GATE = "reset_gate"
    UPDATE_GATE = "update_gate"
