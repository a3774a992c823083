"""A pair in the stack: what is read above, what is written below, each on its own steps; one cursor through both."""

import msgspec
import numpy as np
import pytest

from gatescope.engine.config.encoder_decoder import HANDED, LOOKED, AttentionKind
from gatescope.engine.config.nets import Axis
from gatescope.engine.config.run import Cell, DataConfig, EncoderDecoder, Kind, RunConfig, Split, Task
from gatescope.engine.protocol.analysis import Analysis, LetterFlow
from gatescope.engine.protocol.frame import Answer, Continuation, LayerTrace, Part, Probe, Symbols, Want
from gatescope.engine.protocol.runs import Medium
from gatescope.gui.scenes.asking import wanted
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.stack import scene as stack
from gatescope.gui.views.stack.bands import shown
from gatescope.gui.views.stack.layout import across, evenly, on_axis
from gatescope.gui.views.stack.map_rows import MAP
from gatescope.gui.views.stack.pairs import letter_rows
from gatescope.gui.views.stack.pairs.beam import total, twigs
from gatescope.gui.views.stack.scene import StackScene, resolve_stack
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice
from gatescope.gui.views.stack.sharing.heights import share
from gatescope.gui.views.stack.sharing.pointing import CursorPlace, place_of_cursor, stepped, under, within
from gatescope.gui.views.stack.shown_numbers import stack_arrays
from gatescope.gui.views.unit.scene import resolve_unit
from tests.gui.fake_engine import frame, info

SOURCE, ANSWER = tuple("3 May"), ("0", "5", "-", "0", "3", "<end>")
PROBE = Probe(part=Part.VALIDATION, start=0, length=len(ANSWER))
NET = EncoderDecoder(cell=Cell.GRU, hidden=6, decoder_hidden=8, attention=AttentionKind.GENERAL)
DATA = DataConfig(kind=Kind.TABLE, text="a", second="b", task=Task.PAIRS, split=Split.SEQUENCE)


def values(want: Want) -> np.ndarray:  # type: ignore[type-arg]
    if want.layer == HANDED:
        return np.linspace(-1, 1, 8, dtype=np.float32)[None]
    steps = len(ANSWER) if want.layer == LOOKED or want.layer.startswith("decoder") else len(SOURCE)
    size = len(SOURCE) if want.layer == LOOKED else 8 if want.layer.startswith("decoder") else 6
    made = np.arange(steps * size, dtype=np.float32).reshape(steps, size) / (steps * size)
    return made / made.sum(axis=1, keepdims=True) if want.layer == LOOKED else made


def symbols() -> Symbols:
    truth = np.arange(len(ANSWER))
    said = np.where(truth == 1, 0, truth)  # one wrong letter
    return Symbols(
        inputs=np.full(len(ANSWER), -1),
        truth=truth,
        top=said[:, None],
        probability=np.full((len(ANSWER), 1), 0.5),
        truth_probability=np.full(len(ANSWER), 0.5),
        unknown=np.zeros(len(SOURCE), bool),
        names=dict(enumerate(ANSWER)),
    )


@pytest.fixture
def store() -> Store:
    made = Store()
    run = msgspec.structs.replace(info(1), config=RunConfig(data=DATA, net=NET), validation_probe=PROBE)
    made.take_run(msgspec.structs.replace(run, input=Medium.SYMBOLS, output=Medium.SYMBOLS, shift=0))
    return made


def shown_scene(store: Store, state: ViewState) -> StackScene:
    request = wanted(state, store, [stack.wants])[0]
    traces = tuple(
        LayerTrace(
            layer=want.layer, trace=want.trace, values=(made := values(want)), steps=len(made), size=made.shape[1]
        )
        for want in request.wants
    )
    told = msgspec.structs.replace(
        frame(request, 1), traces=traces, labels=ANSWER, source_labels=SOURCE, symbols=symbols(), forecast=None
    )
    store.take_frame(told, request)
    found = resolve_stack(state, store)
    assert found is not None
    return found


@pytest.fixture
def scene(store: Store) -> StackScene:
    return shown_scene(store, ViewState(run=1, probe=PROBE, t=3, unit=2, source=1))


def test_a_layer_of_both_halves_is_asked_for_and_what_stands_between_them(scene: StackScene) -> None:
    parts = [row.part for row in scene.rows]
    assert parts == ["encoder.layer0"] * 4 + [LOOKED] + ["decoder.layer0"] * 4
    assert len({row.name for row in scene.rows}) == len(scene.rows)
    assert (scene.layer, scene.length, scene.labels) == ("encoder.layer0", len(ANSWER), ANSWER)


