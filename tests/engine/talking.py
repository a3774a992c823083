"""What the tests of the engine process ask for: a small run, on the processor of any machine, and rows of it."""

from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, RunConfig, TrainConfig
from tests.bench.engine_client import EngineClient


def config(steps: int = 0, rate: float = 0.01, **net) -> RunConfig:
    return RunConfig(
        data=DataConfig(kind=Kind.TABLE, inputs=("value",), targets=("value",)),
        net=Recurrent(**{"cell": Cell.LSTM, "hidden": 8, **net}),
        train=TrainConfig(steps=steps, window=20, batch=4, learning_rate=rate, validate_every=10, device="cpu"),
    )


def heard_of(client: EngineClient, run: int) -> int:
    """Waits until rows of ``run`` have arrived; how many."""
    while not (rows := len(client.metrics(run, since_validation=1).train_loss)):
        pass
    return rows
