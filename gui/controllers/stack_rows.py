"""The rows below the maps, as the user chooses them: whose gradient, of which step, compared with what, and free
running. Keeps menus and buttons true to the conductor's state."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from gatescope.engine.config.nets import Ability
from gatescope.engine.protocol.analysis import Source
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import one_line, plain_tip, plain_title
from gatescope.gui.panels.free import FreeBar
from gatescope.gui.scenes.asking import FREE, GRADIENT, STACK, steps_of
from gatescope.gui.views.stack.bands import rows
from gatescope.gui.views.stack.free import FreeChoice
from gatescope.gui.views.stack.gradient import SHARES, GradientChoice
from gatescope.gui.views.stack.scene import gradient_shown
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice
from gatescope.gui.views.stack.sharing.head import RowsBar
from gatescope.gui.views.stack.text_rows import shown
from gatescope.gui.views.stack.view import StackView
from gatescope.gui.words.nets import why_not

ROWS = ("gradient", "gradient_map", "compare")  # the commands that turn a row on and off


class StackRows(QObject):
    """Between the stack, its commands and the conductor."""

    def __init__(self, conductor: Conductor, stack: StackView, head: RowsBar, actions: Mapping[str, QAction]) -> None:
        super().__init__(stack)
        self._conductor, self._stack, self._head, self._actions = conductor, stack, head, actions
        self.free = FreeBar()
        self.button = QToolButton()
        self._build()
        stack.tau_chosen.connect(self._look_back)
        stack.whole_loss_chosen.connect(self.whole_loss)
        stack.source_clicked.connect(self.ask_source)
        self.free.steps_chosen.connect(lambda steps: self._free(steps=steps))
        self.free.temperature_chosen.connect(lambda value: self._free(temperature=value))
        self.free.writer_chosen.connect(lambda order: self._free(ngram=order))
        self.free.again_clicked.connect(lambda: self._free(seed=self._chosen_free.seed + 1))
        head.mode_chosen.connect(self.show_mode)
        head.back_clicked.connect(lambda: conductor.choose(self._chosen_rows.back()))
        conductor.state_changed.connect(self._show_choices)
        conductor.runs_changed.connect(self._show_choices)
        self._show_choices()

    def _build(self) -> None:
        self.button.setProperty("kind", "quiet")
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setStyleSheet("QToolButton { padding: 0 3px; min-height: 0; text-align: left; }")
        spoken(self.button, lambda: self.button.setAccessibleName(self.tr("Rows of the stack")))
        spoken(
            self.button,
            lambda: self.button.setToolTip(
                self.tr("Which rows stand below the maps: gradient, comparison, free running")
            ),
        )
        self.button.clicked.connect(lambda: self.menu().popup(self.button.mapToGlobal(QPoint(0, self.button.height()))))
        self._stack.set_corner(self.button)
        self._stack.set_free_bar(self.free)
        spoken(self.button, self._name)

    def _name(self) -> None:
        self.button.setText(self.tr("rows") + " ▾")
        self.button.resize(self.button.sizeHint().width(), self.button.height())

    @property
    def _chosen_rows(self) -> RowsChoice:
        return self._conductor.state.choice(RowsChoice)

    @property
    def _chosen_gradient(self) -> GradientChoice:
        return self._conductor.state.choice(GradientChoice)

    @property
    def _chosen_free(self) -> FreeChoice:
        return self._conductor.state.choice(FreeChoice)

    def fits(self) -> frozenset[str]:
        """What of this somebody can see while the stack is visible: what does not fit asks for nothing."""
        free = {FREE} if self._chosen_free.shown else set()
        gradient = {GRADIENT} if gradient_shown(self._conductor.state) and self._stack.gradient_fits else set()
        return frozenset(free | gradient)

    # ---- what the commands do ----------------------------------------------------------------------------------

    def show_mode(self, mode: Mode) -> None:
        """Another mode takes the focus away: it begins with what it says."""
        self._conductor.choose(self._chosen_rows.in_mode(mode))

    def turn_gradient(self) -> None:
        """Its rows stand among all rows: where these are folded it is not seen, whatever was chosen there."""
        self._gradient(shown=not gradient_shown(self._conductor.state))

    def turn_map(self) -> None:
        """The gradient of every unit; what belongs to a row that is hidden shows it."""
        self._gradient(shown=True, maps=not self._chosen_gradient.maps)

    def turn_comparison(self) -> None:
        self._gradient(shown=True, compare=not self._chosen_gradient.compare)

    def turn_free(self) -> None:
        self._free(shown=not self._chosen_free.shown)

    def look_back(self) -> None:
        """The gradient of the output at the cursor."""
        self._look_back(max(self._conductor.state.t, 0))

    def whole_loss(self) -> None:
        self._conductor.choose(self._chosen_gradient.whole())

    def _look_back(self, tau: int) -> None:
        self._choose_gradient(self._chosen_gradient.at(tau))

    def _gradient(self, **changes: object) -> None:
        self._choose_gradient(self._chosen_gradient.with_(**changes))

    def _choose_gradient(self, choice: GradientChoice) -> None:
        """What is to be seen of it unfolds the rows."""
        state = self._conductor.state.choose(choice)
        rows = self._chosen_rows
        if choice.shown and rows.mode is not Mode.ALL:
            state = state.choose(rows.in_mode(Mode.ALL))
        self._conductor.change(choices=state.choices)

    def _free(self, **changes: object) -> None:
        self._conductor.choose(self._chosen_free.with_(**changes))

    # ---- menus -------------------------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """The rows there are, and what belongs to them."""
        menu = QMenu(self._stack)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        if reason := self.no_gradient():
            menu.addAction(reason).setEnabled(False)
        else:
            for name in ROWS:
                menu.addAction(self._actions[name])
            self._fill_sources(menu.addMenu(self.tr("Gradient of")))
            self._fill_shares(menu.addMenu(self.tr("Memory reaches down to")))
        menu.addSeparator()
        if reason := self.no_free_run():
            menu.addAction(reason).setEnabled(False)
        else:
            menu.addAction(self._actions["free"])
        menu.addSeparator()
        self._fill_shown(menu.addMenu(self.tr("Show")))
        return menu

    def _fill_shown(self, menu: QMenu) -> None:
        """Each row by its name; without its tick it is left out, in every run on such a task."""
        scene = self._stack.scene
        for row in rows(scene) if scene is not None else ():
            assert scene is not None
            task, seen = scene.shape.task, not self._chosen_rows.hides(scene.shape.task, row.name)
            title = plain_title(one_line(row.part.title(scene, row.index)))
            action = QAction(title, menu, checkable=True, checked=seen)
            action.triggered.connect(partial(self._turn_row, task, row.name))
            menu.addAction(action)

    def _turn_row(self, task: str, name: str, _on: bool = False) -> None:
        self._conductor.choose(self._chosen_rows.turned(task, name))

    def ask_source(self, place: QPoint) -> None:
        """Lets the user say what is differentiated."""
        menu = QMenu(self._stack)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_sources(menu)
        menu.popup(place)

    def _fill_sources(self, menu: QMenu) -> None:
        choice = self._chosen_gradient
        tau = choice.tau if choice.tau >= 0 else max(self._conductor.state.t, 0)
        group = QActionGroup(menu)

        def add(text: str, chosen: bool, **changes: object) -> None:
            action = QAction(plain_title(one_line(text)), menu, checkable=True, checked=chosen)
            action.setToolTip(plain_tip(text))  # else its title is one, as rich as it looks
            action.triggered.connect(lambda _=False: self._gradient(shown=True, **changes))
            group.addAction(action)
            menu.addAction(action)

        add(self.tr("the whole loss"), choice.source is Source.LOSS, source=Source.LOSS, tau=-1)
        step = self.tr("the loss at step {t}").format(t=tau + 1)
        add(step, choice.source is Source.STEP_LOSS, source=Source.STEP_LOSS, tau=tau)
        for name, column in self._outputs():
            text = self.tr("the output at step {t}: {name}").format(t=tau + 1, name=name)
            chosen = choice.source is Source.OUTPUT and column in (choice.column, self._first(choice.column))
            add(text, chosen, source=Source.OUTPUT, tau=tau, column=column)

    def _first(self, column: int) -> int:
        """The column that −1 stands for; of a text there is none."""
        record = self._conductor.selected
        numbers = record is not None and of_run(record.info).numbers
        return 0 if numbers and column < 0 else column

    def _outputs(self) -> list[tuple[str, int]]:
        """Names and columns of what can be differentiated at one step."""
        record = self._conductor.selected
        if record is None:
            return []
        shape = of_run(record.info)
        if shape.numbers:
            return [(name, at) for at, name in enumerate(record.info.config.data.targets)]
        answer = self._conductor.store.answer(STACK)
        symbols = answer.frame.symbols if answer else None
        found = [(self.tr("the most probable class") if shape.classes else self.tr("the most probable symbol"), -1)]
        tau = self._chosen_gradient.tau
        tau = tau if tau >= 0 else max(self._conductor.state.t, 0)
        if symbols is not None and tau < len(symbols.top):
            found += [(f"‘{shown(symbols.names.get(int(i), ''))}’", int(i)) for i in symbols.top[tau]]
        return found

    def _fill_shares(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for share in SHARES:
            text = self.tr("{n} % of the largest").format(n=f"{100 * share:g}")
            chosen = share == self._chosen_gradient.share
            action = QAction(text, menu, checkable=True, checked=chosen)
            action.triggered.connect(partial(lambda share, _=False: self._gradient(share=share), share))
            group.addAction(action)
            menu.addAction(action)

    # ---- what is shown -----------------------------------------------------------------------------------------

    def _show_choices(self) -> None:
        record = self._conductor.selected
        self._head.show_choice(self._chosen_rows)
        self.button.setEnabled(record is not None)
        if record is not None:
            self.free.show_choice(self._chosen_free, of_run(record.info).text)

    def no_gradient(self) -> str:
        """Why there is none through time, '' where there may be one."""
        record = self._conductor.selected
        return why_not(record.info.config.net if record is not None else None, Ability.REVERSE)

    def no_free_run(self) -> str:
        """Why there is none, '' where there may be one."""
        record = self._conductor.selected
        if record is None:
            return ""
        if reason := why_not(record.info.config.net, Ability.WALK):
            return reason
        shape, steps = of_run(record.info), steps_of(self._conductor.state.probe or record.info.validation_probe)
        if shape.goes_on_after(steps):
            return ""
        if shape.goes_on:
            said = self.tr("No free running: it looks {h} steps ahead, and the sequence shown has only {t}")
            return said.format(h=shape.shift, t=steps)
        if not shape.shift:
            return self.tr("No free running: what comes out is no next step that could go in again")
        return self.tr("No free running: what comes out is of another kind than what goes in")
