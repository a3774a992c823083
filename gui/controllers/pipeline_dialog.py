"""A text's way into its network before there is a run: what one would read, in a window of its own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from gatescope.engine.config.run import DataConfig
from gatescope.engine.protocol.messages import DatasetInfo, Previewed
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.language import spoken
from gatescope.gui.views.pipeline.scene import scene_of
from gatescope.gui.views.pipeline.view import PipelineView

SIZE = (860, 520)


class PipelineDialog(QDialog):
    """Asks once, when it is made; stays open while one works."""

    def __init__(self, conductor: Conductor, info: DatasetInfo, data: DataConfig, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(min(SIZE[0], parent.width()), min(SIZE[1], parent.height()))
        spoken(self, lambda: self.setWindowTitle(self.tr("From text to vectors")))
        self.view = PipelineView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._level = data.tokens.level
        self._number = conductor.preview(info.path, info.read, data)
        conductor.previewed.connect(self._take)

    def _take(self, told: Previewed) -> None:
        if told.number == self._number and told.stages is not None:
            self.view.draw(scene_of(told.stages, self._level))

    # Qt's own name from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def show_before_a_run(conductor: Conductor, data: DataConfig, window: QWidget) -> bool:
    """Shows what a run of ``data`` would read. False where there is a run already, or no data."""
    info = conductor.store.dataset
    if conductor.selected is not None or info is None:
        return False
    for old in window.findChildren(PipelineDialog):
        old.close()
    PipelineDialog(conductor, info, data, window).show()
    return True
