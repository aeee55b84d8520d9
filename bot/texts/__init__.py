"""Every Dutch sentence that no model wrote, by key.

The keys are the name of a file in this folder, followed by the path inside it: `calculators.period.day_one`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from bot.errors import BrokenData

FOLDER = Path(__file__).parent


def get(key: str, /, **variables: object) -> str:
    """The sentence with this key, its variables filled in.

    Raises: BrokenData for an unknown key or a variable that the sentence names and the caller did not give.
    """
    try:
        return get_template(key).format(**variables)
    except (KeyError, IndexError) as error:
        raise BrokenData(f"Tekst {key!r} mist de waarde {error}.") from error


def get_template(key: str) -> str:
    """The sentence with its variables still open. Raises: BrokenData for an unknown key."""
    template = _load().get(key)
    if template is None:
        raise BrokenData(f"Er is geen tekst met sleutel {key!r}.")
    return template


def keys() -> tuple[str, ...]:
    """The keys of all sentences, sorted."""
    return tuple(sorted(_load()))


@cache
def _load() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        found.update(flatten(path.stem, yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)))
    return found


def flatten(prefix: str, node: object) -> Iterator[tuple[str, str]]:
    """The sentences under a node with their keys. Raises: BrokenData where a leaf is no text."""
    if isinstance(node, dict):
        for name, child in node.items():
            yield from flatten(f"{prefix}.{name}", child)
    elif isinstance(node, str):
        yield prefix, node.strip()
    else:
        raise BrokenData(f"Tekst {prefix!r} is geen zin maar {node!r}.")
