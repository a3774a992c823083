"""What the window and the engine's process agree on: how a device is named."""

import pytest

from gatescope.engine.config.process import is_device
from gatescope.engine.config.run import TrainConfig
from gatescope.engine.errors import ConfigError


@pytest.mark.parametrize("name", ["auto", "cpu", "cuda", "cuda:0", "cuda:12"])
def test_these_are_devices(name):
    assert is_device(name)
    assert TrainConfig(device=name).device == name


@pytest.mark.parametrize("name", ["", "gpu", "cuda:", "cuda:x", "cuda:-1", "cpu:0", "CPU"])
def test_these_are_not(name):
    assert not is_device(name)
    with pytest.raises(ConfigError):
        TrainConfig(device=name)
