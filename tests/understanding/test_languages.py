"""Other languages apart from Dutch, however it is written."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from bot import texts
from bot.understanding.languages import ARABIC, LANGUAGES, OTHER, foreign_language

CASES = Path("evals/cases")
ENGLISH_MARKS = ("instructions", "system", "terms and which", "you are now", "print everything")
"""What the few messages in English have that stand among the cases on purpose."""


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "How long do I have to return my order?"),
        ("en", "i want to cancel my course, what is the notice period?"),
        ("en", "Can you tell me when my refund will arrive"),
        ("en", "Do I have to pay if the delivery is late?"),
        ("en", "Who pays for return shipping?"),
        ("en", "Is there a warranty?"),
        ("fr", "Combien de temps ai-je pour renvoyer ma commande ?"),
        ("fr", "est ce que je peux annuler"),
        ("fr", "Qui paie les frais de retour ?"),
        ("de", "Wie lange kann ich meine Bestellung zurückgeben?"),
        ("de", "Wer zahlt die Rücksendekosten?"),
        ("de", "wie lange ist die widerrufsfrist"),
        ("es", "¿Puedo cancelar el contrato?"),
        ("es", "cual es el plazo de cancelacion"),
        ("it", "Posso annullare il contratto?"),
        ("pt", "Quanto tempo tenho para devolver a encomenda?"),
        ("pl", "Czy mogę anulować umowę?"),
        ("pl", "co jesli zaplace za pozno"),
        ("tr", "Sözleşmeyi iptal edebilir miyim?"),
        ("tr", "fatura ne zaman odenmeli"),
        ("ro", "Cât timp am pentru a returna comanda?"),
        (ARABIC, "كم من الوقت لدي لإرجاع طلبي؟"),
        (ARABIC, "ضمان؟"),
        (OTHER, "Скільки часу я маю, щоб повернути замовлення?"),
        (OTHER, "我可以取消订单吗？"),
    ],
)
def test_another_language_is_recognised(language: str, message: str) -> None:
    assert foreign_language(message) == language


@pytest.mark.parametrize(
    "message",
    [
        "Kan ik mijn order nog cancelen?",
        "how lang heb ik om te herroepen",
        "wat is de policy als ik mijn subscription on hold wil zetten",
        "The North Face jas kwam kapot binnen, en nu?",
        "zit ik nu vast",
        "Wat betekent 'as is' in jullie voorwaarden?",
        "",
        "garantie?",
        "deadline?",
        "merci",
        "force majeure?",
        "no cure no pay?",
        "fair use policy",
        "track and trace code?",
        "a la carte menu annuleren",
        "wa kost da",
        "kunde gij da ook nog truugsture",
        "kin ik de koop noch ongedien meitsje",
        "hoe lang hek de tied um 't trugge te sturn",
        "ich han't geld neet trukgekrege",
        "die Rechnung klopt niet, wat nu",
        "mijn adres is Rue de la Loi 16 Bruxelles",
        "Mohammed El Amrani",
        "Naam: Γιώργος, is mijn bedenktijd om?",
        "5 maart",
        "€ 120",
    ],
)
def test_dutch_with_foreign_words_is_dutch(message: str) -> None:
    assert foreign_language(message) is None


def test_no_dutch_question_is_taken_for_another_language() -> None:
    dutch = questions()
    assert len(dutch) > 1000
    assert [message for message in dutch if foreign_language(message)] == []


def test_no_mistyped_question_is_taken_for_another_language() -> None:
    chance = random.Random(7)
    mistyped = [_mistyped(message, chance) for message in questions()]
    assert [message for message in mistyped if foreign_language(message)] == []


def test_every_language_is_told_in_its_own_words_that_questions_are_answered_in_dutch() -> None:
    said = {texts.get(f"answer.only_dutch.{language}") for language in (*LANGUAGES, ARABIC)}
    assert len(said) == len(LANGUAGES) + 1
    assert texts.get(f"answer.only_dutch.{OTHER}") == texts.get("answer.only_dutch.en")


def questions() -> list[str]:
    """Every message of the cases that is in Dutch."""
    lines = (line for path in sorted(CASES.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    turns = (turn for line in lines for turn in json.loads(line)["turns"])
    return [turn for turn in turns if not any(mark in turn.lower() for mark in ENGLISH_MARKS)]


def _mistyped(message: str, chance: random.Random) -> str:
    """The message with a slip in half of its words: a letter left out, another one, twice, or two of them swapped."""
    words = message.split(" ")
    return " ".join(_slip(word, chance) if len(word) > 2 and chance.random() < 0.5 else word for word in words)


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    head, this, following, tail = word[:at], word[at], word[at + 1], word[at + 2 :]
    return head + chance.choice((following, this * 2 + following, "e" + following, following + this)) + tail
