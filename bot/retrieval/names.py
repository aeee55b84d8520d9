"""Companies by name: the own name stands in every question and tells no clause apart, another one leads to other terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from bot.errors import BrokenData
from bot.models import Company, Terms

WELL_KNOWN = "bekende_bedrijven.yaml"
_GROUPS = TypeAdapter(dict[str, list[str]])


def load_well_known(folder: Path) -> tuple[str, ...]:
    """Names of companies that everybody knows, from the file in this folder; none without it. Raises: BrokenData."""
    path = folder / WELL_KNOWN
    if not path.exists():
        return ()
    try:
        groups = _GROUPS.validate_python(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError) as error:
        raise BrokenData(f"{path.name} kan niet worden gelezen: {error}") from error
    return tuple(name for names in groups.values() for name in names)


def not_mentioned(names: Sequence[str], terms: Terms) -> tuple[str, ...]:
    """Those of these names that stand nowhere in the terms."""
    text = "\n".join(clause.text for clause in terms.clauses)
    return tuple(name for name in names if not _finds((name,), text))


def names_of(company: Company) -> tuple[str, ...]:
    """What customers call the company, longest first."""
    return tuple(sorted({company.name, company.slug, *company.aliases}, key=len, reverse=True))


def without_names(question: str, names: Sequence[str]) -> str:
    """The question with "jullie" for the company's own names, which stand in every question and tell no clause apart."""
    pattern = "|".join(rf"\b{re.escape(name)}(?!\w)" for name in names)
    return re.sub(pattern, "jullie", question, flags=re.IGNORECASE)


def names_only_others(message: str, own: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the message names one of these other companies, and neither this one nor who is written to."""
    return _finds(others, message) and not _finds((*own, "jullie", "u", "uw", "hier"), message)


def _finds(names: Sequence[str], text: str) -> bool:
    pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names)
    return bool(names) and re.search(pattern, text, flags=re.IGNORECASE) is not None
