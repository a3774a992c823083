"""One list of exports: the command line takes each, and the engine writes the same for a window while it trains."""

from pathlib import Path

import msgspec
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file

from gatescope.engine import exports
from gatescope.engine.cli import commands as cli
from gatescope.engine.errors import Fault
from gatescope.engine.exports.writing import writer_of
from gatescope.engine.protocol.exports import EXPORTS, ExportOptions, ExportSpec
from gatescope.engine.protocol.frame import Part, Probe
from gatescope.engine.protocol.messages import Export, Exported, Failed, RunState, SaveAs, Saved
from tests.engine.talking import config

CHOICES = {"step": ("1", 1), "probe": ("0", 0)}


def test_every_module_of_the_room_is_listed_and_every_entry_writes() -> None:
    (folder,) = exports.__path__
    there = {path.stem for path in Path(folder).glob("*.py")} - {"__init__", "writing"}
    assert there == {spec.name for spec in EXPORTS}
    assert all(callable(writer_of(spec.name)) and spec.suffixes for spec in EXPORTS)
    assert set(CHOICES) == set(ExportOptions.__struct_fields__)


def test_the_readme_names_every_export() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert f"gatescope export SESSION {'|'.join(spec.name for spec in EXPORTS)} OUT" in readme


@pytest.mark.parametrize("spec", EXPORTS, ids=lambda spec: spec.name)
def test_an_option_that_an_export_does_not_heed_is_refused(spec: ExportSpec, capsys) -> None:
    for name in set(CHOICES) - set(spec.options):
        with pytest.raises(SystemExit):
            cli.export(["s.gatescope", spec.name, "out", f"--{name}", CHOICES[name][0]])
        assert f"--{name} means nothing for {spec.name}" in capsys.readouterr().err


def held(path: Path) -> object:
    """What a file holds. Safetensors writes its metadata in an order of its own each time."""
    if path.suffix != ".safetensors":
        return path.read_bytes()
    with safe_open(path, "numpy") as file:
        return file.metadata(), {name: file.get_tensor(name).tolist() for name in file.keys()}  # noqa: SIM118


def test_the_engine_writes_what_the_command_line_does(client, sine, tmp_path) -> None:
    client.open_file(sine)
    run = client.new_run(config()).run
    client.train(run, 3)
    client.send(SaveAs(path=str(tmp_path / "s.gatescope")))
    session = client.receive(Saved).path
    for spec in EXPORTS:
        out, alike = (tmp_path / f"{name}.{spec.suffixes[0]}" for name in (spec.name, "alike"))
        chosen = {name: CHOICES[name] for name in spec.options}
        options = ExportOptions(**{name: value for name, (_, value) in chosen.items()})
        client.send(Export(run=run, what=spec.name, path=str(out), options=options))
        assert client.receive(Exported) == Exported(what=spec.name, path=str(out))
        words = [word for name, (text, _) in chosen.items() for word in (f"--{name}", text)]
        assert cli.export([session, spec.name, str(alike), *words]) == 0
        assert held(out) == held(alike)


def test_the_errors_of_a_column_with_a_unit_name_it(client, tmp_path) -> None:
    prices = tmp_path / "prices.csv"
    prices.write_text("price,n\n" + "".join(f"${1000 + at * 7 % 11 + at / 3:.2f},{at * 5 % 13}\n" for at in range(120)))
    client.open_file(prices)
    both = msgspec.structs.replace(config().data, inputs=("price", "n"), targets=("price", "n"))
    run = client.new_run(msgspec.structs.replace(config(), data=both)).run
    client.train(run, 3)
    client.send(Export(run=run, what="metrics", path=str(tmp_path / "m.csv")))
    client.receive(Exported)
    head = (tmp_path / "m.csv").read_text("utf-8").splitlines()[0]
    errors = [f"validation_{kind}_{title}" for kind in ("rmse", "mae") for title in ("price ($)", "n")]
    assert head.split(",")[-4:] == errors


def test_what_is_exported_while_it_trains_ends_nothing(client, sine, tmp_path) -> None:
    client.open_file(sine)
    run = client.new_run(config()).run
    client.play(run)
    client.wait_for(run, RunState.TRAINING)
    own = ExportOptions(probe=Probe(part=Part.TRAINING, start=3, length=5))
    client.send(Export(run=run, what="frame", path=str(tmp_path / "f.npz"), options=own))
    client.receive(Exported)
    client.send(Export(run=run, what="weights", path=str(tmp_path / "w.safetensors")))
    client.receive(Exported)
    assert load_file(tmp_path / "w.safetensors")
    rows = len(client.metrics(run).train_loss)
    assert client.metrics(run, rows, 1 << 40).status.state is RunState.TRAINING


@pytest.mark.parametrize(
    ("what", "number", "place", "fault"),
    [
        ("weights", 1, "nowhere/w", Fault.EXPORT_UNWRITABLE),
        ("weights", 7, "w", Fault.RUN_UNKNOWN),
        ("dreams", 1, "d", Fault.PROTOCOL),
        ("metrics", 1, "s.gatescope", Fault.EXPORT_UNWRITABLE),
    ],
)
def test_what_cannot_be_exported_is_told(client, sine, tmp_path, what, number, place, fault) -> None:
    client.open_file(sine)
    client.new_run(config())
    client.send(SaveAs(path=str(tmp_path / "s.gatescope")))
    client.receive(Saved)
    before = sorted(path.name for path in tmp_path.iterdir())
    client.send(Export(run=number, what=what, path=str(tmp_path / place)))
    failed = client.receive(Failed)
    assert (failed.about, failed.fault) == ("export", fault)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
