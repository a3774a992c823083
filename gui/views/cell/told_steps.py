"""All steps of a cell below each other, each with its equation and that in numbers, beside a drawing that is large."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from gatescope.gui.kit.canvas import LEFT, Canvas
from gatescope.gui.views.cell.scene import CellScene
from gatescope.gui.views.cell.steps import Told, told
from gatescope.gui.views.stack.free_rows import wrap

LINE, APART, EDGE = 16, 4, 8  # px of a line, between two steps, left of a step
Fits = Callable[[str], bool]


@dataclass(frozen=True)
class Block:
    """One step: lines of words, each with its ink and whether it is bold; ``beside`` the first of them, from a column
    ``at`` on, the numbers."""

    step: int
    lines: tuple[tuple[str, str, bool], ...]
    beside: str = ""
    at: float = 0.0

    @property
    def height(self) -> int:
        return LINE * len(self.lines) + APART


def paint_steps(canvas: Canvas, box: QRectF, scene: CellScene, step: int, count: int) -> list[tuple[QRectF, int]]:
    """Tells as much of the steps 1 … ``count`` as the box has room for, all of the one that is chosen (0: the cell as a
    whole). Returns where each stands."""
    places, y = [], box.top()
    for block in _fitting(canvas, box, scene, step, count):
        place = QRectF(box.left(), y, box.width(), block.height - APART)
        if block.step and block.step == step:
            canvas.bar(box.left(), y - 2, box.width(), block.height - 2, canvas.look.selection, 0.5)
            canvas.bar(box.left(), y - 2, 2, block.height - 2, canvas.look.accent)
        for text, ink, bold in block.lines:
            font = canvas.bold if bold else canvas.font
            canvas.write(QRectF(box.left() + EDGE, y, box.width() - EDGE + 4, LINE), text, ink, LEFT, font)
            y += LINE
        if block.beside:
            beside = QRectF(box.left() + EDGE + block.at, place.top(), box.width() - EDGE - block.at + 4, LINE)
            canvas.write(beside, block.beside, canvas.look.accent, LEFT, canvas.font)
        y += APART
        places.append((place, block.step))
    return places


def _fitting(canvas: Canvas, box: QRectF, scene: CellScene, step: int, count: int) -> list[Block]:
    """The fullest way to tell it that the box holds; the shortest where none does."""
    for equation in (True, False):
        made = _blocks(canvas, box, scene, step, count, equation=equation, numbers=True)
        if _height(made) <= box.height():
            return made
    in_lines = _in_lines(canvas, box, scene, step, count)
    return in_lines or _blocks(canvas, box, scene, step, count, equation=False, numbers=False)


def _height(blocks: list[Block]) -> int:
    return sum(block.height for block in blocks) - APART


def _blocks(
    canvas: Canvas, box: QRectF, scene: CellScene, step: int, count: int, *, equation: bool, numbers: bool
) -> list[Block]:
    """What is told of the chosen step as a sentence, and below it each step; of the others equation or numbers only
    where these are wanted."""
    made = [_head(canvas, box, told(scene, step))]
    return made + [
        _block(canvas, box, told(scene, at), at, equation or at == step, numbers or at == step)
        for at in range(1, count + 1)
    ]


def _in_lines(canvas: Canvas, box: QRectF, scene: CellScene, step: int, count: int) -> list[Block]:
    """Each step on one line, with as many of its numbers as stand beside its name; [] where none do."""
    words = [told(scene, at) for at in range(1, count + 1)]
    titles = [f"{at} · {one.title}" for at, one in enumerate(words, 1)]
    at = max(canvas.width(title, canvas.bold) for title in titles) + 2 * EDGE
    room = box.width() - EDGE - at
    beside = [_as_much(canvas, one.numbers.splitlines(), room) for one in words]
    made = [_head(canvas, box, told(scene, step))]
    made += [
        Block(k, ((title, canvas.look.ink, True),), numbers, at)
        for k, (title, numbers) in enumerate(zip(titles, beside, strict=True), 1)
    ]
    return made if any(beside) and _height(made) <= box.height() else []


def _as_much(canvas: Canvas, numbers: list[str], room: float) -> str:
    """The numbers on one line, without the last of them where they are too many."""
    while numbers and canvas.width(",  ".join(numbers), canvas.font) > room:
        numbers = numbers[:-1]
    return ",  ".join(numbers)


def _head(canvas: Canvas, box: QRectF, words: Told) -> Block:
    """What is told now, as a sentence."""
    wrapped = wrap(words.sentence, box.width() - EDGE, 4, canvas.font)
    return Block(0, tuple((line, canvas.look.muted, False) for _, line in wrapped))


def _block(canvas: Canvas, box: QRectF, words: Told, at: int, equation: bool, numbers: bool) -> Block:
    look, fits = canvas.look, lambda text: canvas.width(text) <= box.width() - EDGE
    title = wrap(f"{at} · {words.title}", box.width() - EDGE, 3, canvas.bold)
    lines = [(line, look.ink, True) for _, line in title]
    for wanted, text, ink in ((equation, words.equation, look.muted), (numbers, words.numbers, look.accent)):
        if wanted:
            lines += [(part, ink, False) for line in text.splitlines() for part in broken(line, fits)]
    return Block(at, tuple(lines))


def broken(line: str, fits: Fits) -> list[str]:
    """An equation in as many lines as it needs: broken before a plus or an equals sign, the later ones set in."""
    parts, made = re.split(r"(?= [+=] )", line), [""]
    for part in parts:
        if made[-1] and not fits(made[-1] + part):
            made.append("    " + part.strip())
        else:
            made[-1] += part
    return made
