from dataclasses import replace
from pathlib import Path

import pytest

from bot.assembly import Parts
from bot.errors import BrokenData
from bot.retrieval.names import is_everyday, load_well_known, names_only_others, not_mentioned, without_names

NAMES = ("Leenfiets B.V.", "Leenfiets")


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("Mag Leenfiets B.V. de prijs verhogen?", "Mag jullie de prijs verhogen?"),
        ("wat doet leenfiets met schade", "wat doet jullie met schade"),
        ("Kan ik de leenfietsen ruilen?", "Kan ik de leenfietsen ruilen?"),
    ],
)
def test_the_companys_own_name_tells_no_clause_apart(question: str, searched: str) -> None:
    assert without_names(question, NAMES) == searched


@pytest.mark.parametrize(
    ("message", "foreign"),
    [
        ("Wat is de opzegtermijn van Taarthuis?", True),
        ("wat doet TAARTHUIS met schade", True),
        ("Wat is de opzegtermijn bij jullie en bij Taarthuis?", False),
        ("Leenfiets zegt dat Taarthuis betaalt, klopt dat?", False),
        ("Wat is de opzegtermijn?", False),
    ],
)
def test_a_question_about_another_company_is_noticed(message: str, foreign: bool) -> None:
    assert names_only_others(message, NAMES, ("Taarthuis",)) is foreign


EVERYDAY = ("Plus", "plus", "Mijn Winkel", "mijn-winkel")


@pytest.mark.parametrize(
    ("message", "foreign"),
    [
        ("Zijn de kosten plus btw of niet?", False),
        ("Plus btw of niet?", False),
        ("Mag ik ruilen? Plus krijg ik dan geld terug?", False),
        ("Gaat de garantie van mijn winkel dan nog door?", False),
        ("Hoe lang kan ik ruilen bij Plus?", True),
        ("Hoe lang kan ik ruilen bij Mijn Winkel?", True),
    ],
)
def test_a_name_that_everybody_uses_as_a_word_must_be_written_as_a_name(message: str, foreign: bool) -> None:
    assert names_only_others(message, NAMES, EVERYDAY) is foreign


def test_an_everyday_word_is_not_taken_for_the_company_that_is_asked() -> None:
    assert without_names("Is de prijs van Plus plus btw?", EVERYDAY) == "Is de prijs van jullie plus btw?"


@pytest.mark.parametrize(
    ("name", "everyday"),
    [
        ("Post", True),
        ("De Fiets", True),
        ("Ben", True),
        ("Rijschool Jansen", False),
        ("Vloer en Voeg", False),
        ("Rijschool", False),
        ("H&M", False),
        ("KGE", False),
        ("&", False),
    ],
)
def test_which_names_are_everyday_words(name: str, everyday: bool) -> None:
    assert is_everyday(name) is everyday


def test_well_known_companies_are_read_by_name(tmp_path: Path) -> None:
    assert load_well_known(tmp_path) == ()
    (tmp_path / "bekende_bedrijven.yaml").write_text("winkels: [Hema, Bol.com]\nreizen: [KLM]\n", encoding="utf-8")
    assert load_well_known(tmp_path) == ("Hema", "Bol.com", "KLM")
    (tmp_path / "bekende_bedrijven.yaml").write_text("winkels: Hema\n", encoding="utf-8")
    with pytest.raises(BrokenData, match=r"bekende_bedrijven\.yaml"):
        load_well_known(tmp_path)


def test_a_company_that_the_terms_mention_is_no_stranger(small: Parts) -> None:
    terms = small.search.index.get_knowledge("leenfiets").terms
    mentioned = replace(terms, clauses=(replace(terms.clauses[0], text="Wij bezorgen met Picnic."), *terms.clauses[1:]))
    assert not_mentioned(("Picnic", "Hema"), terms) == ("Picnic", "Hema")
    assert not_mentioned(("Picnic", "Hema"), mentioned) == ("Hema",)
