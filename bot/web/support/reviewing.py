"""What the pages on conversations, the work list, eval cases and changes share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse

from bot.clock import AMSTERDAM
from bot.conversations.accounts import Member
from bot.conversations.records import Exchange
from bot.dutch import format_moment
from bot.models import ConsideredClause
from bot.web.support.shell import page

NEAREST = 3


def review_page(
    request: Request, name: str, account: Member, shown: Mapping[str, Any], *, section: str, status: int = 200
) -> HTMLResponse:
    """A page of the frame, with what its templates call: moments in Dutch, the address of a clause, clauses that came near."""
    common = {"account": account, "section": section, "moment": moment, "clause_address": clause_address, "nearest": nearest}
    return page(request, name, {**common, **shown}, status=status)


def moment(at: datetime) -> str:
    """A moment as it was in the Netherlands, in words."""
    return format_moment(at.astimezone(AMSTERDAM))


def clause_address(clause_id: str, version: str = "") -> str:
    """The page of this clause, in the version with this name or else the one in force."""
    return f"/support/clauses/{clause_id.replace(':', '/', 1)}" + (f"?version={quote(version, safe='')}" if version else "")


def nearest(exchanges: Sequence[Exchange]) -> tuple[ConsideredClause, ...]:
    """The clauses that came up most strongly for these questions, each once, at most three."""
    considered = [clause for exchange in exchanges for clause in _considered(exchange)]
    found: dict[str, ConsideredClause] = {}
    for clause in sorted(considered, key=lambda clause: -clause.strength):
        found.setdefault(clause.clause_id, clause)
    return tuple(found.values())[:NEAREST]


def _considered(exchange: Exchange) -> Sequence[ConsideredClause]:
    """What was cited counts as strongest."""
    cited = [ConsideredClause(cited.clause_id, cited.label, cited.title, 1.0) for cited in exchange.citations]
    return [*cited, *(exchange.trace.clauses if exchange.trace else ())]
