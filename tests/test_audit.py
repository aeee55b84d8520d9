"""Packages: pinned, consistent, and under licences that may be used."""

from __future__ import annotations

import pytest

from tests.audit import forbidden, inconsistent, unpinned
from tests.licences import TABLE, Package, packages, table


def test_what_is_installed_is_what_was_pinned_and_fits_together() -> None:
    assert [*unpinned(packages()), *inconsistent()] == []


def test_every_licence_is_known_and_allowed() -> None:
    assert list(forbidden(packages())) == []


def test_the_page_of_licences_is_of_today() -> None:
    """Write it anew with `python -m tests.licences`."""
    assert TABLE.read_text(encoding="utf-8") == table(packages())


@pytest.mark.parametrize(
    ("licence", "served", "tested"),
    [
        ("MIT", True, True),
        ("BSD-3-Clause AND 0BSD AND Zlib", True, True),
        ("Apache Software License", True, True),
        ("LGPL-3.0-only", True, True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True, True),
        ("GPL-3.0", False, True),
        ("GNU General Public License v2 or later (GPLv2+)", False, True),
        ("AGPL-3.0-only", False, False),
        ("GNU Affero General Public License v3", False, False),
        ("SSPL-1.0", False, False),
        ("Other/Proprietary License", False, False),
        ("MIT AND SSPL-1.0", False, False),
        ("?", False, False),
    ],
)
def test_a_licence_is_judged_by_what_the_package_is_for(licence: str, served: bool, tested: bool) -> None:
    assert Package("x", "1", licence, runs=True).is_allowed is served
    assert Package("x", "1", licence, runs=False).is_allowed is tested


def test_a_package_of_another_version_is_named() -> None:
    assert next(iter(unpinned([Package("fastapi", "0.1", "MIT", True)]))).startswith("fastapi 0.1 is installed, and ")
    assert "no version is pinned" in next(iter(unpinned([Package("unheard-of", "1", "MIT", True)])))
