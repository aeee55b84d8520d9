"""What the forms for terms send, checked as far as a form can be: the rest is for who reads the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated

from fastapi import Request
from pydantic import BaseModel, BeforeValidator, Field, StringConstraints
from starlette.datastructures import FormData, UploadFile

from bot import texts
from bot.conversations.additions import Document, Wanted, propose_slug
from bot.conversations.drafts import OpenDraft
from bot.errors import BadInput
from bot.models import Contact

LONGEST = 200
LONGEST_FILE_NAME = 120
FIELDS = ("company", "name", "slug", "starts_on", *(field.name for field in fields(Contact)))


def _one_line(text: object) -> object:
    """The text without control characters and outer space, so that no field can hold more than a line."""
    if not isinstance(text, str):
        return text
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


Line = Annotated[str, StringConstraints(max_length=LONGEST), BeforeValidator(_one_line)]
Edition = Annotated[int, Field(ge=0, lt=2**31)]


class EditionForm(BaseModel):
    """The edition of a draft that somebody looked at."""

    edition: Edition = 0


class PublishForm(EditionForm):
    """That a draft is to be served, and whether somebody checked the words that are others than in the document."""

    confirm: bool = False


class FactsForm(EditionForm):
    """Company and version of a draft, as a person put them right."""

    name: Line = ""
    slug: Line = ""
    starts_on: Line = ""
    email: Line = ""
    phone: Line = ""
    website: Line = ""
    address: Line = ""

    def wanted(self, opened: OpenDraft) -> Wanted:
        """What the document is to be served as; of a company that is known only the day can change."""
        if opened.reading.outcome == "new_version":
            return Wanted(opened.draft.wanted.slug, version=self.starts_on)
        contact = Contact(**{field.name: getattr(self, field.name) for field in fields(Contact)})
        return Wanted(self.slug or propose_slug(self.name), self.name, self.starts_on, contact)


@dataclass(frozen=True, slots=True)
class Corrected:
    """The lines of a document as a person corrected them; None for the document as it came in."""

    edition: int
    text: str | None


async def read_upload(request: Request) -> tuple[Mapping[str, str], Document | None]:
    """The fields of the form and the document; None where no file was chosen."""
    form = await request.form()
    sent = {name: str(_one_line(_text(form, name)))[:LONGEST] for name in FIELDS}
    file = form.get("file")
    document = None
    if isinstance(file, UploadFile) and file.filename:
        document = Document(await file.read(), _file_name(file.filename))
    await form.close()
    return sent, document


def read_wanted(sent: Mapping[str, str]) -> Wanted:
    """What the fields of the form ask for. Raises: BadInput where they name no company."""
    if sent["company"]:
        return Wanted(sent["company"], version=sent["starts_on"])
    if not sent["name"]:
        raise BadInput(texts.get("adding.form.no_name"))
    contact = Contact(**{field.name: sent[field.name] or None for field in fields(Contact)})
    return Wanted(sent["slug"] or propose_slug(sent["name"]), sent["name"], sent["starts_on"], contact)


async def read_corrected(request: Request) -> Corrected:
    """The lines that were sent, with line ends as they are elsewhere."""
    form = await request.form()
    edition = _text(form, "edition")
    text = None if "reset" in form else _text(form, "text").replace("\r\n", "\n").replace("\r", "\n")
    return Corrected(int(edition) if edition.isdecimal() and len(edition) < 10 else 0, text)


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _file_name(sent: str) -> str:
    """The last part of the name, its end first where it is long: the suffix says what it is."""
    last = sent.replace("\\", "/").rpartition("/")[2]
    return str(_one_line(last))[-LONGEST_FILE_NAME:]
