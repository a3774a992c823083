"""The loop that Gatescope is compared with: what somebody would write with torch alone, and nothing beside it.

A process of its own: ``python -m tests.bench.bare FILE CONFIG THREADS`` reads lines ``SECONDS`` from stdin,
trains for so long and answers with a line of JSON: the steps done and the seconds they took.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn

from gatescope.engine.config.run import Cell, RunConfig, from_json
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.tables.dataset import open_dataset

LAYERS: dict[Cell, Any] = {Cell.LSTM: nn.LSTM, Cell.GRU: nn.GRU, Cell.RNN_TANH: nn.RNN}


class Net(nn.Module):
    def __init__(self, config: RunConfig, inputs: int, outputs: int) -> None:
        super().__init__()
        self.rnn = LAYERS[config.net.cell](inputs, config.net.hidden, config.net.layers)
        self.head = nn.Linear(config.net.hidden, outputs)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.rnn(x)[0])  # type: ignore[no-any-return]


def training(config: RunConfig, data: Prepared, device: torch.device) -> Iterator[int]:
    """Trains for ever, one step per ``next()``, validating as often and on the same windows as the run it mirrors."""
    train = config.train
    torch.manual_seed(train.seed)
    assert data.features is not None
    assert data.targets is not None
    x, y = torch.from_numpy(data.features).to(device), torch.from_numpy(data.targets).to(device)
    net = Net(config, x.shape[1], y.shape[1]).to(device)
    optimiser = torch.optim.Adam(net.parameters(), lr=train.learning_rate, fused=True)
    first, count = int(data.training.starts[0]), len(data.training)
    times = torch.arange(train.window, device=device)[:, None]
    starts = torch.tensor(data.validation.starts, device=device)
    from_ = torch.tensor(data.validation.counted_from, device=device)
    counted, rows = times >= from_, times + starts
    step = 0
    while True:
        batch = times + torch.randint(count, (train.batch,), device=device) + first
        loss = nn.functional.mse_loss(net(x[batch]), y[batch + 1])
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        if train.clip:
            nn.utils.clip_grad_norm_(net.parameters(), train.clip)
        optimiser.step()
        step += 1
        if step % train.validate_every == 0:
            net.eval()
            with torch.no_grad():
                nn.functional.mse_loss(net(x[rows])[counted], y[rows + 1][counted]).item()
            net.train()
        yield step


def main(path: str, config_text: str, threads: str) -> int:
    torch.set_num_threads(int(threads))
    torch.backends.cudnn.rnn.fp32_precision = "ieee"  # type: ignore[attr-defined]  # as the engine computes
    config = from_json(config_text)
    device = torch.device("cpu" if config.train.device == "auto" else config.train.device)
    steps = training(config, prepare(open_dataset(path), config.data, config.train.window), device)
    for _ in range(20):
        next(steps)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        done, began = 0, time.perf_counter()
        while time.perf_counter() - began < float(line):
            next(steps)
            done += 1
        if device.type == "cuda":
            torch.cuda.synchronize()
        print(json.dumps({"steps": done, "seconds": time.perf_counter() - began}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
