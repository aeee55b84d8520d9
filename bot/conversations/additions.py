"""Documents that staff add to the terms that are served: what they ask for, and how a document would be served."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol

from bot import texts
from bot.errors import BadInput
from bot.matching import Stale
from bot.models import Clause, Company, Contact, Terms, TermsVersion
from bot.words import fold

Outcome = Literal["new_company", "new_version"]
Tell = Callable[[str], None]
LONGEST_SLUG = 40
_LEGAL = re.compile(r"\b(?:b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|u\.a\.|stichting|vereniging)(?=\W|$)")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it came in. `name` is what the sender called it: it is shown, and never used as the name of a file.

    `text` is what a person made of its lines; None where it is to be served as it is.
    """

    data: bytes
    name: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a document is to be served as. `name` is empty for a company that is known; `version` "": what the document prints.

    In `contact` None stands for what the document prints, and an empty text for nothing.
    """

    slug: str
    name: str = ""
    version: str = ""
    contact: Contact = field(default_factory=Contact)


@dataclass(frozen=True, slots=True)
class Remark:
    """A doubt of the reader, with its line in the document (0: the whole of it) and the clause that it stands at ("": none)."""

    line: int
    text: str
    path: str = ""


@dataclass(frozen=True)
class Reading:
    """A document as it would be served, with everything that a person must know about it.

    `text` is the document as plain lines that can be corrected, `aside` what is in no clause on purpose, `lost` what is in none
    without a reason. `found` are the ways to reach the company that the document prints, by the name of the field in `Contact`.
    """

    outcome: Outcome
    company: Company
    version: TermsVersion
    clauses: tuple[Clause, ...]
    text: str
    coverage: str
    complete: bool
    warnings: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    aside: tuple[Remark, ...] = ()
    lost: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    found: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stale: tuple[Stale, ...] = ()

    @property
    def terms(self) -> Terms:
        """The terms as they would be served."""
        return Terms(self.company, self.version, self.clauses)

    @cached_property
    def remarks_at(self) -> Mapping[str, tuple[Remark, ...]]:
        """The remarks by the path of their clause."""
        found: dict[str, tuple[Remark, ...]] = {}
        for remark in self.remarks:
            found[remark.path] = (*found.get(remark.path, ()), remark)
        return found

    @property
    def before(self) -> TermsVersion | None:
        """The version of a known company that this one follows."""
        at = self.company.versions.index(self.version)
        return self.company.versions[at - 1] if at else None


class TermsFiles(Protocol):
    """The files in which terms stand, and the readers of documents. This package knows neither."""

    @property
    def formats(self) -> Sequence[str]:
        """The suffixes of the documents that can be read."""
        ...

    def read(self, document: Document, wanted: Wanted) -> Reading:
        """The document as it would be served; nothing is written. Raises: BadInput with what is wrong and what to do."""
        ...

    def publish(self, document: Document, wanted: Wanted, *, expected: Sequence[str], tell: Tell) -> None:
        """Serve the document from now on: all of it, or an error and nothing has changed. Once more changes nothing.

        `expected` are the names of all versions that the company should have then. `tell` hears how far it is, at least every
        ten seconds. Raises: BadInput, also where the company would have other versions.
        """
        ...

    def stale(self, versions: Mapping[str, Sequence[Terms]]) -> Mapping[str, tuple[Stale, ...]]:
        """Per company the annotations and rules that its versions, from old to new, leave for a person."""
        ...


class NoTermsFiles:
    """For a server that adds no terms."""

    formats: Sequence[str] = ()

    def read(self, _document: Document, _wanted: Wanted) -> Reading:
        """Nothing is read. Raises: BadInput."""
        raise BadInput(texts.get("adding.cannot_add"))

    def publish(self, _document: Document, _wanted: Wanted, *, expected: Sequence[str], tell: Tell) -> None:
        """Nothing is written. Raises: BadInput."""
        raise BadInput(texts.get("adding.cannot_add"))

    def stale(self, _versions: Mapping[str, Sequence[Terms]]) -> Mapping[str, tuple[Stale, ...]]:
        """Nothing is known."""
        return {}


def propose_slug(name: str) -> str:
    """A short name for in addresses, out of the name of a company: "Bakkerij 't Hoekje B.V." gives "bakkerij-t-hoekje"."""
    words = re.findall(r"[a-z0-9]+", _LEGAL.sub(" ", fold(name)))
    while words and not words[0][0].isalpha():
        words.pop(0)
    return "-".join(words)[:LONGEST_SLUG].rstrip("-")
