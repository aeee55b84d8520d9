"""What several companies' terms say on the same topics, in figures, as a table and as a file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from bot import texts
from bot.answering.suggestions import TOPICS
from bot.calculators.listing import RuleRow, list_rules
from bot.knowledge import Knowledge
from bot.models import Clause, Terms

BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet takes the file for another encoding than it is."""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet would take for the beginning of a formula."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule on a topic: its literal figures and the clauses in which they stand."""

    row: RuleRow
    clauses: tuple[Clause, ...]
    terms: Terms

    def url(self, clause: Clause) -> str:
        """Where the clause can be read."""
        return self.terms.url_of(clause.path)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Per topic a cell for each company, in the order of `companies`; an empty cell means that there is no rule for it."""

    companies: tuple[Knowledge, ...]
    rows: tuple[tuple[str, tuple[tuple[Entry, ...], ...]], ...]

    @property
    def slugs(self) -> tuple[str, ...]:
        """The companies, by slug."""
        return tuple(each.terms.company.slug for each in self.companies)


def compare(companies: Sequence[Knowledge]) -> Comparison:
    """Every topic by company, from their rules."""
    entries = [_entries(knowledge) for knowledge in companies]
    rows = ((topic, tuple(tuple(e for e in own if e.row.topic == topic) for own in entries)) for topic in TOPICS)
    return Comparison(tuple(companies), tuple(rows))


def _entries(knowledge: Knowledge) -> list[Entry]:
    return [
        Entry(row, tuple(knowledge.clauses[name] for name in row.clause_ids if name in knowledge.clauses), knowledge.terms)
        for row in list_rules(knowledge.rules)
    ]


def as_csv(comparison: Comparison) -> str:
    """The comparison with a line per rule, for a Dutch spreadsheet: semicolons, every field quoted, no field a formula."""
    lines = StringIO()
    writer = csv.writer(lines, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([texts.get(f"demo.csv.{name}") for name in COLUMNS])
    for topic, cells in comparison.rows:
        for knowledge, cell in zip(comparison.companies, cells, strict=True):
            writer.writerows(harmless(line) for line in _lines(topic, knowledge, cell))
    return BYTE_ORDER_MARK + lines.getvalue()


COLUMNS = ("topic", "company", "rule", "figures", "clauses", "version", "audience", "reading", "where")


def _lines(topic: str, knowledge: Knowledge, cell: Sequence[Entry]) -> list[list[str]]:
    name, version = knowledge.terms.company.name, knowledge.terms.version.name
    if not cell:
        return [[topic, name, texts.get("demo.no_rule"), "", "", version, "", "", ""]]
    return [
        [
            topic,
            name,
            entry.row.title,
            " / ".join(entry.row.figures),
            " / ".join(clause.label for clause in entry.clauses),
            version,
            entry.row.audience,
            entry.row.reading,
            entry.url(entry.clauses[0]) if entry.clauses else "",
        ]
        for entry in cell
    ]


def harmless(line: Sequence[str]) -> list[str]:
    """The fields, each of them text to a spreadsheet."""
    return [f"'{field}" if field.lstrip(" ").startswith(DANGEROUS) else field for field in line]
