"""The rules that hold the architecture: who may import whom, how long things may get, where text for people stands."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

ROOT = Path(__file__).parent.parent
PACKAGES = ("engine", "gui", "resources")
PRODUCT = [ROOT / "main.py", *sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))]
SOURCES = PRODUCT + sorted((ROOT / "tests").rglob("*.py"))

FILE_LINES = 350
FUNCTION_LINES = 30  # of the body
LONG_FILES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}
"""What may be longer, and how long: ``path`` or ``path:function``. Short, and shrinking."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def python(code: str) -> str:
    """Runs code in a process of its own and returns what it prints."""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


# ---- who imports whom -----------------------------------------------------------------------------------------------


def test_import_contracts_hold() -> None:
    tool = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    if tool is None:
        pytest.skip("import-linter is not installed here; .ci/run installs it and runs the same contracts")
    result = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("gatescope.gui.app", ("torch", "gatescope.engine.server.serve")),
        ("gatescope.engine.server.serve", ("PySide6", "gatescope.gui")),
        ("gatescope.main", ("torch", "PySide6")),
    ],
)
def test_a_process_loads_only_what_is_its_own(module: str, forbidden: tuple[str, ...]) -> None:
    loaded = python(f"import sys, {module}; print(*sys.modules)").split()
    assert module in loaded
    assert not set(forbidden) & set(loaded)


# ---- sizes and texts ------------------------------------------------------------------------------------------------


def function_lines(function: Function) -> int:
    """Lines of the body, without the docstring and without functions inside, which count by themselves."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    inner = [node for node in ast.walk(function) if isinstance(node, Function) and node is not function]
    lines = set().union(*(lines_of(node) for node in body))
    return len(lines.difference(*(lines_of(node) for node in inner)))


def lines_of(node: ast.stmt) -> set[int]:
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def test_no_file_grows_too_long() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    too_long = {name: n for name, n in lengths.items() if n > LONG_FILES.get(name, FILE_LINES)}
    assert not too_long
    assert not {name for name in LONG_FILES if lengths.get(name, 0) <= FILE_LINES}, "take it out"


def test_no_function_grows_too_long() -> None:
    lengths = {
        f"{name_of(path)}:{node.name}": function_lines(node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, Function)
    }
    too_long = {name: n for name, n in lengths.items() if n > LONG_FUNCTIONS.get(name, FUNCTION_LINES)}
    assert not too_long
    assert not {name for name in LONG_FUNCTIONS if lengths.get(name, 0) <= FUNCTION_LINES}, "take it out"


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def called_names(path: Path) -> set[str]:
    functions = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    methods = {function.attr for function in functions if isinstance(function, ast.Attribute)}
    return methods | {function.id for function in functions if isinstance(function, ast.Name)}


def test_text_for_people_stands_in_the_window_and_the_command_line() -> None:
    """Translatable text belongs to the window; printed text to the composition root and the command line."""
    for path in PRODUCT:
        if "gui" not in path.relative_to(ROOT).parts:
            assert not called_names(path) & {"tr", "QT_TRANSLATE_NOOP"}, name_of(path)
        if name_of(path) not in ("main.py", "engine/cli/commands.py"):
            assert "print" not in called_names(path), name_of(path)


# ---- Qt -------------------------------------------------------------------------------------------------------------


class _Emitter(QObject):
    happened = Signal(bool, object)


def test_emitting_costs_no_reference_of_true_or_none(qapp: object) -> None:
    """PySide6 6.12 drops one per ``emit``, and CPython 3.11, where they are counted, aborts when none is left."""
    emitter, heard = _Emitter(), []
    emitter.happened.connect(lambda flag, thing: heard.append(1))
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(1000):
        emitter.happened.emit(True, None)
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert len(heard) == 1000
    assert after[0] > before[0] - 100
    assert after[1] > before[1] - 100
