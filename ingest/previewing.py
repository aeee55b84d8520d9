"""What adding a document would make of it: read, dated and checked against what is there, with nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from bot.models import Company, TermsVersion
from bot.understanding.languages import foreign_language
from ingest.blocks import Source
from ingest.company import CompanyFile, find_companies, load_company
from ingest.corrections import NO_CORRECTIONS
from ingest.dating import Dated, choose, read_dates
from ingest.delivery import Delivery
from ingest.identity import Request, check_names, checked, legal_form, next_version, place
from ingest.imprint import Imprint, override, read_imprint
from ingest.isolation import Limits, ReadDocument, read_isolated
from ingest.wording import say

Outcome = Literal["new_company", "new_version", "known"]
FEW_CLAUSES = 5
_USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Preview:
    """What adding a document would make; nothing is written.

    `dates` are all that may be the date of the version; `warnings` Dutch sentences for who adds it, beside the doubts of the
    parser in `document.parsed.report`.
    """

    outcome: Outcome
    company: Company
    version: TermsVersion
    document: ReadDocument
    imprint: Imprint
    dates: tuple[Dated, ...]
    warnings: tuple[str, ...]


def preview(delivery: Delivery, request: Request, *, data_dir: Path, limits: Limits = _USUAL) -> Preview:
    """What `Adder.add` would make of this document. Raises: BadInput, UnreadableTerms, BrokenData."""
    request = checked(request)
    known = _known(request, data_dir / "terms")
    document = read_isolated(delivery, request.slug, corrections=known.corrections if known else NO_CORRECTIONS, limits=limits)
    dates = read_dates(document.source)
    imprint = read_imprint(_all_text(document.source), known.company.name if known else request.name)
    version = next_version(request, choose(dates), known.company if known else None, delivery.suffix)
    return Preview(
        outcome="new_version" if known else "new_company",
        company=_with_version(known.company, version) if known else _company(request, imprint, version),
        version=version,
        document=document,
        imprint=imprint,
        dates=dates,
        warnings=tuple(_warnings(document, version)),
    )


def _all_text(source: Source) -> str:
    """The text with what stands around it: the edge of a page or the foot of a web page may say how to reach the company."""
    return "\n".join([source.text, *dict.fromkeys(left.text for left in source.left_out)])


def _known(request: Request, terms_dir: Path) -> CompanyFile | None:
    """The company that is asked for, where there is one. Raises: BadInput where slug and name do not belong together."""
    found = {folder.name: load_company(folder) for folder in find_companies(terms_dir)}
    known = found.pop(request.slug, None)
    check_names(request, known.company if known else None, (other.company for other in found.values()))
    return known


def _company(request: Request, imprint: Imprint, version: TermsVersion) -> Company:
    contact = override(request.contact, imprint.contact)
    return Company(request.slug, request.name, legal_form(request.name), contact, (version,))


def _with_version(company: Company, version: TermsVersion) -> Company:
    assert version.starts_on is not None
    at = place(company, version.starts_on)
    return replace(company, versions=(*company.versions[:at], version, *company.versions[at:]))


def _warnings(document: ReadDocument, version: TermsVersion) -> Iterator[str]:
    """What makes it doubtful that this is a whole document with terms, or that it will be found."""
    clauses, coverage = document.parsed.clauses, document.parsed.report.coverage
    if len(clauses) < FEW_CLAUSES:
        yield say("few_clauses", count=len(clauses))
    if coverage.lost:
        yield say("text_lost", count=len(coverage.lost))
    if foreign_language(" ".join(clause.text for clause in clauses[:FEW_CLAUSES])):
        yield say("not_dutch")
    if version.starts_on is None:
        yield say("no_day", version=version.name)
