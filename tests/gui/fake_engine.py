"""An engine that knows nothing: it speaks the protocol and does what a test's command line says.

``answer`` echoes frames and metrics; ``die N`` ends with status N at the first Play; ``hang`` neither reads nor leaves;
``garbage`` writes what is no message; ``noisy`` writes 300 lines to stderr first; ``crash`` kills itself at Play;
``diverge`` has every run fail at Play; ``protocol N`` speaks another; ``listen=FILE`` only writes down what it is told.
"""

import os
import sys
import time

import msgspec
import numpy as np

from gatescope.engine.config.run import DataConfig, Kind, RunConfig
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol import wire
from gatescope.engine.protocol.frame import Frame, FrameRequest, LayerTrace, Part, Probe
from tests.gui import fake_previews

CONFIG = RunConfig(data=DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",)))
DEVICE = m.Device(device="cpu", name="a processor", reason=m.DeviceReason.NO_CUDA_DEVICE)


def info(run: int, **more) -> m.RunInfo:
    values = {
        "run": run,
        "name": f"LSTM {run}",
        "config": CONFIG,
        "state": m.RunState.READY,
        "step": 0,
        "parameters": 4513,
        "baselines": (m.Baseline(kind=m.BaselineKind.LAST_VALUE, loss=0.5, reference=True),),
        "training_rows": (0, 100),
        "validation_rows": (100, 144),
        "validation_probe": Probe(part=Part.VALIDATION, start=99, length=24),
        "keyframes": (0,),
    }
    return m.RunInfo(**{**values, **more})


def dataset(path: str) -> m.DatasetInfo:
    return m.DatasetInfo(
        path=path,
        name=os.path.basename(path),
        kind=Kind.TABLE,
        rows=144,
        encoding="utf-8",
        suggested=CONFIG,
        columns=(
            m.Column(name="a", type=m.ColumnType.NUMERIC),
            m.Column(name="b", type=m.ColumnType.NUMERIC),
            m.Column(name="same", type=m.ColumnType.NUMERIC, constant=True),
        ),
        sha256="0" * 64,
    )


def frame(request: FrameRequest, step: int) -> Frame:
    steps = request.probe.length
    traces = tuple(
        LayerTrace(
            layer=want.layer,
            trace=want.trace,
            values=np.full((steps, 32), step, np.float32),
            steps=steps,
            size=32,
        )
        for want in request.wants
    )
    return Frame(
        slot=request.slot,
        number=request.number,
        run=request.run,
        step=step if request.at is None else request.at,
        at=request.at,
        probe=request.probe,
        labels=tuple(str(t) for t in range(steps)),
        traces=traces,
        loss=0.25,
    )


def metrics(request: m.MetricsRequest, rows: int) -> m.Metrics:
    new = np.arange(request.since, rows)
    return m.Metrics(
        run=request.run,
        since=request.since,
        train_loss=(1.0 / (1 + new)).astype(np.float32),
        gradient_norm=np.ones(len(new), np.float32),
        seconds=new * 0.01,
        since_validation=request.since_validation,
        validation_steps=np.arange(request.since_validation, rows // 50) * 50,
        validation_loss=np.full(max(0, rows // 50 - request.since_validation), 0.25),
        keyframes=(0, 1, 2, 4),
        status=m.Status(state=m.RunState.TRAINING, step=rows, committed=rows, steps_per_second=100.0, observation=0.04),
    )


def cost(steps: int, batch: int) -> m.Cost:
    held = 4000 * steps * batch
    return m.Cost(
        parameters=4513, steps=steps, activation_bytes=held, needed_bytes=2 * held, available_bytes=2_000_000_000
    )


class Fake:
    def __init__(self, how: list[str]) -> None:
        self.how = how
        self.runs = 0
        self.rows = 0
        self.waiting = {}
        self.made = {}
        self.marks = {}
        self.states = {}

    def say(self, message) -> None:
        sys.stdout.buffer.write(wire.pack(message))
        sys.stdout.buffer.flush()

    def serve(self) -> int:
        if "noisy" in self.how:
            sys.stderr.write("".join(f"line {i}\n" for i in range(300)))
            sys.stderr.flush()
        left = tuple(
            m.Recoverable(path=word.partition("=")[2], name="left", steps=7, modified=1.0)
            for word in self.how
            if word.startswith("left=")
        )
        protocol = int(self.how[self.how.index("protocol") + 1]) if "protocol" in self.how else m.PROTOCOL
        self.say(m.Ready(protocol=protocol, torch="2", device=DEVICE, devices=(DEVICE,), threads=1, recoverable=left))
        if "garbage" in self.how:
            sys.stdout.buffer.write(wire.LENGTH.pack(3) + b"???")
            sys.stdout.buffer.flush()
        for word in self.how:
            if word.startswith("listen="):  # whatever comes is kept, and nothing answered
                with open(word.partition("=")[2], "ab", buffering=0) as kept:
                    while piece := sys.stdin.buffer.read1():
                        kept.write(piece)
                return 0
        if "hang" in self.how:
            time.sleep(600)
        while (body := wire.read(sys.stdin.buffer)) is not None:
            message = wire.unpack_from_window(body)
            if isinstance(message, m.Quit):
                break
            status = self.take(message)
            if status is not None:
                return status
        return 0

    def take(self, message) -> int | None:
        match message:
            case m.OpenFile(path=path) if path.endswith("missing.csv"):
                self.say(m.Failed(about=m.About.OPEN, fault="file-missing", facts={"path": path}))
            case m.OpenFile(path=path):
                self.say(m.DataOpened(info=dataset(path)))
            case m.PreviewRequest():
                self.say(fake_previews.previewed(message))
            case m.CostRequest(number=number, config=config):
                self.say(m.CostTold(number=number, cost=cost(config.train.window, config.train.batch)))
            case m.OpenSession(path=path):
                runs = (info(1, state=m.RunState.CLOSED, step=9, keyframes=(0, 1, 2, 4, 8)),)
                self.runs, self.made = 1, {}
                self.say(m.SessionOpened(info=m.SessionInfo(path=path, data=dataset("/data/air.csv"), runs=runs)))
            case m.NewRun(config=config):
                return self.make(message, {"config": config})
            case m.Fork(run=run, step=step):
                return self.make(message, {"parent": run, "fork_step": step}, step)
            case m.Play():
                return self.play(message)
            case m.Pause(run=run):
                self.say(m.RunChanged(info=self.of(run, m.RunState.PAUSED)))
            case m.MarkRun(run=run, marks=marks):
                self.marks[run] = marks
                self.say(m.RunChanged(info=self.of(run, self.states.get(run, m.RunState.READY))))
            case m.DeleteRun(run=run):
                self.say(m.RunDeleted(run=run))
            case m.MetricsRequest() | FrameRequest() | m.Export() | m.SaveAs():
                self.tell(message)
        return None

    def of(self, run: int, state: m.RunState) -> m.RunInfo:
        """A run's settings, and what is said of it, stay what they are."""
        self.states[run] = state
        known = {"keyframes": (0, 1, 2, 4), **self.made.get(run, {})}
        return info(run, state=state, step=self.rows, **{"marks": self.marks.get(run, m.RunMarks()), **known})

    def make(self, message: m.NewRun | m.Fork, known: dict[str, object], step: int = 0) -> int | None:
        self.runs += 1
        self.made[self.runs] = known
        self.say(m.RunChanged(info=info(self.runs, step=step, **known)))
        return None if message.steps is None else self.play(m.Play(run=self.runs, steps=message.steps))

    def tell(self, message: m.MetricsRequest | FrameRequest | m.Export | m.SaveAs) -> None:
        """Metrics or a frame, at once or when there are newer ones; that something was written."""
        match message:
            case m.SaveAs(path=path):
                self.say(m.Saved(path=path))
            case m.Export(path=path) if "nowhere" in path:
                facts = {"path": path, "reason": "No such file or directory"}
                self.say(m.Failed(about=m.About.EXPORT, fault="export-unwritable", facts=facts))
            case m.Export(what=what, path=path):
                self.say(m.Exported(what=what, path=path))
            case m.MetricsRequest(run=run, since=since) if since >= self.rows:
                self.waiting["metrics", run] = message
            case m.MetricsRequest():
                told = metrics(message, self.rows)
                state = m.RunState.FINISHED if "finish" in self.how else m.RunState.TRAINING
                self.say(msgspec.structs.replace(told, status=msgspec.structs.replace(told.status, state=state)))
            case FrameRequest(at=None, have_step=have) if have == self.rows:
                self.waiting["frame", message.slot] = message
            case FrameRequest(run=run) if run > self.runs:
                self.say(m.Failed(about=m.About.FRAME, fault="run-unknown", facts={"run": run}, slot=message.slot))
            case FrameRequest():
                self.say(frame(message, self.rows))

    def play(self, message: m.Play) -> int | None:
        if "die" in self.how:
            return int(self.how[self.how.index("die") + 1])
        if "crash" in self.how:
            os.kill(os.getpid(), 9)
        self.rows += message.steps or 100
        known = self.made.get(message.run, {})
        states = {"diverge": m.RunState.FAILED, "finish": m.RunState.FINISHED}
        state = next((state for word, state in states.items() if word in self.how), m.RunState.TRAINING)
        if state is m.RunState.FAILED:
            known = {**known, "keyframes": (0, 1, 2, 4)}
            facts = {"run": message.run, "step": self.rows, "value": "nan"}
            self.say(m.Failed(about=m.About.RUN, fault="loss-not-finite", facts=facts))
        self.states[message.run] = state
        self.say(m.RunChanged(info=info(message.run, state=state, step=self.rows, **known)))
        waiting, self.waiting = self.waiting, {}
        for request in waiting.values():
            self.take(request)
        return None


if __name__ == "__main__":
    sys.exit(Fake(sys.argv[1:]).serve())