def test_what_is_looked_at_is_drawn_along_what_is_read_a_line_for_each_letter(scene: StackScene) -> None:
    looked = scene.main
    assert (looked.columns, looked.lines) == (Axis.READ, Axis.WRITTEN)
    assert (looked.steps, looked.size) == (len(SOURCE), len(ANSWER)) == looked.values.shape
    np.testing.assert_allclose(looked.values.sum(axis=0), 1, rtol=1e-6)  # of each letter that looks


def test_what_is_read_stands_above_what_is_written_and_the_answer_between(scene: StackScene) -> None:
    names = [row.name for row in shown(scene)]
    assert names[0] == "characters"
    assert names.index("encoder.hidden") < names.index("attention") < names.index("answer")
    assert names.index("answer") < names.index("decoder.hidden") < names.index("next")


def test_each_band_stands_on_its_own_steps(scene: StackScene) -> None:
    layout = across(800, scene.length, 0, evenly(900, shown(scene)))
    for band in layout.bands:
        own, columns = on_axis(scene, layout, band)
        reads = band.name.startswith(("characters", "encoder", "attention"))
        assert (own.labels, own.t) == ((SOURCE, 1) if reads else (ANSWER, 3))
        assert columns.length == len(own.labels)
        assert columns.x(len(own.labels)) == layout.right


def test_a_click_moves_the_cursor_in_the_half_that_it_is_on(scene: StackScene) -> None:
    layout = across(800, scene.length, 0, evenly(900, shown(scene)))
    bands = {band.name: band for band in layout.bands}

    def clicked(name: str, column: float) -> CursorPlace:
        band = bands[name]
        _, columns = on_axis(scene, layout, band)
        return under(scene, layout, band, columns.x(column + 0.5), band.top + 1)

    assert clicked("characters", 4) == CursorPlace(3, 4, 2, "encoder.layer0")
    assert clicked("answer", 5) == CursorPlace(5, 1, 2, "encoder.layer0")
    assert clicked("decoder.hidden", 2) == CursorPlace(2, 1, 0, "decoder.layer0")
    assert clicked("attention", 0) == CursorPlace(0, 0, 2, "encoder.layer0")  # both at once


def test_the_keys_move_in_the_half_where_the_cursor_is(store: Store, scene: StackScene) -> None:
    assert stepped(scene, 1, 1) == CursorPlace(3, 2, 3, "encoder.layer0")
    written = shown_scene(store, ViewState(run=1, probe=PROBE, t=3, unit=7, source=1, layer="decoder.layer0"))
    assert stepped(written, 1, 0) == CursorPlace(4, 1, 7, "decoder.layer0")
    far = within(written, CursorPlace(99, 99, 99, "encoder.layer0"))
    assert far == CursorPlace(len(ANSWER) - 1, len(SOURCE) - 1, 5, "encoder.layer0")
    assert within(written, place_of_cursor(written)) == place_of_cursor(written)


def test_a_unit_is_told_along_the_steps_of_its_half(store: Store, scene: StackScene) -> None:
    read = resolve_unit(ViewState(run=1, probe=PROBE, t=3, unit=2, source=1), store)
    written = resolve_unit(ViewState(run=1, probe=PROBE, t=3, unit=7, source=1, layer="decoder.layer0"), store)
    assert read is not None
    assert written is not None
    assert (read.layer, read.label, len(read.lines[0].values)) == ("encoder.layer0", SOURCE[1], len(SOURCE))
    assert (written.layer, written.label, len(written.lines[0].values)) == ("decoder.layer0", "0", len(ANSWER))


def test_in_simple_both_states_have_more_room_than_a_strip(scene: StackScene) -> None:
    bands = share(560, shown(scene), RowsChoice(), scene.main.size, main=scene.main.name, wide=700)
    tall = {band.name: band.height for band in bands}
    assert tall["attention"] > tall["encoder.hidden"] > 14
    assert abs(tall["encoder.hidden"] - tall["decoder.hidden"]) <= 1
    assert all(bands[at].bottom <= bands[at + 1].top for at in range(len(bands) - 1))
    assert {band.part for band in bands if band.name.endswith(".hidden")} == {MAP}


