"""The values that travel between steps: companies, clauses, questions and replies. All frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal
from urllib.parse import quote

Status = Literal["answered", "clarify", "not_in_terms", "out_of_scope"]
Audience = Literal["consument", "zakelijk"]
Day = date
"""A date, for a class with a field of that name."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the company, exactly as its own terms print it; None where they print nothing."""

    email: str | None = None
    phone: str | None = None
    website: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class TermsVersion:
    """One version of a company's terms.

    `name` is the ISO date of the version, or the version's own name where it has no day ("2019-09"). `starts_on` is the first
    day on which it is in force (inclusive); None where the document prints no day.
    """

    name: str
    source: str
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """A company whose terms are served. `versions` runs from old to new; `aliases` are names that customers use for it."""

    slug: str
    name: str
    legal_form: str
    contact: Contact
    versions: tuple[TermsVersion, ...]
    aliases: tuple[str, ...] = ()
    disclaimer: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another clause. `text` stands literally in the clause; `target` is a clause id, or None where it is dead."""

    text: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest numbered part of a document, with text of its own.

    `path` is what is printed ("6.3", "10.3.a", "vo:7.1"), `label` what a Dutch lawyer writes ("Artikel 6 lid 3"), `title` the
    heading of its article, `heading` a subheading of its own (often empty). `text` has no number marker and no text of
    sub-items; paragraphs are separated by a line break.
    """

    clause_id: str
    path: str
    label: str
    title: str
    text: str
    parent_id: str | None = None
    heading: str = ""
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of one company's terms: its clauses in reading order."""

    company: Company
    version: TermsVersion
    clauses: tuple[Clause, ...]

    @property
    def url(self) -> str:
        """Where these terms can be read; the address names the version where the company has several."""
        versions = {version.name for version in self.company.versions} | {self.version.name}
        named = f"?version={quote(self.version.name, safe='')}" if len(versions) > 1 else ""
        return f"/terms/{self.company.slug}{named}"

    def url_of(self, path: str) -> str:
        """Where the clause at this path can be read."""
        return f"{self.url}#{path}"


@dataclass(frozen=True, slots=True)
class Question:
    """One message of a customer. `reference_date` is today for this customer; `contract_date` picks the version in force.

    `earlier` are the customer's messages before this one, oldest first, of a client that keeps the conversation itself.
    """

    company: str
    message: str
    reference_date: date
    conversation_id: str | None = None
    audience: Audience | None = None
    contract_date: date | None = None
    earlier: tuple[str, ...] = ()

    @property
    def governed_on(self) -> date:
        """The day whose terms count: that of the contract, else today."""
        return self.contract_date or self.reference_date


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause that carries an answer; `quote` is a literal part of its text."""

    clause_id: str
    label: str
    title: str
    quote: str
    terms_version: str
    url: str


@dataclass(frozen=True, slots=True)
class CalculationResult:
    """What was asked for: a date or an amount in euros."""

    date: Day | None = None
    amount: Decimal | None = None
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class AmountPart:
    """A part of an amount, with its Dutch name; `counts` is False for what lies beside the result, such as what was paid."""

    name: str
    amount: Decimal
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Calculation:
    """A deadline or fee with its derivation. `steps` are Dutch sentences in the order of the sum.

    `parts` are what an amount is made of, where it has parts: those that count add up to the result.
    """

    rule_id: str
    kind: Literal["deadline", "amount"]
    result: CalculationResult
    inputs: dict[str, str]
    steps: tuple[str, ...]
    clause_ids: tuple[str, ...]
    legal_basis: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    parts: tuple[AmountPart, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that the answer depends on; `choices` is empty where any value may be given."""

    name: str
    question: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFact:
    """What was read in the conversation: what it is called and its value, both as a Dutch reader expects them."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ConsideredClause:
    """A clause that came up. `strength` is its score as a share of that of the strongest one (0..1)."""

    clause_id: str
    label: str
    title: str
    strength: float


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about: what was looked for, which facts were read, which clauses came up, and which rule spoke.

    `rule_title` and `reading` are empty where no rule spoke. For people who want to see it; the API does not give it.
    """

    question: str
    facts: tuple[ReadFact, ...] = ()
    clauses: tuple[ConsideredClause, ...] = ()
    rule_id: str = ""
    rule_title: str = ""
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the assistant says. `answered` has at least one citation, and the first one carries the answer."""

    status: Status
    answer: str
    confidence: float
    citations: tuple[Citation, ...] = ()
    calculation: Calculation | None = None
    missing: tuple[MissingFact, ...] = ()
    suggestions: tuple[str, ...] = ()
    contact: Contact = field(default_factory=Contact)
    conversation_id: str = ""
    message_id: str = ""
    trace: Trace | None = None
