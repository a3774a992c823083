"""Which sequence is watched, and which layer of the network."""

from bisect import bisect_right

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gatescope.engine.config.run import Transform
from gatescope.engine.protocol.frame import Part, Probe
from gatescope.engine.protocol.messages import RunInfo, Sequence
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.kit.entering import Slide
from gatescope.gui.kit.fields import Choice, Choices, Elided, label
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.panels.sequences import SequenceField
from gatescope.gui.words.nets import layer_name

MOST = 2**31 - 1  # of a slider
SPACE = 6  # px between the fields
WIDTH = 432  # px: what it needs to name a span of dates


class ProbeBar(QWidget):
    """A window of the training or validation part anywhere in it; one of many sequences by name; or, where symbols go
    in, what the user types."""

    probe_chosen = Signal(Probe)
    layer_chosen = Signal(str)  # its address

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        self._slides = False
        self._info: RunInfo | None = None
        self._make_fields()
        row.addWidget(self._title)
        row.addWidget(self._part)
        row.addWidget(self._where)
        for wide in (self._sequence, self._typed, self._span):
            row.addWidget(wide, 1)
        row.addWidget(self._layer_title)
        row.addWidget(self._layer)
        self._typed.hide()
        self._sequence.hide()
        self._part.currentIndexChanged.connect(lambda _: self._change_part())
        self._where.valueChanged.connect(lambda _: self._choose())
        self._typed.textEdited.connect(lambda _: self._choose())
        self._sequence.chosen.connect(self._choose_sequence)
        self._layer.currentIndexChanged.connect(lambda _: self.layer_chosen.emit(self._layer.currentData()))

    def _make_fields(self) -> None:
        self._title = label(lambda: self.tr("Probe"), "muted")
        self._part = Choice(self._parts)
        spoken(self._part, lambda: self._part.setAccessibleName(self.tr("Probe")))
        self._where = Slide()
        spoken(self._where, lambda: self._where.setAccessibleName(self.tr("Where the probe begins")))
        spoken(self._where, lambda: self._where.setToolTip(self.tr("Where the probe begins in this part of the data")))
        self._where.setFixedWidth(56)
        self._sequence = SequenceField()
        self._typed = QLineEdit()
        spoken(self._typed, lambda: self._typed.setPlaceholderText(self.tr("Type the text to watch the network on")))
        self._span = Elided(role="muted")
        self._layer, self._layer_title = Choice([("1", 0)]), label(lambda: self.tr("Layer"), "muted")
        spoken(self._layer, lambda: self._layer.setAccessibleName(self.tr("Layer")))

    def show_run(self, info: RunInfo | None, probe: Probe | None, layer: str) -> None:
        """What can be chosen for this run, and what is."""
        self._info = info
        self.setEnabled(info is not None)
        if info is None or probe is None:
            return
        self._part.offer(self._parts())
        self._part.blockSignals(True)
        self._part.choose(Part.VALIDATION if info.sequences and probe.part is not Part.TYPED else probe.part)
        self._part.blockSignals(False)
        self._part.setVisible(self._part.count() > 1)
        net = info.config.net
        self._layer.offer([(layer_name(part), part) for part in net.parts])
        for part in (self._layer, self._layer_title):
            part.setVisible(len(net.parts) > 1)  # of one there is nothing to choose
        self._layer.setToolTip(self.tr("→ reads forwards, ← from the end") if net.bidirectional else "")
        self._layer.blockSignals(True)
        self._layer.choose(layer)
        self._layer.blockSignals(False)
        self._show_part(probe)

    def _parts(self) -> Choices:
        """Of many sequences each says itself which part it is of."""
        info = self._info
        if info is not None and info.sequences:
            parts: Choices = [(self.tr("sequence"), Part.VALIDATION)]
        else:
            parts = [(self.tr("validation"), Part.VALIDATION)]
            parts += [(self.tr("training"), Part.TRAINING)] if info is not None else []
        if info is not None and of_run(info).reads_symbols:
            parts.append((self.tr("your text"), Part.TYPED))
        return parts

    def show_span(self, labels: tuple[str, str] | None, probe: Probe) -> None:
        """Names the ends of the probe, in the data's own words once a frame has told them."""
        if probe.part is Part.TYPED:
            self._span.show_text("")
        elif labels is not None and self._info is not None and not of_run(self._info).reads_symbols:
            self._span.show_text(f"{labels[0]} – {labels[1]}")
        else:
            self._span.show_text(self.tr("from {first}").format(first=numbers.count(probe.start + 1)))

    def _show_part(self, probe: Probe) -> None:
        typed = probe.part is Part.TYPED
        many = bool(self._info and self._info.sequences) and not typed
        self._typed.setVisible(typed)
        self._span.setVisible(not typed and not many)
        self._sequence.setVisible(many)
        if typed:
            self._slides = False
            self._fit()
            return
        if many and self._info is not None:
            at = self._sequence_at(probe.start)
            one = self._info.sequences[at]
            self._sequence.show_sequences(self._info.sequences, at, listed=probe.start < one.start + one.length)
        low, high = map(_fitting, self._range(probe))
        self._slides = high > low
        self._fit()
        self._where.blockSignals(True)
        self._where.setRange(low, high)
        self._where.setPageStep(_fitting(max(1, probe.length)))
        self._where.setValue(_fitting(probe.start))
        self._where.blockSignals(False)

    def _fit(self) -> None:
        """Where there is little room the name gives way, then the slider."""
        others = (self._part, self._sequence, self._typed, self._span, self._layer_title, self._layer)
        room = self.width() - sum(_needed(part) for part in others if not part.isHidden())
        for part, wanted in ((self._where, self._slides), (self._title, True)):
            fits = wanted and room >= _needed(part)
            part.setVisible(fits)
            room -= _needed(part) if fits else 0

    # ---- one of many -------------------------------------------------------------------------------------------

    def _sequence_at(self, row: int) -> int:
        """The sequence told of that begins last at or before the row."""
        assert self._info is not None
        return max(bisect_right([each.start for each in self._info.sequences], row) - 1, 0)

    def _choose_sequence(self, at: int) -> None:
        assert self._info is not None
        probe = whole(self._info, self._info.sequences[at])
        self._show_part(probe)
        self.probe_chosen.emit(probe)

    # ---- anywhere in one ---------------------------------------------------------------------------------------

    def _length(self) -> int:
        return self._info.validation_probe.length if self._info else 0

    def _range(self, probe: Probe) -> tuple[int, int]:
        """The first and last row at which a probe can begin, so that all its targets lie in the part. A validation
        part shorter than the window has one probe, the engine's own."""
        assert self._info is not None
        if self._info.sequences:
            sequence = self._info.sequences[self._sequence_at(probe.start)]
            first = sequence.start + _lost(self._info)
            return first, max(first, sequence.start + sequence.length - probe.length)
        length, own, shift = self._length(), self._info.validation_probe.start, self._info.shift
        if probe.part is Part.TRAINING:
            first, end = self._info.training_rows
            return first, max(first, end - length - shift)
        first, end = self._info.validation_rows
        low, high = max(first - shift, 0), end - length - shift
        return (low, high) if low <= own <= high else (min(own, high), max(own, high))

    def _change_part(self) -> None:
        if self._info is None:
            return
        part = Part(str(self._part.value))
        if part is Part.TYPED:
            self._show_part(Probe(part=part, text=self._typed.text()))
            self._typed.setFocus()
        elif self._info.sequences or part is Part.VALIDATION:
            self._show_part(self._info.validation_probe)
        else:
            low, _ = self._range(Probe(part=part))
            self._show_part(Probe(part=part, start=low, length=self._length()))
        self._choose()

    def _choose(self) -> None:
        part = Part(str(self._part.value))
        if part is Part.TYPED:
            if self._typed.text():
                self.probe_chosen.emit(Probe(part=part, text=self._typed.text(), length=len(self._typed.text())))
        elif self._info is not None and self._info.sequences:
            sequence = self._info.sequences[self._sequence_at(self._where.value())]
            probe = whole(self._info, sequence)
            start = min(self._where.value(), sequence.start + sequence.length - probe.length)
            self.probe_chosen.emit(Probe(part=probe.part, start=start, length=probe.length))
        else:
            self.probe_chosen.emit(Probe(part=part, start=self._where.value(), length=self._length()))

    # Qt's own names from here on

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())


