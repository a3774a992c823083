"""What the README promises is what the program does."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from gatescope.engine.findings import vanishing
from gatescope.gui.window.platform_check import PACKAGES
from gatescope.gui.words.findings.texts import TEXTS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def marked(name: str) -> str:
    """The lines between ``<!-- ci:name -->`` and ``<!-- /ci -->``, as .ci/run takes them."""
    (block,) = re.findall(rf"<!-- ci:{name} -->\n```sh\n(.*?)```\n<!-- /ci -->", README, re.S)
    return str(block).strip()


def test_the_test_command_is_one_line_in_an_environment_of_its_own() -> None:
    line = marked("test")
    assert "\n" not in line
    assert re.fullmatch(
        r'python3 -m venv (\S+) && \1/bin/python -m pip install .*"\.\[test\]" && \1/bin/python -m pytest.*', line
    )


def test_continuous_integration_runs_that_line_and_no_copy_of_it() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert 'eval "$(readme_line test)"' in script
    assert "pytest" not in script


def test_the_short_way_is_one_command_for_every_shell_and_every_card() -> None:
    """No ``&&``, which the PowerShell of Windows has not, and no index named: uv chooses it by the driver it finds."""
    assert marked("uv") == "uv tool install --torch-backend=auto ."
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert list(project["scripts"]) == ["gatescope"]
    assert "Then `gatescope` starts it" in README


def test_the_torch_that_is_named_is_the_one_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (asked,) = [one for one in project["dependencies"] if one.startswith("torch")]
    assert set(re.findall(r"\btorch==[\d.]+\d", README)) == {asked}


@pytest.mark.parametrize("name", ["install . ", 'install -q -e ".[test]"'])
def test_each_command_has_its_windows_form(name: str) -> None:
    forms = [line for line in README.splitlines() if name.strip() in line and "venv" in line]
    assert any("/bin/" in line and line.startswith("python3 ") for line in forms)
    assert any("\\Scripts\\" in line and line.startswith("py ") for line in forms)


def test_the_apt_line_is_the_one_the_program_prints() -> None:
    assert marked("apt") == f"sudo apt-get install -y python3-venv {PACKAGES}"


@pytest.mark.parametrize(
    "command", [[], ["train"], ["inspect"], ["export"]], ids=["window", "train", "inspect", "export"]
)
def test_every_option_is_documented_and_every_documented_option_exists(command: list[str]) -> None:
    result = subprocess.run(
        [sys.executable, "main.py", *command, "--help"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 0, result.stderr
    real = options_in(result.stdout) - {"--help", "--version"}
    promised = documented()[command[0] if command else "window"]
    assert real <= promised
    assert promised <= real


def options_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", text))


def documented() -> dict[str, set[str]]:
    """Options by command, from the section about the command line. ``inspect`` takes those about the data."""
    section = README.split("## Without a window")[1].split("\n## ")[0]
    synopsis, _, rest = section.partition("| `train`, `inspect` |")
    about_data, _, rest = rest.partition("| `train` alone |")
    table, _, export = rest.partition("`export` takes")
    options = {"window": synopsis, "train": about_data + table, "inspect": about_data, "export": export}
    return {name: options_in(text) for name, text in options.items()}


def test_the_findings_are_told_with_the_numbers_of_the_rules() -> None:
    section = README.split("## Findings in words")[1].split("\n## ")[0]
    for text in TEXTS.values():
        told = {**text.numbers, "vanished": f"{vanishing.VANISHED:.5f}"}
        (row,) = [line for line in section.splitlines() if line.startswith(f"| {text.name} |")]
        used = [told[field] for _, field, _, _ in Formatter().parse(text.when) if field]
        assert [number for number in used if number not in row] == []


@pytest.mark.parametrize("side", ["engine", "gui"])
def test_the_map_leads_through_the_rooms_in_the_order_of_the_contracts(side: str) -> None:
    """Rooms of one floor in any order; ``engine.data`` has floors of its own."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    for contract in rules:
        for container in contract.get("containers", ()):
            place = container.removeprefix("gatescope.").replace(".", "/")
            told = list(dict.fromkeys(re.findall(rf"`{place}/(\w+)(?:/|\.py)`", the_map())))
            floors = [set(floor.split(" | ")) for floor in contract["layers"]]
            heights = [next(at for at, floor in enumerate(floors) if room in floor) for room in told]
            if place.startswith(side):
                assert heights == sorted(heights)
                assert set().union(*floors) - set(told) <= {"preview", "samples"}


def the_map() -> str:
    return README.split("The laboratory, from the top down:")[1].split("To **add a cell**")[0]


def test_pictures_and_files_named_are_there() -> None:
    named = re.findall(r"`((?:engine|gui|tests|resources)/[\w/]*(?:\.py)?)`", README)
    named += re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert len(named) > 8
    assert not [name for name in named if not (ROOT / name).exists()]
