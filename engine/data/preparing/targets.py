"""What should come out of a network, as numbers or as classes, and what one gets without one."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import DataConfig
from gatescope.engine.data.preparing.chosen import Words
from gatescope.engine.data.preparing.classes import Classes, classes, codes_of
from gatescope.engine.data.rivals.rival import Contest, Outcome
from gatescope.engine.data.rows.spans import Ints, Layout, Mask
from gatescope.engine.data.scaling.scaled import Scaled, scaled, single, steps_of
from gatescope.engine.data.scaling.units import Units

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Targets:
    """Of N rows: ``numbers`` (N, D), with no column when they are ``classes``."""

    numbers: Scaled
    classes: Classes | None

    @property
    def values(self) -> NDArray[Any]:
        """As ``Prepared.targets`` has them."""
        return single(self.numbers.scaled) if self.classes is None else self.classes.ids

    @property
    def outputs(self) -> int:
        return len(self.numbers.names) if self.classes is None else len(self.classes.names)

    @property
    def known(self) -> Mask:
        """(N,) or (N, D): which targets count."""
        if self.classes is not None:
            return np.asarray(self.classes.ids >= 0)
        return np.asarray(np.isfinite(self.numbers.scaled))

    def contest(self, layout: Layout, counted: Ints, shift: int = 0, season: int = 0, order: int = 0) -> Contest:
        """What is to be said of the rows ``counted``, by a network or without one."""
        if self.classes is not None:
            ids, symbols = self.classes.ids, len(self.classes.names)
            return Contest(Outcome.CLASSES, layout, counted, shift, season, ids=ids, symbols=symbols)
        outcome = Outcome.FORECAST if shift else Outcome.NUMBERS
        return Contest(outcome, layout, counted, shift, season, self.numbers, order=order)

    def told(self) -> dict[str, Any]:
        """The fields of ``Prepared`` that tell of classes."""
        if self.classes is None:
            return {}
        return {"classes": self.classes.counts, "class_names": self.classes.names}


def targets(
    data: DataConfig, values: Floats, names: tuple[str, ...], layout: Layout, season: int = 0, shift: int = 0
) -> Targets:
    """``values`` (N, D) are the numbers, NaN where there is none; or, when ``data`` says classes, positions in
    ``names``. Raises what ``classes.classes`` does."""
    columns = () if data.classes else data.targets
    steps = steps_of(data, columns, season, shift, target=True)
    numbers = scaled(data, columns, values[:, : len(columns)], steps, layout)
    if not data.classes:
        return Targets(numbers, None)
    words = Words(names, codes_of(values[:, 0]))
    return Targets(numbers, classes(words, layout.training, data.targets[0]))


def units(inputs: Scaled, numbers: Scaled) -> Units | None:
    """What tells ``inputs`` and target ``numbers`` in their own units; None when neither has a column."""
    if not (inputs.names or numbers.names):
        return None
    return Units(
        inputs.names,
        numbers.names,
        inputs.values,
        numbers.values,
        inputs.steps,
        numbers.steps,
        inputs.scaling,
        numbers.scaling,
        numbers.usual_in_units,
    )
