"""The whole web application around one assistant."""

from __future__ import annotations

import threading
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles

from bot.assistant import Assistant
from bot.conversations.additions import NoTermsFiles, TermsFiles
from bot.conversations.changes import AnnotationFiles, NoFiles
from bot.conversations.keeping import Store, open_store
from bot.conversations.sites import Sites
from bot.errors import NotReady
from bot.retrieval.index import ClauseIndex
from bot.retrieval.search import ClauseSearch
from bot.settings import Settings
from bot.web.api import make_router
from bot.web.calculators import describe_calculators, make_calculators
from bot.web.callers import Callers
from bot.web.completions.refusals import OpenAiErrors, add_unsupported_handler
from bot.web.completions.routes import make_completions
from bot.web.documenting import describe_problems
from bot.web.failing import Unfailing
from bot.web.feedback import make_feedback
from bot.web.gate import Gate
from bot.web.headers import SecurityHeaders
from bot.web.heads import Heads
from bot.web.health import make_health
from bot.web.limits import BodyLimit
from bot.web.mcp.endpoint import make_mcp
from bot.web.mcp.tools import make_tools
from bot.web.metrics import Metrics, make_metrics
from bot.web.origins import SharedApi
from bot.web.pages import make_pages
from bot.web.problems import add_problem_handlers
from bot.web.rates import RateLimit
from bot.web.requests import RequestLog
from bot.web.shop import make_shop
from bot.web.sign_in import make_sign_in
from bot.web.streaming import make_streaming
from bot.web.support.changes import make_changes
from bot.web.support.clause import make_clause_page
from bot.web.support.conversations import make_conversations
from bot.web.support.figures import make_figures
from bot.web.support.search import make_search
from bot.web.support.terms import make_terms_desk
from bot.web.support.worklist import make_worklist
from bot.web.widget import make_widget


def make_app(
    assistant: Assistant,
    search: ClauseSearch,
    settings: Settings,
    store: Store | None = None,
    files: AnnotationFiles | None = None,
    metrics: Metrics | None = None,
    terms_files: TermsFiles | None = None,
) -> FastAPI:
    """An application with the API, the readable terms and health; pages of Gradio are mounted by the caller.

    The store is opened from the settings where none is given; without `files` no annotation can be changed, and
    without `terms_files` no terms can be added.
    """
    kept = store or open_store(settings)
    app = FastAPI(title="Voorwaardenassistent", version="1", docs_url=None, openapi_url="/api/openapi.json", redoc_url=None)
    add_guards(app, settings, metrics := metrics or Metrics(), kept.sites, search.index)
    app.state.accounts = kept.accounts
    app.state.index_dir = settings.index_dir
    app.state.leaving = threading.Event()  # set by the server when it was told to stop
    add_problem_handlers(app)
    add_unsupported_handler(app)
    _add_api(app, assistant, search, settings)
    describe_problems(app)
    app.include_router(make_health(search.index, kept.database, app.state.leaving))
    app.include_router(make_metrics(metrics))
    app.include_router(make_feedback(assistant, kept.records))
    _add_staff_pages(app, assistant, search, settings, kept)
    app.include_router(make_changes(kept, search.index, files or NoFiles(), folder=settings.data_dir / "annotations"))
    app.include_router(_terms_desk(kept, search.index, settings, terms_files or NoTermsFiles()))
    _add_pages(app, search)
    return app


def _add_api(app: FastAPI, assistant: Assistant, search: ClauseSearch, settings: Settings) -> None:
    """What programs ask: our own API, OpenAI's chat completions, and tools for agents."""
    most = settings.message_limit
    app.include_router(make_router(assistant, search, message_limit=most))
    app.include_router(make_streaming(assistant, message_limit=most))
    app.include_router(make_completions(assistant, search.index, message_limit=most))
    app.include_router(make_calculators(search.index))
    describe_calculators(app, search.index)
    tools = make_tools(assistant, search, message_limit=most)
    app.router.routes.append(make_mcp(tools, origins=settings.allowed_origins))


def _add_staff_pages(app: FastAPI, assistant: Assistant, search: ClauseSearch, settings: Settings, kept: Store) -> None:
    """What a member of staff sees after signing in."""
    app.include_router(make_sign_in(kept.accounts))
    app.include_router(make_search(search))
    app.include_router(make_clause_page(search.index))
    app.include_router(make_figures(search.index, kept.database))
    app.include_router(make_conversations(assistant, kept.records, search.index))
    app.include_router(make_worklist(kept.work, kept.records, search, review_dir=settings.review_dir))


def _add_pages(app: FastAPI, search: ClauseSearch) -> None:
    """What everybody may see: the readable terms, the widget and the shop that shows it."""
    app.include_router(make_pages(search.index))
    app.include_router(make_widget())
    app.include_router(make_shop(search.index))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")


def _terms_desk(kept: Store, index: ClauseIndex, settings: Settings, files: TermsFiles) -> APIRouter:
    return make_terms_desk(kept, index, files, most_bytes=settings.upload_limit, draft_days=settings.draft_days)


def add_guards(app: FastAPI, settings: Settings, metrics: Metrics, sites: Sites, index: ClauseIndex) -> None:
    """Everything that looks at a request before its route does; what is added last comes first."""
    metrics.watch_index(settings.index_dir)
    app.add_middleware(
        Gate, at_once=settings.works_at_once, waiting=settings.waiting, patience=settings.waiting_seconds, metrics=metrics
    )
    app.add_middleware(
        BodyLimit,
        limit=settings.body_limit,
        uploads=settings.upload_limit,
        seconds=settings.body_seconds,
        upload_seconds=settings.upload_seconds,
    )
    app.add_middleware(
        RateLimit,
        rate=settings.rate_per_address,
        unlimited=settings.unlimited_addresses,
        redis_url=settings.redis_url,
        metrics=metrics,
    )
    app.add_middleware(Callers, sites=sites, metrics=metrics)
    app.add_middleware(Unfailing)
    app.add_middleware(Heads)
    app.add_middleware(OpenAiErrors)
    app.add_middleware(SharedApi, origins=settings.allowed_origins, sites=sites)
    app.add_middleware(SecurityHeaders, framers=settings.allowed_origins)
    app.add_middleware(RequestLog, metrics=metrics, companies=lambda: _known(index))


def _known(index: ClauseIndex) -> tuple[str, ...]:
    try:
        return index.slugs
    except NotReady:
        return ()