def _needed(part: QWidget) -> int:
    return max(part.minimumSizeHint().width(), part.minimumWidth()) + SPACE


def whole(info: RunInfo, sequence: Sequence) -> Probe:
    """The sequence as it is watched: as a whole where it has one answer or is no longer than a window; else the last
    window of it, which is what is validated on where each sequence has a validation part at its end."""
    part = Part.VALIDATION if sequence.validation else Part.TRAINING
    first = sequence.start + min(_lost(info), sequence.length - 1)
    rows = sequence.start + sequence.length - first
    most = max(info.config.train.window, info.validation_probe.length) + info.shift
    if info.config.data.task.spec.label or info.config.data.task.spec.second or rows <= most:
        return Probe(part=part, start=first, length=max(rows - info.shift, 1))
    return Probe(part=part, start=first + (rows - most if sequence.validation else 0), length=most - info.shift)


def _lost(info: RunInfo) -> int:
    """The rows at the beginning of each sequence that a difference leaves without a value."""
    transform = info.config.data.transform
    if transform in (Transform.SEASONAL_DIFFERENCE, Transform.LOG_SEASONAL_DIFFERENCE):
        return info.season
    return 1 if transform in (Transform.DIFFERENCE, Transform.LOG_DIFFERENCE) else 0


def _fitting(row: int) -> int:
    """The nearest row that a slider of Qt's can stand at."""
    return min(max(row, 0), MOST)
