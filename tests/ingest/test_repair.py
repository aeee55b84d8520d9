"""Lost spaces: given back where they were lost, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.blocks import Source
from ingest.breaks import candidates
from ingest.gluing import take_apart
from ingest.lexicon import dutch
from ingest.readers import read_source
from ingest.repair import restore_spaces

TERMS = Path(__file__).parents[2] / "data" / "terms"

GLUED = {
    "dewerking": "de werking",
    "Voorwaarden,die": "Voorwaarden, die",
    "hebbende": "hebben de",
    "eenBedenktijd": "een Bedenktijd",
    "DeOndernemer": "De Ondernemer",
    "materiëledrager": "materiële drager",
    "goedkoopstestandaardlevering,": "goedkoopste standaardlevering,",
    "beschermingpersoonsgegevens.": "bescherming persoonsgegevens.",
    "en/ofbruikbaarheid": "en/of bruikbaarheid",
    "meertechnieken": "meer technieken",
    "leveringenen": "leveringen en",
    "c.q.het": "c.q. het",
    "14Dagen": "14 Dagen",
    "software.Het": "software. Het",
    "/voorwaarden": "/ voorwaarden",
    "zoalsGPS,": "zoals GPS,",
    "deterugzend": "de terugzend",
    "gebruiktecommunicatiesystemen": "gebruikte communicatiesystemen",
    "executorialebeslaglegging": "executoriale beslaglegging",
    "octrooieer-bare": "octrooieerbare",
    "toeleveran-ciers": "toeleveranciers",
    "totstand": "tot stand",
}
WHOLE = (
    "bedrijfsschade omzetderving garantietermijn leveringskosten prijswijzigingen betaalgegevens opzeggingsregels warrantage "
    "overheidsvoorschriften aansluitstekkers systeemcode factuurwaarde bestelmogelijkheid duurtransactie bezitloos terugzendt "
    "web-omgeving 14-Dagen-termijn niet-tijdig E-Finder e-mail (intellectuele eigendoms)rechten dienst(en) energiestoringen"
)


def repaired(company: str) -> tuple[Source, dict[str, str], str]:
    """The source, its repairs and the repaired text."""
    source = take_apart(read_source(TERMS / company / "terms.txt"))
    result, repairs = restore_spaces(source)
    return source, {repair.before: repair.after for repair in repairs}, "\n".join(line.text for line in result.lines)


@pytest.fixture(scope="module")
def efinder() -> tuple[Source, dict[str, str], str]:
    return repaired("efinder")


@pytest.mark.parametrize(("before", "after"), GLUED.items())
def test_a_lost_space_is_given_back(efinder: tuple[Source, dict[str, str], str], before: str, after: str) -> None:
    assert efinder[1].get(before) == after


@pytest.mark.parametrize("word", WHOLE.split())
def test_a_real_word_stays_whole(efinder: tuple[Source, dict[str, str], str], word: str) -> None:
    assert word in efinder[2]


def test_nothing_but_spaces_and_stray_hyphens_changes(efinder: tuple[Source, dict[str, str], str]) -> None:
    source, _, after = efinder
    before = "\n".join(line.text for line in source.lines)
    assert re.sub(r"[\s-]", "", before) == re.sub(r"[\s-]", "", after)
    assert before.count("-") - after.count("-") == 2


def test_nearly_all_of_the_lost_spaces_are_found(efinder: tuple[Source, dict[str, str], str]) -> None:
    _, repairs = restore_spaces(efinder[0])
    assert len(repairs) >= 258
    assert len({repair.before.strip(".,;:") for repair in repairs}) >= 210


@pytest.mark.parametrize("company", ["kge", "klantgenerator", "comcept", "tenrok"])
def test_a_document_that_lost_nothing_is_left_alone(company: str) -> None:
    source, repairs, _ = repaired(company)
    assert repairs == {}
    assert restore_spaces(source)[0] is source


@pytest.mark.parametrize(
    "word",
    [
        "dienstenovereenkomst",
        "inkoopvoorwaarden",
        "KlantGenerator",
        "LinkedIn",
        "www.klantgenerator.nl",
        "info@voorbeeld.nl",
        "B.V.",
    ],
)
def test_a_compound_a_name_or_an_address_is_no_sure_loss(word: str) -> None:
    assert not any(candidate.sure for candidate in candidates(f"De {word} geldt.", dutch()))


def test_losses_without_a_steady_width_are_repaired_only_where_sure(tmp_path: Path) -> None:
    file = tmp_path / "kort.txt"
    file.write_text("Dat deKlant betaalt.\nDat deWinkel levert.\nDat hetProduct past.\n" * 3, encoding="utf-8")
    result, repairs = restore_spaces(read_source(file))
    assert [line.text for line in result.lines[:3]] == ["Dat de Klant betaalt.", "Dat de Winkel levert.", "Dat het Product past."]
    assert len(repairs) == 9
    assert (repairs[0].line, str(repairs[0])) == (1, "regel 1: deKlant -> de Klant")
