import pytest

from bot.retrieval.names import without_names

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
