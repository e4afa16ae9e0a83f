"""Worker processes and signals, apart from the commands that use them."""

from __future__ import annotations

import os
import signal

import pytest

from odatanodes.base import signals
from odatanodes.base.processes import processors, within_limit


def test_windows_allows_no_more_than_61_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert within_limit(500) == 500 if os.name != "nt" else 61
    monkeypatch.setattr(os, "name", "nt")
    assert [within_limit(count) for count in (1, 61, 62, 500)] == [1, 61, 61, 61]


def test_processors_where_the_system_does_not_say_which(monkeypatch: pytest.MonkeyPatch) -> None:
    assert processors() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processors() == 1


def test_a_signal_within_the_context_is_an_exception_and_handlers_are_restored() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    with pytest.raises(SystemExit) as caught, signals.Ending():
        signal.raise_signal(signal.SIGTERM)
    assert caught.value.code == 128 + signal.SIGTERM
    with signals.Ending() as ending:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)  # ignored: it would interrupt the cleanup
        with pytest.raises(KeyboardInterrupt):
            ending.check()
    assert {number: signal.getsignal(number) for number in before} == before


def test_on_windows_ctrl_c_has_an_exit_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    assert signals.die_by_signal(128 + signal.SIGINT) & 0xFFFFFFFF == 0xC000013A
    assert signals.die_by_signal(128 + 13) == 141
