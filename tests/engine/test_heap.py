"""A thread that takes and frees much memory again and again gets the same pages each time."""

import platform
import subprocess
import sys

import pytest

FAULTS = """
import resource, sys, threading
import torch
from gatescope.engine.machine.heap import keep_pages

if sys.argv[1] == "kept":
    assert keep_pages()
torch.set_num_threads(1)

def step():
    for tensor in [torch.ones(1_500_000) for _ in range(16)]:  # 96 MB, no piece of it over 6
        tensor.add_(1)

def work():
    for _ in range(4):
        step()
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _ in range(5):
        step()
    print(resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before)

thread = threading.Thread(target=work)
thread.start()
thread.join()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives each thread a heap of its own")
def test_a_training_thread_has_its_pages_once() -> None:
    assert _faults("kept") < 0.1 * _faults("own")


def test_the_engine_asks_for_it_before_any_library_starts_a_thread() -> None:
    script = (
        "import sys, threading; from gatescope import main; from gatescope.engine.machine import heap;"
        "heap.keep_pages = lambda: sys.exit(f'{threading.active_count()} {\"torch\" in sys.modules}');"
        "main.engine([])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr.strip() == "1 False"


def _faults(heap: str) -> int:
    """Page faults of five steps, after four to warm up."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FAULTS, heap], check=True, capture_output=True, text=True, timeout=60
    )
    return int(done.stdout)
