"""What a chat model hears in a prompt of the assistant."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

DATA = re.compile(r"<gegevens>\n(.*)\n</gegevens>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heard:
    """The question, the composed lead, the result of the calculation where there is one, and the clauses by id."""

    question: str
    answer: str
    result: str
    clauses: dict[str, str]

    @property
    def clause_id(self) -> str:
        """The clause that carries the answer."""
        return next(iter(self.clauses), "")


def hear(message: str) -> Heard:
    """What the data in a message of the assistant say; nothing of it where it holds none."""
    found = DATA.search(message)
    data: dict[str, Any] = json.loads(found[1]) if found else {}
    clauses = {clause["id"]: clause["tekst"] for clause in data.get("bepalingen", ())}
    return Heard(data.get("vraag", ""), data.get("antwoord", ""), data.get("uitkomst") or "", clauses)


def say(*sentences: tuple[str, tuple[str, ...]]) -> str:
    """The object that the assistant asks for, with these sentences and their clauses."""
    written = [{"text": text, "clause_ids": list(clause_ids)} for text, clause_ids in sentences]
    return json.dumps({"sentences": written}, ensure_ascii=False)
