"""The rules that hold the architecture: who may import whom, how long and how many things may get, their names,
where text for people stands."""

import ast
import io
import re
import shutil
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from tests.conftest import LONGEST

ROOT = Path(__file__).parent.parent
PACKAGES = ("engine", "gui", "resources")
PRODUCT = [ROOT / "main.py", *sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))]
SOURCES = PRODUCT + sorted((ROOT / "tests").rglob("*.py"))

FILE_LINES = 450
NINE_OF_TEN = 350  # lines of a file
FUNCTION_LINES = 30  # of the body
FOLDER_MODULES = 20
LONG_FUNCTIONS: dict[str, int] = {}
"""What may be longer, and how long: ``path:function``. Short, and shrinking."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    """Each file is read once: several rules look at all of them."""
    return path.read_text("utf-8")


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(text_of(path))))


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
    ("module", "does", "forbidden"),
    [
        ("gatescope.gui.app", "", ("torch", "gatescope.engine.server.serve")),
        # the compiler of torch, which a first step would load, takes as long as torch itself
        ("gatescope.engine.server.serve", "it.warm_up()", ("PySide6", "gatescope.gui", "torch._dynamo")),
        ("gatescope.main", "", ("torch", "PySide6")),
    ],
)
def test_a_process_loads_only_what_is_its_own(module: str, does: str, forbidden: tuple[str, ...]) -> None:
    loaded = python(f"import sys, {module} as it\n{does}\nprint(*sys.modules)").split()
    assert module in loaded
    assert not set(forbidden) & set(loaded)


# ---- sizes and texts ------------------------------------------------------------------------------------------------


def function_lines(function: Function) -> int:
    """Lines of the body, without the docstring and without functions inside, which count by themselves."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return len(set().union(*map(lines_of, body)).difference(*map(lines_of, functions_in(body))))


def functions_in(body: list[ast.stmt]) -> Iterator[Function]:
    """The outermost ones: what stands within them has no lines of its own. A function is a statement, and statements
    stand in statements alone."""
    for node in body:
        if isinstance(node, Function):
            yield node
        else:
            blocks = (getattr(node, name, []) for name in ("body", "orelse", "finalbody", "handlers", "cases"))
            yield from functions_in([each for block in blocks for each in block])


def lines_of(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def test_no_file_grows_too_long_and_nine_of_ten_are_short() -> None:
    lengths = {name_of(path): len(text_of(path).splitlines()) for path in SOURCES}
    assert not {name: n for name, n in lengths.items() if n > FILE_LINES}
    assert sorted(lengths.values())[len(lengths) * 9 // 10] <= NINE_OF_TEN


def test_no_folder_holds_too_many_modules() -> None:
    held = Counter(path.parent for path in PRODUCT if path.name != "__init__.py")
    assert not {name_of(folder): n for folder, n in held.items() if n > FOLDER_MODULES}


def test_no_function_grows_too_long() -> None:
    lengths = {
        f"{name_of(path)}:{node.name}": function_lines(node)
        for path in SOURCES
        for node in nodes_of(path)
        if isinstance(node, Function)
    }
    too_long = {name: n for name, n in lengths.items() if n > LONG_FUNCTIONS.get(name, FUNCTION_LINES)}
    assert not too_long
    assert not {name for name in LONG_FUNCTIONS if lengths.get(name, 0) <= FUNCTION_LINES}, "take it out"


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(nodes_of(path)[0])


def called_names(path: Path) -> set[str]:
    functions = [node.func for node in nodes_of(path) if isinstance(node, ast.Call)]
    methods = {function.attr for function in functions if isinstance(function, ast.Attribute)}
    return methods | {function.id for function in functions if isinstance(function, ast.Name)}


def test_text_for_people_stands_in_the_window_and_the_command_line() -> None:
    """Translatable text belongs to the window; printed text to the composition root and the command line."""
    for path in PRODUCT:
        if "gui" not in path.relative_to(ROOT).parts:
            assert not called_names(path) & {"tr", "QT_TRANSLATE_NOOP"}, name_of(path)
        if name_of(path) not in ("main.py", "engine/cli/commands.py"):
            assert "print" not in called_names(path), name_of(path)


# ---- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["engine", "gui"])
def test_a_class_name_is_taken_once_on_each_side(side: str) -> None:
    """Private ones too: who reads the name in a traceback or a search finds one place."""
    taken = Counter(
        node.name
        for path in (ROOT / side).rglob("*.py")
        for node in nodes_of(path)[0].body
        if isinstance(node, ast.ClassDef)
    )
    assert not {name: n for name, n in taken.items() if n > 1}


def prose(path: Path) -> Iterator[str]:
    """Docstrings, strings that stand below what they describe, and comments; of the README all of it."""
    text = text_of(path)
    if path.suffix != ".py":
        yield text
        return
    for node in nodes_of(path):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value
    yield from (
        token.string for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type == tokenize.COMMENT
    )


FROM_THE_TOP = re.compile(r"(?<![\w/.-])(?:engine|gui|tests|resources)/[\w/-]*(?:\.\w+)?")
ALONE = re.compile(r"(?<![\w/.*-])\w+\.py\b")
DOTTED = re.compile(r"(?<![\w.])(?:gatescope\.)?((?:engine|gui|tests|resources)(?:\.\w+)+)(?!/)")


@cache
def is_there(dotted: str) -> bool:
    """Whether it is a module or a folder of modules, or a name that stands in one."""
    place, names = ROOT, dotted.split(".")
    while names and (place / names[0]).is_dir():
        place /= names.pop(0)
    if not names:
        return True
    module = place / f"{names[0]}.py"
    if not module.exists():  # a name in the folder's own file
        module, names = place / "__init__.py", ["", *names]
    return module.exists() and (len(names) == 1 or re.search(rf"\b{names[1]}\b", text_of(module)) is not None)


def absent(path: Path) -> set[str]:
    """What the prose of a file names and is not there. A file that is named alone may stand anywhere."""
    text = "\n".join(prose(path))
    names = {each.name for each in SOURCES}
    missing = {found for found in FROM_THE_TOP.findall(text) if not (ROOT / found).exists()}
    missing |= {found for found in ALONE.findall(text) if found not in names}
    return missing | {found for found in DOTTED.findall(text) if not is_there(found)}


def test_what_prose_names_is_there() -> None:
    missing = {name_of(path): absent(path) for path in (ROOT / "README.md", *SOURCES)}
    assert not {name: names for name, names in missing.items() if names}


def imported(path: Path) -> Iterator[str]:
    """The modules that a file asks for, without the package's name; those inside functions too."""
    for node in nodes_of(path):
        if isinstance(node, ast.ImportFrom):
            asked = [f"{node.module}.{one.name}" for one in node.names]
        elif isinstance(node, ast.Import):
            asked = [one.name for one in node.names]
        else:
            continue
        yield from (name.removeprefix("gatescope.") for name in asked if name.startswith(("gatescope.", "tests.")))


def test_what_is_imported_is_there() -> None:
    """Also by a script that no test runs, and inside a function that none calls."""
    missing = {name_of(path): {name for name in imported(path) if not is_there(name)} for path in SOURCES}
    assert not {name: names for name, names in missing.items() if names}


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


def test_the_tests_that_begin_first_are_there() -> None:
    assert not [name for name in LONGEST if not (ROOT / name).is_file()]
