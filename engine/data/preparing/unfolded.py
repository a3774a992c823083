"""Rows of numbers, and the text that each is to become, made ready for a run."""

from dataclasses import dataclass

import numpy as np

from gatescope.engine.config.run import DataConfig, Kind
from gatescope.engine.data.preparing import chosen
from gatescope.engine.data.preparing.answers import PreparedAnswers, ToWrite, two_models
from gatescope.engine.data.preparing.pairs_and_unfolding import unfolding
from gatescope.engine.data.preparing.prepared import IOShape
from gatescope.engine.data.rows import sequence_labels
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.errors import ConfigError, Fault


@dataclass(frozen=True, eq=False, kw_only=True)
class PreparedUnfolding(PreparedAnswers):
    """``source`` (P, F) float32 are the numbers, scaled: what is read for an answer is one step of them. ``names`` (P,)
    are those of the rows that they come from."""

    names: tuple[str, ...]

    def _read_names(self, answer: int) -> tuple[str, ...]:
        return self.names[answer : answer + 1]


def prepare_unfolding(dataset: Dataset, data: DataConfig, models: bytes = b"") -> PreparedUnfolding:
    """Raises ``DataError`` and ``ConfigError`` as ``unfolding`` does; ConfigError: CONFIG_VALUE where no text is to be
    written, ONE_TOKEN where one symbol is all that ever is; ``ValueError`` for ``models`` that are none."""
    made = unfolding(dataset, data, two_models(models)[1])
    if made.texts is None:
        columns = ", ".join(dataset.columns)[: chosen.NAMES_TOLD]
        raise ConfigError(Fault.CONFIG_VALUE, name="text", value="", choices=columns)
    writing = ToWrite(made.texts, made.learnt)
    written = writing.prepared()
    return PreparedUnfolding(
        dataset,
        Kind.TABLE,
        IOShape(made.vectors.shape[1], writing.outputs, 0, read=1, written=writing.longest),
        sequences=sequence_labels.told(made.names, written["layout"], None, ()),
        dropped=dataset.rows - len(made),
        source=made.vectors,
        reading=np.arange(len(made) + 1),
        too_long=made.too_long,
        names=made.names,
        **written,
    )
