"""A message in standard Dutch: dialect and chat forms written out, typing errors mended. The forms are data."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import yaml
from pydantic import TypeAdapter, ValidationError

from bot.errors import BrokenData
from bot.understanding.folding import fold
from bot.understanding.frequencies import frequencies
from bot.understanding.languages import foreign_language, load_languages
from bot.understanding.typing_errors import mend

FILE: Final = "spreektaal.yaml"
_GROUPS: Final = TypeAdapter(dict[str, dict[str, str]])
# A piece of an abbreviation or an address ("t/m", "a.u.b.") is no word; "5 k" is no form of "ik".
_BEFORE: Final = r"(?<![\w/@.'’-])"
_AFTER: Final = r"(?![\w@'’]|[/.-]\w)"
_WORD: Final = re.compile(rf"{_BEFORE}[^\W\d_]+{_AFTER}")
_ENDS: Final = frozenset(".?!:;\n")


@dataclass(frozen=True)
class Wording:
    """How people write, by what it is in standard Dutch; all in lower case."""

    forms: Mapping[str, str] = field(default_factory=dict)

    def standard(self, message: str, own: Collection[str]) -> str:
        """The message as it would be written in standard Dutch; another language stays. `own` are folded words that are right."""
        if foreign_language(message):
            return message
        written_out = self._pattern.sub(self._write_out, message) if self.forms else message
        return _WORD.sub(lambda found: _mended(found, own), written_out)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.forms, key=len, reverse=True)
        forms = "|".join(re.escape(form).replace("'", "['’‘`]") for form in longest_first)
        return re.compile(rf"{_BEFORE}(?<!\d )(?:{forms}){_AFTER}", re.IGNORECASE)

    def _write_out(self, found: re.Match[str]) -> str:
        return _as_typed(found.group(), self.forms[fold(found.group())])


def _mended(found: re.Match[str], own: Collection[str]) -> str:
    """The word mended; a capital within a sentence makes a name, which is left alone."""
    word = found.group()
    before = found.string[: found.start()].rstrip()
    if word[1:] != word[1:].lower() or (word[0].isupper() and before and before[-1] not in _ENDS):
        return word
    meant = mend(word, own)
    return word if meant is None else _as_typed(word, meant)


def _as_typed(typed: str, meant: str) -> str:
    first = next((character for character in typed if character.isalpha()), "")
    return meant[:1].upper() + meant[1:] if first.isupper() else meant


def load_wording(path: Path) -> Wording:
    """The forms in a YAML file `{group: {form: standard Dutch}}`; none where the file is not there. Raises: BrokenData."""
    frequencies()  # so that no question waits for them
    load_languages()
    if not path.exists():
        return Wording()
    try:
        groups = _GROUPS.validate_python(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise BrokenData(f"{path.name} kan niet worden gelezen: {error}") from error
    return Wording({form: meant for group in groups.values() for form, meant in group.items()})
