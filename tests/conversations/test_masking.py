"""Personal data is not stored; what an answer depends on stays."""

from __future__ import annotations

import pytest

from bot.conversations.masking import is_bsn, is_card, is_iban, masked

PHONES = (
    "0612345678", "06-12345678", "06 12 34 56 78", "06-12 34 56 78", "+31612345678", "+31 6 12345678", "+31 (0)6 12345678",
    "0031 6 12345678", "010-1234567", "(010) 123 45 67", "0165 123 456", "0800-1234567", "+32 470 12 34 56", "0470 12 34 56",
)  # fmt: skip


@pytest.mark.parametrize("number", PHONES)
def test_phone_numbers_are_masked(number: str) -> None:
    assert masked(f"Bel mij op {number}, graag voor 12 uur.") == "Bel mij op [telefoonnummer], graag voor 12 uur."


@pytest.mark.parametrize("address", ["jan.de-vries+web@voorbeeld.co.uk", "JAN@VOORBEELD.NL", "o'neil@a.example", "jan @ x.nl"])
def test_mail_addresses_are_masked(address: str) -> None:
    assert masked(f"mail {address}.") == "mail [e-mailadres]."


@pytest.mark.parametrize(
    "account",
    ["NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "nl91abna0417164300", "NL00 INGB 0000 0000 01", "BE68 5390 0754 7034"],
)
def test_account_numbers_are_masked_a_mistyped_dutch_one_too(account: str) -> None:
    assert masked(f"stort het op {account} aub") == "stort het op [rekeningnummer] aub"


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("mijn nummer is 111222333", "mijn nummer is [burgerservicenummer]"),
        ("1112.22.333 dus", "[burgerservicenummer] dus"),
        ("bsn: 123456789", "bsn: [burgerservicenummer]"),
        ("burgerservicenummer is 12345678", "burgerservicenummer is [burgerservicenummer]"),
        ("kaart 4111 1111 1111 1111", "kaart [kaartnummer]"),
        ("ik woon op 1234 AB 12a", "ik woon op [postcode]"),
        ("1234AB, Utrecht", "[postcode], Utrecht"),
    ],
)
def test_other_personal_numbers_are_masked(said: str, stored: str) -> None:
    assert masked(said) == stored


@pytest.mark.parametrize(
    "question",
    [
        "Ik kreeg het op 06-12-2026 om 10 uur, tot wanneer kan ik terug?",
        "Besteld op 3/3/2026, geleverd op 04.03.2026 en betaald op 05 03 2026 12.30 uur.",
        "De factuur is € 1.234.567,89 en de aanbetaling € 12500,00 of 0,5 procent.",
        "Staat dat in artikel 10.3.1 of 6 lid 3, versie 2018-10-12?",
        "Ordernummer 123456789 en factuur 2026-000123, kvk 70069808",
        "Klopt het dat 2026 MA een jaartal is? Tussen 1000 en 2000 EUR per maand, of 30 x 10?",
        "Van 01-02-2026 tot 01-03-2026 hadden wij 14 dagen en 3 weken.",
    ],
)
def test_dates_amounts_and_articles_stay(question: str) -> None:
    assert masked(question) == question.replace("2026 MA", "[postcode]")


def test_the_checks_follow_their_standards() -> None:
    assert [is_iban(account) for account in ("GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 33")] == [True, False]
    assert [is_bsn(number) for number in ("111222333", "123456782", "123456789", "000000000")] == [True, True, False, False]
    assert [is_card(number) for number in ("79927398713", "79927398710")] == [True, False]
