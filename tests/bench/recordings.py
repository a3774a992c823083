"""``python -m tests.bench recordings [names]``: the short runs that the help shows pictures of, made anew.

Each is a run with something to be seen in it, most of them with a fault that was planted; what the views of
``gui/help/pictures.py`` want of it is answered and kept. Made twice they are the same but for rounding and for times.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np
import torch

from gatescope import resources
from gatescope.engine.config.nets import Transformer
from gatescope.engine.config.run import (
    DataConfig,
    EncoderDecoder,
    Kind,
    Level,
    Recurrent,
    RunConfig,
    Task,
    TokenConfig,
    changed,
)
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes, open_dataset
from gatescope.engine.probing.framing import make_frame, make_stages
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.frame import Frame, FrameRequest
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import Run
from gatescope.engine.server.estimator import cost_of
from gatescope.engine.training.trainer import Trainer
from gatescope.gui.help.pictures import FINDINGS, PICTURES, HelpPicture
from gatescope.gui.help.recordings import RUN, Pair, Recording, packed
from gatescope.gui.panels.start.samples import sample
from gatescope.gui.scenes.asking import wanted
from gatescope.gui.views.cost.scene import COST
from gatescope.gui.views.pipeline.scene import PIPELINE
from tests.bench.report import say
from tests.engine.findings_runs import FAULTS, HEALTHY, Case, column
from tests.engine.findings_runs import Spoil as SpoilTrainer

FOLDER = Path(resources.__file__).parent / "recordings"
KEYFRAMES = 16  # that are told at most: each has a line of the gradient over training
LEAVES = 217  # the row; of 300, the last 90 for validation
FULL = 0.97  # of the memory that is free: what the costly run would hold


@dataclass(frozen=True)
class Take:
    """A run to be recorded: ``config`` on ``data`` for ``steps``, after ``spoil`` has planted its fault. ``rule`` is
    the finding that it has to have, '' none. ``form``: whose cost is asked for."""

    name: str
    data: Callable[[], Dataset]
    config: RunConfig
    steps: int
    spoil: SpoilTrainer | None = None
    rule: str = ""
    form: Callable[[Run], RunConfig] = lambda run: run.config


def _sample(name: str, id: str, steps: int, **net: object) -> Take:
    chosen = sample(id)
    config = changed(chosen.config, steps=steps, device="cpu")
    config = msgspec.structs.replace(config, net=msgspec.structs.replace(config.net, **net))
    return Take(name, lambda: open_dataset(str(chosen.path)), config, steps)


def _windowed(take: Take, window: int) -> Take:
    return replace(take, config=changed(take.config, window=window))


def _restless(take: Take) -> Take:
    """At a rate at which it never settles."""
    return replace(take, config=changed(take.config, learning_rate=0.1))


def _slowly(take: Take) -> Take:
    """At a rate at which no bias that was planted is unlearnt."""
    return replace(take, config=changed(take.config, learning_rate=1e-4))


def _fault(name: str, rule: str) -> Take:
    case = next(case for case in FAULTS if case.rule == rule)
    return _case(name, case)


def _case(name: str, case: Case) -> Take:
    config = changed(case.config, steps=case.steps, device="cpu")
    raw = lambda: dataset_from_bytes(case.raw, "data.csv", case.data.kind)  # noqa: E731
    return Take(name, raw, config, case.steps, case.spoil, case.rule or "")


def _stuck(name: str, take: Take, *biases: float) -> Take:
    """The same with every gate held by its bias, in torch's order."""

    def hold(trainer: Trainer) -> None:
        bias = trainer.weights["layers.0.bias_ih_l0"]
        bias += torch.tensor(biases).repeat_interleave(len(bias) // len(biases))

    return replace(take, name=name, spoil=hold, rule="saturated")


def _slopes(length: int = 16, sequences: int = 90) -> bytes:
    """Sequences that rise, fall or stay, under noise: what comes early tells little."""
    random, lines = np.random.default_rng(5), ["id,value,way"]
    for sequence in range(sequences):
        way = sequence % 3
        values = (way - 1) * 0.15 * np.arange(length) + 0.6 * random.standard_normal(length)
        lines += [f"s{sequence:03d},{value:.3f},{('falls', 'stays', 'rises')[way]}" for value in values]
    return "\n".join(lines).encode()


def _classes() -> Take:
    data = DataConfig(
        kind=Kind.TABLE,
        inputs=("value",),
        targets=("way",),
        task=Task.MANY_TO_ONE,
        classes=True,
        sequence="id",
        validation_share=0.3,
    )
    train = sample("sine").config.train
    train = msgspec.structs.replace(train, learning_rate=0.01, window=16, steps=200, device="cpu")
    config = RunConfig(data=data, net=Recurrent(hidden=12), train=train)
    return Take("classes", lambda: dataset_from_bytes(_slopes(), "slopes.csv", Kind.TABLE), config, 200)


def _beyond() -> Take:
    """A series that leaves, in the middle of its validation part, all that it was in the training part."""
    known = next(case for case in HEALTHY if case.name == "LSTM on two sines")
    values = np.array([float(line) for line in known.raw.split()[1:]])
    values[LEAVES:] += 6.0
    return _case("beyond", replace(known, raw=column(values)))


def _forgetful() -> Take:
    """The state is all but gone after a step, and what was to be remembered lies 80 steps back."""

    def shrink(trainer: Trainer) -> None:
        weight = trainer.weights["layers.0.weight_hh_l0"]
        weight.copy_(0.02 * torch.eye(len(weight)))

    return replace(_slowly(_fault("forgetful", "vanishing")), spoil=shrink)


def _attend(name: str, steps: int, rate: float) -> Take:
    take = _windowed(_sample(name, "remember", steps), 64)
    config = changed(take.config, learning_rate=rate)
    net = Transformer(width=16, heads=2, layers=1, factor=2)
    return replace(take, config=msgspec.structs.replace(config, net=net))


def _idle() -> Take:
    """Heads that look at everything alike, inputs that are nearly one, units that say the same at every step."""

    def still(trainer: Trainer) -> None:
        weights = {name.removeprefix("layers.0."): weight for name, weight in trainer.weights.items()}
        for name in ("self_attn.in_proj_weight", "positions.weight"):
            weights[name].zero_()
        for name in ("embedding.weight", "linear1.weight"):
            weights[name].mul_(0.02)
        units = weights["linear1.bias"]
        units.copy_(torch.tensor([-6.0, 2.0]).repeat(len(units) // 2))
        weights["linear2.bias"][3] = 4.0

    return replace(_attend("idle", 40, 1e-5), spoil=still)


def _pairs(name: str, steps: int) -> Take:
    """Dates as people write them, read letter by letter and written as ISO has them."""
    dataset = open_dataset(str(Path(resources.__file__).parent / "pairs" / "dates.csv"))
    config = changed(dataset.info.suggested, steps=steps, device="cpu")
    net = EncoderDecoder(hidden=32, bidirectional=True)
    return Take(name, lambda: dataset, msgspec.structs.replace(config, net=net), steps)


def _unknown() -> Take:
    """Whole words of which only the most frequent are known."""
    take = _sample("unknown", "lighthouse", 40, hidden=16, embedding=4)
    tokens = TokenConfig(level=Level.WORD, most=24)
    return replace(take, config=msgspec.structs.replace(take.config, data=DataConfig(kind=Kind.TEXT, tokens=tokens)))


def _too_large(run: Run) -> RunConfig:
    """A large network that reads so many windows at once that its activations nearly fill what is free."""
    large = msgspec.structs.replace(run.config, net=Recurrent(hidden=1024))
    cost = cost_of(large, run.prepared)
    share = cost.activation_bytes / cost.available_bytes
    return changed(large, batch=max(1, round(large.train.batch * FULL / share)))


WAVE = _sample("wave", "sine", 240)
STORY = _sample("story", "lighthouse", 300, embedding=4)
CYCLE = _sample("cycle", "sunspots", 160)

TAKES = (
    WAVE,
    STORY,
    CYCLE,
    _windowed(_sample("remember", "remember", 1500, hidden=24, embedding=3), 64),
    _classes(),
    _beyond(),
    _stuck("stuck", WAVE, -8.0, 8.0, 5.0, -8.0),
    _stuck("stuck-gru", CYCLE, -8.0, 8.0, 0.0),
    _stuck("stuck-text", _sample("stuck-text", "lighthouse", 300, hidden=16), -8.0, 8.0, 0.0, -8.0),
    _stuck("stuck-classes", _slowly(_classes()), -8.0, 8.0, 0.0, -8.0),
    _fault("open", "saturated"),
    _restless(_fault("walk", "naive")),
    _fault("overfitting", "overfitting"),
    _forgetful(),
    _fault("exploding", "exploding"),
    _fault("clipped", "clipped"),
    _unknown(),
    _attend("attend", 1000, 0.005),
    _idle(),
    _pairs("translate", 500),
    _pairs("unread", 20),
    replace(WAVE, name="costly", form=_too_large),
)


class Scene:
    """A run on its table, and an engine's answers about it."""

    def __init__(self, take: Take, folder: Path) -> None:
        torch.set_num_threads(1)
        self.laboratory, self.take = Laboratory(), take
        dataset = take.data()
        self.info = msgspec.structs.replace(dataset.info, path=take.name)  # nobody's folder
        self.laboratory.adopt(dataset, str(folder / f"{take.name}.gatescope"))
        self.run = self.laboratory.new_run(take.config)
        training = self.laboratory.begin(self.run)
        if take.spoil is not None:
            with torch.no_grad():
                take.spoil(training.trainer)
        training.turn(take.steps, lambda: False, 1e9)
        training.rest()
        self.laboratory.put_to_rest(training)

    def pairs(self) -> Iterator[Pair]:
        """What is known of the run, then what the pictures of it want."""
        made = [*self._known()]
        played = Recording(made)
        for picture in (*self._pictures(), HelpPicture(self.take.name, FINDINGS)):
            made += self._asked(picture, played)
            played = Recording(made)
        yield from made

    def _pictures(self) -> list[HelpPicture]:
        return [each for both in PICTURES.values() for each in both if each.recording == self.take.name]

    def _known(self) -> Iterator[Pair]:
        run = self.run
        yield m.OpenFile(path=self.info.path), m.DataOpened(info=self.info)
        yield (
            m.NewRun(config=run.config),
            m.RunChanged(info=msgspec.structs.replace(run.info(), keyframes=self._keyframes())),
        )
        yield m.MetricsRequest(run=RUN, since=0, since_validation=0), self._metrics()
        if any(each.view == PIPELINE for each in self._pictures()):
            stages = make_stages(run.config.data, run.prepared, self.laboratory.weights(run, run.step)[1])
            yield m.StagesRequest(run=RUN), m.StagesTold(run=RUN, stages=stages)
        if any(each.view == COST for each in self._pictures()):
            config = self.take.form(run)
            yield m.CostRequest(config=config), m.CostTold(number=0, cost=cost_of(config, run.prepared))

    def _keyframes(self) -> tuple[int, ...]:
        """The first, the last, and some between them."""
        there = self.run.keyframes
        places = np.unique(np.linspace(0, len(there) - 1, KEYFRAMES).round().astype(int))
        return tuple(there[at] for at in places)

    def _metrics(self) -> m.Metrics:
        history, run = self.run.history, self.run
        loss, norm, seconds = history.rows()
        steps, validation = history.validation()
        size_steps, sizes = history.sizes()
        return m.Metrics(
            run=RUN,
            since=0,
            since_validation=0,
            train_loss=loss,
            gradient_norm=norm,
            seconds=seconds,
            validation_steps=steps,
            validation_loss=validation,
            size_names=history.size_names,
            size_steps=size_steps,
            sizes=sizes,
            keyframes=self._keyframes(),
            status=self.laboratory.status(run, 0.0),
            validation_accuracy=run.accuracy(0),
            validation_errors=run.errors(0),
        )

    def _asked(self, picture: HelpPicture, played: Recording) -> Iterator[Pair]:
        """What the picture wants, until it wants nothing that was not answered."""
        state, known = picture.state(played), list(played.pairs)
        while True:
            store = Recording(known).store(state, picture.wants)
            requests = wanted(state, store, picture.wants)
            lacking = [each for each in requests if isinstance(each, FrameRequest) and each.have_step < 0]
            if not lacking:
                return
            for request in lacking:
                known.append((request, self._frame(request)))
                yield known[-1]

    def _frame(self, request: FrameRequest) -> Frame:
        run = self.run
        step, weights = self.laboratory.weights(run, run.step if request.at is None else request.at)
        made = make_frame(request, run.config.net, run.prepared, weights, step)
        return msgspec.structs.replace(made, cost_ms=0.0)


def record(take: Take, folder: Path) -> bytes:
    """Trains and records it."""
    scene = Scene(take, folder)
    try:
        return packed(scene.pairs())
    finally:
        scene.laboratory.close()


def main(names: Sequence[str]) -> int:
    """Those of these names, all where there are none."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for take in (each for each in TAKES if not names or each.name in names):
            data = record(take, Path(folder))
            (FOLDER / f"{take.name}.rec").write_bytes(data)
            say(f"{take.name}: {len(data):,} bytes")
    return 0
