"""Fields made from what is declared of a setting: its bounds, its default."""

from gatescope.engine.config.setting import Setting
from gatescope.gui.kit.fields import Maybe, Number, Whole

WHOLE_MOST = 2**31 - 1  # what Qt's spin box can hold


def whole(setting: Setting) -> Whole:
    """A field for a whole number."""
    low, high = (min(int(bound), WHOLE_MOST) for bound in setting.bounds)
    return Whole(low, high, setting.default)


def number(setting: Setting) -> Number:
    """A field for a real number, or for one or none."""
    low, high = setting.bounds
    return Maybe(high) if setting.optional else Number(low, high, setting.default)
