"""What the window and the engine's process agree on beside runs: how the window passes its settings on, and what is
taken where it says nothing."""

THREADS = "GATESCOPE_THREADS"  # environment: how many threads the engine's process gives torch
THREADS_MOST = 256
OBSERVATION = 0.08  # of training time: what looking may cost
KEYFRAME_BYTES = 256 << 20  # what the keyframes of one run may take


def is_device(name: str) -> bool:
    """Whether that is how a device is named: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``."""
    head, _, index = name.partition(":")
    return name in ("auto", "cpu", "cuda") or (head == "cuda" and index.isdigit())
