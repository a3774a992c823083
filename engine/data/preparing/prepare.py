"""From a data set to what a network learns on: the one way in.

Row numbers are those of ``Prepared`` everywhere: sequence after sequence. A span that starts at ``s`` has the inputs
``s … s+T-1`` and the targets ``s+shift … s+shift+T-1``. No target crosses the split; the inputs of a validation span
may reach back.
"""

from gatescope.engine.config.data import DataConfig, Kind
from gatescope.engine.data.preparing.answers import Pair as Pair
from gatescope.engine.data.preparing.answers import PreparedAnswers as PreparedAnswers
from gatescope.engine.data.preparing.pairs import PreparedPairs as PreparedPairs
from gatescope.engine.data.preparing.pairs import prepare_pairs
from gatescope.engine.data.preparing.prepared import IOShape as IOShape
from gatescope.engine.data.preparing.prepared import Prepared as Prepared
from gatescope.engine.data.preparing.prepared import ProbeData as ProbeData
from gatescope.engine.data.preparing.table import prepare_rows, prepare_table
from gatescope.engine.data.preparing.text import prepare_cells, prepare_text
from gatescope.engine.data.preparing.unfolded import PreparedUnfolding as PreparedUnfolding
from gatescope.engine.data.preparing.unfolded import prepare_unfolding
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.errors import ConfigError, Fault


def prepare(dataset: Dataset, data: DataConfig, window: int, token_model: bytes = b"") -> Prepared:
    """Makes ``dataset`` ready for a run. ``token_model`` is what a tokeniser has learnt before (``Tokeniser.model``).

    Raises ``ConfigError`` (TASK_UNTRAINABLE; CONFIG_VALUE when ``data`` is for another kind) and what
    ``prepare_table``, ``prepare_text``, ``prepare_cells``, ``prepare_pairs`` and ``prepare_unfolding`` raise.
    """
    check_trainable(data)
    check_kind(dataset, data)
    if dataset.kind is Kind.TEXT:
        return prepare_text(dataset, data, window, token_model)
    if data.task.spec.second:
        return prepare_pairs(dataset, data, token_model)
    if data.task.spec.unfolds:
        return prepare_unfolding(dataset, data, token_model)
    if data.task.spec.single:
        return prepare_rows(dataset, data, window)
    return prepare_cells(dataset, data, window, token_model) if data.text else prepare_table(dataset, data, window)


def check_trainable(data: DataConfig) -> None:
    """Raises ``ConfigError`` (TASK_UNTRAINABLE) for a task whose networks do not exist yet."""
    if not data.task.spec.learnt:
        raise ConfigError(Fault.TASK_UNTRAINABLE, task=str(data.task))


def check_kind(dataset: Dataset, data: DataConfig) -> None:
    """Raises ``ConfigError`` (CONFIG_VALUE) when ``data`` is for another kind of data set."""
    if data.kind is not dataset.kind:
        raise ConfigError(Fault.CONFIG_VALUE, name="kind", value=str(data.kind), choices=str(dataset.kind))