def test_its_numbers_are_called_as_they_are_exported(scene: StackScene) -> None:
    arrays = stack_arrays(scene)
    assert arrays["encoder.layer0.hidden"].shape == (len(SOURCE), 6)
    assert arrays["decoder.layer0.reset_gate"].shape == (len(ANSWER), 8)
    assert arrays["attention"].shape == (len(ANSWER), len(SOURCE))
    assert arrays["source_labels"].tolist() == list(SOURCE)


def test_without_attention_what_is_handed_over_stands_between_unit_by_unit(store: Store) -> None:
    net = msgspec.structs.replace(NET, attention=AttentionKind.NONE)
    store.runs[1].info = msgspec.structs.replace(store.runs[1].info, config=RunConfig(data=DATA, net=net))
    scene = shown_scene(store, ViewState(run=1, probe=PROBE, t=3, unit=2, source=1))
    (handed,) = [row for row in scene.rows if row.part == HANDED]
    assert (handed.steps, handed.size, handed.of_units) == (8, 1, False)  # units of the decoder, in one line
    names = [row.name for row in shown(scene)]
    assert names.index("encoder.hidden") < names.index(HANDED) < names.index("answer")
    layout = across(800, scene.length, 0, evenly(900, shown(scene)))
    band = next(band for band in layout.bands if band.name == HANDED)
    own, columns = on_axis(scene, layout, band)
    assert (own.t, columns.length) == (-1, 8)
    assert under(scene, layout, band, columns.x(7.5), band.top + 1) == place_of_cursor(scene)
    assert scene.main.part == "encoder.layer0"
    assert stack_arrays(scene)[f"{HANDED}.hidden"].shape == (1, 8)


def test_among_all_rows_a_strip_tells_what_the_letter_at_the_cursor_needs(store: Store) -> None:
    state = ViewState(run=1, probe=PROBE, t=3, unit=2, source=1)
    assert [request.slot.name for request in wanted(state, store, [stack.wants])] == ["stack"]  # not in Simple
    state = state.choose(RowsChoice(Mode.ALL))
    (asked,) = [each for each in wanted(state, store, [stack.wants]) if each.slot.name == stack.LETTER]
    assert asked.analysis.letter == 3
    told = Analysis(letter=LetterFlow(tau=3, source=np.array([1.0, 0, 0, 0, 4.0]), given=np.zeros(len(ANSWER))))
    store.take_frame(msgspec.structs.replace(frame(asked, 1), analysis=told), asked)
    found = shown_scene(store, state)
    assert [row.name for row in shown(found)][:2] == ["characters", "letter"]
    np.testing.assert_allclose(letter_rows._shares(found.reading), [0.25, 0, 0, 0, 1])
    assert letter_rows._title(found.reading) == "what “0” needs"
    assert shown_scene(store, state.choose(RowsChoice(Mode.SIMPLE))).source.letter is None


def said(text: str, *probability: float) -> Answer:
    return Answer(text=text, symbols=tuple(text), probability=np.array(probability))


def test_what_answers_have_in_common_stands_once_in_the_tree() -> None:
    beam = (said("12", 0.5, 0.8), said("13", 0.5, 0.2), said("2", 0.1))
    found = [(twig.symbol, twig.t, twig.line, twig.after) for twig in twigs(beam)]
    assert found == [("1", 0, 0, 0), ("2", 1, 0, 0), ("3", 1, 1, 0), ("2", 0, 2, 0)]
    assert [total(each) for each in beam] == pytest.approx([0.4, 0.1, 0.1])


def test_the_best_answers_are_searched_where_the_answer_has_the_middle(store: Store) -> None:
    state = ViewState(run=1, probe=PROBE, t=3, unit=2, source=1)
    shown_scene(store, state)
    large = state.choose(RowsChoice().enlarged("answer"))
    asked = {request.slot.name: request for request in wanted(large, store, [stack.wants])}
    assert asked[stack.BEAM].free.beam == 1  # no more than there are symbols to begin with
    assert stack.BEAM not in {request.slot.name for request in wanted(state, store, [stack.wants])}
    told = Continuation(free=asked[stack.BEAM].free, text="12", answers=(said("12", 0.5, 0.8),))
    store.take_frame(msgspec.structs.replace(frame(asked[stack.BEAM], 1), continuation=told), asked[stack.BEAM])
    assert [each.text for each in shown_scene(store, large).source.beam] == ["12"]
    assert shown_scene(store, state).source.beam == ()
