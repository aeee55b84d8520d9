"""Changes the annotation of one clause in its file, and nothing else in it."""

from __future__ import annotations

import fcntl
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import yaml

from bot.clock import today
from bot.conversations.changes import Change
from bot.errors import BadInput
from bot.knowledge import AnnotationFile, load_annotations, text_hash
from bot.matching import Place, Pool, load_pool, place_of
from bot.models import Terms
from ingest.annotating import KEY, pool_problems
from ingest.wording import say

WIDTH = 120
FIELD = re.compile(r"^    (?P<name>\w+):")
PLAIN = re.compile(r"[^\W_][^:#\"\n]*[^\s:#\"\n]")
ITEM = "      - "


def new_problems(folder: Path, versions: Sequence[Terms], change: Change) -> tuple[str, ...]:
    """What this change would make wrong in the files of this folder that is not wrong already, as Dutch sentences."""
    pool = load_pool(folder, change.company)
    found = _find(versions, pool, change)
    if found is None:
        return (say("change_other_text", path=change.path),)
    place = found[1]
    if place.annotation not in (change.before, change.after):
        return (say("change_other_annotation", path=change.path),)
    known = Counter(pool_problems(versions, pool))
    changed = {**pool, place.file: _changed(_file_of(pool, place, change), place, change)}
    return tuple((Counter(pool_problems(versions, changed)) - known).elements())


def apply_change(folder: Path, versions: Sequence[Terms], change: Change) -> None:
    """Write a change into the file where it belongs, all of it or nothing. Raises: BadInput with what would be wrong after it."""
    with _alone(folder / next(iter(load_pool(folder, change.company)))):
        pool = load_pool(folder, change.company)
        wrong = new_problems(folder, versions, change)
        found = _find(versions, pool, change)
        if wrong or found is None:
            raise BadInput("\n".join(wrong))
        terms, place = found
        path, file = folder / place.file, _file_of(pool, place, change)
        old = path.read_text(encoding="utf-8") if path.exists() else f"company: {change.company}\nclauses:\n"
        order = [clause.path for clause in terms.clauses]
        written = path.with_suffix(".yaml.new")
        written.write_text(changed_text(old, replace(change, path=place.path), order), encoding="utf-8")
        try:
            if load_annotations(written) != _changed(file, place, change):
                raise BadInput(say("change_unreadable", path=change.path))
            written.replace(path)
        finally:
            written.unlink(missing_ok=True)


def _find(versions: Sequence[Terms], pool: Pool, change: Change) -> tuple[Terms, Place] | None:
    """The version whose clause has the text that the change is for, the one in force first, and where its annotation stands."""
    day = today()
    begun = [terms for terms in versions if terms.version.starts_on is None or terms.version.starts_on <= day]
    for terms in (*begun[-1:], *reversed(versions)):
        clause = next((clause for clause in terms.clauses if clause.path == change.path), None)
        if clause is not None and text_hash(clause.text) == change.after.hash:
            return terms, place_of(clause, terms, pool)
    return None


def _file_of(pool: Pool, place: Place, change: Change) -> AnnotationFile:
    return pool.get(place.file, AnnotationFile(company=change.company, clauses={}))


def changed_text(text: str, change: Change, order: Sequence[str]) -> str:
    """The text of an annotations file after a change; lines of fields that stay the same are kept as they are.

    `order` is the reading order of clauses: a new annotation goes behind the one before it.
    """
    blocks = _blocks(text)
    paths = list(blocks)
    if change.path not in blocks:
        before = set(order[: order.index(change.path)])
        paths.insert(1 + max(at for at, path in enumerate(paths) if path in before or not path), change.path)
    blocks[change.path] = _rewritten(blocks.get(change.path, [f'  "{change.path}":']), change)
    return "\n".join(line for path in paths for line in blocks[path]) + "\n"


def _changed(file: AnnotationFile, place: Place, change: Change) -> AnnotationFile:
    return file.model_copy(update={"clauses": {**file.clauses, place.path: change.after}})


def _blocks(text: str) -> dict[str, list[str]]:
    """The lines of each clause by its path; those above the first one under an empty path."""
    blocks: dict[str, list[str]] = {"": []}
    current = ""
    for line in text.splitlines():
        if key := KEY.match(line):
            current = key["path"]
        blocks.setdefault(current, []).append(line)
    return blocks


def _rewritten(lines: list[str], change: Change) -> list[str]:
    kept = _fields(lines[1:])
    made = {
        "hash": [f'    hash: "{change.after.hash}"'],
        "aanhef": [f'    aanhef: "{change.after.aanhef}"'] if change.after.aanhef else [],
        "kern": _folded("kern", change.after.kern),
        "vragen": _listed("vragen", change.after.vragen, kept.get("vragen", [])),
        "buiten": _listed("buiten", change.after.buiten, kept.get("buiten", [])),
    }
    same = {name for name in made if getattr(change.before, name) == getattr(change.after, name) and name in kept}
    return [lines[0], *(line for name, new in made.items() for line in (kept[name] if name in same else new))]


def _fields(lines: Sequence[str]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    current = ""
    for line in lines:
        if found := FIELD.match(line):
            current = found["name"]
        fields.setdefault(current, []).append(line)
    return fields


def _folded(name: str, text: str) -> list[str]:
    lines = textwrap.wrap(text, WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    return [f"    {name}: >-", *(f"      {line}" for line in lines)] if lines else []


def _listed(name: str, texts: Sequence[str], old: Sequence[str]) -> list[str]:
    """The list under its name; an item that stood there keeps its line."""
    known = {yaml.safe_load(line.removeprefix(ITEM)): line for line in old if line.startswith(ITEM)}
    return [f"    {name}:", *(known.get(text, ITEM + _scalar(text)) for text in texts)] if texts else []


def _scalar(text: str) -> str:
    """The text plain where YAML reads it as this very text, else between double quotes."""
    if PLAIN.fullmatch(text) and yaml.safe_load(text) == text:
        return text
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=float("inf")).strip()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Lets one change at a time go through."""
    with path.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
