"""What the user chose in the form, from one file to the next: remembered, said, and put back with a click."""

from pathlib import Path

from PySide6.QtCore import QObject

from gatescope.engine.config.run import RunConfig, changed
from gatescope.engine.errors import ConfigError
from gatescope.gui.controllers.forms import FormDesk
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.language import spoken
from gatescope.gui.memory.form import FormMemory
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.panels.start.before_pictures import Welcome
from gatescope.gui.panels.start.samples import SAMPLES
from gatescope.gui.words.run_differences import differing, differing_name


class KeptForm(QObject):
    """Fills the form of a file without runs with what was chosen before. What is chosen while a sample is open is of
    the sample, and not kept."""

    def __init__(
        self, conductor: Conductor, settings: Settings, forms: FormDesk, model: ModelPanel, welcome: Welcome
    ) -> None:
        super().__init__(forms)
        self._conductor, self._settings = conductor, settings
        self._forms, self._model, self._welcome = forms, model, welcome
        self._memory = FormMemory(settings)
        self._stands: RunConfig | None = None  # in the form, up to the user's next change
        self._filled: tuple[RunConfig, RunConfig] | None = None  # as suggested, and as remembered
        conductor.data_changed.connect(self._fill)
        conductor.runs_changed.connect(self._say)
        model.shown.connect(self._look)
        model.config_edited.connect(self._keep)
        forms.taken_back.connect(self._memory.take_back)
        welcome.reset_clicked.connect(self.reset)
        spoken(welcome, self._say)

    def _fill(self) -> None:
        """The data's suggestion, with what was chosen for data before."""
        data = self._conductor.store.dataset
        self._filled = None
        if data is not None and self._conductor.selected is None:
            suggested = changed(data.suggested, device=self._settings.device)
            self._filled = suggested, self._memory.remembered(suggested)
            self._model.show_config(self._filled[1])
        self._say()

    def _look(self) -> None:
        """Something else stands in the form than what the user chose there."""
        self._stands = self._described()
        self._memory.begin()

    def _keep(self) -> None:
        data, now = self._conductor.store.dataset, self._described()
        if data is None or now is None:
            return  # what cannot work is not worth keeping, until it does
        if self._stands is not None and not is_sample(data.path):
            self._memory.keep(self._stands, now, data.suggested)
        self._stands = now
        self._say()

    def _described(self) -> RunConfig | None:
        try:
            return self._forms.config
        except ConfigError:
            return None

    # ---- what is said of it ------------------------------------------------------------------------------------

    def reset(self) -> None:
        """The form as the data suggests, now and for the files to come."""
        self._memory.forget()
        self._fill()

    @property
    def told(self) -> str:
        """What still stands in the form as it was remembered, '' where nothing does or a run says what stands there."""
        now = self._described()
        if self._filled is None or now is None or self._conductor.selected is not None:
            return ""
        suggested, remembered = self._filled
        same = {row.path for row in differing((suggested, remembered))}
        same -= {row.path for row in differing((remembered, now))}
        return differing_name(suggested, now, frozenset(same))

    def _say(self) -> None:
        self._welcome.show_kept(self.told)


def is_sample(path: str) -> bool:
    """Whether a file is one of the program's own."""
    return Path(path) in {sample.path for sample in SAMPLES}
