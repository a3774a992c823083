"""Looks for text that Qt would draw as HTML: in widgets, tips, items, actions and plots, and in the code."""

import ast
from collections.abc import Iterable, Iterator

from PySide6 import QtGui
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QTextEdit,
    QWidget,
)

from gatescope.gui.look.plain_text import PRE

ROLES = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.WhatsThisRole, Qt.ItemDataRole.StatusTipRole)
RICH = frozenset({"equation", "parts"})  # labels of the help page, which are written as HTML and escape what they quote
ROWS = 20  # of a model that are looked at: what stands in one tells its tips by the same rule as the others


def as_drawn(text: str) -> tuple[str, bool]:
    """What Qt shows of a text whose format it guesses, and whether it would load a picture or follow a link for it."""
    if not QtGui.Qt.mightBeRichText(text):
        return text, False
    document = QTextDocument()
    document.setHtml(text)
    html = document.toHtml()
    return document.toPlainText(), "<img" in html or "<a " in html


def is_rich(text: str) -> bool:
    """Whether something in it would be drawn as markup: nothing but our own paragraph may be."""
    if not QtGui.Qt.mightBeRichText(text):
        return False
    inside = text.removeprefix(PRE).removesuffix("</p>")
    return len(inside) != len(text) - len(PRE) - 4 or "<" in inside


def offenders(widgets: Iterable[QWidget], mark: str) -> Iterator[str]:
    """Who shows rich text, named; ``mark`` stands in what was given by the user."""
    for top in widgets:
        for widget in (top, *top.findChildren(QWidget)):
            yield from _of_widget(widget, mark)
        for action in top.findChildren(QAction):
            if is_rich(action.toolTip()) or is_rich(action.whatsThis()) or is_rich(action.statusTip()):
                yield f"action {action.text()!r}"


def _of_widget(widget: QWidget, mark: str) -> Iterator[str]:
    who = f"{type(widget).__module__}.{type(widget).__name__} in {type(widget.parent()).__name__}"
    if any(map(is_rich, (widget.toolTip(), widget.whatsThis(), widget.statusTip()))):
        yield f"tip of {who}: {widget.toolTip()[:200]!r}"
    if isinstance(widget, QLabel) and not _is_plain(widget, mark):
        yield f"label {who}: {widget.text()[:100]!r}"
    if isinstance(widget, QTextEdit) and _in_bold(widget.document(), mark):
        yield f"text {who}"
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from (f"{each} of {who}" for each in _of_model(widget.model()))
    if isinstance(widget, QComboBox):
        yield from (f"{each} of {who}" for each in _of_model(widget.model()))
    if isinstance(widget, QGraphicsView) and widget.scene() is not None:
        for item in widget.scene().items():
            if isinstance(item, QGraphicsTextItem) and _in_bold(item.document(), mark):
                yield f"plot's text in {who}"


def _is_plain(label: QLabel, mark: str) -> bool:
    """Those of a library say its own words; that ours are told to be plain, ``careless`` sees to."""
    if mark not in label.text():
        return True
    told = label.textFormat() is Qt.TextFormat.PlainText
    return told or (label.objectName() in RICH and f"<b>{mark}" not in label.text())


def _in_bold(document: QTextDocument, mark: str) -> bool:
    """Whether what the user gave, which stands in a tag there, has lost that tag."""
    text = document.toPlainText()
    return mark in text and f"<b>{mark}" not in text


def _of_model(model: QAbstractItemModel) -> Iterator[str]:
    rows, columns = min(model.rowCount(), ROWS), 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(rows):
        for column in range(columns):
            told = [str(model.index(row, column).data(role) or "") for role in ROLES]
            yield from (f"item {row}, {column}: {each[:100]!r}" for each in told if is_rich(each))
    for along, count in ((Qt.Orientation.Horizontal, columns), (Qt.Orientation.Vertical, rows)):
        for at in range(count):
            told = [str(model.headerData(at, along, role) or "") for role in ROLES]
            yield from (f"heading {at}: {each[:100]!r}" for each in told if is_rich(each))


# ---- in the code ----------------------------------------------------------------------------------------------------

TIPS = {"setToolTip": -1, "setWhatsThis": -1, "setStatusTip": -1, "showText": 1}  # which argument is the text
SAFE = {"plain_tip", "tr", "translate", "toolTip"}  # our own words, what was made plain, and what was set before
NEVER = {"QTextBrowser", "QTextEdit", "QMessageBox", "LabelItem", "setHtml", "setMarkdown", "insertHtml"}


def careless(source: str) -> Iterator[tuple[int, str]]:
    """Lines that hand a text to Qt without saying that it is plain, and the call."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = _called(node)
        if name in NEVER or name == "QLabel" or (_told(node, name) is not None and not _is_safe(_told(node, name))):
            yield node.lineno, name


def _told(node: ast.Call, name: str) -> ast.expr | None:
    """What is to be a tip."""
    if name in TIPS and node.args:
        return node.args[TIPS[name]]
    return node.args[1] if name == "setItemData" and "ToolTip" in ast.unparse(node) else None


def _called(node: ast.expr) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _is_safe(node: ast.expr | None) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_safe(node.body) and _is_safe(node.orelse)
    return isinstance(node, ast.Constant) or _called(node) in SAFE
