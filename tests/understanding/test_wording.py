"""Dialect, chat forms and typing errors as standard Dutch."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BrokenData
from bot.understanding.wording import FILE, Wording, load_wording

DATA = Path(__file__).parents[2] / "data"
WORDING = load_wording(DATA / FILE)


@pytest.mark.parametrize(
    ("said", "standard"),
    [
        ("'k moet nog betalen", "ik moet nog betalen"),
        ("’k heb da nie gekregen", "ik heb dat niet gekregen"),
        ("kan ik der nog vanaf", "kan ik er nog vanaf"),
        ("moogt ge da zomaar?", "mag je dat zomaar?"),
        ("kreeg t op 3 maart", "kreeg het op 3 maart"),
        ("Wa kost da", "Wat kost dat"),
        ("hvl moek betalen", "hoeveel moet ik betalen"),
        ("mn doos is naar de knoppen", "mijn doos is kapot"),
        ("tot waneer kan ik trug?", "tot wanneer kan ik terug?"),
        ("Waneer krijg ik mijn gedl", "Wanneer krijg ik mijn geld"),
        ("ik wil 800 euo terug", "ik wil 800 euro terug"),
    ],
)
def test_what_is_said_is_written_out(said: str, standard: str) -> None:
    assert WORDING.standard(said, ()) == standard


@pytest.mark.parametrize(
    "message",
    [
        "Tot wanneer kan ik herroepen?",
        "t/m 3 maart",
        "a.u.b. antwoorden",
        "een boete van 5 k",
        "mail naar k.de.vries@waneer.nl",
        "Ik woon in Wamer en werk bij Bedrijg",
        "wij zijn een bv.",
        "HELP MIJ",
        "",
    ],
)
def test_standard_dutch_abbreviations_addresses_and_names_stay_as_they_are(message: str) -> None:
    assert WORDING.standard(message, ()) == message


def test_a_word_of_the_company_is_right() -> None:
    assert WORDING.standard("hoe werkt de waneer", {"waneer"}) == "hoe werkt de waneer"


def test_every_form_is_in_lower_case_and_leads_to_standard_dutch() -> None:
    assert all(form == form.lower() for form in WORDING.forms)
    assert {form: WORDING.standard(meant, ()) for form, meant in WORDING.forms.items()} == dict(WORDING.forms)


def test_without_the_file_only_typing_errors_are_mended(tmp_path: Path) -> None:
    assert load_wording(tmp_path / FILE).standard("da waneer", ()) == "da wanneer"


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("- nee", encoding="utf-8")
    with pytest.raises(BrokenData, match=FILE):
        load_wording(tmp_path / FILE)


def test_nothing_is_done_without_forms_or_errors() -> None:
    assert Wording().standard("kreeg t op 3 maart", ()) == "kreeg t op 3 maart"
