"""What holds for every parse, whatever the document."""

from __future__ import annotations

from ingest.blocks import Source
from ingest.clauses import Parsed


def check_sound(source: Source, parsed: Parsed) -> None:
    """Nothing, for a sound parse: no letter lost or doubled, ids once, parents there and before their children."""
    clauses = parsed.clauses
    assert clauses
    coverage = parsed.report.coverage
    assert coverage.complete, f"{coverage} {coverage.lost[:3]}"
    seen: set[str] = set()
    for clause in clauses:
        assert clause.clause_id not in seen, f"twice: {clause.clause_id}"
        assert clause.parent_id is None or clause.parent_id in seen, f"{clause.clause_id} before {clause.parent_id}"
        seen.add(clause.clause_id)
        assert clause.clause_id == f"x:{clause.path}"
        assert clause.label.strip(), clause.clause_id
        assert clause.text.strip(), clause.clause_id
    for line in source.lines:
        assert 0 <= line.start <= line.end <= len(source.text), line.number
        assert line.text == line.text.strip() != "", line.number
