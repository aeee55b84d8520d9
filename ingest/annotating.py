"""Keeps annotations true: writes the hash of the clause that each was written for, and finds what does not hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.answering.grounding import unfounded_figures
from bot.knowledge import Annotation, AnnotationFile, text_hash
from bot.matching import Pool, annotation_file, lead_in_hashes, match, used_anywhere
from bot.models import Clause, Terms
from bot.words import fold
from ingest.spelling import Speller
from ingest.wording import say

FEWEST_QUESTIONS = 8
FEWEST_OUTSIDE = 3
MOST_SENTENCES = 4
KEY = re.compile(r'^  "?(?P<path>[^"\s:][^"\s]*?)"?:\s*$')
HASH = re.compile(r"^    (?:hash|aanhef):")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý])")
# Customers are addressed with "u" in what is shown to them.
QUOTED = re.compile(r"(?<!\w)'[^']*'(?!\w)")
FAMILIAR = re.compile(r"\b(?:je|jij|jou|jouw|jullie|jezelf|jijzelf)\b", re.IGNORECASE)


def stamp(path: Path, terms: Terms) -> int:
    """Write into an annotations file for which text each annotation holds, and return how many were stamped.

    Call it only after a person has read the annotations against the clauses: it says that they fit.
    """
    hashes = {clause.path: text_hash(clause.text) for clause in terms.clauses}
    lead_ins = lead_in_hashes(terms)
    lines: list[str] = []
    stamped = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if HASH.match(line):
            continue
        lines.append(line)
        key = KEY.match(line)
        if key and key["path"] in hashes:
            lines.append(f'    hash: "{hashes[key["path"]]}"')
            lines += [f'    aanhef: "{lead_in}"'] if (lead_in := lead_ins[key["path"]]) else []
            stamped += 1
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return stamped


def pool_problems(versions: Sequence[Terms], pool: Pool) -> Iterator[str]:
    """Everything that is wrong with a company's annotations, in every version in which they are used, each once.

    An annotation that no version can use is judged with the version for which its file is.
    """
    matched = [match(terms, pool) for terms in versions]
    used = used_anywhere(matched)
    told: set[str] = set()
    for terms, found in zip(versions, matched, strict=True):
        in_use = {clause_id.partition(":")[2]: place.annotation for clause_id, place in found.places.items()}
        name = annotation_file(terms)
        unused = {path: note for path, note in pool[name].clauses.items() if (name, path) not in used} if name in pool else {}
        file = AnnotationFile(company=terms.company.slug, clauses={**unused, **in_use})
        for problem in (*problems(terms, file), *(say("annotation_unused", path=p, file=name) for p in unused if p in in_use)):
            if problem not in told:
                told.add(problem)
                yield problem


def problems(terms: Terms, file: AnnotationFile, speller: Speller | None = None) -> Iterator[str]:
    """Everything that is wrong with these annotations, as Dutch sentences with the path of the clause."""
    clauses = {clause.path: clause for clause in terms.clauses}
    yield from (f"{path}: er is geen toelichting" for path in clauses if path not in file.clauses)
    yield from (f"{path}: deze bepaling bestaat niet" for path in file.clauses if path not in clauses)
    words = speller or Speller.of(terms)
    lead_ins = lead_in_hashes(terms)
    for path, annotation in file.clauses.items():
        if path in clauses:
            if annotation.aanhef and annotation.aanhef != lead_ins[path]:
                yield f"{path}: {say('lead_in_differs')}"
            found = (*_kern_problems(clauses[path], annotation, words), *_question_problems(annotation, words))
            yield from (f"{path}: {problem}" for problem in found)
    yield from _shared_questions(file)


def _kern_problems(clause: Clause, annotation: Annotation, speller: Speller) -> Iterator[str]:
    kern = annotation.kern.strip()
    if annotation.hash != text_hash(clause.text):
        yield "de toelichting hoort bij een andere tekst"
    if not kern:
        yield "kern ontbreekt"
    if strange := unfounded_figures(kern, sources=[clause.text, clause.label]):
        yield f"kern noemt {', '.join(sorted(strange))}, de bepaling niet"
    if familiar := FAMILIAR.search(QUOTED.sub("", kern)):
        yield f"kern zegt '{familiar[0]}' in plaats van 'u'"
    if (sentences := len(SENTENCE_END.split(kern))) > MOST_SENTENCES:
        yield f"kern telt {sentences} zinnen, hoogstens {MOST_SENTENCES} mogelijk"
    if unknown := speller.unknown(kern):
        yield f"kern: geen Nederlands woord: {', '.join(unknown)}"


def _question_problems(annotation: Annotation, speller: Speller) -> Iterator[str]:
    if len(annotation.vragen) < FEWEST_QUESTIONS:
        yield f"{len(annotation.vragen)} vragen, minstens {FEWEST_QUESTIONS} nodig"
    if len(annotation.buiten) < FEWEST_OUTSIDE:
        yield f"{len(annotation.buiten)} vragen buiten de voorwaarden, minstens {FEWEST_OUTSIDE} nodig"
    for question in (*annotation.vragen, *annotation.buiten):
        if slips := speller.slips(question):
            yield f"verschreven: {', '.join(slips)} in: {question}"


def _shared_questions(file: AnnotationFile) -> Iterator[str]:
    """A question belongs to one clause, and no question is both answered and unanswered."""
    asked = Counter(_plain(question) for annotation in file.clauses.values() for question in annotation.vragen)
    yield from (f"vraag staat {count} keer in het bestand: {question}" for question, count in asked.items() if count > 1)
    for path, annotation in file.clauses.items():
        both = (question for question in annotation.buiten if _plain(question) in asked)
        yield from (f"{path}: staat bij buiten en bij de vragen van een bepaling: {question}" for question in both)


def _plain(question: str) -> str:
    return fold(question).strip(" ?.!")
