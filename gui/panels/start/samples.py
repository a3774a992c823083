"""The samples of the first minute: what each is, what one will see, where to look first, and settings that work.

The sentences are looked up in the translations when they are asked for, so that a change of language shows at once.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from gatescope import resources
from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, RunConfig, TrainConfig, Transform
from gatescope.gui.state.slowing import Slowing
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, Topic


@dataclass(frozen=True)
class Sample:
    """One sample. ``config`` trains it on one core within seconds; ``rival`` is the cell that shows the difference when
    it is trained beside it, None where there is none. ``look_at`` is the view that ``look`` speaks of and ``t`` the
    time step of the first probe that matters there, −1 for none in particular. ``pace`` holds from the step at which
    what is promised begins to the one at which it is done, so that this takes between half a minute and one."""

    id: str
    file: str
    config: RunConfig
    pace: Slowing
    look_at: Topic
    title_source: str
    promise_source: str
    look_source: str
    t: int = -1
    rival: Cell | None = None

    @property
    def path(self) -> Path:
        """Raises FileNotFoundError when the file was not installed."""
        return resources.sample_path(self.file)

    @property
    def title(self) -> str:
        return _said(self.title_source)

    @property
    def promise(self) -> str:
        """What one will see, in one sentence."""
        return _said(self.promise_source)

    @property
    def look(self) -> str:
        """What to look at first, in one or two sentences."""
        return _said(self.look_source)


def sample(id: str) -> Sample:
    """Raises ``KeyError`` for an unknown id."""
    return _BY_ID[id]


def _said(source: str) -> str:
    return QCoreApplication.translate("Samples", source)


def _table(inputs: str, target: str, transform: Transform = Transform.NONE, season: int = 0) -> DataConfig:
    return DataConfig(
        kind=Kind.TABLE, inputs=tuple(inputs.split()), targets=(target,), transform=transform, season=season
    )


_TEXT = DataConfig(kind=Kind.TEXT)

SAMPLES: tuple[Sample, ...] = (
    Sample(
        id="sine",
        file="noisy-sine.csv",
        config=RunConfig(
            data=_table("value", "value"),
            net=Recurrent(hidden=16),
            train=TrainConfig(learning_rate=0.003, batch=16, window=100, steps=800, validate_every=10),
        ),
        pace=Slowing(6, 0, 240),
        look_at=Topic.HIDDEN,
        t=50,
        title_source=QT_TRANSLATE_NOOP("Samples", "A wave that stumbles"),
        promise_source=QT_TRANSLATE_NOOP(
            "Samples",
            "You will see a network keep time with a noisy wave, lose it when the wave jumps, and find it again.",
        ),
        look_source=QT_TRANSLATE_NOOP(
            "Samples",
            "Look at the hidden state in the middle of the probe: its stripes break where the wave jumps by half a "
            "period, and need part of a period to be regular again.",
        ),
    ),
    Sample(
        id="remember",
        file="remember-first.txt",
        config=RunConfig(
            data=_TEXT,
            net=Recurrent(hidden=32),
            train=TrainConfig(learning_rate=0.02, batch=32, window=100, steps=2500),
        ),
        pace=Slowing(15, 700, 1300),
        look_at=Topic.NEXT_SYMBOL,
        rival=Cell.RNN_TANH,
        title_source=QT_TRANSLATE_NOOP("Samples", "Remember the first letter"),
        promise_source=QT_TRANSLATE_NOOP(
            "Samples",
            "You will see an LSTM carry one letter across thirty dots, where a plain RNN can only guess.",
        ),
        look_source=QT_TRANSLATE_NOOP(
            "Samples",
            "Look at what follows a question mark: four letters are equally likely until the cell state has learnt "
            "to hold the first one. Then train the plain RNN beside it.",
        ),
    ),
    Sample(
        id="adding",
        file="adding-problem.csv",
        config=RunConfig(
            data=_table("value marker", "sum"),
            net=Recurrent(hidden=16),
            train=TrainConfig(learning_rate=0.01, batch=32, window=80, steps=1200),
        ),
        pace=Slowing(5, 120, 320),
        look_at=Topic.FORECAST,
        rival=Cell.RNN_TANH,
        title_source=QT_TRANSLATE_NOOP("Samples", "The adding problem"),
        promise_source=QT_TRANSLATE_NOOP(
            "Samples",
            "You will see an LSTM pick two marked numbers out of forty and add them, which a plain RNN never learns.",
        ),
        look_source=QT_TRANSLATE_NOOP(
            "Samples",
            "Look at the forecast: every fortieth row asks for the sum of the two marked values. The line stays "
            "flat, and then the peaks rise to the truth.",
        ),
    ),
    Sample(
        id="brackets",
        file="brackets.txt",
        config=RunConfig(
            data=_TEXT,
            net=Recurrent(hidden=16),
            train=TrainConfig(learning_rate=0.01, batch=16, window=100, steps=2000),
        ),
        pace=Slowing(15, 0, 600),
        look_at=Topic.CELL,
        title_source=QT_TRANSLATE_NOOP("Samples", "Balanced brackets"),
        promise_source=QT_TRANSLATE_NOOP(
            "Samples",
            "You will see a unit that counts: it rises with every opening bracket and falls with every closing one.",
        ),
        look_source=QT_TRANSLATE_NOOP(
            "Samples",
            "Look at the cell state: some row brightens and fades with the depth of the brackets. Click it and read "
            "its line against the text.",
        ),
    ),
    Sample(
        id="lighthouse",
        file="lighthouse.txt",
        config=RunConfig(
            data=_TEXT,
            net=Recurrent(hidden=64),
            train=TrainConfig(learning_rate=0.003, batch=32, window=64, steps=800, validate_every=20),
        ),
        pace=Slowing(10, 0, 400),
        look_at=Topic.NEXT_SYMBOL,
        title_source=QT_TRANSLATE_NOOP("Samples", "An English story"),
        promise_source=QT_TRANSLATE_NOOP(
            "Samples",
            "You will see a network discover letters, then words, then the refrain of a story it keeps reading.",
        ),
        look_source=QT_TRANSLATE_NOOP(
            "Samples",
            "Look at the next symbols: inside a word the network soon becomes certain, and at the first letter of a "
            "new word it hesitates.",
        ),
    ),
    Sample(
        id="sunspots",
        file="sunspots.csv",
        config=RunConfig(
            data=_table("Sunspots", "Sunspots"),
            net=Recurrent(cell=Cell.GRU, hidden=16),
            train=TrainConfig(learning_rate=0.003, batch=16, window=44, steps=600, validate_every=10),
        ),
        pace=Slowing(4, 0, 160),
        look_at=Topic.HIDDEN,
        title_source=QT_TRANSLATE_NOOP("Samples", "Sunspots, 1700 to 1979"),
        promise_source=QT_TRANSLATE_NOOP(
            "Samples",
            "You will see hidden units fall into step with a cycle of about eleven years that nobody told them of.",
        ),
        look_source=QT_TRANSLATE_NOOP(
            "Samples",
            "Look at the hidden state: its stripes keep the rhythm of the sunspots, some early, some late. Together "
            "they tell the network whether the cycle is rising or falling.",
        ),
    ),
    Sample(
        id="postman",
        file="postman-ko.txt",
        config=RunConfig(
            data=_TEXT,
            net=Recurrent(hidden=64),
            train=TrainConfig(learning_rate=0.005, batch=16, window=64, steps=600, validate_every=20),
        ),
        pace=Slowing(12, 100, 600),
        look_at=Topic.LOSS,
        title_source=QT_TRANSLATE_NOOP("Samples", "A Korean story"),
        promise_source=QT_TRANSLATE_NOOP(
            "Samples",
            "You will see a network learn Korean syllables and then start to learn the story by heart.",
        ),
        look_source=QT_TRANSLATE_NOOP(
            "Samples",
            "Look at the loss: the training curve keeps falling while the validation curve turns up. From there on "
            "the network memorises instead of learning.",
        ),
    ),
    Sample(
        id="airline",
        file="airline-passengers.csv",
        config=RunConfig(
            data=_table("Passengers", "Passengers", Transform.LOG_SEASONAL_DIFFERENCE, season=12),
            net=Recurrent(hidden=16),
            train=TrainConfig(learning_rate=0.002, batch=16, window=24, steps=600, validate_every=10),
        ),
        pace=Slowing(3, 0, 120),
        look_at=Topic.FORECAST,
        title_source=QT_TRANSLATE_NOOP("Samples", "Airline passengers"),
        promise_source=QT_TRANSLATE_NOOP(
            "Samples",
            "You will see a network learn what is left of a series once its trend and its season are taken out.",
        ),
        look_source=QT_TRANSLATE_NOOP(
            "Samples",
            "Look at the forecast: last year's season is put back into it, so it has its summers from the start. What "
            "the network learns is how far this year lies above the last.",
        ),
    ),
)
"""The most convincing first: in this order they are listed wherever they are."""

_BY_ID = {each.id: each for each in SAMPLES}
