"""What goes into a run's network and what comes out: what everything that draws it, or says it in words, decides by."""

from dataclasses import dataclass

from gatescope.engine.config.run import DataConfig, Kind, Task
from gatescope.engine.protocol.runs import Medium, RunInfo


@dataclass(frozen=True)
class TaskShape:
    """The two ends of a network. A target lies ``shift`` rows behind its input: the horizon, 0 where every step or
    sequence has a target of its own."""

    input: Medium = Medium.NUMBERS
    output: Medium = Medium.NUMBERS
    shift: int = 1
    task: Task = Task.NEXT
    both: bool = False  # between them it reads both ways

    @property
    def reads_symbols(self) -> bool:
        return self.input is Medium.SYMBOLS

    @property
    def numbers(self) -> bool:
        """Numbers come out; the loss is a squared error."""
        return self.output is Medium.NUMBERS

    @property
    def text(self) -> bool:
        """The next symbol of the text that goes in, or of another one that is written, comes out."""
        return self.reads_symbols and not self.numbers and (self.shift > 0 or self.writes)

    @property
    def writes(self) -> bool:
        """A whole sequence is read, and another one written: each has steps of its own."""
        return self.task.spec.second

    @property
    def classes(self) -> bool:
        """Classes come out."""
        return not self.numbers and not self.text

    @property
    def goes_on(self) -> bool:
        """Whether what comes out can go in again, so that the network can go on by itself."""
        return self.task.spec.ahead and self.shift > 0 and self.input is self.output

    def goes_on_after(self, steps: int) -> bool:
        """The same after so many steps: what is ``shift`` ahead of the last ones is where it begins."""
        return self.goes_on and self.shift <= steps


SERIES = TaskShape()  # numbers go in, the next ones come out


def of_run(info: RunInfo) -> TaskShape:
    """As the engine says it of a run."""
    config = info.config
    return TaskShape(info.input, info.output, info.shift, config.data.task, config.net.bidirectional)


def of_data(data: DataConfig) -> TaskShape:
    """As it follows from a configuration that no run has been made of yet."""
    symbols = data.kind is Kind.TEXT or bool(data.text)
    shift = data.horizon if data.task.spec.ahead else 0
    classes = data.classes or (symbols and shift > 0) or data.task.spec.second
    return TaskShape(
        Medium.SYMBOLS if symbols else Medium.NUMBERS, Medium.SYMBOLS if classes else Medium.NUMBERS, shift, data.task
    )
