"""Generating while the same network trains changes nothing of its training."""

import threading

import pytest
import torch

from gatescope.engine.config.run import Cell, Recurrent, RunConfig
from gatescope.engine.data.preparing.prepare import Prepared
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.protocol.analysis import Alteration, Intervention
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, FreeRun, Trace
from gatescope.engine.training.trainer import Trainer
from tests.engine.prepared import config, table, text

torch.set_num_threads(1)
SHAKEN = Intervention(layer="layer0", trace=Trace.HIDDEN, kind=Alteration.NOISE, value=0.1)


def trained(chosen: RunConfig, prepared: Prepared, ask) -> tuple[list[float], dict[str, torch.Tensor], torch.Tensor]:
    """Fifty steps; ``ask(weights)`` is called before some of them. Losses, weights and the generator's state at the
    end."""
    trainer = Trainer(chosen, prepared, torch.device("cpu"))
    with trainer:
        for step in range(50):
            if step % 10 == 0:
                ask(trainer.snapshot())
            trainer.step()
        state = torch.get_rng_state()
    return trainer.drain().train_loss.tolist(), trainer.snapshot(), state


@pytest.mark.parametrize("prepared", [table(), text()], ids=["table", "text"])
def test_a_run_with_dropout_is_the_same_bit_for_bit_beside_generating(prepared):
    net = Recurrent(cell=Cell.LSTM, hidden=12, layers=2, dropout=0.5)
    chosen = config(prepared, net, batch=4, seed=7)
    alone = trained(chosen, prepared, lambda weights: None)
    mailbox: list[dict[str, torch.Tensor]] = []
    done, made = threading.Event(), []

    def generate() -> None:
        while not done.is_set() or len(made) < 3:
            for weights in mailbox[-1:]:
                free = FreeRun(steps=40, seed=len(made))
                asked = FrameRequest(
                    slot=Slot("f"), number=1, run=1, probe=prepared.probe_default(), free=free, interventions=(SHAKEN,)
                )
                made.append(make_frame(asked, net, prepared, weights, 0).continuation)

    def ask(weights: dict[str, torch.Tensor]) -> None:
        mailbox.append(weights)
        asked = FrameRequest(slot=Slot("f"), number=1, run=1, probe=prepared.probe_default(), free=FreeRun(steps=9))
        make_frame(asked, net, prepared, weights, 0)  # in the trainer's own thread too

    asker = threading.Thread(target=generate)
    asker.start()
    try:
        beside = trained(chosen, prepared, ask)
    finally:
        done.set()
        asker.join()
    assert len(made) >= 3
    assert alone[0] == beside[0]
    assert all(torch.equal(alone[1][name], weight) for name, weight in beside[1].items())
    assert torch.equal(alone[2], beside[2])
