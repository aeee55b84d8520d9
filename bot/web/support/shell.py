"""What every support page shares: its frame and its texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from bot import texts
from bot.retrieval.upkeep import last_failure

TEMPLATES = Jinja2Templates(Path(__file__).parents[1] / "templates")
TEMPLATES.env.globals |= {"text": texts.get, "text_template": texts.get_template}


def page(request: Request, name: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> HTMLResponse:
    """The support page of this template, `support/<name>.html`, which extends `support/base.html`.

    The frame reads from the context: `section` (which link of the navigation is the current one) and `account` (who is signed
    in); without an account there is no navigation. Who is signed in is told of a build of the index that failed.
    """
    shown = {"failure": last_failure(request.app.state.index_dir), **(context or {})}
    return TEMPLATES.TemplateResponse(request, f"support/{name}.html", shown, status_code=status)
