"""Who a document is from and from when it holds: read where it can be meant in one way, and left open where not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import Contact
from bot.settings import ROOT
from ingest.blocks import LeftOut, Line, Source
from ingest.company import find_companies, load_company
from ingest.dating import choose, read_dates
from ingest.imprint import override, read_imprint
from ingest.readers import read_source


@pytest.mark.parametrize(
    ("text", "field", "found"),
    [
        ("Mail ons via info@dekade.nl of info @ dekade.nl.", "email", "info@dekade.nl"),
        ("info@dekade.nl en klacht@dekade.nl", "email", None),
        ("Leverancier: info@motor.nl. Wij: hallo@de-kade.nl.", "email", "hallo@de-kade.nl"),
        ("Vragen: kade@gmail.com", "email", "kade@gmail.com"),
        ("www.dekade.nl/voorwaarden, of https://ec.europa.eu/consumers/odr", "website", "www.dekade.nl/voorwaarden"),
        ("Zie https://www.degeschillencommissie.nl.", "website", None),
        ("www.ander.nl en www.elders.nl", "website", None),
        ("Telefoon: 038 - 123 45 67, fax: 038 - 123 45 68", "phone", "038 - 123 45 67"),
        ("Bel +31 (0)38 123 45 67", "phone", "+31 (0)38 123 45 67"),
        ("KvK-nummer 0612345678, IBAN NL91 ABNA 0417 1643 00", "phone", None),
        ("010 123 45 67 of 020 123 45 67", "phone", None),
        ("gevestigd aan de Grote Kade 12b, 8011 AB Zwolle", "address", "Grote Kade 12b, 8011 AB Zwolle"),
        ("Postbus 12, 8000 AA Zwolle", "address", None),
        ("Kade 1, 8011 AB Zwolle\nHoek 2, 1011 AB Amsterdam", "address", None),
    ],
)
def test_contact_is_read_where_it_can_be_meant_in_one_way(text: str, field: str, found: str | None) -> None:
    assert getattr(read_imprint(text, "Verhuur De Kade B.V.").contact, field) == found


@pytest.mark.parametrize("folder", find_companies(ROOT / "data" / "terms"), ids=lambda folder: folder.name)
def test_nothing_is_read_of_our_companies_that_a_person_did_not_find(folder: Path) -> None:
    company = load_company(folder).company
    source = read_source(folder / company.versions[0].source)
    read = read_imprint(source.text, company.name).contact
    for field in ("email", "phone", "website", "address"):
        value, known = getattr(read, field), getattr(company.contact, field)
        assert value is None or value.rstrip("/") == (known or "").rstrip("/")
    dated = choose(read_dates(source))
    assert company.versions[0].name == (dated.name if dated else "ongedateerd")


def test_what_is_given_goes_before_what_is_read() -> None:
    assert override(Contact(email="a@b.nl"), Contact(email="c@d.nl", phone="1")) == Contact(email="a@b.nl", phone="1")


def source(*texts: str, edge: str = "") -> Source:
    lines = tuple(Line(at, 0, 0, text) for at, text in enumerate(texts, 1))
    return Source("x", "\n".join(texts), lines, (LeftOut("page_edge", edge),) if edge else ())


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (("Versie 1.2, 12 oktober 2018",), "2018-10-12"),
        (("Laatst gewijzigd op 3-4-2021",), "2021-04-03"),
        (("Geldig vanaf 1 mei 2024", "Versie van 3 april 2024"), "2024-05-01"),
        (("Algemene voorwaarden - september 2019",), "2019-09"),
        (("Ingangsdatum: 01/07/2020",), "2020-07-01"),
        (("Versie 1 mei 2024", "Versie 2 juni 2024"), None),
        (("Wij bestaan sinds 1 mei 1990",), None),
        (("Versie 3",), None),
        (("De voorwaarden gelden vanaf 31 februari 2024",), None),
    ],
)
def test_the_date_of_a_version_is_read_where_it_can_be_meant_in_one_way(texts: tuple[str, ...], name: str | None) -> None:
    dated = choose(read_dates(source(*texts)))
    assert (dated.name if dated else None) == name


def test_a_date_in_the_middle_of_the_text_is_no_version() -> None:
    assert read_dates(source(*["U betaalt op tijd."] * 15, "Dit lid geldt vanaf 1 mei 2024", *["U betaalt op tijd."] * 15)) == ()


def test_the_edge_of_a_page_may_tell_the_version() -> None:
    dated = choose(read_dates(source("Artikel 1 Betaling", "U betaalt.", edge="Versie 4, 1 september 2024")))
    assert dated is not None
    assert (dated.name, dated.line) == ("2024-09-01", 0)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400) | st.text(alphabet="a0@.- /,\nNL", max_size=400))
def test_no_text_breaks_the_reading(text: str) -> None:
    read_imprint(text, text[:20])
    read_dates(source(*text.split("\n")))


def test_a_word_without_end_takes_no_time() -> None:
    for letter in ("a", "0", "-", "a.", "@"):
        assert read_imprint(letter * 500_000, "Winkel").contact == Contact()
