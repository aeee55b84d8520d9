"""Memory that the C library keeps after it was freed."""

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
