"""Whether the process lives and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from bot.errors import NotReady
from bot.retrieval.index import ClauseIndex
from bot.web.problems import problem


def make_health(index: ClauseIndex) -> APIRouter:
    """Health routes: live as soon as the process answers, ready once every company can be read."""
    router = APIRouter(prefix="/api/v1/health", tags=["beheer"])

    @router.get("/live")
    def live() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @router.get("/ready", response_model=None)
    def ready() -> dict[str, object] | JSONResponse:
        """The index can be read."""
        try:
            return {"status": "ok", "companies": list(index.slugs)}
        except NotReady as error:
            return problem(503, str(error))

    return router
