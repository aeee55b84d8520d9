"""Example messages of any company: on other subjects altogether, on what terms seldom tell, and on what they usually tell."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from bot.errors import BrokenData
from bot.retrieval.passages import Passage, PassageKind

FILES: dict[str, PassageKind] = {
    "buiten_bereik.yaml": "vreemd",
    "klantenservice.yaml": "algemeen",
    "voorwaarden.yaml": "gangbaar",
}
_GROUPS = TypeAdapter(dict[str, list[str]])


def load_anchors(folder: Path) -> tuple[Passage, ...]:
    """The example messages in this folder; a file that is not there gives none. Raises: BrokenData."""
    return tuple(passage for name, kind in FILES.items() if (folder / name).exists() for passage in _read(folder / name, kind))


def _read(path: Path, kind: PassageKind) -> list[Passage]:
    try:
        groups = _GROUPS.validate_python(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError) as error:
        raise BrokenData(f"{path.name} kan niet worden gelezen: {error}") from error
    return [
        Passage(f"{subject}#{kind}#{number}", subject, kind, message)
        for subject, messages in groups.items()
        for number, message in enumerate(messages)
    ]
