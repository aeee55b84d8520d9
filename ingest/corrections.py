"""What a person corrected in a document: where a mention points, and spaces that the repair could not decide on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Source


@dataclass(frozen=True, slots=True)
class ReferenceCorrection:
    """What a mention means: `text` in the clause with this `path` is `target`, or nothing."""

    path: str
    text: str
    target: str | None


@dataclass(frozen=True, slots=True)
class SpaceCorrection:
    """A text as it stands in the source, and the same letters with other spaces or hyphens."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of one company."""

    references: tuple[ReferenceCorrection, ...] = ()
    spaces: tuple[SpaceCorrection, ...] = ()


NO_CORRECTIONS = Corrections()


def apply_by_hand(source: Source, corrections: Sequence[SpaceCorrection]) -> Source:
    """The document with the spaces that a person gave back."""
    if not corrections:
        return source
    return replace(source, lines=tuple(replace(line, text=_corrected(line.text, corrections)) for line in source.lines))


def _corrected(text: str, corrections: Sequence[SpaceCorrection]) -> str:
    for correction in corrections:
        text = text.replace(correction.before, correction.after)
    return text
