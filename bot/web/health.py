"""Whether the process lives and whether it can answer."""

from __future__ import annotations

import threading

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import text

from bot import texts
from bot.conversations.database import Database
from bot.errors import NotReady
from bot.retrieval.index import ClauseIndex
from bot.web.error_pages import problem
from bot.web.problems import RETRY_AFTER_S


def make_health(index: ClauseIndex, database: Database, leaving: threading.Event) -> APIRouter:
    """Health routes: live as soon as the process answers, ready while index, embedding model and database can be used.

    While the process is `leaving`, it is not ready: nothing new should be sent to it.
    """
    router = APIRouter(prefix="/api/v1/health", tags=["beheer"])

    @router.get("/live")
    def live() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @router.get("/ready", response_model=None)
    def ready() -> dict[str, object] | JSONResponse:
        """The index was built with this model, every company in it can be answered, and answers can be kept."""
        if leaving.is_set():
            return problem(503, texts.get("problem.leaving"), headers={"Retry-After": str(RETRY_AFTER_S)})
        try:
            companies = list(index.slugs)
            index.check()
            with database.read() as session:
                session.execute(text("SELECT 1"))
        except NotReady as error:
            return problem(503, str(error), headers={"Retry-After": str(RETRY_AFTER_S)})
        return {"status": "ok", "companies": companies}

    return router
