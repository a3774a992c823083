"""What a run is called after what differs in it: "GRU 64", "lr 0.01", "order destroyed"."""

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.nets import AnyNet
from gatescope.engine.config.run import RunConfig
from gatescope.gui.words.run_differences import differing, value_of
from gatescope.gui.words.settings import WORDS, said

TOLD_MOST = 2  # of more the rest is counted
SHORT = {"train.learning_rate": "lr", "train.stop_after": "stop"}  # what people call them in a name
NETWORK = ("net.kind", "net.cell", "net.hidden", "net.layers")  # told by the network's own name


def net_name(net: AnyNet) -> str:
    """Its kind and size, such as ``LSTM 32`` or ``GRU 64 × 2``."""
    return f"{net.label} {net.units}" + (f" × {net.layers}" if net.layers > 1 else "")


def differing_name(base: RunConfig, config: RunConfig) -> str:
    """What a run is called beside one of ``base``; '' where nothing differs."""
    rows = differing((base, config))
    parts = [net_name(config.net)] if any(row.path in NETWORK for row in rows) else []
    other_kind = type(base.net) is not type(config.net)
    rest = [row for row in rows if row.path not in NETWORK and not (other_kind and row.path.startswith("net."))]
    parts += [f"{_short(row.path)} {value_of(row.path, row.values[1])}" for row in rest]
    more = len(parts) - TOLD_MOST
    told = parts[:TOLD_MOST] + ([QCoreApplication.translate("RunNames", "{n} more").format(n=more)] if more > 0 else [])
    return " · ".join(told)


def _short(path: str) -> str:
    name = SHORT.get(path) or said(WORDS[path].name or WORDS[path].full)
    return name if name in SHORT.values() else name[:1].lower() + name[1:]
