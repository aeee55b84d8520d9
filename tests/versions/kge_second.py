"""A realistic second version of KGE's terms, made from the one in use by explicit edits.

Changed: the cooling-off period (6.3), how one may deviate (2.4) and the date at the end. Dropped: 9.3, so that 9.4 and 9.5 move
up. New: 12.3. Everything else stays as it is, to the letter.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = "2026-01-01"
FIRST_NAME = "2018-10-12"
NEW_CLAUSE = "De klant meldt een vordering van een ander binnen 7 dagen schriftelijk aan KGE."
EDITS = (
    ("30 dagen bedenktijd", "14 dagen bedenktijd"),
    (
        "Afwijking van deze algemene voorwaarden is alleen mogelijk met schriftelijke instemming van Coöperatie.",
        "Afwijken van deze algemene voorwaarden kan alleen als de Coöperatie daar vooraf per e-mail mee instemt.",
    ),
    ("12 oktober 2018", "1 januari 2026"),
    ("3. Iedere vorm van garantie komt te vervallen", None),
    ("4. Klachten worden binnen 14 dagen", "3. Klachten worden binnen 14 dagen"),
    ("5. Staat vast dat het gekochte gebrekkig is", "4. Staat vast dat het gekochte gebrekkig is"),
)


def second_version() -> str:
    """The text of the second version."""
    lines = (ROOT / "data" / "terms" / "kge" / "terms.txt").read_text(encoding="utf-8").splitlines()
    for old, new in EDITS:
        hits = [at for at, line in enumerate(lines) if old in line]
        assert len(hits) == 1, (old, hits)
        lines[hits[0] : hits[0] + 1] = [] if new is None else [lines[hits[0]].replace(old, new)]
    last = next(at for at, line in enumerate(lines) if line.startswith("2. De klant vrijwaart KGE voor vorderingen"))
    lines.insert(last + 1, f"3. {NEW_CLAUSE}")
    return "\n".join(lines) + "\n"


def write_data(folder: Path) -> Path:
    """A data folder with both versions of KGE alone; annotations and rules are copies, all else is that of the project."""
    terms = folder / "terms" / "kge"
    terms.mkdir(parents=True)
    for name in ("annotations", "rules"):
        (folder / name).mkdir()
    shutil.copy(ROOT / "data" / "terms" / "kge" / "terms.txt", terms)
    (terms / "2026.txt").write_text(second_version(), encoding="utf-8")
    described = (ROOT / "data" / "terms" / "kge" / "company.yaml").read_text(encoding="utf-8")
    first = "source: terms.txt}"
    assert first in described
    later = f'{first}\n  - {{name: "{NAME}", starts_on: {NAME}, source: 2026.txt}}'
    (terms / "company.yaml").write_text(described.replace(first, later), encoding="utf-8")
    shutil.copy(ROOT / "data" / "annotations" / "kge.yaml", folder / "annotations")
    shutil.copytree(ROOT / "data" / "rules" / "kge", folder / "rules" / "kge")
    for name in ("scope", "law", "facts.yaml", "calibration.yaml", "spreektaal.yaml", "vectors.npz"):
        (folder / name).symlink_to(ROOT / "data" / name)
    return folder
