"""What crosses the pipe arrives as it left, however the pipe cuts it; what is no message is refused as a fact."""

import io
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, RunConfig, TrainConfig
from gatescope.engine.errors import EngineError, Fault
from gatescope.engine.protocol import wire
from gatescope.engine.protocol.base import About, Slot
from gatescope.engine.protocol.frame import Frame, FrameRequest, LayerTrace, Part, Probe, Trace, Want
from gatescope.engine.protocol.messages import Failed, NewRun, Pause, Play, RunState, SetLive
from gatescope.engine.server.outbox import Outbox

PROBE = Probe(part=Part.VALIDATION, start=7, length=5)
CONFIG = RunConfig(
    data=DataConfig(kind=Kind.TABLE, inputs=("a", "나"), targets=("나",)),
    net=Recurrent(cell=Cell.GRU, layers=3, dropout=0.25),
    train=TrainConfig(steps=9, learning_rate=1e-5),
)
ASKED = [
    NewRun(config=CONFIG, name="이름"),
    Play(run=3, steps=1),
    Pause(run=3),
    SetLive(run=1, name="clip", value=0.5),
    FrameRequest(
        slot=Slot("s"), number=4, run=1, probe=PROBE, at=8, wants=(Want(layer="layer1", trace=Trace.CELL, units=(3,)),)
    ),
]


def frame(values: np.ndarray) -> Frame:
    trace = LayerTrace(layer="layer0", trace=Trace.HIDDEN, values=values, steps=len(values), size=values.shape[1])
    return Frame(
        slot=Slot("s"), number=1, run=2, step=3, at=None, probe=PROBE, labels=("x",), traces=(trace,), loss=0.5
    )


@pytest.mark.parametrize("message", ASKED, ids=lambda m: type(m).__name__)
def test_a_message_arrives_as_it_left(message):
    assert wire.unpack_from_window(wire.pack(message)[4:]) == message


@pytest.mark.parametrize("dtype", ["<f4", "<f8", "<i8", "|b1", "<i4"])
@pytest.mark.parametrize("shape", [(0, 3), (1, 1), (5, 7)])
def test_an_array_arrives_equal_and_read_only(dtype, shape):
    values = np.arange(np.prod(shape)).reshape(shape).astype(dtype)
    arrived = wire.unpack_from_engine(wire.pack(frame(values))[4:]).traces[0].values
    assert arrived.dtype == values.dtype
    assert np.array_equal(arrived, values)
    assert not arrived.flags.writeable


def test_an_array_that_is_not_contiguous_arrives_equal():
    values = np.arange(24, dtype=np.float32).reshape(4, 6).T[::2]
    assert np.array_equal(wire.unpack_from_engine(wire.pack(frame(values))[4:]).traces[0].values, values)


def test_an_array_of_objects_is_refused():
    body = wire.pack(frame(np.zeros((1, 1), np.float32)))[4:].replace(b"<f4", b"|O0")
    with pytest.raises(EngineError) as caught:
        wire.unpack_from_engine(body)
    assert caught.value.fault is Fault.PROTOCOL


@given(cuts=st.lists(st.integers(1, 60), max_size=80))
def test_a_stream_in_pieces_gives_the_same_messages(cuts):
    stream = b"".join(wire.pack(message) for message in ASKED)
    splitter, found, at = wire.Splitter(), [], 0
    for cut in [*cuts, len(stream)]:
        found += splitter.feed(stream[at : at + cut])
        at += cut
    assert [wire.unpack_from_window(body) for body in found] == ASKED


@given(st.binary(max_size=200))
def test_bytes_that_are_no_message_are_a_fact_not_a_crash(noise):
    with pytest.raises(EngineError) as caught:
        wire.unpack_from_window(noise)
    assert caught.value.fault is Fault.PROTOCOL


def test_a_message_with_a_value_out_of_range_is_refused():
    body = wire.pack(NewRun(config=CONFIG))[4:].replace(b"layers\x03", b"layers\x09")
    with pytest.raises(EngineError) as caught:
        wire.unpack_from_window(body)
    assert caught.value.fault is Fault.PROTOCOL


def test_a_length_beyond_reason_is_refused_by_both_readers():
    head = wire.LENGTH.pack(wire.BYTES_MOST + 1)
    with pytest.raises(EngineError):
        wire.Splitter().feed(head)
    with pytest.raises(EngineError):
        wire.read(io.BytesIO(head))


def test_a_stream_that_ends_within_a_message_ends():
    packed = wire.pack(ASKED[0])
    for end in range(len(packed)):
        assert wire.read(io.BytesIO(packed[:end])) is None


class Pipe(io.RawIOBase):
    """A stream that stands still until it is let go."""

    def __init__(self):
        self.go, self.began, self.bodies = threading.Event(), threading.Event(), []

    def write(self, data):
        self.began.set()
        self.go.wait(10)
        self.bodies.append(wire.unpack_from_engine(bytes(data)[4:]))
        return len(data)


def test_the_newest_message_per_slot_wins_while_the_pipe_is_full():
    pipe = Pipe()
    outbox = Outbox(pipe, pytest.fail, pytest.fail)
    outbox.start()
    fault = {"about": "run", "fault": "x"}
    outbox.put(Failed(**fault, facts={"n": 0}))
    assert pipe.began.wait(10)
    for n in range(1, 500):
        outbox.put(Failed(**fault, facts={"n": n}), "slot")
    outbox.put(Failed(**fault, facts={"n": 1000}))
    outbox.put(Failed(**fault, facts={"n": 1001}))
    pipe.go.set()
    outbox.close(10)
    assert [body.facts["n"] for body in pipe.bodies] == [0, 499, 1000, 1001]


def test_a_broken_pipe_is_told_once():
    told = threading.Event()

    class Broken(io.RawIOBase):
        def write(self, data):
            raise BrokenPipeError

    outbox = Outbox(Broken(), told.set, pytest.fail)
    outbox.start()
    outbox.put(Failed(about=About.RUN, fault="x", facts={}))
    assert told.wait(10)
    outbox.close(10)


def test_states_and_kinds_cross_as_words():
    assert b"paused" in wire._encoder.encode(RunState.PAUSED)
