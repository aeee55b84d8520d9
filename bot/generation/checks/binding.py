"""Whether a figure stands with what it is the figure of, and not with what another figure of the same clause is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from bot.generation.checks.figure_reading import Figure, Key, figures_of, known_figures
from bot.generation.checks.figures import known_in
from bot.generation.checks.parts import Part, is_twin, overlap, parts_of, source_parts
from bot.generation.checks.plain import plain
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence

NAME: Final = "binding"
_KINDS: Final = frozenset(("termijn", "bedrag", "percentage", "datum", "dag", "tijd"))
_DAYS: Final = frozenset(("datum", "dag"))
"""Around a sum stand so many days that words tell none of them apart; the verdict and the result are checked by themselves."""
_SUM: Final = re.compile(r"[€\d][^;:=]*= [€\d][€\d., ]*\d")
_MARGIN: Final = 0.34
"""How much more of the words the parts with another figure must have than the parts with this one."""
_LEAST: Final = 0.6
_TELLING: Final = 3
"""Words below which a part is too short to tell what its figure is of."""


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Figures whose words stand in the sources with another figure of the same kind, and sums that no source has."""
    others = [(other, other.words_alone(), known_figures(other.text)) for other in source_parts(sources.told)]
    computed = known_in(sources.calculation)
    for part in parts_of(without_quotes(sentence.text)):
        own, figures = part.words_alone(), _bound(part.text)
        if len(own.words) >= _TELLING and not _as_in_twins(own, figures, [other for other, _, _ in others]):
            yield Fault(NAME, part.text)
        for figure in figures:
            kinds = frozenset(kind for kind, _ in figure.keys)
            alone = [(words, known) for _, words, known in others]
            if not (figure.among(computed) or (computed and kinds & _DAYS)) and _stands_elsewhere(
                own, frozenset(figure.keys), kinds, alone
            ):
                yield Fault(NAME, figure.text)
    told = [plain(text) for text in sources.told]
    for formula in _SUM.findall(plain(sentence.text)):
        if not any(formula in text for text in told):
            yield Fault(NAME, formula)


def _bound(text: str) -> tuple[Figure, ...]:
    """The figures of a text that are of something."""
    return tuple(figure for figure in figures_of(plain(text)) if {kind for kind, _ in figure.keys} & _KINDS)


def _as_in_twins(own: Part, figures: Sequence[Figure], others: Sequence[Part]) -> bool:
    """Whether a part has each figure no more often than a part of the same words, where there is one with figures of the kind."""
    here = Counter(map(_value, figures))
    twins = [Counter(map(_value, found)) for twin in others if is_twin(own, twin.words_alone()) and (found := _bound(twin.text))]
    kinds = {kind for kind, _ in here}
    comparable = [twin for twin in twins if kinds <= {kind for kind, _ in twin}]
    return not comparable or any(here <= twin for twin in comparable)


def _value(figure: Figure) -> Key:
    """One key for a figure; a day counts without its year."""
    kind, value = figure.keys[0]
    return ("dag", value[5:]) if kind == "datum" else (kind, value)


def _stands_elsewhere(
    part: Part, keys: frozenset[Key], kinds: frozenset[str], others: Sequence[tuple[Part, frozenset[Key]]]
) -> bool:
    """Whether parts with another figure of the kind say far more of this part than those with this figure."""
    here = [other for other, known in others if keys & known]
    there = [other for other, known in others if not keys & known and any(kind in kinds for kind, _ in known)]
    if not here or not there or len(part.words) < _TELLING:
        return False
    best_here, best_there = (max(overlap(part, other) for other in pool) for pool in (here, there))
    return best_there >= _LEAST and best_there - best_here >= _MARGIN
