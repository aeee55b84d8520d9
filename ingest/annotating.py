"""Keeps annotations true: writes the hash of the clause that each was written for, and finds what does not hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.answering.grounding import unfounded_figures
from bot.knowledge import Annotation, AnnotationFile, text_hash
from bot.models import Clause, Terms
from bot.words import fold

FEWEST_QUESTIONS = 6
FEWEST_OUTSIDE = 2
KEY = re.compile(r'^  "?(?P<path>[^"\s:][^"\s]*?)"?:\s*$')
HASH = re.compile(r"^    hash:")


def stamp(path: Path, terms: Terms) -> int:
    """Write into an annotations file for which text each annotation holds, and return how many were stamped.

    Call it only after a person has read the annotations against the clauses: it says that they fit.
    """
    hashes = {clause.path: text_hash(clause.text) for clause in terms.clauses}
    lines: list[str] = []
    stamped = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if HASH.match(line):
            continue
        lines.append(line)
        key = KEY.match(line)
        if key and key["path"] in hashes:
            lines.append(f'    hash: "{hashes[key["path"]]}"')
            stamped += 1
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return stamped


def problems(terms: Terms, file: AnnotationFile) -> Iterator[str]:
    """Everything that is wrong with these annotations, as Dutch sentences with the path of the clause."""
    clauses = {clause.path: clause for clause in terms.clauses}
    yield from (f"{path}: er is geen toelichting" for path in clauses if path not in file.clauses)
    yield from (f"{path}: deze bepaling bestaat niet" for path in file.clauses if path not in clauses)
    for path, annotation in file.clauses.items():
        if path in clauses:
            yield from (f"{path}: {problem}" for problem in _clause_problems(clauses[path], annotation))
    asked = Counter(fold(question).strip(" ?.!") for annotation in file.clauses.values() for question in annotation.vragen)
    yield from (f"vraag staat {count} keer in het bestand: {question}" for question, count in asked.items() if count > 1)


def _clause_problems(clause: Clause, annotation: Annotation) -> Iterator[str]:
    if annotation.hash != text_hash(clause.text):
        yield "de toelichting hoort bij een andere tekst"
    if not annotation.kern.strip():
        yield "kern ontbreekt"
    if strange := unfounded_figures(annotation.kern, sources=[clause.text, clause.label]):
        yield f"kern noemt {', '.join(sorted(strange))}, de bepaling niet"
    if len(annotation.vragen) < FEWEST_QUESTIONS:
        yield f"{len(annotation.vragen)} vragen, minstens {FEWEST_QUESTIONS} nodig"
    if len(annotation.buiten) < FEWEST_OUTSIDE:
        yield f"{len(annotation.buiten)} vragen buiten de voorwaarden, minstens {FEWEST_OUTSIDE} nodig"
