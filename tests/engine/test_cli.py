"""``train`` and ``export``: what they print, what they write, and what they say when something is wrong."""

import csv
import json
import math
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from gatescope.engine.cli import commands as cli
from gatescope.engine.errors import EngineError, Fault
from gatescope.engine.session.session import Session

MAIN = str(Path(__file__).parents[2] / "main.py")


@pytest.fixture(scope="module")
def wave(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("data") / "물결.csv"
    rows = "\n".join(f"{math.sin(t / 4):.5f},{math.cos(t / 4):.5f}" for t in range(240))
    path.write_text(f"높이,b\n{rows}\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def trained(wave, tmp_path_factory) -> tuple[Path, dict]:
    session = tmp_path_factory.mktemp("out") / "wave.gatescope"
    words = ["train", str(wave), "--target", "높이", "--inputs", "높이", "b", "--cell", "gru", "--hidden", "6"]
    words += ["--layers", "2", "--window", "12", "--batch", "8", "--steps", "60", "--device", "cpu"]
    words += ["--session", str(session)]
    done = subprocess.run([sys.executable, MAIN, *words], capture_output=True, text=True, check=True, timeout=60)
    return session, json.loads(done.stdout)


def test_train_prints_one_json_object(trained):
    session, said = trained
    fields = ["task", "steps", "train_loss", "val_loss", "naive_loss", "skill", "skill_best", "baselines", "accuracy"]
    fields += ["rmse", "mae", "steps_per_second", "device", "session"]
    assert list(said) == fields
    assert (said["steps"], said["device"], said["session"]) == (60, "cpu", str(session))
    assert said["skill"] == pytest.approx(1 - said["val_loss"] / said["naive_loss"])
    assert said["skill_best"] == pytest.approx(1 - said["val_loss"] / min(each["loss"] for each in said["baselines"]))


def test_the_naive_loss_is_that_of_repeating_the_last_value(trained, wave):
    values = np.loadtxt(wave, delimiter=",", skiprows=1)[:, 0]
    training = values[:168]
    scaled = (values - training.mean()) / training.std()
    assert trained[1]["naive_loss"] == pytest.approx(np.mean(np.diff(scaled[167:]) ** 2), rel=1e-6)


def test_errors_are_told_in_the_units_of_the_data(trained, wave):
    """Of what repeats the last value by hand; of the network they are its loss, which is of standardised values."""
    values = np.loadtxt(wave, delimiter=",", skiprows=1)[:, 0]
    told, steps = trained[1], np.diff(values[167:])
    repeated = next(each for each in told["baselines"] if each["kind"] == "last-value")
    assert repeated["rmse"] == {"높이": pytest.approx(np.sqrt(np.mean(steps**2)))}
    assert repeated["mae"] == {"높이": pytest.approx(np.mean(np.abs(steps)))}
    assert told["rmse"] == {"높이": pytest.approx(np.sqrt(told["val_loss"]) * values[:168].std())}
    assert 0 < told["mae"]["높이"] < told["rmse"]["높이"]


def exported(session: Path, part: str, out: Path, *more: str) -> Path:
    assert cli.export([str(session), part, str(out), *more]) == 0
    return out


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_an_exported_frame_follows_from_the_exported_weights(trained, tmp_path):
    weights = load_file(exported(trained[0], "weights", tmp_path / "w.safetensors"))
    frame = np.load(exported(trained[0], "frame", tmp_path / "f.npz"))
    assert weights["layers.1.weight_hh_l0"].shape == (18, 6)
    x = frame["inputs"].astype(np.float64)
    for k in range(2):
        h = frame[f"layer{k}.hidden"].astype(np.float64)
        before = np.vstack([np.zeros(6), h[:-1]])
        from_x = x @ weights[f"layers.{k}.weight_ih_l0"].T.astype(np.float64) + weights[f"layers.{k}.bias_ih_l0"]
        from_h = before @ weights[f"layers.{k}.weight_hh_l0"].T.astype(np.float64) + weights[f"layers.{k}.bias_hh_l0"]
        r = 1 / (1 + np.exp(-(from_x[:, :6] + from_h[:, :6])))
        z = 1 / (1 + np.exp(-(from_x[:, 6:12] + from_h[:, 6:12])))
        n = np.tanh(from_x[:, 12:] + r * from_h[:, 12:])
        for name, value in [
            ("reset_gate", r),
            ("update_gate", z),
            ("candidate", n),
            ("hidden", (1 - z) * n + z * before),
        ]:
            np.testing.assert_allclose(frame[f"layer{k}.{name}"], value, rtol=1e-5, atol=1e-5, err_msg=name)
        x = h
    np.testing.assert_allclose(frame["prediction"], x @ weights["head.weight"].T + weights["head.bias"], atol=1e-5)
    assert frame["target"].shape == frame["prediction"].shape == (12, 1)
    assert int(frame["step"]) == 60


def test_metrics_and_probes_come_as_csv(trained, tmp_path):
    rows = table(exported(trained[0], "metrics", tmp_path / "m.csv"))
    assert [int(row["step"]) for row in rows] == list(range(61))
    assert float(rows[-1]["validation_loss"]) == trained[1]["val_loss"]
    assert float(rows[-1]["train_loss"]) == pytest.approx(trained[1]["train_loss"])
    for kind in ("rmse", "mae"):
        assert {"높이": float(rows[-1][f"validation_{kind}_높이"])} == trained[1][kind]
    assert {bool(row["validation_rmse_높이"]) for row in rows if row["validation_loss"]} == {True}
    assert {row["validation_rmse_높이"] for row in rows if not row["validation_loss"]} == {""}
    probes = table(exported(trained[0], "probes", tmp_path / "p.csv"))
    assert {row["part"] for row in probes} == {"training", "validation"}
    last = str(len(probes) - 1)
    frame = np.load(exported(trained[0], "frame", tmp_path / "g.npz", "--probe", last, "--step", "9", "--run", "1"))
    assert frame["labels"][-1] == probes[-1]["last"]
    assert int(frame["step"]) == 8


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.csv"], "no file nowhere.csv"),
        (["FILE", "--target", "c"], "no column c"),
        (["FILE", "--window", "900"], "longest that fits is 167"),
        (["FILE", "--layers", "5"], "layers cannot be 5; it lies between 1 and 4"),
        (["FILE", "--lr", "nan"], "learning_rate cannot be nan"),
        (["FILE", "--device", "tpu"], "device cannot be tpu"),
        (["FILE", "--session", "/nowhere/x.gatescope", "--steps", "1"], "/nowhere/x.gatescope cannot be written"),
        (
            ["FILE", "--cell", "rnn-relu", "--layers", "3", "--lr", "1000000", "--steps", "500"],
            "Try a smaller learning",
        ),
        (["FILE", "--hidden", "1024", "--layers", "4", "--batch", "65536", "--steps", "1"], "and … bytes"),
    ],
)
def test_what_cannot_work_is_said_in_a_sentence(words, said, wave, capsys, monkeypatch):
    monkeypatch.setattr("gatescope.engine.training.trainer.available_bytes", lambda device: 1 << 28)
    words = [str(wave) if word == "FILE" else word for word in words]
    assert cli.train(words) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    sentence = captured.err.splitlines()[-1]
    assert all(part in sentence for part in said.split(" … "))
    assert "Traceback" not in captured.err


