"""What is refused before a network is made: what its kind cannot do, what its task forbids, what is too large."""

from gatescope.engine.config.nets import Ability, Net
from gatescope.engine.config.run import EVERY_KIND, RunConfig, TrainConfig, direction_fault
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.family import Counts, family_of


def able(net: Net, ability: Ability) -> None:
    """Raises ``ConfigError`` (NET_LACKS) for what this kind of network cannot do."""
    if ability in net.lacks:
        raise ConfigError(Fault.NET_LACKS, net=net.name, ability=str(ability))


def check_able(config: RunConfig) -> None:
    """Raises ``ConfigError`` when a run asks of its network what it cannot do: NET_FOR_TASK where rows have no order
    and the network wants one, or the other way round; as ``check_only``; NET_LACKS; BIDIRECTIONAL_AHEAD where the end
    is what is to be predicted, BIDIRECTIONAL_CARRY where states are to be carried from window to window."""
    if config.net.orderless is not config.data.task.spec.single:
        raise ConfigError(Fault.NET_FOR_TASK, net=config.net.name, task=str(config.data.task))
    check_only(config)
    if config.train.carry:
        able(config.net, Ability.CARRY)
    if config.train.omega:
        able(config.net, Ability.OMEGA)
    if config.net.bidirectional and (fault := direction_fault(config.data.task, config.train.carry)):
        raise ConfigError(fault)


def check_only(config: RunConfig) -> None:
    """Raises ``ConfigError`` (CONFIG_VALUE) for a network that is not for the task, where there are kinds for that task
    alone, or for a task that is not the only one of its network."""
    task, only = config.data.task, config.net.only
    fitting = [name for name, kind in EVERY_KIND.items() if kind.only is task]
    if fitting and only is not task:
        kind = str(type(config.net).__struct_config__.tag)
        raise ConfigError(Fault.CONFIG_VALUE, name="net", value=kind, choices=", ".join(fitting))
    if only not in (None, task):
        raise ConfigError(Fault.CONFIG_VALUE, name="task", value=str(task), choices=str(only))


def counts(net: Net, shape: IOShape, train: TrainConfig, steps: int) -> Counts:
    """What a run takes that sees ``steps`` at once. Raises ``ConfigError`` for a network that cannot be built."""
    return family_of(net).counts(net, shape, train, steps)


def steps_held(train: TrainConfig, longest: int) -> int:
    """How many steps backpropagation goes through at once: of a window, or as far as it reaches when the state is
    carried; ``longest`` is the longest training span."""
    return max(train.window, train.reach) if train.carry else longest


def check_fits(net: Net, shape: IOShape, train: TrainConfig, available: int, longest: int = 0) -> None:
    """Raises ``ConfigError`` (``ONE_HOT_TOO_WIDE``, ``NETWORK_TOO_LARGE``) before any memory is taken. ``longest`` is
    the longest span, by default a window."""
    needed = counts(net, shape, train, longest or train.window).needed_bytes
    if needed > available:
        raise ConfigError(Fault.NETWORK_TOO_LARGE, needed_bytes=needed, available_bytes=available)
