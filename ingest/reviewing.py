"""What a person must do about annotations and rules that a version of the terms can't use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from bot.answering.versions import version_in_words
from bot.matching import Matched, Stale, annotation_file, cited_paths, used_anywhere
from bot.models import Clause, Terms
from bot.versions.comparing import compare_terms
from ingest.wording import say


def to_review(matched: Sequence[Matched], *, data_dir: Path) -> tuple[Stale, ...]:
    """What the versions of a company, from old to new, can't use, each with what to do about it.

    What one version used and the next one can't comes first of all; what no version can use is told once, for the newest.
    """
    used = used_anywhere(matched)
    found = [note for before, after in pairwise(matched) for note in _left_behind(before, after, data_dir)]
    newest = matched[-1]
    unused = [note for note in newest.stale if (note.file, note.name) not in used]
    return (*found, *(_with_todo(note, newest, _clause_at(newest.knowledge.terms, note.clause), data_dir) for note in unused))


def _left_behind(before: Matched, after: Matched, data_dir: Path) -> Iterator[Stale]:
    """What the older version of these two uses and the newer one doesn't, by the clause that it was about."""
    stale = {(note.file, note.name): note for note in after.stale}
    comparison = compare_terms(before.knowledge.terms, after.knowledge.terms)
    for (file, name), path in _uses(before).items():
        note = stale.get((file, name))
        if note is None:
            continue
        change = comparison.successor(note.clause if note.kind == "regel" else path)
        successor = change.new if change else None
        if successor is None:
            gone = replace(note, reason=say("review_reason_gone"))
            yield _settled(gone, after, say("review_gone", version=_version(before.knowledge.terms)))
        elif _is_settled(note, successor, before, after):
            yield _settled(note, after, say("review_done", version=_version(before.knowledge.terms)))
        else:
            yield _with_todo(note, after, successor, data_dir)


def _uses(matched: Matched) -> dict[tuple[str, str], str]:
    """The path of its clause by file and name of every annotation, and by id of every rule, that is in use."""
    notes = {(place.file, place.path): clause_id.partition(":")[2] for clause_id, place in matched.places.items()}
    return {**notes, **{("", rule.id): rule.clause.partition(":")[2] for rule in matched.knowledge.rules}}


def _is_settled(note: Stale, successor: Clause, before: Matched, after: Matched) -> bool:
    """Whether somebody wrote for the new text already: an annotation, or a rule of the same kind on the same topic."""
    if note.kind != "regel":
        return successor.clause_id in after.places
    old = {rule.id: rule for rule in before.knowledge.rules}
    new = (rule for rule in after.knowledge.rules if rule.id not in old and successor.path in cited_paths(rule))
    return any((rule.topic, rule.kind) == (old[note.name].topic, old[note.name].kind) for rule in new)


def _settled(note: Stale, after: Matched, todo: str) -> Stale:
    return replace(note, version=after.knowledge.terms.version.name, todo=todo, settled=True)


def _with_todo(note: Stale, matched: Matched, clause: Clause | None, data_dir: Path) -> Stale:
    terms = matched.knowledge.terms
    version, slug = terms.version.name, terms.company.slug
    if note.kind == "regel":
        file = rule_file(data_dir, slug, note.name)
        return replace(note, version=version, file=file, todo=say("review_rule", file=file, slug=slug, rule=note.name))
    if clause is None:
        return replace(note, version=version, todo=say("review_no_clause", path=note.name, file=note.file))
    file = annotation_file(terms)
    several = f" --version {version}" if len(terms.company.versions) > 1 else ""
    todo = say("review_annotation", label=clause.label, path=clause.path, file=file, slug=slug, option=several)
    return replace(note, version=version, todo=todo)


def rule_file(data_dir: Path, slug: str, rule_id: str) -> str:
    """The file in which a rule stands, as its place below the data folder."""
    for path in sorted((data_dir / "rules" / slug).glob("*.yaml")):
        if f"id: {rule_id}\n" in path.read_text(encoding="utf-8"):
            return f"rules/{slug}/{path.name}"
    return f"rules/{slug}"


def _clause_at(terms: Terms, path: str) -> Clause | None:
    return next((clause for clause in terms.clauses if clause.path == path), None)


def _version(terms: Terms) -> str:
    return version_in_words(terms.version.name)
