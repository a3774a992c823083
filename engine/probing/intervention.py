"""What the network would do if a unit or a gate were held, silenced or shaken: a reading with parts of it altered."""

from collections.abc import Mapping, Sequence

from torch import Tensor

from gatescope.engine.config.nets import Ability, Net
from gatescope.engine.models.altering import changes_of
from gatescope.engine.models.checks import able
from gatescope.engine.models.family import Reading, family_of
from gatescope.engine.protocol.analysis import Intervention


def intervene(
    net: Net, weights: Mapping[str, Tensor], reading: Reading, interventions: Sequence[Intervention]
) -> Reading:
    """``reading`` as it would be under ``interventions``, which are applied in their order; itself without any.

    ``weights`` are those that ``reading`` was made with. Layers below the lowest altered one are taken over. Raises
    ``ConfigError`` when a layer, trace or unit does not exist, or NET_LACKS.
    """
    if not interventions:
        return reading
    # after the plain case: a network that cannot be altered can still be looked at
    able(net, Ability.TOUCH)
    touch = family_of(net).touch
    assert touch is not None
    return touch(net, weights, reading, changes_of(net, reading.layers, interventions))
