"""What is shipped beside the code: style, icons, fonts, translations, samples. Read only through this module."""

from importlib.resources import files
from pathlib import Path

_ROOT = Path(str(files(__name__)))


def style() -> str:
    """The style sheet's text, with $names for colours."""
    return (_ROOT / "style" / "gatescope.qss").read_text(encoding="utf-8")


def icon_svg(name: str) -> str:
    """An icon as SVG text; it is drawn in ``currentColor``. Raises FileNotFoundError for an unknown name."""
    return (_ROOT / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def icon_path(name: str) -> str:
    """The icon's file, with forward slashes, as a style sheet's url() wants it."""
    return (_ROOT / "icons" / f"{name}.svg").as_posix()


def fonts() -> tuple[bytes, ...]:
    """The font files that come along (Inter, SIL Open Font License 1.1)."""
    return tuple(path.read_bytes() for path in sorted((_ROOT / "fonts").glob("*.otf")))


def translations() -> str:
    """The folder of the translations, made by ``python -m tests.translations``."""
    return str(_ROOT / "translations")


def sample_path(file: str) -> Path:
    """Where a sample lies. Raises FileNotFoundError for an unknown one."""
    path = _ROOT / "samples" / file
    if not path.is_file():
        raise FileNotFoundError(path)
    return path


def recording(name: str) -> bytes:
    """A recorded run for the help, made by ``python -m tests.bench recordings``. Raises FileNotFoundError for an
    unknown name."""
    return (_ROOT / "recordings" / f"{name}.rec").read_bytes()
