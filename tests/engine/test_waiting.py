"""What refuses waiting for a CUDA device leaves nothing behind, on a machine that has one and on one that has none."""

import warnings

import pytest
import torch

from tests.engine.waiting import waiting_refused

PROTOTYPE = "Synchronization debug mode is a prototype feature and does not yet detect all synchronizing operations"


@pytest.fixture
def modes(monkeypatch) -> list[object]:
    """The modes that a card was put into, the newest last. As torch does it, the mode is set first and the warning
    comes then."""
    held: list[object] = [0]

    def put(mode):
        held.append(mode)
        warnings.warn(PROTOTYPE, UserWarning, stacklevel=2)

    monkeypatch.setattr(torch.cuda, "set_sync_debug_mode", put)
    monkeypatch.setattr(torch.cuda, "get_sync_debug_mode", lambda: held[-1])
    return held


def test_waiting_is_refused_inside_and_allowed_again_after_it(modes):
    with waiting_refused():
        assert modes[-1] == "error"
    assert modes == [0, "error", 0]


def test_what_fails_inside_does_not_leave_it_refused(modes):
    with pytest.raises(RuntimeError, match="waited"), waiting_refused():
        raise RuntimeError("waited")
    assert modes[-1] == 0


def test_a_warning_that_is_not_known_is_an_error_and_leaves_nothing_either(modes, monkeypatch):
    put = torch.cuda.set_sync_debug_mode

    def warned(mode):
        put(mode)
        if mode == "error":
            warnings.warn("something else", UserWarning, stacklevel=2)

    monkeypatch.setattr(torch.cuda, "set_sync_debug_mode", warned)
    with pytest.raises(UserWarning, match="something else"), waiting_refused():
        pytest.fail("entered")
    assert modes[-1] == 0


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_a_card_that_is_waited_for_is_found_out():
    value = torch.ones((), device="cuda")
    with pytest.raises(RuntimeError, match="synchroniz"), waiting_refused():
        value.item()
    assert value.item() == 1
