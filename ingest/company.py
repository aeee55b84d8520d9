"""`company.yaml`: who a company is, which versions of its terms there are, and what a person corrected in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.errors import BrokenData
from bot.models import Company, Contact, TermsVersion
from ingest.blocks import letters
from ingest.corrections import Corrections, ReferenceCorrection, SpaceCorrection
from ingest.wording import say

FILE_NAME = "company.yaml"


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """A company as its file describes it, with what a person corrected in its terms."""

    company: Company
    corrections: Corrections


class _Schema(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Contact(_Schema):
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    address: str | None = None


class _Version(_Schema):
    name: str = Field(min_length=1)
    source: str = Field(min_length=1)
    starts_on: date | None = None


class _Company(_Schema):
    slug: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: str = Field(min_length=1)
    legal_form: str
    aliases: tuple[str, ...] = ()
    contact: _Contact = _Contact()
    versions: tuple[_Version, ...] = Field(min_length=1)
    disclaimer: str | None = None
    references: dict[str, dict[str, str | None]] = {}
    spaces: dict[str, str] = {}

    @field_validator("spaces")
    @classmethod
    def _same_letters(cls, spaces: dict[str, str]) -> dict[str, str]:
        changed = [before for before, after in spaces.items() if letters(before) != letters(after)]
        if changed:
            raise ValueError(say("letters_changed", texts=", ".join(changed)))
        return spaces

    @field_validator("versions")
    @classmethod
    def _old_to_new(cls, versions: tuple[_Version, ...]) -> tuple[_Version, ...]:
        dated = [version.starts_on for version in versions if version.starts_on]
        if dated != sorted(dated) or len({version.name for version in versions}) < len(versions):
            raise ValueError(say("versions_unordered"))
        return versions


def find_companies(terms_dir: Path) -> list[Path]:
    """The folders below `terms_dir` that hold a `company.yaml`, by name."""
    return sorted(file.parent for file in terms_dir.glob(f"*/{FILE_NAME}"))


def load_company(company_dir: Path) -> CompanyFile:
    """The company of a folder.

    Raises: BrokenData where its file is missing, is no YAML, breaks the schema, or names a source that isn't there.
    """
    path = company_dir / FILE_NAME
    parsed = _validated(path, _read(path))
    if parsed.slug != company_dir.name:
        raise BrokenData(say("slug_differs", file=path.name, slug=parsed.slug, folder=company_dir.name))
    for version in parsed.versions:
        if not (company_dir / version.source).is_file():
            raise BrokenData(say("source_missing", slug=parsed.slug, version=version.name, source=version.source))
    return CompanyFile(_company(parsed), _corrections(parsed))


def _read(path: Path) -> object:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError as error:
        raise BrokenData(say("company_missing", file=path.name, folder=path.parent.name)) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BrokenData(say("company_no_yaml", file=path.name, folder=path.parent.name, problem=error)) from error


def _validated(path: Path, data: object) -> _Company:
    try:
        return _Company.model_validate(data)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise BrokenData(say("company_broken", file=path.name, folder=path.parent.name, problems=problems)) from error


def _company(parsed: _Company) -> Company:
    return Company(
        slug=parsed.slug,
        name=parsed.name,
        legal_form=parsed.legal_form,
        contact=Contact(**parsed.contact.model_dump()),
        versions=tuple(TermsVersion(version.name, version.source, version.starts_on) for version in parsed.versions),
        aliases=parsed.aliases,
        disclaimer=parsed.disclaimer,
    )


def _corrections(parsed: _Company) -> Corrections:
    return Corrections(
        references=tuple(
            ReferenceCorrection(path, text, target) for path, texts in parsed.references.items() for text, target in texts.items()
        ),
        spaces=tuple(SpaceCorrection(before, after) for before, after in parsed.spaces.items()),
    )
