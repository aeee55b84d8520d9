"""A cue is looked for only where its first letters stand; that must miss no place where its pattern fits."""

from __future__ import annotations

import pytest

from bot.settings import Settings
from bot.understanding.canonical import canonical
from bot.understanding.cues import cue_pattern, find_cues
from bot.understanding.vocabulary import load_vocabulary

CUES = tuple(sorted({cue for fact in load_vocabulary(Settings().data_dir / "facts.yaml").definitions for cue in fact.cues}))
TEXTS = (
    "Ik heb op 3 maart betaald, de factuur ontving ik op 1 maart en de betalingsherinnering kwam gisteren binnen.",
    "Wij stoppen ermee: de overeenkomst loopt af, ik zegde op 2 mei op en wil mijn aanbetaling van 500 euro terug.",
    "Het pakket is gisteren bezorgd; de bestelling plaatste ik vorige week en ik wil herroepen en terugsturen.",
    "Vanaf wanneer telt de aanmaning, en hoe hoog zijn de kosten per maand en de jaarlijkse prijs per gebruiker?",
    "De levering was beloofd voor 1 juni, ik stelde jullie in gebreke en ontbond de opdracht op 20 juni.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_no_place_of_a_cue_is_missed(text: str) -> None:
    read = canonical(text).text
    expected = [(match.start(), match.end()) for cue in CUES for match in cue_pattern(cue).finditer(read)]
    assert [(hit.start, hit.end) for hit in find_cues(read, CUES)] == expected
    assert expected
