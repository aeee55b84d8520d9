"""What was written for these very texts: annotations and rules go with a clause by its text, also where its number changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import texts
from bot.calculators.loading import missing_figures
from bot.calculators.rules import Rule
from bot.knowledge import Annotation, AnnotationFile, Knowledge, load_annotations, text_hash
from bot.models import Clause, Terms
from bot.understanding.articles import find_articles

Pool = Mapping[str, AnnotationFile]
"""All annotations of one company by the name of their file: the first version's, then those that only a later version has."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an annotation stands: in which file, and under which path."""

    file: str
    path: str
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class Stale:
    """An annotation (`name` is the path under which it stands) or a rule (its id) that a version of the terms can't use.

    `clause` is the path of the clause whose text is not there any more; `todo` says what a person must do, and `settled` that
    nothing is left to do.
    """

    name: str
    reason: str
    kind: str = "toelichting"
    file: str = ""
    clause: str = ""
    version: str = ""
    todo: str = ""
    settled: bool = False


@dataclass(frozen=True)
class Matched:
    """One version with what fits it; `places` says by clause id where its annotation stands."""

    knowledge: Knowledge
    places: Mapping[str, Place]
    stale: tuple[Stale, ...]


def load_pool(folder: Path, slug: str) -> Pool:
    """The annotations of a company in this folder: `<slug>.yaml` and `<slug>.<version>.yaml`. Raises: BrokenData."""
    files = [folder / f"{slug}.yaml", *sorted(folder.glob(f"{slug}.*.yaml"))]
    return {path.name: load_annotations(path) for path in dict.fromkeys(files) if path.exists()}


def annotation_file(terms: Terms) -> str:
    """The name of the file for annotations that are written for this version."""
    slug, first = terms.company.slug, terms.company.versions[:1]
    later = bool(first) and first[0].name != terms.version.name
    return f"{slug}.{terms.version.name}.yaml" if later else f"{slug}.yaml"


def match(terms: Terms, pool: Pool, rules: Iterable[Rule] = ()) -> Matched:
    """The terms with everything that was written for these very texts, and what was written for others."""
    places, stale = _assign(terms, pool)
    usable: list[Rule] = []
    for rule in rules:
        fitted = fit_rule(rule, terms)
        if isinstance(fitted, Stale):
            stale.append(fitted)
        else:
            usable.append(fitted)
    annotations = {clause_id: _without_number(place, clause_id) for clause_id, place in places.items()}
    return Matched(Knowledge(terms, annotations, tuple(usable)), places, tuple(stale))


def place_of(clause: Clause, terms: Terms, pool: Pool) -> Place:
    """Where the annotation of this clause stands, or where it belongs when there is none; then it is an empty one."""
    if found := _assign(terms, pool)[0].get(clause.clause_id):
        return found
    file = annotation_file(terms)
    written = pool[file].clauses.get(clause.path, Annotation()) if file in pool else Annotation()
    return Place(file, clause.path, written)


def _assign(terms: Terms, pool: Pool) -> tuple[dict[str, Place], list[Stale]]:
    """By clause id the annotation of its text: the one under its own path, else one of the same text elsewhere."""
    own = annotation_file(terms)
    files = sorted(pool, key=lambda name: name != own)
    waiting = [Place(name, path, annotation) for name in files for path, annotation in pool[name].clauses.items()]
    clauses = {clause.path: clause for clause in terms.clauses}
    lead_ins = lead_in_hashes(terms)
    found: dict[str, Place] = {}
    for place in list(waiting):
        clause = clauses.get(place.path)
        if clause and clause.clause_id not in found and _fits(place.annotation, clause, lead_ins):
            found[clause.clause_id] = place
            waiting.remove(place)
    stale = []
    for place in waiting:
        fitting = (c for c in terms.clauses if c.clause_id not in found and _fits(place.annotation, c, lead_ins))
        clause = next(fitting, None)
        if clause is None or names_number(place.annotation.kern, place.path, clause.path):
            stale.append(_stale_annotation(place, clauses.get(place.path), clause))
        else:
            found[clause.clause_id] = place
    return found, stale


def _fits(annotation: Annotation, clause: Clause, lead_ins: Mapping[str, str]) -> bool:
    same_lead_in = not annotation.aanhef or annotation.aanhef == lead_ins[clause.path]
    return same_lead_in and annotation.hash == text_hash(clause.text)


def lead_in_hashes(terms: Terms) -> dict[str, str]:
    """By path the hash of the text above a sub-item; empty for a clause that stands alone."""
    above = {clause.clause_id: clause.text for clause in terms.clauses}
    found = {clause.path: above.get(clause.parent_id or "", "") for clause in terms.clauses}
    return {path: text_hash(text) if text.strip() else "" for path, text in found.items()}


def _stale_annotation(place: Place, there: Clause | None, moved_to: Clause | None) -> Stale:
    if moved_to is not None:
        reason = texts.get("matching.names_old_number", path=moved_to.path)
    elif there is None:
        reason = texts.get("matching.no_clause")
    elif place.annotation.hash == text_hash(there.text):
        reason = texts.get("matching.other_lead_in")
    else:
        reason = texts.get("matching.other_text")
    return Stale(place.path, reason, file=place.file, clause=place.path)


