"""How log lines are written: for a person, or one JSON object a line for a log collector."""

from __future__ import annotations

import logging
import sys
from typing import Literal

from pythonjsonlogger.json import JsonFormatter

from bot.web.requests import current_id

NAMES = {"asctime": "time", "levelname": "level", "name": "logger"}

TALKATIVE = ("bm25s", "alembic.runtime.plugins", "mcp")
"""What libraries tell that nobody needs to know."""


class WithRequestId(logging.Filter):
    """Gives every line the id of the request that it was written for; empty outside one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the line through."""
        record.request_id = current_id.get()
        return True


def set_up_logging(style: Literal["text", "json"]) -> None:
    """Write all log lines to stderr in this style, those of the server library included."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(WithRequestId())
    fields = "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s"
    handler.setFormatter(JsonFormatter(fields, rename_fields=NAMES) if style == "json" else logging.Formatter(fields))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
