"""The training step of an encoder–decoder against the bare loop of the same network, as somebody would write it."""

from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn

from gatescope.engine.config.encoder_decoder import AttentionKind
from gatescope.engine.config.run import Cell, EncoderDecoder, RunConfig, TrainConfig
from gatescope.engine.data.preparing.prepare import PreparedPairs
from gatescope.engine.machine.device import apply_threads
from gatescope.engine.training.trainer import Trainer
from tests.bench import pairs
from tests.bench.report import Row
from tests.bench.steps import compared

LEAST = 0.95
CPU = torch.device("cpu")
LAYERS = {Cell.LSTM: nn.LSTM, Cell.GRU: nn.GRU}


class Bare(nn.Module):
    """(S, B) and (T, B) ids → (T, B, O), without attention or with Luong's general one."""

    def __init__(self, net: EncoderDecoder, symbols: int, outputs: int) -> None:
        super().__init__()
        hidden, layer = net.hidden, LAYERS[net.cell]
        self.read, self.given = nn.Embedding(symbols, net.embedding), nn.Embedding(outputs + 1, net.embedding)
        self.encoder, self.decoder = layer(net.embedding, hidden), layer(net.embedding, hidden)
        self.looks = net.attention is not AttentionKind.NONE
        self.keys = nn.Linear(hidden, hidden, bias=False) if self.looks else nn.Identity()
        self.readout = nn.Linear(2 * hidden, hidden, bias=False) if self.looks else nn.Identity()
        self.head = nn.Linear(hidden, outputs)

    def forward(self, source: Tensor, given: Tensor) -> Tensor:
        states, last = self.encoder(self.read(source))
        said, _ = self.decoder(self.given(given), last)
        if not self.looks:
            return self.head(said)  # type: ignore[no-any-return]
        said, states = said.transpose(0, 1), states.transpose(0, 1)
        found = (said @ self.keys(states).transpose(1, 2)).softmax(-1) @ states
        return self.head(self.readout(torch.cat((said, found), -1)).tanh()).transpose(0, 1)  # type: ignore[no-any-return]


def bare(config: RunConfig, made: PreparedPairs) -> Iterator[int]:
    """Trains for ever on pairs that are all of the same length, one step per ``next()``."""
    net, train = config.net, config.train
    assert isinstance(net, EncoderDecoder) and made.ids is not None and made.targets is not None  # noqa: PT018
    torch.manual_seed(train.seed)
    count, learnt = len(made.both), torch.from_numpy(made.both.learnt.nonzero()[0])
    source, given, target = (
        torch.from_numpy(values).view(count, -1).t().contiguous() for values in (made.source, made.ids, made.targets)
    )
    model = Bare(net, made.shape.symbols, made.shape.outputs)
    optimiser = torch.optim.Adam(model.parameters(), lr=train.learning_rate, fused=True)
    step = 0
    while True:
        batch = learnt[torch.randint(len(learnt), (train.batch,))]
        logits = model(source[:, batch], given[:, batch])
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), target[:, batch].flatten())
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), train.clip)
        optimiser.step()
        step += 1
        yield step


def rows(folder: Path, times: int) -> Iterator[Row]:
    """One row per cell, attention and size."""
    apply_threads()
    for cell in LAYERS:
        for attention in (AttentionKind.NONE, AttentionKind.GENERAL):
            for hidden, length in ((64, 9), (128, 30)):
                path = pairs.write_copies(folder / f"copy-{length}.csv", length)
                data, made = pairs.prepared(path, 0.02)
                net = EncoderDecoder(cell=cell, hidden=hidden, embedding=32, attention=attention)
                train = TrainConfig(batch=32, learning_rate=1e-3, validate_every=2**31, device="cpu")
                config = RunConfig(data=data, net=net, train=train)
                name = f"pair step / bare, {cell}, attention {attention}, H {hidden}, {length} symbols"
                yield compared(name, Trainer(config, made, CPU), bare(config, made), times, LEAST)
