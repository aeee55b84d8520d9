"""What the README promises."""

from __future__ import annotations

import re
from pathlib import Path

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_described() -> None:
    missing = [name for name in Settings.model_fields if f"`{name.upper()}`" not in README]
    assert missing == []


def test_pictures_and_places_exist() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).exists()] == []


def test_ci_runs_the_readmes_test_command() -> None:
    assert "    make test " in README
    assert "make test\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_no_blank_was_left() -> None:
    assert not re.search(r"\b[A-Z]+_TABLE\b|TODO|FIXME", README)