def _without_number(place: Place, clause_id: str) -> Annotation:
    """The annotation without sample questions that name the number which the clause had before."""
    path = clause_id.partition(":")[2]
    if path == place.path:
        return place.annotation
    kept = {
        name: tuple(text for text in getattr(place.annotation, name) if not names_number(text, place.path, path))
        for name in ("vragen", "buiten")
    }
    return place.annotation.model_copy(update=kept)


def fit_rule(rule: Rule, terms: Terms) -> Rule | Stale:
    """The rule with the clause ids that it has in these terms, or why it can't be used.

    A rule without hashes goes by its figures alone, and stays with its numbers.
    """
    moves = _moves(rule, terms)
    if isinstance(moves, Stale):
        return moves
    moved = _moved(rule, moves) if any(old != new for old, new in moves.items()) else rule
    if missing := missing_figures(moved, {clause.clause_id: clause.text for clause in terms.clauses}):
        reason = texts.get("matching.missing", missing=", ".join(missing))
        return Stale(rule.id, reason, kind="regel", clause=rule.clause.partition(":")[2])
    for old, new in moves.items():
        if old != new and any(names_number(text, old, new) for text in sentences_of(rule)):
            reason = texts.get("matching.rule_names_old_number", path=new)
            return Stale(rule.id, reason, kind="regel", clause=old)
    return moved


def _moves(rule: Rule, terms: Terms) -> dict[str, str] | Stale:
    """By path that the rule cites the path where that text stands now."""
    clauses = {clause.path: clause for clause in terms.clauses}
    lead_ins = lead_in_hashes(terms)
    cited = cited_paths(rule)
    moves: dict[str, str] = {}
    for path in cited:
        wanted = rule.hash.get(path)
        if wanted is None:  # not stamped: the figures decide
            moves[path] = path
            continue
        lead_in = next((known for key, known in rule.hash.items() if key not in cited and path.startswith(f"{key}.")), ())
        same = [c for c in terms.clauses if text_hash(c.text) in wanted and c.path not in moves.values()]
        fitting = [clause for clause in same if not lead_in or lead_ins[clause.path] in lead_in]
        if not fitting:
            key = "other_lead_in_at" if same else "other_text_at" if path in clauses else "no_clause_at"
            return Stale(rule.id, texts.get(f"matching.{key}", path=path), kind="regel", clause=path)
        moves[path] = next((clause.path for clause in fitting if clause.path == path), fitting[0].path)
    return moves


def cited_paths(rule: Rule) -> tuple[str, ...]:
    """The path of every clause that the rule or one of its variants cites."""
    forms = (rule, *(variant.rule for variant in rule.variants))
    return tuple(dict.fromkeys(clause.partition(":")[2] for form in forms for clause in form.clause_ids))


def _moved(rule: Rule, moves: Mapping[str, str]) -> Rule:
    """The rule and its variants with the clause ids of the terms in which it is used."""

    def moved_id(clause_id: str) -> str:
        slug, _, path = clause_id.partition(":")
        return f"{slug}:{moves.get(path, path)}"

    def with_ids(form: Rule) -> Rule:
        hashes = {moves.get(path, path): digest for path, digest in form.hash.items()}
        ids = {"clause": moved_id(form.clause), "also": tuple(moved_id(each) for each in form.also), "hash": hashes}
        return form.model_copy(update=ids)

    variants = tuple(variant.model_copy(update={"rule": with_ids(variant.rule)}) for variant in rule.variants)
    return with_ids(rule).model_copy(update={"variants": variants})


def sentences_of(rule: Rule) -> Iterator[str]:
    """Everything that a rule or one of its variants says to people."""
    for form in (rule, *(variant.rule for variant in rule.variants)):
        yield from (form.title, form.reading, form.general, form.answer, form.answer_past, form.answer_open, form.answer_given)
        yield from (caution.text for caution in form.warnings)
        yield from (need.question for need in form.needs.values())
        yield getattr(form, "cannot_compute", "")


def names_number(text: str, old: str, new: str) -> bool:
    """Whether a text names the number that a clause had before it got another one, or a part of it that changed."""
    before, after = old.rpartition(":")[2], new.rpartition(":")[2]
    for mention in find_articles(text):
        whole = f"{mention.path}.".startswith(f"{before}.")
        part = f"{before}.".startswith(f"{mention.path}.") and not f"{after}.".startswith(f"{mention.path}.")
        if (whole or part) and text[mention.end : mention.end + 1] != ":":  # "artikel 6:230o" is one of a law
            return True
    if "." in before and re.search(rf"(?<![\w.,]){re.escape(before)}(?!\w|\.\d)", text):
        return True
    lid, new_lid = ((*path.split("."), "")[1] for path in (before, after))
    return lid not in ("", new_lid) and re.search(rf"\blid\s+{re.escape(lid)}\b", text, re.IGNORECASE) is not None


def used_anywhere(matched: Sequence[Matched]) -> frozenset[tuple[str, str]]:
    """File and path of every annotation, and an empty name and id of every rule, that some version uses."""
    notes = {(place.file, place.path) for each in matched for place in each.places.values()}
    return frozenset(notes | {("", rule.id) for each in matched for rule in each.knowledge.rules})
