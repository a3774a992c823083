"""Which sequence is watched, and which layer of the network."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSlider, QWidget

from engine.config import Kind
from engine.frame import Part, Probe
from engine.messages import RunInfo
from gui import numbers
from gui.language import spoken
from gui.panels.fields import Choice, Choices, Elided, label

WIDTH = 432  # px: what it needs to name a span of dates


class ProbeBar(QWidget):
    """A window of the training or validation part anywhere in it, or, for text, what the user types."""

    probe_chosen = Signal(Probe)
    layer_chosen = Signal(int)  # from 0

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._info: RunInfo | None = None
        self._part = Choice(self._parts)
        spoken(self._part, lambda: self._part.setAccessibleName(self.tr("Probe")))
        self._where = QSlider(Qt.Orientation.Horizontal)
        spoken(self._where, lambda: self._where.setAccessibleName(self.tr("Where the probe begins")))
        spoken(self._where, lambda: self._where.setToolTip(self.tr("Where the probe begins in this part of the data")))
        self._where.setFixedWidth(56)
        self._typed = QLineEdit()
        spoken(self._typed, lambda: self._typed.setPlaceholderText(self.tr("Type the text to watch the network on")))
        self._span = Elided(role="muted")
        self._layer = Choice([("1", 0)])
        spoken(self._layer, lambda: self._layer.setAccessibleName(self.tr("Layer")))
        row.addWidget(label(lambda: self.tr("Probe"), "muted"))
        for widget in (self._part, self._where):
            row.addWidget(widget)
        row.addWidget(self._typed, 1)
        row.addWidget(self._span, 1)
        row.addWidget(label(lambda: self.tr("Layer"), "muted"))
        row.addWidget(self._layer)
        self._typed.hide()
        self._part.currentIndexChanged.connect(lambda _: self._change_part())
        self._where.valueChanged.connect(lambda _: self._choose())
        self._typed.textEdited.connect(lambda _: self._choose())
        self._layer.currentIndexChanged.connect(lambda _: self.layer_chosen.emit(self._layer.currentData()))

    def show_run(self, info: RunInfo | None, probe: Probe | None, layer: int) -> None:
        """What can be chosen for this run, and what is."""
        self._info = info
        self.setEnabled(info is not None)
        if info is None or probe is None:
            return
        self._part.offer(self._parts())
        self._part.blockSignals(True)
        self._part.choose(probe.part)
        self._part.blockSignals(False)
        self._layer.offer([(str(i + 1), i) for i in range(info.config.net.layers)])
        self._layer.blockSignals(True)
        self._layer.choose(layer)
        self._layer.blockSignals(False)
        self._show_part(probe)

    def _parts(self) -> Choices:
        parts: Choices = [(self.tr("validation"), Part.VALIDATION)]
        if self._info is not None:
            parts.append((self.tr("training"), Part.TRAINING))
            if self._info.config.data.kind is Kind.TEXT:
                parts.append((self.tr("your text"), Part.TYPED))
        return parts

    def show_span(self, labels: tuple[str, str] | None, probe: Probe) -> None:
        """Names the ends of the probe, in the data's own words once a frame has told them."""
        if probe.part is Part.TYPED:
            self._span.show_text("")
        elif labels is not None and self._info is not None and self._info.config.data.kind is Kind.TABLE:
            self._span.show_text(f"{labels[0]} – {labels[1]}")
        else:
            self._span.show_text(self.tr("from {first}").format(first=numbers.count(probe.start + 1)))

    def _show_part(self, probe: Probe) -> None:
        typed = probe.part is Part.TYPED
        self._typed.setVisible(typed)
        self._span.setVisible(not typed)
        if typed:
            self._where.hide()
            return
        low, high = self._range(probe.part)
        self._where.setVisible(high > low)
        self._where.blockSignals(True)
        self._where.setRange(low, high)
        self._where.setPageStep(max(1, self._length()))
        self._where.setValue(probe.start)
        self._where.blockSignals(False)

    def _length(self) -> int:
        return self._info.validation_probe.length if self._info else 0

    def _range(self, part: Part) -> tuple[int, int]:
        """The first and last row at which a probe can begin, so that all its targets lie in the part. A validation
        part shorter than the window has one probe, the engine's own."""
        assert self._info is not None
        length, own = self._length(), self._info.validation_probe.start
        if part is Part.TRAINING:
            first, end = self._info.training_rows
            return first, max(first, end - length - 1)
        first, end = self._info.validation_rows
        low, high = first - 1, end - length - 1
        return (low, high) if low <= own <= high else (min(own, high), max(own, high))

    def _change_part(self) -> None:
        if self._info is None:
            return
        part = Part(str(self._part.value))
        if part is Part.TYPED:
            self._show_part(Probe(part=part, text=self._typed.text()))
            self._typed.setFocus()
        else:
            low, _ = self._range(part)
            start = self._info.validation_probe.start if part is Part.VALIDATION else low
            self._show_part(Probe(part=part, start=start, length=self._length()))
        self._choose()

    def _choose(self) -> None:
        part = Part(str(self._part.value))
        if part is Part.TYPED:
            if self._typed.text():
                self.probe_chosen.emit(Probe(part=part, text=self._typed.text(), length=len(self._typed.text())))
        else:
            self.probe_chosen.emit(Probe(part=part, start=self._where.value(), length=self._length()))

    # Qt's own names from here on

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())
