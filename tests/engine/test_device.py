import warnings

import pytest
import torch

from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.machine import device
from gatescope.engine.protocol.messages import DeviceReason


@pytest.fixture
def cuda(monkeypatch):
    """Pretends a machine: ``cuda(found=…, built=…, broken=…, warning=…)``."""

    def pretend(found=0, built="12.8", broken="", warning=""):
        def is_available():
            if warning:
                warnings.warn(warning, stacklevel=2)
            return found > 0

        def first_computation(where):
            if broken:
                raise RuntimeError(broken)
            return 8.0

        monkeypatch.setattr(torch.cuda, "is_available", is_available)
        monkeypatch.setattr(torch.cuda, "device_count", lambda: found)
        monkeypatch.setattr(torch.cuda, "get_device_name", lambda where: f"Card {where.index}")
        monkeypatch.setattr(torch.version, "cuda", built)
        monkeypatch.setattr(torch.version, "hip", None)
        monkeypatch.setattr(device, "first_computation", first_computation)

    precision = torch.backends.cudnn.rnn.fp32_precision
    yield pretend
    torch.backends.cudnn.rnn.fp32_precision = precision


def reason(name="auto"):
    where, told = device.choose(name)
    assert str(where) == told.device
    return told.device, told.reason


def test_no_device_is_not_no_cuda_in_torch(cuda):
    cuda(found=0)
    assert reason() == ("cpu", DeviceReason.NO_CUDA_DEVICE)
    cuda(found=0, built=None)
    assert reason() == ("cpu", DeviceReason.TORCH_WITHOUT_CUDA)


def test_a_device_that_computes_is_taken(cuda):
    cuda(found=2)
    assert reason() == ("cuda:0", DeviceReason.CUDA_FOUND)
    assert reason("cuda") == ("cuda:0", DeviceReason.CHOSEN)
    assert reason("cuda:1") == ("cuda:1", DeviceReason.CHOSEN)
    assert reason("cpu") == ("cpu", DeviceReason.CHOSEN)
    assert [(d.device, d.name) for d in device.available()[1:]] == [("cuda:0", "Card 0"), ("cuda:1", "Card 1")]
    assert torch.backends.cudnn.rnn.fp32_precision == "ieee"


def test_a_device_that_fails_its_first_computation_is_left_with_its_own_words(cuda):
    cuda(found=1, broken="no kernel image is available\nmore")
    _, told = device.choose("auto")
    assert (told.device, told.reason, told.detail) == ("cpu", DeviceReason.CUDA_BROKEN, "no kernel image is available")
    assert len(device.available()) == 1


def test_a_driver_that_is_no_use_is_a_reason_and_not_a_warning(cuda):
    cuda(found=0, warning="CUDA initialization: The NVIDIA driver on your system is too old")
    _, told = device.choose("auto")
    assert told.reason is DeviceReason.CUDA_BROKEN
    assert "too old" in told.detail


@pytest.mark.parametrize(
    ("machine", "name", "why"),
    [
        ({"found": 0}, "cuda", DeviceReason.NO_CUDA_DEVICE),
        ({"found": 1}, "cuda:3", DeviceReason.NO_CUDA_DEVICE),
        ({"found": 0, "built": None}, "cuda:0", DeviceReason.TORCH_WITHOUT_CUDA),
        ({"found": 1, "broken": "out of order"}, "cuda", DeviceReason.CUDA_BROKEN),
    ],
)
def test_a_device_asked_for_by_name_is_never_replaced_in_silence(cuda, machine, name, why):
    cuda(**machine)
    with pytest.raises(ConfigError) as caught:
        device.choose(name)
    assert caught.value.fault is Fault.DEVICE_UNAVAILABLE
    assert caught.value.facts["device"] == name
    assert caught.value.facts["reason"] == why


def test_the_machine_of_this_test_computes_somewhere():
    where, told = device.choose("auto")
    assert device.first_computation(where) == 8.0
    assert told.name
    assert device.available()[0].device == "cpu"


def test_threads_leave_a_core_to_the_window():
    assert [device.threads(cores) for cores in (1, 2, 3, 8)] == [1, 1, 2, 7]
    assert device.threads() >= 1


def test_threads_are_given_to_torch():
    before = torch.get_num_threads()
    assert device.apply_threads(2) == torch.get_num_threads() == 2
    assert device.apply_threads() == device.threads()
    device.apply_threads(before)


@pytest.mark.parametrize(
    ("asked", "given"), [("2", 2), ("", 0), ("0", 0), ("many", 0), ("-1", 0), ("9999", 0), ("²", 0)]
)
def test_threads_can_be_asked_for_by_the_environment(monkeypatch, asked, given):
    before = torch.get_num_threads()
    monkeypatch.setenv("GATESCOPE_THREADS", asked)
    assert device.apply_threads() == (given or device.threads())
    device.apply_threads(before)


def test_memory_is_what_the_system_and_the_container_leave(monkeypatch, tmp_path):
    free = device.available_bytes(torch.device("cpu"))
    assert 10_000_000 < free < 1 << 50
    monkeypatch.setattr(device, "_container_bytes", lambda: 12345)
    assert device.available_bytes(torch.device("cpu")) == 12345
