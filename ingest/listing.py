"""Which documents to add in one run: those in a table, or those in a folder whose files are named after their companies."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BadInput
from bot.models import Contact
from ingest.identity import Request
from ingest.readers import READERS
from ingest.readers.decoding import decode_web
from ingest.wording import say

COLUMNS = ("bestand", "bedrijf", "naam", "versie")
_NEEDED = frozenset({"bestand", "bedrijf"})
_CONTACT = {"e-mail": "email", "telefoon": "phone", "website": "website", "adres": "address"}
_DATED = re.compile(r"(?P<name>.+?)[ _-]+(?P<version>\d{4}-\d\d-\d\d)")
_NO_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One document to add: its file, and whose terms it holds."""

    file: Path
    request: Request


def read_list(path: Path) -> tuple[Row, ...]:
    """The documents in a table with a head and commas or semicolons; file names count from the folder of the table.

    Raises: BadInput where it is no such table.
    """
    if not path.is_file():
        raise BadInput(say("file_missing", file=path.name))
    lines = [line for line in decode_web(path.read_bytes()).splitlines() if line.strip()]
    head = lines[0] if lines else ""
    table = csv.DictReader(lines, delimiter=";" if ";" in head else ",", skipinitialspace=True)
    names = [(name or "").strip().lower() for name in table.fieldnames or ()]
    unknown = [name for name in names if name not in (*COLUMNS, *_CONTACT)]
    if unknown or not set(names) >= _NEEDED:
        raise BadInput(say("list_head", file=path.name, columns=";".join(COLUMNS), found=head[:80]))
    table.fieldnames = names
    return tuple(_row(values, path.parent) for values in table)


def read_folder(folder: Path) -> tuple[Row, ...]:
    """The documents in a folder, by name: "Bootverhuur De Plas 2024-05-01.pdf" is a version of the terms of that company.

    Raises: BadInput where there are none.
    """
    files = [file for file in sorted(folder.glob("*")) if file.suffix.lower() in READERS and not file.name.startswith(".")]
    if not files:
        raise BadInput(say("folder_empty", folder=folder.name, formats=", ".join(sorted(READERS))))
    return tuple(_named(file) for file in files)


def slug_of(name: str) -> str:
    """A slug for the company of this name: "Coöperatie De Plas" -> "cooperatie-de-plas"."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return _NO_SLUG.sub("-", plain).strip("-")[:40].strip("-")


def _row(values: dict[str, str | list[str] | None], folder: Path) -> Row:
    cells = {name: value.strip() for name, value in values.items() if isinstance(value, str)}
    contact = Contact(**{field: cells.get(column) or None for column, field in _CONTACT.items()})
    request = Request(cells.get("bedrijf", ""), cells.get("naam", ""), cells.get("versie") or None, contact)
    return Row(folder / cells.get("bestand", ""), request)


def _named(file: Path) -> Row:
    dated = _DATED.fullmatch(file.stem)
    name = dated["name"] if dated else file.stem
    return Row(file, Request(slug_of(name), name, dated["version"] if dated else None))
