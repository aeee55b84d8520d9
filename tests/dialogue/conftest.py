"""What the product knows: its rules and the words for their facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.calculators.loading import load_rules
from bot.calculators.rules import Rule
from bot.understanding.vocabulary import FactVocabulary, load_vocabulary

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in load_rules(DATA)}


@pytest.fixture(scope="session")
def vocabulary() -> FactVocabulary:
    return load_vocabulary(DATA / "facts.yaml")
