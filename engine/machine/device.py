"""Where the engine computes, and why there; how many threads it takes; how much memory there is.

MPS (Apple) is never chosen: several torch releases compute wrong LSTM and GRU gradients on it.
"""

import ctypes
import os
import platform
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch

from gatescope.engine.config.process import THREADS, THREADS_MOST
from gatescope.engine.errors import ConfigError, Fault, RunError
from gatescope.engine.protocol.messages import Device, DeviceReason


def choose(name: str = "auto") -> tuple[torch.device, Device]:
    """The device for ``auto``, ``cpu``, ``cuda`` or ``cuda:N``, and the reason for it.

    Raises ``ConfigError`` (``DEVICE_UNAVAILABLE``) when a CUDA device is asked for by name and cannot be used.
    """
    if name == "cpu":
        return _cpu(DeviceReason.CHOSEN)
    index = int(name.partition(":")[2] or 0)
    reason, detail = _try_cuda(index)
    if reason is DeviceReason.CUDA_FOUND:
        return _cuda(index, reason if name == "auto" else DeviceReason.CHOSEN)
    if name == "auto":
        return _cpu(reason, detail)
    raise ConfigError(Fault.DEVICE_UNAVAILABLE, device=name, reason=reason.value, detail=detail)


def available() -> tuple[Device, ...]:
    """Everything that can be chosen by name: the CPU, then each CUDA device."""
    found = [_cpu(DeviceReason.CHOSEN)[1]]
    if _try_cuda(0)[0] is DeviceReason.CUDA_FOUND:
        found += [_cuda(k, DeviceReason.CUDA_FOUND)[1] for k in range(torch.cuda.device_count())]
    return tuple(found)


def threads(cores: int | None = None) -> int:
    """How many threads torch gets. One on up to two cores, otherwise one less than there are: at torch's default
    the threads spin at their barrier beside a busy window, and a step takes ten times as long."""
    cores = cores or _usable_cores()
    return 1 if cores <= 2 else cores - 1


def apply_threads(count: int = 0) -> int:
    """Gives torch ``count`` threads and returns how many that are. 0: as many as ``GATESCOPE_THREADS`` says, by which
    the window passes its setting on, else as many as ``threads`` says."""
    torch.set_num_threads(count or _asked_threads() or threads())
    return torch.get_num_threads()


def _asked_threads() -> int:
    """0 where nobody asked, or for nonsense."""
    asked = os.environ.get(THREADS, "")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked) <= THREADS_MOST else 0


def available_bytes(device: torch.device) -> int:
    """Free memory on ``device``; for the CPU what can be taken without swapping, also inside a container."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    return min(_host_bytes(), _container_bytes())


def _cpu(reason: DeviceReason, detail: str = "") -> tuple[torch.device, Device]:
    return torch.device("cpu"), Device(device="cpu", name=_processor_name(), reason=reason, detail=detail)


def _cuda(index: int, reason: DeviceReason) -> tuple[torch.device, Device]:
    device = torch.device("cuda", index)
    # TF32 keeps 10 bits of a float32's 23: the traces would no longer be what the equations say.
    torch.backends.cudnn.rnn.fp32_precision = "ieee"  # type: ignore[attr-defined]
    return device, Device(device=str(device), name=torch.cuda.get_device_name(device), reason=reason)


def _try_cuda(index: int) -> tuple[DeviceReason, str]:
    """Whether CUDA device ``index`` computes; otherwise why not, and in the driver's own words."""
    with warnings.catch_warnings(record=True) as caught:  # an unusable driver is told as a warning
        warnings.simplefilter("always")
        available = torch.cuda.is_available()
    told = str(caught[-1].message).splitlines()[0] if caught else ""
    if not available and torch.version.cuda is None and torch.version.hip is None:
        return DeviceReason.TORCH_WITHOUT_CUDA, ""
    if not available:
        return (DeviceReason.CUDA_BROKEN if told else DeviceReason.NO_CUDA_DEVICE), told
    if index >= torch.cuda.device_count():
        return DeviceReason.NO_CUDA_DEVICE, ""
    try:
        first_computation(torch.device("cuda", index))
    except Exception as error:  # a driver, a kernel image, a busy card: each fails in its own way
        return DeviceReason.CUDA_BROKEN, (str(error) or type(error).__name__).splitlines()[0]
    return DeviceReason.CUDA_FOUND, ""


def out_of_memory(error: BaseException) -> bool:
    """Whether ``error`` says that memory was missing, on whichever device."""
    return isinstance(error, MemoryError | torch.OutOfMemoryError) or "can't allocate memory" in str(error)


@contextmanager
def memory_told(device: torch.device) -> Iterator[None]:
    """Memory that is missing where a network is made becomes a ``RunError``."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not out_of_memory(error):
            raise
        raise RunError(Fault.OUT_OF_MEMORY, run=0, step=0, device=str(device)) from error


def first_computation(device: torch.device) -> float:
    """A product small enough for any device. Raises whatever the device raises when it does not work."""
    return float(torch.ones(2, 2, device=device).mm(torch.ones(2, 2, device=device)).sum())


def _usable_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor_name() -> str:
    for line in _lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _host_bytes() -> int:
    if sys.platform == "win32":
        return _windows_bytes()
    for line in _lines("/proc/meminfo"):
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")  # macOS: all there is


def _container_bytes() -> int:
    """What the control group leaves; beyond any machine when there is no limit."""
    for limit, used in (
        ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
        ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ):
        values = _lines(limit) + _lines(used)
        if len(values) == 2 and all(value.isdigit() for value in values):
            return max(0, int(values[0]) - int(values[1]))
    return sys.maxsize


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _windows_bytes() -> int:
    class MemoryStatus(ctypes.Structure):
        """MEMORYSTATUSEX, https://learn.microsoft.com/windows/win32/api/sysinfoapi/ns-sysinfoapi-memorystatusex"""

        _fields_ = [
            ("length", ctypes.c_uint32),
            ("load", ctypes.c_uint32),
            ("total_physical", ctypes.c_uint64),
            ("available_physical", ctypes.c_uint64),
            ("total_page_file", ctypes.c_uint64),
            ("available_page_file", ctypes.c_uint64),
            ("total_virtual", ctypes.c_uint64),
            ("available_virtual", ctypes.c_uint64),
            ("available_extended_virtual", ctypes.c_uint64),
        ]

    status = MemoryStatus(length=ctypes.sizeof(MemoryStatus))
    ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined]
    return int(status.available_physical)