def test_a_run_that_broke_keeps_its_recording(wave, tmp_path, capsys):
    session = tmp_path / "broken.gatescope"
    words = [str(wave), "--cell", "rnn-relu", "--layers", "3", "--lr", "1000000", "--steps", "500", "--device", "cpu"]
    assert cli.train([*words, "--session", str(session)]) == 1
    opened = Session.open(session)
    (row,) = opened.runs()
    opened.close()
    assert row.state == "failed"
    assert f"at step {row.steps}" in capsys.readouterr().err


def test_ctrl_c_keeps_what_there_is(wave, tmp_path):
    words = [sys.executable, "-u", MAIN, "train", str(wave), "--steps", "1000000", "--device", "cpu"]
    words += ["--session", str(tmp_path / "s")]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert "step" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
    finally:
        process.kill()
    said = json.loads(out)
    assert process.returncode == 0
    assert 0 < said["steps"] < 1_000_000


def test_training_again_into_the_same_session_adds_a_run_and_other_data_is_refused(wave, tmp_path, capsys):
    session, other = tmp_path / "s.gatescope", tmp_path / "other.csv"
    other.write_text("v\n" + "\n".join(str(t % 7) for t in range(90)) + "\n")
    for _ in range(2):
        assert cli.train([str(wave), "--steps", "3", "--device", "cpu", "--session", str(session)]) == 0
    opened = Session.open(session)
    assert [row.steps for row in opened.runs()] == [3, 3]
    opened.close()
    assert cli.train([str(other), "--steps", "3", "--device", "cpu", "--session", str(session)]) == 1
    assert "other data" in capsys.readouterr().err


def test_every_fault_has_a_sentence_that_needs_no_fact():
    for fault in Fault:
        assert cli.sentence(EngineError(fault)).endswith(".")
