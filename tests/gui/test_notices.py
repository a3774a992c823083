"""Every fault has a sentence that says where."""

import re
from pathlib import Path
from string import Formatter

import pytest

from gatescope.engine import errors
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.messages import Device, DeviceReason
from gatescope.gui.words.notices import SENTENCES, device_sentence, sentence

SOURCE = errors.__file__
SHARED = {"files": {"path"}, "tables": {"path"}, "texts": {"path"}, "sessions": {"path"}}
PATHLESS = {  # the file or session is the open one
    Fault.VALUE_NOT_POSITIVE,
    Fault.VALUE_TOO_LARGE,
    Fault.SCALED_TOO_LARGE,
    Fault.PICTURES_TOO_MANY,
    Fault.SEASON_UNKNOWN,
    Fault.RUN_UNKNOWN,
    Fault.RUN_ENDED,
    Fault.KEYFRAME_UNKNOWN,
}
OPTIONAL = {"unit", "choices"}  # facts that only some senders add


def facts_by_fault() -> dict[str, set[str]]:
    """The facts that engine/errors.py lists beside each fault."""
    found, shared = {}, set()
    for line in Path(SOURCE).read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"    # (files|tables|tasks|texts|choices|sessions|a run|the engine)", line):
            shared = SHARED.get(heading[1], set())
        if fault := re.match(r"    [A-Z_]+ = \"([a-z-]+)\"(?:  # ?\+? ?(.*))?", line):
            notes = re.sub(r"\([^)]*\)|:.*", "", fault[2] or "")
            if notes.startswith("no facts"):
                notes = ""
            words = set(re.findall(r"\b[a-z_]+\b", notes.split(" of ")[0].replace("+", "")))
            found[fault[1]] = shared | words
    return found


FACTS = facts_by_fault()


def test_the_table_knows_every_fault() -> None:
    assert set(SENTENCES) == set(Fault)
    assert set(FACTS) == {str(fault) for fault in Fault}


@pytest.mark.parametrize("fault", list(Fault))
def test_a_sentence_names_its_facts(fault: Fault) -> None:
    """Each fact is a word of its own that must be found again in the sentence."""
    given = {name: f"<{name}>" for name in FACTS[fault]}
    if fault is Fault.CONFIG_VALUE:
        given |= {"low": "<low>", "high": "<high>"}
    text = sentence(fault, given)
    missing = [name for name in given if f"<{name}>" not in text and name not in OPTIONAL]
    if fault in PATHLESS:
        missing = [name for name in missing if name != "path"]
    assert not missing, text
    assert text[-1] in ".>)"
    assert "…" not in text


@pytest.mark.parametrize("fault", list(Fault))
def test_a_fact_that_was_not_sent_is_no_error(fault: Fault) -> None:
    assert sentence(fault, {})


def test_a_file_is_called_by_its_name() -> None:
    text = sentence(Fault.CELL_NOT_NUMERIC, {"path": "/a/b {c}.csv", "line": 12345, "column": "x{0}", "value": "n/a"})
    assert "“b {c}.csv”" in text
    assert "12,345" in text
    assert "x{0}" in text


def test_a_choice_is_told_with_what_is_allowed() -> None:
    text = sentence(Fault.CONFIG_VALUE, {"name": "hidden", "value": 0, "low": 1, "high": 1024})
    assert "Units" in text
    assert "1,024" in text
    for nothing in ("", " ", ", "):
        text = sentence(Fault.CONFIG_VALUE, {"name": "hidden", "value": 0, "choices": nothing})
        assert text.endswith("Choose another value.")
    text = sentence(Fault.CONFIG_VALUE, {"name": "targets", "value": "", "choices": "a, b"})
    assert text == "Nothing is chosen for the target columns. Choose one of: a, b."
    assert "auto, cpu" in sentence(Fault.CONFIG_VALUE, {"name": "device", "value": "x", "choices": "auto, cpu"})


def test_memory_is_told_in_sizes() -> None:
    assert "1.5 GB" in sentence(Fault.NETWORK_TOO_LARGE, {"needed_bytes": 1_500_000_000, "available_bytes": 10})


def test_a_fault_of_a_newer_engine_is_told_as_it_is() -> None:
    text = sentence("coffee-spilt", {"cup": 3})
    assert "coffee-spilt" in text
    assert "3" in text


def test_no_device_and_no_support_are_two_reasons() -> None:
    said = {
        device_sentence(Device(device="cpu", name="a processor", reason=reason))
        for reason in (DeviceReason.NO_CUDA_DEVICE, DeviceReason.TORCH_WITHOUT_CUDA, DeviceReason.CHOSEN)
    }
    assert len(said) == 3
    assert all(text.startswith("CPU: ") for text in said)
    broken = Device(device="cpu", name="", reason=DeviceReason.CUDA_BROKEN, detail="no kernel image")
    assert "no kernel image" in device_sentence(broken)
    assert device_sentence(Device(device="cuda:0", name="A GPU", reason=DeviceReason.CUDA_FOUND)).startswith("A GPU: ")


def test_every_reason_and_fault_formats() -> None:
    for fault, text in SENTENCES.items():
        names = {name for _, name, _, _ in Formatter().parse(str(text)) if name}
        known = FACTS[fault] | {"name", "setting", "allowed", "device_reason"}
        assert names <= known, fault
