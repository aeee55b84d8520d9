"""What an examination found, and how it is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from bot import texts

State = Literal["ok", "warning", "failed"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its state, what was found, and what to do; `todo` is empty where nothing is."""

    name: str
    state: State
    found: str
    todo: str = ""


def fine(name: str, key: str, /, **variables: object) -> Finding:
    """Something that is as it should be."""
    return Finding(name, "ok", texts.get(f"doctor.{key}", **variables))


def warning(name: str, key: str, /, **variables: object) -> Finding:
    """Something that works and deserves attention."""
    return Finding(name, "warning", texts.get(f"doctor.{key}", **variables), texts.get(f"doctor.{key}_todo", **variables))


def failed(name: str, key: str, /, **variables: object) -> Finding:
    """Something that keeps questions from being answered well."""
    return Finding(name, "failed", texts.get(f"doctor.{key}", **variables), texts.get(f"doctor.{key}_todo", **variables))


def as_text(findings: Iterable[Finding]) -> Iterator[str]:
    """One line for each, and below it what to do."""
    for finding in findings:
        yield f"{texts.get(f'doctor.state_{finding.state}'):10} {finding.name:12} {finding.found}"
        if finding.todo:
            yield f"{'':23} → {finding.todo}"


def as_json(findings: Iterable[Finding]) -> str:
    """All of them as a JSON list."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1)
