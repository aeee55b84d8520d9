"""What E5 wants before a question and before a text that can be found."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PROMPTS: Mapping[str, str] = MappingProxyType({"query": "query: ", "document": "passage: "})
