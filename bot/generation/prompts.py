"""What a chat model is told: instructions from a file, and data that can't end where it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from bot.errors import BrokenData

FOLDER = Path(__file__).parents[1] / "prompts"
VARIABLES: Mapping[str, frozenset[str]] = {
    "phrase": frozenset({"most", "data"}),
    "rewrite": frozenset({"data"}),
    "judge": frozenset({"data"}),
}
"""Every prompt, with the variables that its file has."""
Schema = Mapping[str, Any]
"""A JSON schema of what a model must write."""
PARTED = "\n---\n"
"""The line between the instructions and what is sent as the message."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Instructions, the message that they are about, and what the answer must look like."""

    instructions: str
    message: str
    schema: Schema


def make_prompt(name: str, data: Mapping[str, object], schema: Schema, **variables: object) -> Prompt:
    """The prompt with this name about these data. Raises: BrokenData where its file is not as it should be."""
    instructions, message = load_template(name)
    filled = {name: str(value) for name, value in variables.items()}
    told = Template(message).substitute(filled, data=as_data(data)).strip()
    return Prompt(Template(instructions).substitute(filled), told, schema)


def object_schema(**properties: Schema) -> Schema:
    """The schema of an object that has all of these properties and no other."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def as_data(data: Mapping[str, object]) -> str:
    """The data as JSON without angle brackets, so that nothing in it can be taken for the end of it."""
    return json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c").replace(">", "\\u003e")


def check_templates() -> None:
    """Returns where every prompt is as it should be. Raises: BrokenData."""
    for name in VARIABLES:
        load_template(name)


@cache
def load_template(name: str) -> tuple[str, str]:
    """The instructions and the message of this prompt, their variables still open. Raises: BrokenData."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    instructions, parted, message = text.partition(PARTED)
    found = set(Template(text).get_identifiers())
    if not parted or not Template(text).is_valid() or found != VARIABLES[name] or "$data" in instructions:
        raise BrokenData(f"De prompt {name}.md heeft {sorted(found)} en moet {sorted(VARIABLES[name])} hebben, en één regel ---.")
    return instructions.strip(), message
