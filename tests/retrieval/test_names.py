import pytest

from bot.retrieval.names import names_only_others, without_names

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
