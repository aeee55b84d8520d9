"""Reads the settings for every program of this project: what is wrong with them is told in Dutch, one line a setting."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import wraps
from typing import Any, ParamSpec

from dotenv import dotenv_values
from pydantic import ValidationError

from bot import texts
from bot.errors import BadSettings
from bot.settings import Settings

FILE = ".env"
WRONG_SETTINGS = 2
"""The exit code of a program whose settings can't be used."""
SECRET = ("_URL", "_KEY", "_TOKEN", "_SECRET", "PASSWORD")
"""Ends of names of settings whose value is never shown: an address may hold a password."""
REASONS = {
    "int_parsing": "integer",
    "int_from_float": "integer",
    "float_parsing": "number",
    "bool_parsing": "yes_no",
    "greater_than": "range",
    "greater_than_equal": "range",
    "less_than": "range",
    "less_than_equal": "range",
    "finite_number": "range",
    "literal_error": "choice",
    "enum": "choice",
    "string_pattern_mismatch": "pattern",
}
ALIKE, ALIKE_ELSEWHERE = 0.75, 0.88
"""How much a name must look like that of a setting to be taken for a mistyped one, in our own file and in the environment."""
Arguments = ParamSpec("Arguments")


def with_settings(main: Callable[Arguments, int]) -> Callable[Arguments, int]:
    """The same program, which first warns of mistyped settings, and ends with 2 where settings can't be used."""

    @wraps(main)
    def checked(*arguments: Arguments.args, **options: Arguments.kwargs) -> int:
        try:
            for warning in mistyped(dotenv_values(FILE), os.environ):
                print(warning, file=sys.stderr)
            return main(*arguments, **options)
        except ValidationError as error:
            if error.title != Settings.__name__:
                raise
            print(*complaints(error), sep="\n", file=sys.stderr)
        except UnicodeDecodeError:
            print(texts.get("configuration.not_utf8", file=FILE), file=sys.stderr)
        except BadSettings as error:
            print(texts.get("configuration.refused"), error, sep="\n", file=sys.stderr)
        return WRONG_SETTINGS

    return checked


def complaints(error: ValidationError) -> Iterator[str]:
    """What is wrong with the settings: one line each, under a line that says what to do."""
    yield texts.get("configuration.refused")
    for found in error.errors():
        field = str(found["loc"][0])
        yield texts.get(
            "configuration.wrong",
            name=field.upper(),
            given=shown(field.upper(), found["input"]),
            reason=texts.get(f"configuration.reason_{REASONS.get(found['type'], 'other')}"),
            allowed=allowed(field),
        )


def shown(name: str, value: object) -> str:
    """The value as a message may show it."""
    if name.endswith(SECRET):
        return texts.get("configuration.given_hidden")
    return texts.get("configuration.given", value=str(value))


def allowed(field: str) -> str:
    """What this setting may be, in words."""
    schema: Mapping[str, Any] = Settings.model_json_schema()["properties"].get(field, {})
    if "enum" in schema:
        *others, last = schema["enum"]
        return texts.get("configuration.allowed_choice", others=", ".join(others), last=last)
    if "pattern" in schema:
        return texts.get("configuration.allowed_like", example=schema.get("default", ""))
    match schema.get("type"):
        case "integer" | "number" as kind:
            return _bounds(texts.get(f"configuration.allowed_{kind}"), schema)
        case "boolean":
            return texts.get("configuration.allowed_yes_no")
    return texts.get("configuration.allowed_text")


def _bounds(kind: str, schema: Mapping[str, Any]) -> str:
    low, high, above = schema.get("minimum"), schema.get("maximum"), schema.get("exclusiveMinimum")
    if above is not None:
        return texts.get("configuration.allowed_above", kind=kind, low=above)
    if high is not None:
        return texts.get("configuration.allowed_between", kind=kind, low=low, high=high)
    return texts.get("configuration.allowed_from", kind=kind, low=low) if low is not None else kind


def mistyped(file: Mapping[str, object], environment: Mapping[str, object]) -> Iterator[str]:
    """A warning for every name that is no setting and looks like one."""
    names = [field.upper() for field in Settings.model_fields]
    for place, given, alike in (("file", file, ALIKE), ("environment", environment, ALIKE_ELSEWHERE)):
        for name in sorted(set(map(str.upper, given)) - set(names)):
            if meant := get_close_matches(name, names, n=1, cutoff=alike):
                where = texts.get(f"configuration.place_{place}")
                yield texts.get("configuration.unknown", name=name, place=where, meant=meant[0])
