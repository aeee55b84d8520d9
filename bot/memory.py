"""The memory of a process that goes on for long."""

from __future__ import annotations

import ctypes
import ctypes.util
import gc


def give_back() -> bool:
    """Return to the system what loading the model left behind, some 100 MB with glibc; False where the C library can't."""
    gc.collect()
    library = ctypes.util.find_library("c")
    trim = getattr(ctypes.CDLL(library), "malloc_trim", None) if library else None
    return bool(trim(0)) if trim else False


def settle() -> None:
    """Leave what is there now out of every later search for garbage: what a server loads at its start stays until its end."""
    give_back()
    gc.freeze()
