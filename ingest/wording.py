"""The Dutch sentences of the parser: warnings, errors and reports, all in `texts.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("texts.yaml")


def say(key: str, **values: object) -> str:
    """The sentence with this key, its blanks filled in."""
    return sentences()[key].format(**values)


@cache
def sentences() -> dict[str, str]:
    """Every sentence, by key."""
    return {str(key): str(text) for key, text in yaml.safe_load(_FILE.read_text(encoding="utf-8")).items()}
