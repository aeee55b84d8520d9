"""Who calls: a page with the key of one company, a page without one, or a program. A key reaches nothing of another company."""

from __future__ import annotations

import re
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot import texts
from bot.conversations.sites import PREFIX, Keyring, SiteKey, Sites, allows
from bot.errors import BadInput, NotAllowed, StoreAway
from bot.web.error_pages import problem
from bot.web.metrics import Metrics
from bot.web.problems import RETRY_AFTER_S
from bot.web.requests import note_company

HEADER = "X-Site-Key"
GUARDED = ("/api/", "/v1/", "/mcp")
FREE = ("/api/v1/health", "/api/v1/metrics")
"""Needed most while the server is busy or the database away: neither a key nor a turn is asked for."""
BEARER = re.compile(rf"bearer +({PREFIX}\S+)", re.IGNORECASE | re.ASCII)
"""A key where OpenAI's clients put theirs. What is no key of ours is none: those clients can't do without any."""
STATE = "site"
"""Where the key of a request is found by what comes after."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls. `abroad`: it is a page of another website."""

    site: SiteKey | None = None
    abroad: bool = False
    required: frozenset[str] = frozenset()

    @property
    def company(self) -> str | None:
        """The only company that this caller may ask for; None for any."""
        return self.site.company if self.site else None

    @property
    def is_limited(self) -> bool:
        """Whether there may be companies for which this caller may not ask."""
        return self.site is not None or (self.abroad and bool(self.required))

    def may_ask(self, company: str) -> bool:
        """Whether this caller may ask for this company."""
        return company == self.site.company if self.site else not (self.abroad and company in self.required)

    def check(self, company: str) -> None:
        """Raises: NotAllowed where this caller may not ask for this company."""
        note_company(company)
        if not self.may_ask(company):
            raise NotAllowed(texts.get("sites.other_company" if self.site else "sites.needed"))

    def check_length(self, message: str, *, limit: int) -> None:
        """Raises: BadInput where the message is longer than this caller may send."""
        most = min(limit, self.site.message_limit or limit) if self.site else limit
        if len(message) > most:
            raise BadInput(texts.get("sites.too_long", limit=most))


ANYBODY = Caller()
caller: ContextVar[Caller] = ContextVar("caller", default=ANYBODY)


class Callers:
    """Finds out who calls the API, and refuses a key that is not known or that this website may not use."""

    def __init__(self, app: ASGIApp, *, sites: Sites, metrics: Metrics) -> None:
        self._app = app
        self._sites = sites
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(GUARDED) or scope["path"].startswith(FREE):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = key_in(headers)
        try:
            keys = await run_in_threadpool(self._sites.refresh) if self._sites.due else self._sites.latest
        except StoreAway as error:
            await problem(503, str(error), headers={"Retry-After": str(RETRY_AFTER_S)})(scope, receive, send)
            return
        site = keys.by_key.get(given) if given else None
        if given and (refusal := _refusal(site, headers)):
            self._metrics.refused.labels("key").inc()
            await problem(*refusal)(scope, receive, send)
            return
        scope.setdefault("state", {})[STATE] = site
        token = caller.set(Caller(site, _is_abroad(headers), keys.required))
        try:
            await self._app(scope, receive, send)
        finally:
            caller.reset(token)


def key_in(headers: Headers) -> str | None:
    """The key that a request carries, as a header of its own or as a bearer token."""
    bearer = BEARER.fullmatch(headers.get("Authorization", ""))
    return headers.get(HEADER) or (bearer[1] if bearer else None)


def _refusal(site: SiteKey | None, headers: Headers) -> tuple[int, str] | None:
    if site is None:
        return 401, texts.get("sites.not_known")
    origin = headers.get("Origin")
    if origin and _is_abroad(headers) and not allows(site.origins, origin):
        return 403, texts.get("sites.other_origin")
    return None


def _is_abroad(headers: Headers) -> bool:
    """Whether a page of another website calls: browsers then tell from where."""
    origin = headers.get("Origin")
    return bool(origin) and urlsplit(origin or "").netloc.lower() != headers.get("Host", "").lower()


def shared_with(keys: Keyring, origin: str) -> bool:
    """Whether pages of this origin may use some key."""
    return "*" in keys.origins or origin.lower() in keys.origins
