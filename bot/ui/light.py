"""What Gradio loads for nothing: the library of the Model Context Protocol wherever that is installed, 0.4 seconds and 27 MB."""

from __future__ import annotations

import importlib
import sys
from typing import Final

LIBRARY: Final = "mcp"


def load_gradio() -> None:
    """Load Gradio as if that library was not there; who wants it afterwards finds it."""
    if LIBRARY in sys.modules:
        return
    sys.modules[LIBRARY] = None  # type: ignore[assignment]  # the way to say that there is none
    try:
        importlib.import_module("gradio")
    finally:
        del sys.modules[LIBRARY]
