"""Personal data is not stored; what an answer depends on stays."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    "number",
    [
        "06.12.34.56.78",
        "+31.6.1234.5678",
        "06/12345678",
        "(0475) 123456",
        "+32470123456",
        "0032 470 12 34 56",
        "+49 151 23456789",
    ],
)
def test_phone_numbers_are_masked_however_they_are_written(number: str) -> None:
    assert masked(f"bel {number} graag") == "bel [telefoonnummer] graag"


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("DE89 3704 0044 0532 0130 00", "[rekeningnummer]"),
        ("jan(at)voorbeeld.nl", "[e-mailadres]"),
        ("ik woon op 1234ab 12", "ik woon op [postcode]"),
        ("Dorpsstraat 12a te Utrecht", "[adres] te Utrecht"),
        ("kerkweg en Kerkweg 3", "kerkweg en [adres]"),
        ("mijn auto AB-12-CD staat er", "mijn auto [kenteken] staat er"),
        ("kenteken 12ABC3", "kenteken [kenteken]"),
        ("Mijn naam is Jan Jansen en ik wil weg", "Mijn naam is [naam] en ik wil weg"),
        ("mijn naam is jan de vries, wat nu?", "mijn naam is [naam], wat nu?"),
        ("ik ben Anneke van der Berg, klant", "ik ben [naam], klant"),
        ("rekening t.n.v. J. de Boer", "rekening t.n.v. [naam]"),
        ("Met vriendelijke groet,\nJan-Willem de Boer", "Met vriendelijke groet,\n[naam]"),
        ("mvg P. Jansen", "mvg [naam]"),
        ("dank, groetjes jan", "dank, groetjes [naam]"),
        ("Met Jan de Boer, ik heb een vraag", "Met [naam], ik heb een vraag"),
    ],
)
def test_who_somebody_is_and_where_they_live_is_masked(said: str, stored: str) -> None:
    assert masked(said) == stored


@pytest.mark.parametrize(
    "said",
    [
        "Ik ben consument, geldt dat?", "Ik ben Consument", "ik ben BTW-plichtig", "mijn naam is veranderd",
        "hoe heet dat artikel", "op naam van mijn vrouw", "onderweg 3 dagen", "Wat is de termijn? groetjes", "met Pasen en Kerst",
        "10-A-3 en KGE-2026-12", "tussen 01-01-26 en 06-12-2026", "het contract heet anders",
        "kost 1500 in totaal", "2000 eu per maand",
    ],
)  # fmt: skip
def test_ordinary_words_stay(said: str) -> None:
    assert masked(said) == said


DAYS = st.dates(date(1995, 1, 1), date(2049, 12, 31))
WRITTEN = st.sampled_from(["{0.day}-{0.month}-{0.year}", "{0:%d-%m-%Y}", "{0:%d/%m/%Y}", "{0:%d.%m.%Y}", "{0:%Y-%m-%d}"])
AMOUNTS = st.decimals(min_value=0, max_value=999_999, places=2)
BEFORE, AFTER = st.sampled_from(["", "op ", "bel ", "(", "«", "nr. "]), st.sampled_from(["", ".", ", dank", " en dan?", ")", "»"])


@given(
    DAYS,
    st.sampled_from(["{0.day}-{0.month}-{0.year}", "{0:%d-%m-%Y}", "{0:%d/%m/%Y}", "{0:%d.%m.%Y}", "{0:%Y-%m-%d}"]),
    BEFORE,
    AFTER,
)
def test_no_day_is_ever_masked(day: date, written: str, before: str, after: str) -> None:
    text = f"{before}{written.format(day)}{after}"
    assert masked(text) == text


@given(AMOUNTS, st.sampled_from(["€ {}", "€{}", "{} euro", "EUR {}", "{},-"]), BEFORE, AFTER)
def test_no_amount_is_ever_masked(amount: Decimal, written: str, before: str, after: str) -> None:
    figure = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    text = f"{before}{written.format(figure)}{after}"
    assert masked(text) == text


@given(st.text(alphabet="0123456789", min_size=8, max_size=8), st.sampled_from(["", " ", "-", ".", "/"]), BEFORE, AFTER)
def test_every_mobile_number_is_masked(rest: str, between: str, before: str, after: str) -> None:
    for start in ("06", "+316", "+31 6", "00316"):
        assert rest not in masked(f"{before}{start}{between}{rest}{after}")


@given(st.integers(0, 10**10 - 1), st.sampled_from(["ABNA", "INGB", "RABO"]), st.booleans(), BEFORE, AFTER)
def test_every_dutch_account_is_masked(number: int, bank: str, spaced: bool, before: str, after: str) -> None:
    digits = f"{number:010}"
    account = f"NL12 {bank} {digits[:4]} {digits[4:8]} {digits[8:]}" if spaced else f"NL12{bank}{digits}"
    assert bank not in masked(f"{before}{account}{after}")


@given(st.integers(10_000_000, 999_999_999), BEFORE, AFTER)
def test_every_citizen_number_is_masked(number: int, before: str, after: str) -> None:
    digits = f"{number:09}"
    assert not (is_bsn(digits) and digits in masked(f"{before} {digits}{after}"))


@given(st.text(max_size=2000))
@settings(max_examples=300)
def test_masking_takes_any_text_soon_and_once_is_enough(text: str) -> None:
    once = masked(text)
    assert len(once) <= 20 * len(text) + 20


@pytest.mark.parametrize(
    "text", ["a" * 2000, "1 " * 1000, "a@" * 1000, "Ik ben " + "Aa " * 600, "groet " + "a " * 900, "a-1" * 666, "NL12" * 500]
)
def test_no_text_takes_long(text: str) -> None:
    started = time.perf_counter()
    masked(text)
    assert time.perf_counter() - started < 1
