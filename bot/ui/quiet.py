"""Gradio prints every error with its words, which hold what a visitor sent; here the log is told where it failed instead."""

from __future__ import annotations

import logging
import sys
import traceback
from types import ModuleType

import gradio.queueing
import gradio.route_utils
import gradio.routes

from bot.web.places import places

log = logging.getLogger("bot.ui")
PRINTING: tuple[ModuleType, ...] = (gradio.queueing, gradio.routes, gradio.route_utils)


class Quiet(ModuleType):
    """Stands in for the module `traceback` where Gradio prints with it."""

    def __getattr__(self, name: str) -> object:
        """All else is as it was."""
        return getattr(traceback, name)

    def print_exc(self, *_: object, **__: object) -> None:
        """Note where the error that is being handled came from."""
        error = sys.exception()
        if error is not None:
            log.error("the demo failed: %s", places(error))


def print_no_words() -> None:
    """Let Gradio print no error with its words any more."""
    for module in PRINTING:
        module.traceback = Quiet("traceback")  # type: ignore[attr-defined]  # Gradio has no setting for it
