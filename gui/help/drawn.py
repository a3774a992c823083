"""A picture of the help, drawn by the view that it is a picture of."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from shiboken6 import delete

from gatescope.engine.findings.rules import find
from gatescope.gui.exporting import pictures as exporting
from gatescope.gui.help.pictures import FINDINGS, HelpPicture
from gatescope.gui.kit.view import View
from gatescope.gui.look import theme
from gatescope.gui.look.painting import painting
from gatescope.gui.panels.findings import FindingRow, FindingsPanel
from gatescope.gui.scenes.findings import evidence_of
from gatescope.gui.words.findings import sentences
from gatescope.gui.words.findings.praise import praise

NARROW = 288  # px: as wide as the panel at the right, whose views are drawn for it
EDGE = 1


def widget_of(picture: HelpPicture) -> QWidget:
    """What shows the recorded run, as the window has it; whoever asks shows and deletes it."""
    return _findings(picture) if picture.view == FINDINGS else _view(picture)


def _view(picture: HelpPicture) -> QWidget:
    spec, (state, _store) = picture.spec, picture.known()
    view = spec.make()
    for kind in spec.choices:
        view.show_choice(state.choice(kind))
    view.draw(picture.scene())
    return view


def _findings(picture: HelpPicture) -> QWidget:
    state, store = picture.known()
    evidence, panel = evidence_of(state, store), FindingsPanel()
    found = find(evidence) if evidence is not None else ()
    rows = tuple(FindingRow(sentences.sentence(one), sentences.link(one)) for one in found)
    panel.show_findings(rows, good=praise(store.runs[state.run]))
    panel.help.hide()
    return panel


def image_of(picture: HelpPicture, width: int, scale: float) -> QImage:
    """The picture at ``scale`` device pixels a pixel, in the theme and the language of the moment. What it would be set
    with is left out."""
    made = widget_of(picture)
    made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    try:
        made.resize(width, max(picture.height, made.minimumSizeHint().height()))
        made.show()
        for part in (made, *made.findChildren(QWidget)):  # pages that came to the front have their places
            QApplication.sendPostedEvents(part, QEvent.Type.LayoutRequest)
        if isinstance(made, View):
            made.present(made.scene)
        return exporting.image(made, max(1, round(scale)))
    finally:
        delete(made)


class DrawnPicture(QWidget):
    """Shows one picture at a time; draws it anew when theme, language or width become others."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: HelpPicture | None = None
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed().connect(self._forget)

    def show_picture(self, picture: HelpPicture | None, said: str) -> None:
        """``said`` is what it shows, for those who do not see it. None: there is none."""
        self._picture = picture
        self.setVisible(picture is not None)
        self.setAccessibleName(said)
        self._forget()

    def _forget(self) -> None:
        self._image = None
        if self._picture is not None and self.isVisible():
            self._draw()
        self.update()

    def _draw(self) -> None:
        assert self._picture is not None
        wide = self.width() - 2 * EDGE
        wide = min(wide, NARROW) if self._picture.narrow else wide
        self._image = image_of(self._picture, wide, self.devicePixelRatioF())
        self.setFixedHeight(round(self._image.height() / self._image.devicePixelRatio()) + 2 * EDGE)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(NARROW, self._picture.height if self._picture is not None else 0)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._image is None:
            self._forget()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        if self._image is not None and event.size().width() != event.oldSize().width():  # type: ignore[attr-defined]
            self._forget()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._forget()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image is None:
            return
        with painting(self) as painter:
            self._paint(painter, self._image)

    def _paint(self, painter: QPainter, image: QImage) -> None:
        size = QSize(round(image.width() / image.devicePixelRatio()), round(image.height() / image.devicePixelRatio()))
        painter.drawImage(QRectF(EDGE, EDGE, size.width(), size.height()), image)
        painter.setPen(QPen(QColor(theme.current().border), 1))
        painter.drawRect(QRectF(0.5, 0.5, size.width() + EDGE, size.height() + EDGE))
