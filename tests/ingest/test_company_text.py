"""A `company.yaml` is changed by one line, and all else in it stays."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from bot.errors import BrokenData
from bot.models import Company, Contact, TermsVersion
from ingest.company_text import company_text, with_version, without_version

ADDED = TermsVersion("2020-01-01", "2020-01-01.pdf", date(2020, 1, 1))
BLOCK = """slug: x
# nagekeken
versions:
- name: oud   # de eerste
  starts_on: null
  source: oud.txt

# en dan nog dit
spaces: {}
"""
LINES = 'versions:\n  - {name: oud, source: oud.txt}  # de eerste\n\n  - {name: "2019-09", source: b.txt}'
FLOW = "slug: x\nversions: [{name: oud}, {name: later}]  # twee\nname: X\n"


@pytest.mark.parametrize("text", [BLOCK, LINES, FLOW], ids=["block", "lines", "flow"])
@pytest.mark.parametrize("at", [0, 9])
def test_a_version_comes_and_goes_without_a_trace(text: str, at: int) -> None:
    added = with_version(text, ADDED, at=at)
    names = [version["name"] for version in yaml.safe_load(added)["versions"]]
    assert names.index("2020-01-01") == (0 if at == 0 else len(names) - 1)
    assert yaml.safe_load(added)["versions"][names.index("2020-01-01")] == {
        "name": "2020-01-01",
        "starts_on": date(2020, 1, 1),
        "source": "2020-01-01.pdf",
    }
    assert added.count("#") == text.count("#")
    assert without_version(added, "2020-01-01").rstrip("\n") == text.rstrip("\n")


def test_a_new_file_says_all_that_is_known() -> None:
    company = Company(
        "de-kade", "De Kade: 'boten' & meer", "B.V.", Contact(phone="038 1"), (TermsVersion("2019-09", "2019-09.md"),)
    )
    read = yaml.safe_load(company_text(company))
    assert (read["slug"], read["name"], read["contact"]["phone"]) == (company.slug, company.name, "038 1")
    assert read["versions"] == [{"name": "2019-09", "starts_on": None, "source": "2019-09.md"}]


@pytest.mark.parametrize("text", ["slug: x\n", "versions: []\n", "versions: tekst\n", "[]"])
def test_without_a_list_of_versions_nothing_is_added(text: str) -> None:
    with pytest.raises(BrokenData, match="geen lijst met versies"):
        with_version(text, ADDED, at=0)
