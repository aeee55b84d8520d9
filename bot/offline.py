"""Keeps libraries from calling home: no model hub, no update check, no telemetry."""

from __future__ import annotations

import os

_SILENT = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "TOKENIZERS_PARALLELISM": "false",
}
_HUB = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")


def stay_offline(*, allow_download: bool = False) -> None:
    """Sets the environment so that nothing reaches a network on its own account.

    Call it before sentence-transformers, chromadb or gradio is imported: they read the environment once. `allow_download` leaves
    the model hub open, for an embedding model that has to be fetched; telemetry stays off.
    """
    os.environ.update(_SILENT)
    if allow_download:
        for name in _HUB:
            os.environ[name] = "0"
