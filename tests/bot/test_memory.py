from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.memory import give_back


def resident_kb() -> int:
    return int(Path("/proc/self/status").read_text(encoding="utf-8").split("VmRSS:")[1].split()[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can give memory back on request")
def test_freed_memory_goes_back_to_the_system() -> None:
    pieces = [bytes(100_000) + bytes([at % 256]) for at in range(1000)]
    held = pieces[::500]
    full = resident_kb()
    del pieces
    give_back()
    assert len(held) == 2
    assert resident_kb() < full - 50_000


def test_a_c_library_that_cannot_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.util.find_library", lambda _: None)
    assert give_back() is False
