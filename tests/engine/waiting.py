"""Finds out whether something makes the host wait for a CUDA device."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def waiting_refused() -> Iterator[None]:
    """Whatever waits for the device in it raises ``RuntimeError``; afterwards all is as before, however it ends.

    torch sets the mode and only then warns that it is a prototype. Where warnings are errors that call raises with the
    mode set, and every later test of the process would be refused its waiting.
    """
    before = torch.cuda.get_sync_debug_mode()
    try:
        _refuse("error")
        yield
    finally:
        _refuse(before)


def _refuse(mode: str | int) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Synchronization debug mode is a prototype")
        torch.cuda.set_sync_debug_mode(mode)
