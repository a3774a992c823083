"""Installed, Gatescope is one package: modules of the same names beside a user's script stand in for none of ours."""

import ast
import json
import os
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
THEIRS = 'raise SystemExit("this is not Gatescope\'s")\n'
TRAIN = """
import sys
from gatescope import main
print(main.__file__, file=sys.stderr)
sys.exit(main.main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages that holds what the wheel holds. Built from a copy: building writes beside its sources."""
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "source"
    source.mkdir()
    for name in ("main.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("engine", "gui", "resources"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    build = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    done = subprocess.run(
        [*build, "--target", folder / "site", source], capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_it_trains_beside_modules_of_the_same_names(installed: Path, tmp_path: Path) -> None:
    for name in ("engine.py", "main.py", "gui.py", "resources.py"):
        (tmp_path / name).write_text(THEIRS, "utf-8")
    (tmp_path / "series.csv").write_text("value\n" + "\n".join(str(i % 7) for i in range(200)), "utf-8")
    words = ["train", "series.csv", "--steps", "2", "--device", "cpu"]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    for start in ([sys.executable, str(installed / "bin" / "gatescope")], [sys.executable, "-c", TRAIN]):
        done = subprocess.run(
            [*start, *words], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["steps"] == 2
    assert str(installed) in done.stderr, "it was another Gatescope that trained"


def test_the_list_of_packages_is_complete() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    folders = {path.parent for name in ("engine", "gui", "resources") for path in (ROOT / name).rglob("*.py")}
    assert told == ["gatescope", *sorted(".".join(("gatescope", *f.relative_to(ROOT).parts)) for f in folders)]


def test_nothing_is_imported_by_another_name() -> None:
    for path in [ROOT / "main.py", *(p for name in ("engine", "gui", "tests") for p in (ROOT / name).rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & {"engine", "gui", "resources", "main"}, path


def test_what_is_not_installed_says_what_to_run(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "main.py")], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == "Gatescope is not installed for this Python; in this folder run: python -m pip install .\n"


def _requirements() -> list[Requirement]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = told["project"]
    several = (project["dependencies"], *project["optional-dependencies"].values(), told["build-system"]["requires"])
    return [Requirement(each) for group in several for each in group]


@pytest.mark.parametrize("requirement", _requirements(), ids=str)
def test_what_it_needs_is_bounded_on_both_sides_and_here_within(requirement: Requirement) -> None:
    signs = {each.operator for each in requirement.specifier}
    assert signs == {"=="} or (">=" in signs and "<" in signs)
    try:
        here = version(requirement.name)
    except PackageNotFoundError:
        pytest.skip(f"{requirement.name} is not installed here")
    assert requirement.specifier.contains(here, prereleases=True)
