"""A company's own names in questions: they stand in every question and tell no clause apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.models import Company


def names_of(company: Company) -> tuple[str, ...]:
    """What customers call the company, longest first."""
    return tuple(sorted({company.name, company.slug, *company.aliases}, key=len, reverse=True))


def without_names(question: str, names: Sequence[str]) -> str:
    """The question with "jullie" for the company's own names, which stand in every question and tell no clause apart."""
    pattern = "|".join(rf"\b{re.escape(name)}(?!\w)" for name in names)
    return re.sub(pattern, "jullie", question, flags=re.IGNORECASE)


def names_only_others(message: str, own: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the message names another company that is known here, and neither this one nor who is written to."""

    def named(names: Sequence[str]) -> bool:
        pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names)
        return bool(names) and re.search(pattern, message, flags=re.IGNORECASE) is not None

    return named(others) and not named((*own, "jullie", "u", "uw", "hier"))
