"""What guards the pages for staff: who is signed in, and with which role."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from secrets import compare_digest
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from bot import texts
from bot.conversations.accounts import Accounts, Member, Role
from bot.errors import NotAllowed, NotSignedIn

COOKIE = "support_session"
CSRF_HEADER = "X-CSRF-Token"
CSRF_FIELD = "csrf"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
SAFE = ("GET", "HEAD", "OPTIONS")


def signed_in(role: Role = "reader") -> Callable[[Request], Awaitable[Member]]:
    """A dependency that gives who is signed in, when they have at least this role.

    A request that changes something must carry the token of the session, in the header X-CSRF-Token or in the field `csrf` of
    a form. Raises: NotSignedIn, NotAllowed.
    """

    async def member(request: Request) -> Member:
        accounts: Accounts = request.app.state.accounts
        found = await run_in_threadpool(accounts.find_member, request.cookies.get(COOKIE))
        if found is None:
            raise NotSignedIn(texts.get("accounts.not_signed_in"))
        if not found.may(role):
            raise NotAllowed(texts.get("accounts.not_allowed", role=texts.get(f"accounts.role_{role}")))
        if request.method not in SAFE and not compare_digest((await _token(request)).encode(), found.csrf.encode()):
            await request.close()  # forgets a file that came with it
            raise NotAllowed(texts.get("accounts.bad_token"))
        return found

    return member


Reader = Annotated[Member, Depends(signed_in())]
Editor = Annotated[Member, Depends(signed_in("editor"))]
Admin = Annotated[Member, Depends(signed_in("admin"))]


async def _token(request: Request) -> str:
    if sent := request.headers.get(CSRF_HEADER):
        return sent
    if request.headers.get("Content-Type", "").partition(";")[0].strip() not in FORMS:
        return ""
    field = (await request.form()).get(CSRF_FIELD)
    return field if isinstance(field, str) else ""


def check_same_site(request: Request) -> None:
    """Refuse a form that another site sent, for where there is no session yet. Raises: NotAllowed."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site", "none")
    if site not in ("none", "same-origin") or (origin and urlsplit(origin).netloc != request.headers.get("Host")):
        raise NotAllowed(texts.get("accounts.bad_token"))
