"""Several questions of one message answered as one, so that of each it is said what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot import texts
from bot.answering.compose import Draft
from bot.models import Status

_RANKS: Final[dict[Status, int]] = {"answered": 0, "clarify": 0, "not_in_terms": 1, "out_of_scope": 2}
"""Which answer comes first; of those with one rank the one that was asked for first."""
_NAMED: Final = re.compile(r"(?<=\bvraag) «[^«»]*»")


@dataclass(frozen=True, slots=True)
class Part:
    """The draft of an answer to one of the questions; `question` as it may be shown, without quotation marks."""

    question: str
    draft: Draft


def together(parts: Sequence[Part], left: Sequence[str], *, company: str) -> Draft:
    """The answer to the first question that the terms answer, what became of the others, and which ones were `left` out."""
    first = min(parts, key=lambda part: _RANKS[part.draft.status])
    joined = first.draft
    for part in parts:
        if part is not first:
            joined = _joined(joined, part, company)
    return replace(joined, answer="\n\n".join((joined.answer, *_put_off(left))))


def without_questions(answer: str) -> str:
    """The answer without the customer's questions that it names: what only they say, nobody told."""
    return _NAMED.sub("", answer)


def _joined(first: Draft, part: Part, company: str) -> Draft:
    other, question = part.draft, part.question
    match other.status:
        case "out_of_scope":
            return first if first.status == "out_of_scope" else _with(first, texts.get("answer.other_out_of_scope"))
        case "not_in_terms":
            return _with(first, texts.get("answer.other_not_in_terms", question=question, company=company))
    if other.citations[:1] == first.citations[:1] and other.calculation in (None, first.calculation):
        return _with(first, texts.get("answer.other_same", question=question))
    return replace(
        _with(first, texts.get("answer.other", question=question, answer=other.answer)),
        citations=tuple(dict.fromkeys((*first.citations, *other.citations))),
        calculation=first.calculation or other.calculation,
    )


def _with(draft: Draft, more: str) -> Draft:
    return replace(draft, answer=f"{draft.answer}\n\n{more}") if more not in draft.answer else draft


def _put_off(left: Sequence[str]) -> Iterator[str]:
    yield from (texts.get("answer.other_left", question=question) for question in left)
