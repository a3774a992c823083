"""Brings the Korean of the window up to date: ``python -m tests.translations``.

Reads every text of gui/ into resources/translations/gatescope_ko.ts and makes the gatescope_ko.qm that is loaded.
What is new stands there as ``type="unfinished"``: translate it (by hand or with pyside6-linguist) and run this again.
The tests fail until nothing is unfinished and both files are committed as this makes them.
"""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
TS = ROOT / "resources" / "translations" / "gatescope_ko.ts"


@dataclass(frozen=True)
class Message:
    """One text: ``forms`` are its translations (one in Korean, which has no plural), ``kind`` is '' when finished."""

    context: str
    source: str
    comment: str
    forms: tuple[str, ...]
    kind: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.context, self.source, self.comment


def update(ts: Path = TS) -> None:
    """Takes over what the sources say now; texts that are gone are gone here too."""
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "gui").rglob("*.py"))
    arguments = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", "ko"]
    _run("pyside6-lupdate", *sources, *arguments, "-ts", str(ts))


def release(ts: Path = TS, qm: Path | None = None) -> None:
    """Makes the file that is loaded at run time."""
    _run("pyside6-lrelease", "-silent", str(ts), "-qm", str(qm or ts.with_suffix(".qm")))


def messages(ts: Path = TS) -> list[Message]:
    found = []
    for context in ElementTree.parse(ts).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            said = message.find("translation")
            assert said is not None
            forms = tuple(form.text or "" for form in said.iter("numerusform")) or (said.text or "",)
            texts = message.findtext("source") or "", message.findtext("comment") or ""
            found.append(Message(name, *texts, forms, said.get("type", "")))
    return found


def _run(tool: str, *arguments: str) -> None:
    """These come with PySide6-Essentials, beside the interpreter."""
    program = shutil.which(tool, path=Path(sys.executable).parent) or tool
    subprocess.run([program, *arguments], check=True, cwd=ROOT)


if __name__ == "__main__":
    update()
    release()
    unfinished = [message for message in messages() if message.kind]
    for message in unfinished:
        print(f"{message.context}: {message.source}")
    print(f"{len(messages())} texts, {len(unfinished)} unfinished")
