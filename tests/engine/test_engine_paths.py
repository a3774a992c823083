"""Paths that no system takes, or that are no text: a fact, and the engine goes on."""

import os

import pytest

from gatescope.engine.cli import commands as cli
from gatescope.engine.protocol.messages import Discard, Failed, OpenSession, SaveAs
from tests.engine.talking import config

LONG = "x" * 300 + ".gatescope"


@pytest.mark.parametrize("name", [LONG, "a\0b.gatescope"])
@pytest.mark.parametrize(
    ("message", "about"), [(SaveAs, "save"), (OpenSession, "session"), (Discard, "session")], ids=lambda v: str(v)
)
def test_a_name_that_the_system_refuses_is_a_fact(client, sine, tmp_path, name, message, about):
    client.open_file(sine)
    run = client.new_run(config())
    client.send(message(path=os.path.join(tmp_path, name)))
    failed = client.receive(Failed)
    assert (failed.about, failed.fault) in [(about, "file-unreadable"), (about, "session-unwritable")]
    assert client.train(run.run, 2).step == 2


def test_so_it_is_without_a_window(sine, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path))
    assert cli.train([str(sine), "--steps", "1", "--device", "cpu", "--session", LONG]) == 1
    assert "cannot be written" in capsys.readouterr().err.splitlines()[-1]
    assert cli.export([LONG, "weights", str(tmp_path / "w")]) == 1
    assert "cannot be read" in capsys.readouterr().err
