"""Whose terms a document holds, and which version of them: what is asked for, checked before anything is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from bot.errors import BadInput
from bot.models import Company, Contact, TermsVersion
from bot.words import fold
from ingest.dating import Dated
from ingest.wording import say

UNDATED = "ongedateerd"
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_LONGEST_SLUG, _LONGEST_NAME = 40, 80
_RESERVED = frozenset({"anchors"})
_EARLIEST = date(1900, 1, 1)
_FORMS = ("B.V.", "BV", "N.V.", "NV", "V.O.F.", "VOF", "U.A.", "Stichting", "Vereniging", "Coöperatie", "C.V.", "BVBA", "SRL")


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks to add. `name` may be empty for a company that is known.

    `version` is an ISO date or a name of its own ("2019-09"); without it what the document prints counts. `contact` goes before
    what the document prints.
    """

    slug: str
    name: str = ""
    version: str | None = None
    contact: Contact = field(default_factory=Contact)


def checked(request: Request) -> Request:
    """The same request without outer space. Raises: BadInput where slug, name or version can't be used."""
    slug, name = request.slug.strip(), " ".join(request.name.split())
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST_SLUG or slug in _RESERVED:
        raise BadInput(say("slug_wrong", slug=slug, most=_LONGEST_SLUG))
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise BadInput(say("name_wrong", most=_LONGEST_NAME))
    version = request.version.strip() if request.version and request.version.strip() else None
    if version is not None and (not _VERSION.fullmatch(version) or _broken_day(version)):
        raise BadInput(say("version_wrong", version=version))
    return replace(request, slug=slug, name=name, version=version)


def check_names(request: Request, known: Company | None, others: Iterable[Company]) -> None:
    """Nothing, where slug and name belong together and to nobody else. Raises: BadInput."""
    if known is None and not request.name:
        raise BadInput(say("name_missing", slug=request.slug))
    if known is not None:
        if request.name and fold(request.name) not in {fold(name) for name in (known.name, *known.aliases)}:
            raise BadInput(say("slug_taken", slug=request.slug, name=known.name, asked=request.name))
        return
    for other in others:
        if fold(request.name) in {fold(name) for name in (other.name, *other.aliases, other.slug)}:
            raise BadInput(say("name_taken", name=request.name, slug=other.slug))


def next_version(request: Request, dated: Dated | None, known: Company | None, suffix: str) -> TermsVersion:
    """The version of a document: as was asked, else as it prints, else undated.

    Raises: BadInput where a known company has that version, or where nobody can tell from which day a further version holds.
    """
    name, starts_on = UNDATED, None
    if request.version is not None:
        name, starts_on = request.version, _day(request.version)
    elif dated is not None:
        name, starts_on = dated.name, dated.day
    if known is not None:
        if name in {version.name for version in known.versions}:
            raise BadInput(say("version_taken", version=name, name=known.name))
        if starts_on is None:
            raise BadInput(say("version_undated", name=known.name))
    return TermsVersion(name, f"{name}{suffix}", starts_on)


def place(company: Company, starts_on: date) -> int:
    """Where a version with this first day belongs in the list of versions, which runs from old to new."""
    later = (at for at, other in enumerate(company.versions) if other.starts_on is not None and other.starts_on > starts_on)
    return next(later, len(company.versions))


def legal_form(name: str) -> str:
    """The legal form that a name ends or starts with, or the words for none."""
    words = name.replace(",", " ").split()
    return next((form for form in _FORMS if form in words), say("no_legal_form"))


def _day(version: str) -> date | None:
    try:
        return date.fromisoformat(version) if len(version) == len("2018-10-12") else None
    except ValueError:
        return None


def _broken_day(version: str) -> bool:
    """Whether it looks like a date and is none, or one that no terms have."""
    day = _day(version)
    return re.fullmatch(r"\d{4}-\d\d-\d\d", version) is not None and (day is None or day < _EARLIEST)
