"""Documents that wait to be served: one change at a time, never lost halfway, forgotten when nobody touches them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversations import drafts as module
from bot.conversations.additions import Document, NoTermsFiles, Reading, Wanted, propose_slug
from bot.conversations.database import Database
from bot.conversations.drafts import Drafts
from bot.conversations.publishing import Publisher
from bot.errors import BadInput, StoreAway, UnknownDraft
from bot.models import Clause, Company, Contact, TermsVersion
from tests.conversations.conftest import Clock

VERSION = TermsVersion("2023-05-01", "2023-05-01.md")
COMPANY = Company("boot", "Boot", "B.V.", Contact(), (VERSION,))
CLAUSE = Clause("boot:1", "1", "Artikel 1", "Varen", "U vaart binnen 14 dagen.")
READING = Reading("new_company", COMPANY, VERSION, (CLAUSE,), "Artikel 1 Varen\nU vaart binnen 14 dagen.\n", "Alles.", True)
DOCUMENT, WANTED = Document(b"bytes", "boot.md"), Wanted("boot", "Boot", "", Contact(email=""))


@pytest.fixture
def drafts(database: Database, clock: Clock) -> Drafts:
    return Drafts(database, clock=clock)


def test_what_is_kept_comes_back_as_it_was(drafts: Drafts) -> None:
    number = drafts.add(DOCUMENT, WANTED, READING, "els")
    opened = drafts.open(number)
    assert (opened.reading, opened.draft.wanted, opened.must_confirm) == (READING, WANTED, False)
    assert drafts.document(number) == DOCUMENT


def test_who_comes_second_is_told_by_whom_it_was_changed(drafts: Drafts) -> None:
    number = drafts.add(DOCUMENT, WANTED, READING, "els")
    drafts.correct(number, 1, wanted=WANTED, text=READING.text.replace("14", "30"), reading=READING, by="jan")
    assert drafts.open(number).must_confirm
    with pytest.raises(BadInput, match="intussen gewijzigd, door jan"):
        drafts.claim(number, 1, "els")
    drafts.claim(number, 2, "els")
    for change in (lambda: drafts.claim(number, 3, "jan"), lambda: drafts.discard(number, 3)):
        with pytest.raises(BadInput, match="intussen gewijzigd, door els"):
            change()


def test_a_process_that_is_silent_for_too_long_is_taken_to_be_gone(drafts: Drafts, clock: Clock) -> None:
    number = drafts.add(DOCUMENT, WANTED, READING, "els")
    drafts.claim(number, 1, "els")
    clock.move(seconds=50)
    drafts.tell(number, "Half.")
    clock.move(seconds=50)
    assert (drafts.get(number).state, drafts.get(number).told) == ("publishing", "Half.")
    clock.move(seconds=20)
    assert drafts.get(number).state == "open"
    assert "afgebroken" in drafts.get(number).told
    drafts.claim(number, 2, "jan")
    assert drafts.get(number).state == "publishing"


def test_what_is_served_stays_noted_without_the_document(drafts: Drafts, clock: Clock) -> None:
    number, other = (drafts.add(DOCUMENT, WANTED, READING, "els") for _ in range(2))
    drafts.claim(number, 1, "jan")
    drafts.settle(number, Wanted("boot", "Boot", "2023-05-01"), b"served")
    clock.move(days=20)
    assert drafts.erase_older_than(14) == 1
    with pytest.raises(UnknownDraft):
        drafts.get(other)
    (noted,) = drafts.published()
    assert (noted.changed_by, noted.wanted.version, len(noted.digest), len(noted.served_digest)) == ("jan", "2023-05-01", 64, 64)
    for gone in (drafts.open, drafts.document):
        with pytest.raises(UnknownDraft):
            gone(number)


def test_no_more_drafts_wait_than_may(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_OPEN", 2)
    for _ in range(2):
        drafts.add(DOCUMENT, WANTED, READING, "els")
    with pytest.raises(BadInput, match="Er staan al 2 ontwerpen open"):
        drafts.add(DOCUMENT, WANTED, READING, "els")


class Working(NoTermsFiles):
    """Publishes what it is asked to, and says so."""

    def publish(self, _document: Document, _wanted: Wanted, *, expected: object, tell: Any) -> None:
        assert expected == ["2023-05-01"]
        tell("Bezig.")


def test_a_database_that_is_away_for_a_moment_does_not_stop_it(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StoreAway("weg")

    monkeypatch.setattr(drafts, "tell", away)
    number = drafts.add(DOCUMENT, WANTED, READING, "els")
    Publisher(drafts, Working()).start(number, 1, "els").join(10)
    assert drafts.get(number).state == "published"


def test_a_server_that_adds_nothing_says_so(drafts: Drafts) -> None:
    number = drafts.add(DOCUMENT, WANTED, READING, "els")
    Publisher(drafts, NoTermsFiles()).start(number, 1, "els").join(10)
    assert (drafts.get(number).state, drafts.get(number).told) == (
        "open",
        "Op deze server kunnen geen voorwaarden worden toegevoegd.",
    )


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bakkerij 't Hoekje B.V.", "bakkerij-t-hoekje"), ("24/7 Fietsen", "fietsen"), ("Café Zoë", "cafe-zoe"),
        ("<script>", "script"), ("!!!", ""), ("a" * 50, "a" * 40), ("Stichting Wonen N.V.", "wonen"),
    ],
)  # fmt: skip
def test_a_name_for_in_addresses_is_made_of_the_name(name: str, slug: str) -> None:
    assert propose_slug(name) == slug
