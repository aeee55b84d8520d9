"""A company's folder to its terms: one `Terms` for every version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BrokenData
from bot.models import Clause, Terms
from ingest.clauses import parse
from ingest.company import load_company
from ingest.corrections import Corrections
from ingest.readers import read_source
from ingest.report import Report
from ingest.wording import say


@dataclass(frozen=True, slots=True)
class LoadedTerms:
    """One version of a company's terms, and what a person must know about how it was read."""

    terms: Terms
    report: Report


def load_terms(company_dir: Path) -> tuple[Terms, Report]:
    """The newest version of a company's terms, with its report.

    Raises: BrokenData where `company.yaml` is wrong; UnreadableTerms where the source can't be read.
    """
    newest = load_versions(company_dir)[-1]
    return newest.terms, newest.report


def load_versions(company_dir: Path) -> tuple[LoadedTerms, ...]:
    """Every version of a company's terms, from old to new. Raises: as `load_terms`."""
    described = load_company(company_dir)
    company = described.company
    loaded = []
    for version in company.versions:
        parsed = parse(read_source(company_dir / version.source), company.slug, described.corrections)
        loaded.append(LoadedTerms(Terms(company, version, parsed.clauses), parsed.report))
    _check_corrections(company.slug, described.corrections, [version.terms.clauses for version in loaded])
    return tuple(loaded)


def _check_corrections(slug: str, corrections: Corrections, versions: Sequence[Sequence[Clause]]) -> None:
    """A correction must hold a text that stands in its clause and a target that exists, in some version: else it went stale."""
    whole = "\n".join(clause.text for clauses in versions for clause in clauses)
    for space in corrections.spaces:
        if space.after not in whole:
            raise BrokenData(say("correction_space", slug=slug, text=space.before))
    texts = [{clause.path: clause.text for clause in clauses} for clauses in versions]
    for correction in corrections.references:
        fitting = [found for found in texts if correction.text in found.get(correction.path, "")]
        if not fitting:
            raise BrokenData(say("correction_text", slug=slug, path=correction.path, text=correction.text))
        if correction.target is not None and not any(correction.target in found for found in fitting):
            raise BrokenData(say("correction_target", slug=slug, path=correction.path, target=correction.target))
