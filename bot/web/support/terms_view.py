"""What the pages on terms show: every company with its versions, and a draft as it would be served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from bot.conversations.additions import Reading, Remark, TermsFiles
from bot.conversations.drafts import Draft, OpenDraft
from bot.conversations.rewording import Rewording
from bot.knowledge import Knowledge
from bot.matching import Stale
from bot.models import Clause, Company, Contact, Terms
from bot.retrieval.index import ClauseIndex
from bot.web.changes_page import ChangesPage
from bot.web.support.outline import Document, documents_of

FIRST_WORDS = 14


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a company's terms. `previous` is the one before it, `annotated` counts clauses with an explanation."""

    terms: Terms
    previous: Terms | None
    in_force: bool
    annotated: int
    rules: int


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """A company with its versions from new to old, and what they leave for a person to review."""

    company: Company
    versions: tuple[VersionLine, ...]
    stale: tuple[Stale, ...]


def list_companies(index: ClauseIndex, files: TermsFiles) -> tuple[CompanyLine, ...]:
    """Every company in the index."""
    known = {slug: [index.read(entry) for entry in index.versions(slug)] for slug in index.slugs}
    stale = files.stale({slug: [version.terms for version in versions] for slug, versions in known.items()})
    lines = []
    for slug, versions in known.items():
        now = index.get_knowledge(slug).terms.version
        listed = [_version(each, versions[at - 1].terms if at else None, now.name) for at, each in enumerate(versions)]
        lines.append(CompanyLine(versions[-1].terms.company, tuple(reversed(listed)), stale.get(slug, ())))
    return tuple(lines)


def _version(knowledge: Knowledge, previous: Terms | None, now: str) -> VersionLine:
    annotated = sum(bool(note.kern) for note in knowledge.annotations.values())
    return VersionLine(knowledge.terms, previous, knowledge.terms.version.name == now, annotated, len(knowledge.rules))


@dataclass(frozen=True, slots=True)
class ContactField:
    """One way to reach the company: what would be served, and what else the document prints."""

    name: str
    value: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as it would be served, and everything that a person must look at."""

    draft: Draft
    reading: Reading
    documents: tuple[Document, ...]
    remarks: Mapping[str, tuple[Remark, ...]]
    contact: tuple[ContactField, ...]
    changes: ChangesPage | None
    corrected: bool
    words: tuple[Rewording, ...]
    numbers: tuple[Rewording, ...]
    must_confirm: bool

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return sum(len(document.articles) for document in self.documents)

    def label(self, path: str) -> str:
        """The label of the clause at this path."""
        return next((clause.label for clause in self.reading.clauses if clause.path == path), path)

    def first_words(self, clause: Clause) -> str:
        """How the text of a clause starts."""
        words = clause.text.split()
        return " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")


def view_draft(opened: OpenDraft, changes: ChangesPage | None) -> DraftView:
    """The view of a draft, with what it changes to the version before it."""
    reading, found = opened.reading, opened.rewordings
    return DraftView(
        draft=opened.draft,
        reading=reading,
        documents=documents_of(Knowledge(reading.terms)),
        remarks=reading.remarks_at,
        contact=tuple(_contact(field.name, reading) for field in fields(Contact)),
        changes=changes,
        corrected=opened.corrected,
        words=tuple(change for change in found if not change.number),
        numbers=tuple(change for change in found if change.number),
        must_confirm=any(not change.number for change in found),
    )


def _contact(name: str, reading: Reading) -> ContactField:
    value: str = getattr(reading.company.contact, name) or ""
    return ContactField(name, value, tuple(text for text in reading.found.get(name, ()) if text != value))
