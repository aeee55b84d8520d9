"""What every support page shares: its frame, its texts, and headers under which only our own files run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from bot import texts

TEMPLATES = Jinja2Templates(Path(__file__).parents[1] / "templates")
TEMPLATES.env.globals["text"] = texts.get
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""No script or style inside a page is run, whatever a customer wrote; nothing of a page stays behind after signing out."""


def page(request: Request, name: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> HTMLResponse:
    """The support page of this template, `support/<name>.html`, which extends `support/base.html`.

    The frame reads from the context: `section` (which link of the navigation is the current one), and `account` and `csrf` for
    the button to sign out; without an account there is no navigation.
    """
    return TEMPLATES.TemplateResponse(request, f"support/{name}.html", dict(context or {}), status_code=status, headers=HEADERS)
