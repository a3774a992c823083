"""What if: hold, silence or shake a unit or a whole gate, and see at once what becomes of the loss.

Nothing of it reaches the training."""

import math
from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gatescope.engine.config.nets import Ability
from gatescope.engine.protocol.analysis import Alteration, Intervention
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.kit.fields import Choice, Decimal, Whole, label
from gatescope.gui.kit.view import View
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.look.readable_numbers import plain, signed, three
from gatescope.gui.views.what_if.scene import WhatIfScene
from gatescope.gui.words.nets import layer_name, why_not
from gatescope.gui.words.trace_names import trace_name

SHOWN_MOST = 8


class InterventionPanel(View[WhatIfScene]):
    """Lists what is altered and makes more of it; ``changed`` carries the whole list as it should be. What its fields
    say is true even while it is hidden."""

    changed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._trace, self._kind = Choice([]), Choice([])
        self._unit, self._value = Whole(0, 0, 0), Decimal(-100.0, 100.0, 1.0)
        self._whole, self._clear = QCheckBox(), QPushButton()
        self._apply, self._undo = QPushButton(), QPushButton()
        self._loss, self._note = label("", "title"), label("", "muted")
        self._loss.setWordWrap(True)
        self._rows = QVBoxLayout()
        self._lines: list[QWidget] = []
        self._fill_choices()
        self._build()
        spoken(self, self._say)
        self._wire()
        self._enable()

    def _fill_choices(self) -> None:
        for kind in (Alteration.ZERO, Alteration.CLAMP, Alteration.NOISE):
            self._kind.addItem("", kind)

    def _say(self) -> None:
        self._whole.setText(self.tr("all units"))
        self._apply.setText(self.tr("Apply"))
        self._undo.setText(self.tr("Undo"))
        self._clear.setText(self.tr("Release all"))
        for at, name in enumerate((self.tr("silence (0)"), self.tr("hold at"), self.tr("add noise"))):
            self._kind.setItemText(at, name)
        for at in range(self._trace.count()):
            self._trace.setItemText(at, trace_name(Trace(self._trace.itemData(at))))
        for widget, name in (
            (self._trace, self.tr("What is altered")),
            (self._kind, self.tr("How it is altered")),
            (self._unit, self.tr("Unit")),
            (self._value, self.tr("Value")),
        ):
            widget.setAccessibleName(name)
        if self.scene is not None:
            self._list(self.scene)
        self._tell(self.scene)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        self._note.setWordWrap(True)
        column.addWidget(self._loss)
        column.addWidget(self._note)
        column.addLayout(self._form())
        self._apply.setProperty("kind", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self._apply, self._undo):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        self._clear.setProperty("kind", "quiet")
        column.addWidget(self._clear)
        column.addStretch(1)

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(6)
        rows: tuple[tuple[Callable[[], str], tuple[QWidget, ...]], ...] = (
            (lambda: self.tr("What"), (self._trace,)),
            (lambda: self.tr("Unit"), (self._unit, self._whole)),
            (lambda: self.tr("How"), (self._kind,)),
            (lambda: self.tr("Value"), (self._value,)),
        )
        for row, (name, fields) in enumerate(rows):
            form.addWidget(label(name, "muted"), row, 0)
            for place, field in enumerate(fields):
                form.addWidget(field, row, 1 + place, 1, 1 if len(fields) > 1 else 2)
        form.setColumnStretch(1, 1)
        return form

    def _wire(self) -> None:
        self._apply.clicked.connect(self._add)
        self._undo.clicked.connect(lambda: self._keep(self._present[:-1]))
        self._clear.clicked.connect(lambda: self._keep(()))
        self._kind.currentIndexChanged.connect(self._enable)
        self._trace.currentIndexChanged.connect(self._enable)
        self._whole.toggled.connect(self._enable)

    # ---- what is there -----------------------------------------------------------------------------------------

    @property
    def _present(self) -> tuple[Intervention, ...]:
        return self.scene.interventions if self.scene else ()

    def draft(self) -> Intervention | None:
        """What "Apply" would add; None while there is no run."""
        if self.scene is None or not self.scene.able or self._trace.currentData() is None:
            return None
        kind = Alteration(self._kind.currentData())
        return Intervention(
            layer=self.scene.layer,
            trace=Trace(self._trace.currentData()),
            units=() if self._whole.isChecked() else (self._unit.value(),),
            kind=kind,
            value=0.0 if kind is Alteration.ZERO else self._value.value(),
            seed=len(self._present),
        )

    def _add(self) -> None:
        made = self.draft()
        if made is not None:
            self._keep((*self._present, made))

    def _keep(self, interventions: tuple[Intervention, ...]) -> None:
        if interventions != self._present:
            self.changed.emit(interventions)

    def draw(self, scene: WhatIfScene | None) -> None:
        """Shows what is altered and what became of the loss. The unit follows the cursor."""
        before, self.scene = self.scene, scene
        if scene is not None:
            self._offer(scene, before)
            if before is None or _listed(before) != _listed(scene):
                self._list(scene)
        self._tell(scene)
        self._enable()

    def _offer(self, scene: WhatIfScene, before: WhatIfScene | None) -> None:
        if before is None or before.traces != scene.traces:
            with QSignalBlocker(self._trace):
                self._trace.clear()
                for trace in scene.traces:
                    self._trace.addItem(trace_name(trace), trace)
        self._unit.setMaximum(scene.hidden - 1)
        if scene.unit >= 0 and (before is None or before.unit != scene.unit):
            self._unit.setValue(scene.unit)

    def _tell(self, scene: WhatIfScene | None) -> None:
        if scene is not None and not scene.able:
            self._loss.setText(why_not(scene.net, Ability.TOUCH))
            return
        if scene is None or math.isnan(scene.plain):
            self._loss.setText(self.tr("loss –"))
            self._note.setText(self.tr("Alter a part of the network and see what its forecast loses."))
            return
        if not scene.in_force:
            self._loss.setText(self.tr("loss {loss}").format(loss=three(scene.plain)))
            self._note.setText(
                self.tr("of the probe, nothing altered. Training goes on untouched, whatever you do here.")
            )
            return
        self._loss.setText(self.tr("loss {plain} → {loss}").format(plain=three(scene.plain), loss=three(scene.loss)))
        change = 100 * (scene.loss / scene.plain - 1) if scene.plain > 0 else math.nan
        self._note.setText(
            self.tr(
                "{change} % on the probe. The stack shows the altered network, its gradient and its losses too; "
                "training is untouched."
            ).format(change=signed(change))
        )

    def _list(self, scene: WhatIfScene) -> None:
        for widget in self._lines:
            self._rows.removeWidget(widget)
            widget.deleteLater()
        shown = scene.interventions[-SHOWN_MOST:]
        self._lines = [self._line(one, one in scene.in_force) for one in shown]
        for widget in self._lines:
            self._rows.addWidget(widget)

    def _line(self, one: Intervention, in_force: bool) -> QWidget:
        """One alteration in words, and a button that takes it back."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        text = self.told(one)
        name = label("", "" if in_force else "muted")
        name.setText(QFontMetrics(name.font()).elidedText(text, Qt.TextElideMode.ElideRight, 420))
        name.setWordWrap(True)
        tip = text if in_force else self.tr("{text}: this network has no such part").format(text=text)
        name.setToolTip(plain_tip(tip))
        release = QPushButton("×")
        release.setProperty("kind", "segment")
        release.setFixedWidth(24)
        release.setToolTip(self.tr("Release"))
        release.setAccessibleName(self.tr("Release {text}").format(text=text))
        release.clicked.connect(lambda: self._keep(tuple(kept for kept in self._present if kept is not one)))
        row.addWidget(name, 1)
        row.addWidget(release)
        return box

    def told(self, one: Intervention) -> str:
        where = self.tr("all units") if not one.units else self.tr("unit {units}").format(units=_joined(one.units))
        what = {
            Alteration.ZERO: self.tr("silent"),
            Alteration.CLAMP: self.tr("held at {value}").format(value=plain(one.value)),
            Alteration.NOISE: self.tr("noise ±{value}").format(value=plain(abs(one.value))),
        }[one.kind]
        text = self.tr("layer {layer} {trace}, {where}: {what}")
        return text.format(layer=layer_name(one.layer), trace=trace_name(one.trace), where=where, what=what)

    def _enable(self) -> None:
        draft = self.draft()
        altered = bool(self._present)
        self._apply.setEnabled(draft is not None)
        self._undo.setEnabled(altered)
        self._clear.setVisible(len(self._present) > 1)
        self._unit.setEnabled(draft is not None and not self._whole.isChecked())
        kind = Alteration(self._kind.currentData())
        self._value.setEnabled(kind is not Alteration.ZERO)
        gate = draft is not None and draft.trace.gate and kind is Alteration.CLAMP
        low = 0.0 if gate or kind is Alteration.NOISE else -100.0
        self._value.setRange(low, 1.0 if gate else 100.0)


def _listed(scene: WhatIfScene) -> tuple[object, ...]:
    """What the list of alterations is made of."""
    return scene.interventions, scene.in_force


def _joined(units: tuple[int, ...]) -> str:
    return ", ".join(str(unit) for unit in units)
