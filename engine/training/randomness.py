"""A run's own random numbers: torch's global generators hold them only while the run has its turn.

Dropout and initialisation draw from the global generators. A run that is trained beside another must draw what it
would draw alone, so each run installs its own state before its steps and takes it away again; both cost microseconds.

The generators are the process's, whatever thread asks: runs have their turns one after another, on one thread. Whatever
looks at a network meanwhile draws from generators of its own.
"""

from types import TracebackType

import torch
from torch import Tensor

BATCHES = 1 << 32  # added to the seed, so that batches and initial weights do not come from the same numbers


class Randomness:
    """The state of the global CPU generator, of the CUDA device's where there is one, and the batch generator, which is
    the device's unless batches are drawn ``on_host``.

    ``with randomness:`` is a turn. What was installed outside comes back at its end.
    """

    def __init__(self, seed: int, device: torch.device, *, on_host: bool = False) -> None:
        self.device = device
        self.batches = torch.Generator("cpu" if on_host else device).manual_seed(seed + BATCHES)
        self._own = [torch.Generator(d).manual_seed(seed).get_state() for d in self._devices()]
        self._outer: list[Tensor] | None = None

    def __enter__(self) -> "Randomness":
        if self._outer is None:  # else it is this run's turn already
            self._outer = self._installed()
            self._install(self._own)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._outer is not None:
            self._own = self._installed()
            self._install(self._outer)
            self._outer = None

    def state(self) -> dict[str, Tensor]:
        """Everything needed to draw the same numbers again, as byte tensors on the CPU."""
        own = self._own if self._outer is None else self._installed()  # in its turn they have moved on
        names = ("global", "device")[: len(own)]
        return dict(zip(names, own, strict=True)) | {"batches": self.batches.get_state()}

    def restore(self, state: dict[str, Tensor]) -> None:
        """Raises ``KeyError`` or ``RuntimeError`` when ``state`` comes from another kind of device."""
        names = ("global", "device")[: len(self._own)]
        self._own = [state[name].clone() for name in names]
        self.batches.set_state(state["batches"].clone())
        if self._outer is not None:
            self._install(self._own)

    def _devices(self) -> list[torch.device]:
        return [torch.device("cpu")] + ([self.device] if self.device.type == "cuda" else [])

    def _installed(self) -> list[Tensor]:
        states = [torch.get_rng_state()]
        if self.device.type == "cuda":
            states.append(torch.cuda.get_rng_state(self.device))
        return states

    def _install(self, states: list[Tensor]) -> None:
        torch.set_rng_state(states[0])
        if self.device.type == "cuda":
            torch.cuda.set_rng_state(states[1], self.device)
