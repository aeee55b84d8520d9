"""Signing in to the pages for staff, and out again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.conversations.accounts import LONGEST_NAME, LONGEST_PASSWORD, Accounts
from bot.errors import LockedOut, NotSignedIn
from bot.web.error_pages import SIGN_IN
from bot.web.rates import address_of
from bot.web.staff import COOKIE, Reader, check_same_site
from bot.web.support.shell import page

HOME = "/support"


def make_sign_in(accounts: Accounts) -> APIRouter:
    """The pages to sign in and out."""
    router = APIRouter(prefix="/support", include_in_schema=False)

    @router.get("/sign-in")
    def form(request: Request) -> HTMLResponse:
        return sign_in_page(request)

    @router.post("/sign-in", response_model=None)
    def enter(
        request: Request,
        name: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
        password: Annotated[str, Form(max_length=LONGEST_PASSWORD)] = "",
    ) -> Response:
        check_same_site(request)
        try:
            token = accounts.sign_in(name.strip(), password, address=address_of(request.scope))
        except NotSignedIn as error:
            return sign_in_page(request, str(error), name=name, status=401)
        except LockedOut as error:
            refused = sign_in_page(request, str(error), name=name, status=429)
            refused.headers["Retry-After"] = str(error.seconds)
            return refused
        accounts.sign_out(request.cookies.get(COOKIE, ""))
        entered = RedirectResponse(HOME, 303)
        entered.set_cookie(COOKIE, token, path="/support", httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return entered

    @router.post("/sign-out")
    def leave(request: Request, _: Reader) -> RedirectResponse:
        accounts.sign_out(request.cookies.get(COOKIE, ""))
        left = RedirectResponse(SIGN_IN, 303)
        left.delete_cookie(COOKIE, path="/support", httponly=True, samesite="strict")
        return left

    return router


def sign_in_page(request: Request, problem: str = "", *, name: str = "", status: int = 200) -> HTMLResponse:
    """The form, with what was wrong the last time."""
    return page(request, "sign_in", {"problem": problem, "name": name, "longest_name": LONGEST_NAME}, status=status)
