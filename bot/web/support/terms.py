"""The terms that are served, and the way in for new ones: upload, look, correct, publish. Adding is for admins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi import Path as PathPart
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from bot import texts
from bot.conversations.accounts import Member
from bot.conversations.additions import Document, NoTermsFiles, Reading, TermsFiles, Wanted
from bot.conversations.drafts import Draft, OpenDraft
from bot.conversations.keeping import Store
from bot.conversations.publishing import Publisher
from bot.errors import BadInput, BrokenData, UnknownDraft, UnknownVersion
from bot.models import Terms
from bot.retrieval.index import ClauseIndex
from bot.web.changes_page import ChangesPage, view_changes
from bot.web.staff import Admin, Reader
from bot.web.support.reviewing import review_page
from bot.web.support.sent import (
    Corrected,
    EditionForm,
    FactsForm,
    PublishForm,
    read_corrected,
    read_upload,
    read_wanted,
)
from bot.web.support.terms_view import list_companies, view_draft
from bot.web.terms_page import changes_url, version_title

SECTION = "terms"
HOME = "/support/terms"
Number = Annotated[int, PathPart(ge=1, lt=2**31)]
REFUSED = (BadInput, BrokenData)
"""What a page says beside the form that it follows from."""


class StateBody(BaseModel):
    """How far a draft is; `told` is what was said last."""

    state: str
    told: str


@dataclass(frozen=True)
class Desk:
    """What the routes share: where drafts are kept, what is served, and the files."""

    store: Store
    index: ClauseIndex
    files: TermsFiles
    most_bytes: int
    draft_days: int

    @property
    def publisher(self) -> Publisher:
        """What serves a draft."""
        return Publisher(self.store.drafts, self.files)

    def upload(self, document: Document | None, fields: Mapping[str, str], by: Member) -> int:
        """Read a document and keep it as a draft. Raises: BadInput."""
        if document is None:
            raise BadInput(texts.get("adding.form.no_file"))
        wanted = read_wanted(fields)
        reading = self.files.read(document, wanted)
        return self.store.drafts.add(document, wanted, reading, by.name)

    def reread(self, opened: OpenDraft, edition: int, wanted: Wanted, text: str | None, by: Member) -> None:
        """Read a draft again, as a person corrected it. Raises: BadInput."""
        kept = self.store.drafts.document(opened.draft.number)
        reading = self.files.read(Document(kept.data, kept.name, text), wanted)
        self.store.drafts.correct(opened.draft.number, edition, wanted=wanted, text=text, reading=reading, by=by.name)

    def list_page(self, request: Request, account: Member) -> HTMLResponse:
        """Every company with its versions, and for who may add them what waits and what was published."""
        shown: dict[str, Any] = {"version_title": version_title}
        try:
            shown["companies"] = list_companies(self.index, self.files)
        except BrokenData as error:  # a file of somebody who is at work: what is served does not need it
            shown |= {"companies": list_companies(self.index, NoTermsFiles()), "problem": str(error)}
        if account.may("admin"):
            drafts = self.store.drafts
            shown |= {"waiting": drafts.waiting(), "published": drafts.published(), "days": self.draft_days}
        return review_page(request, "terms", account, shown | {"changes_url": changes_url}, section=SECTION)

    def form_page(
        self, request: Request, account: Member, fields: Mapping[str, str], *, problem: str = "", status: int = 200
    ) -> HTMLResponse:
        """The form for a document, filled in with these fields."""
        companies = [self.index.get_knowledge(slug).terms.company for slug in self.index.slugs]
        formats, most = ", ".join(self.files.formats), self.most_bytes // 1_000_000 - 1
        shown = {"fields": fields, "companies": companies, "formats": formats, "most": most, "problem": problem}
        return review_page(request, "adding_form", account, shown, section=SECTION, status=status)

    def draft_page(self, request: Request, account: Member, number: int, *, problem: str = "", status: int = 200) -> HTMLResponse:
        """What became of a draft: how it would be served, how far that is, or where it is served now."""
        draft = self.store.drafts.get(number)
        if draft.state == "published":
            return self._done_page(request, account, draft)
        if draft.state == "publishing":
            return review_page(request, "adding_progress", account, {"draft": draft}, section=SECTION, status=status)
        opened = self.store.drafts.open(number)
        view = view_draft(opened, self._changes(opened))
        shown = {"view": view, "problem": problem, "version_title": version_title}
        return review_page(request, "adding_draft", account, shown, section=SECTION, status=status)

    def text_page(
        self, request: Request, account: Member, opened: OpenDraft, *, text: str, problem: str = "", status: int = 200
    ) -> HTMLResponse:
        """The lines of a document, for a person to correct."""
        shown = {"opened": opened, "text_now": text, "problem": problem}
        return review_page(request, "adding_text", account, shown, section=SECTION, status=status)

    def _done_page(self, request: Request, account: Member, draft: Draft) -> HTMLResponse:
        slug = draft.wanted.slug
        terms = None
        if slug in self.index.slugs:
            versions = [self.index.read(entry).terms for entry in self.index.versions(slug)]
            terms = next((terms for terms in versions if terms.version.name == draft.wanted.version), None)
        shown = {"draft": draft, "terms": terms, "host": str(request.base_url).rstrip("/"), "version_title": version_title}
        return review_page(request, "adding_done", account, shown, section=SECTION)

    def _changes(self, opened: OpenDraft) -> ChangesPage | None:
        before = self._before(opened.reading)
        return view_changes(before, opened.reading.terms) if before else None

    def _before(self, reading: Reading) -> Terms | None:
        """The terms that a new version follows."""
        if reading.outcome == "new_company" or reading.before is None:
            return None
        try:
            return self.index.read(self.index.find_version(reading.company.slug, reading.before.name)).terms
        except UnknownVersion:
            return None


def make_terms_desk(store: Store, index: ClauseIndex, files: TermsFiles, *, most_bytes: int, draft_days: int) -> APIRouter:
    """The pages of the terms that are served, and of those that wait to be."""
    router = APIRouter(prefix=HOME, include_in_schema=False)
    desk = Desk(store, index, files, most_bytes, draft_days)

    @router.get("")
    def companies(request: Request, account: Reader) -> HTMLResponse:
        return desk.list_page(request, account)

    @router.get("/add")
    def form(request: Request, account: Admin, company: Annotated[str, Query(max_length=64)] = "") -> HTMLResponse:
        return desk.form_page(request, account, {"company": company})

    @router.post("/add", response_model=None)
    async def upload(request: Request, account: Admin) -> Response:
        fields, document = await read_upload(request)
        try:
            number = await run_in_threadpool(desk.upload, document, fields, account)
        except REFUSED as error:
            return await run_in_threadpool(desk.form_page, request, account, fields, problem=str(error), status=422)
        return _to_draft(number)

    add_draft_routes(router, desk)
    add_publish_routes(router, desk)
    add_text_routes(router, desk)
    return router


def add_draft_routes(router: APIRouter, desk: Desk) -> None:
    """Look at a draft, and put its facts right."""

    @router.get("/drafts/{number}")
    def draft(request: Request, number: Number, account: Admin) -> HTMLResponse:
        return desk.draft_page(request, account, number)

    @router.get("/drafts/{number}/state")
    def state(number: Number, _: Admin) -> StateBody:
        found = desk.store.drafts.get(number)
        return StateBody(state=found.state, told=found.told)

    @router.post("/drafts/{number}", response_model=None)
    def put_right(request: Request, number: Number, account: Admin, sent: Annotated[FactsForm, Form()]) -> Response:
        opened = desk.store.drafts.open(number)
        try:
            desk.reread(opened, sent.edition, sent.wanted(opened), opened.corrected_text, account)
        except REFUSED as error:
            return desk.draft_page(request, account, number, problem=str(error), status=422)
        return _to_draft(number)


def add_publish_routes(router: APIRouter, desk: Desk) -> None:
    """Publish a draft, or throw it away."""

    @router.post("/drafts/{number}/publish", response_model=None)
    def publish(request: Request, number: Number, account: Admin, sent: Annotated[PublishForm, Form()]) -> Response:
        if desk.store.drafts.get(number).state != "open":
            return _to_draft(number)  # sent twice
        if desk.store.drafts.open(number).must_confirm and not sent.confirm:
            return desk.draft_page(request, account, number, problem=texts.get("adding.draft.must_confirm"), status=422)
        try:
            desk.publisher.start(number, sent.edition, account.name)
        except BadInput as error:
            return desk.draft_page(request, account, number, problem=str(error), status=422)
        return _to_draft(number)

    @router.post("/drafts/{number}/discard", response_model=None)
    def discard(request: Request, number: Number, account: Admin, sent: Annotated[EditionForm, Form()]) -> Response:
        try:
            desk.store.drafts.discard(number, sent.edition)
        except UnknownDraft:
            return RedirectResponse(HOME, 303)
        except BadInput as error:
            return desk.draft_page(request, account, number, problem=str(error), status=422)
        return RedirectResponse(HOME, 303)


def add_text_routes(router: APIRouter, desk: Desk) -> None:
    """Correct the lines of a draft."""

    @router.get("/drafts/{number}/text")
    def lines(request: Request, number: Number, account: Admin) -> HTMLResponse:
        opened = desk.store.drafts.open(number)
        return desk.text_page(request, account, opened, text=opened.text)

    @router.post("/drafts/{number}/text", response_model=None)
    async def correct(request: Request, number: Number, account: Admin) -> Response:
        sent = await read_corrected(request)
        return await run_in_threadpool(save, request, number, account, sent)

    def save(request: Request, number: int, account: Member, sent: Corrected) -> Response:
        opened = desk.store.drafts.open(number)
        text = None if sent.text is None or sent.text == opened.original else sent.text
        try:
            desk.reread(opened, sent.edition, opened.draft.wanted, text, account)
        except REFUSED as error:
            return desk.text_page(request, account, opened, text=sent.text or opened.original, problem=str(error), status=422)
        return _to_draft(number)


def _to_draft(number: int) -> RedirectResponse:
    return RedirectResponse(f"{HOME}/drafts/{number}", 303)
