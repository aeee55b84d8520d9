"""Eval cases that staff write from what customers asked: lines of JSON, beside the cases, for review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot import texts
from bot.conversations.records import Exchange
from bot.errors import BadInput
from bot.models import Audience, Status

Kind = Literal["clause", "deadline", "fee", "unanswerable", "out_of_scope", "multi_turn"]


class ProposedCase(BaseModel):
    """A conversation and what its last answer must hold, in the format of the eval cases."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    company: str
    kind: Kind
    audience: Audience | None
    reference_date: date
    turns: tuple[str, ...]
    expected_status: Status
    gold_clauses: tuple[str, ...] = ()
    also_ok_clauses: tuple[str, ...] = ()
    must_include: tuple[str, ...] = ()
    must_include_any: tuple[tuple[str, ...], ...] = ()
    must_not_include: tuple[str, ...] = ()
    expected_date: date | None = None
    expected_amount: Decimal | None = None
    difficulty: Literal["easy", "paraphrase", "hard"] | None = None
    why: str = ""


def propose_case(conversation: Sequence[Exchange], message_id: str) -> ProposedCase:
    """A case of the conversation up to this message, with what the assistant made of it: to be put right by a person."""
    until = next(at for at, exchange in enumerate(conversation) if exchange.message_id == message_id)
    turns, last = conversation[: until + 1], conversation[until]
    result = last.calculation.result if last.calculation else None
    return ProposedCase(
        id=f"support-{message_id[:12]}",
        company=last.company,
        kind="multi_turn" if len(turns) > 1 else kind_of(last),
        audience=last.audience,
        reference_date=last.reference_date,
        turns=tuple(exchange.question for exchange in turns),
        expected_status=last.status,
        gold_clauses=tuple(dict.fromkeys(cited.clause_id.partition(":")[2] for cited in last.citations)),
        expected_date=result.date if result else None,
        expected_amount=result.amount if result else None,
    )


def kind_of(exchange: Exchange) -> Kind:
    """What sort of question this is, as far as its answer tells."""
    if exchange.calculation:
        return "deadline" if exchange.calculation.kind == "deadline" else "fee"
    match exchange.status:
        case "not_in_terms":
            return "unanswerable"
        case "out_of_scope":
            return "out_of_scope"
    return "clause"


def write_case(folder: Path, case: ProposedCase) -> Path:
    """Add the case to the file of its company, and return the file. Raises: BadInput where it is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{case.company}.jsonl"
    with path.open("a+", encoding="utf-8") as file:
        file.seek(0)
        if any(f'"id":"{case.id}"' in line for line in file):
            raise BadInput(texts.get("review.case_exists", file=path.name))
        file.write(case.model_dump_json() + "\n")
    return path
