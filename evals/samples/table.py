"""What was measured on sample documents, as a table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.samples.answers import Answered
from evals.samples.gold import Sample
from evals.samples.structure import Structure

COLUMNS = ("", "F1", "spots", "hit@1", "hit@3", "cited", "refused", "answered wrongly")
NEAR = 3


def samples_table(
    structures: Mapping[str, Structure], answers: Mapping[str, Sequence[Answered]], *, details: Sequence[Sample] = ()
) -> str:
    """A row for every document and one for all; below it what was read wrongly in the documents of `details`."""
    rows = [COLUMNS, *(_row(name, [read], answers.get(name, ())) for name, read in structures.items())]
    rows.append(_row("all", list(structures.values()), [one for found in answers.values() for one in found]))
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, *(line for sample in details for line in _explain(sample.name, structures, answers))])


def _row(name: str, read: Sequence[Structure], asked: Sequence[Answered]) -> tuple[str, ...]:
    f1 = sum(one.f1 for one in read) / len(read)
    checks = sum(one.spot_checks for one in read)
    right = checks - sum(len(one.misplaced) for one in read)
    yes = [one for one in asked if one.question.answerable]
    no = [one for one in asked if not one.question.answerable]
    return (
        name,
        f"{f1:.3f}",
        f"{right}/{checks}",
        _share(sum(one.rank == 1 for one in yes), yes),
        _share(sum(1 <= one.rank <= NEAR for one in yes), yes),
        _share(sum(one.status == "answered" and one.right_cited for one in yes), yes),
        _share(sum(one.status in ("not_in_terms", "out_of_scope") for one in no), no),
        _share(sum(one.status == "answered" for one in no), no),
    )


def _share(count: int, of: Sequence[Answered]) -> str:
    return f"{count}/{len(of)}" if of else "-"


def _explain(name: str, structures: Mapping[str, Structure], answers: Mapping[str, Sequence[Answered]]) -> list[str]:
    read = structures[name]
    found = [f"  refused: {read.refused}"] if read.refused else []
    found += [
        f"  {word}: {', '.join(sorted(paths))}" for word, paths in (("extra", read.extra), ("missing", read.missing)) if paths
    ]
    found += [f"  not in {check.clause}: {check.must_contain}" for check in read.misplaced]
    for one in answers.get(name, ()):
        wrong = not one.right_cited if one.question.answerable else one.status == "answered"
        if wrong:
            wanted = ", ".join(one.question.gold) or "no clause"
            found.append(f"  {one.question.id} wants {wanted}, rank {one.rank}, {one.status}: {one.question.question}")
    return ["", name, *found] if found else []
