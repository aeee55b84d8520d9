"""The demo page: choose a company, ask, and read the literal clauses beside the answer."""

from __future__ import annotations

import html
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI

from bot import texts
from bot.assembly import Parts
from bot.assistant import Assistant
from bot.clock import today
from bot.errors import NotReady, TermsBotError
from bot.models import Audience, Citation, Question, Reply
from bot.settings import Settings

Turns = list[dict[str, str]]
UNKNOWN = "onbekend"
AUDIENCES = (
    (texts.get("page.audience_unknown"), UNKNOWN),
    (texts.get("page.audience_consument"), "consument"),
    (texts.get("page.audience_zakelijk"), "zakelijk"),
)
EXAMPLES = ("page.example_withdraw", "page.example_late", "page.example_complaint")
STYLE = Path(__file__).with_name("demo.css")


def mount_demo(app: FastAPI, parts: Parts, settings: Settings) -> FastAPI:
    """The application with the demo page at `/demo`."""
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        make_demo(parts, message_limit=settings.message_limit),
        path="/demo",
        footer_links=[],
        show_error=False,
        theme=gr.themes.Soft(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        css_paths=STYLE,
    )
    return mounted


def make_demo(parts: Parts, *, message_limit: int) -> gr.Blocks:
    """The layout; every event calls one named function below."""
    companies = company_choices(parts)
    page: gr.Blocks = gr.Blocks(title=texts.get("page.title"))
    with page:
        gr.Markdown(f"# {texts.get('page.title')}\n{texts.get('page.intro')}")
        conversation = gr.State(None)
        with gr.Row():
            company = gr.Dropdown(
                companies, value=companies[0][1] if companies else None, label=texts.get("page.company"), scale=2
            )
            audience = gr.Radio(AUDIENCES, value=UNKNOWN, label=texts.get("page.audience"), scale=3)
        with gr.Row(equal_height=False):
            with gr.Column(scale=3):
                chat = gr.Chatbot(
                    label=texts.get("page.title"), show_label=False, height=460, sanitize_html=True, buttons=["copy"]
                )
                with gr.Row():
                    message = gr.Textbox(
                        label=texts.get("page.question"),
                        placeholder=texts.get("page.placeholder"),
                        max_length=message_limit,
                        lines=1,
                        max_lines=4,
                        scale=5,
                        autofocus=True,
                    )
                    send = gr.Button(texts.get("page.send"), variant="primary", scale=1)
                gr.Examples([texts.get(key) for key in EXAMPLES], inputs=message, label=texts.get("page.examples"))
                clear = gr.Button(texts.get("page.clear"), size="sm")
            with gr.Column(scale=2):
                sources = gr.HTML(no_sources(), label=texts.get("page.citations"))
        gr.Markdown(texts.get("page.disclaimer"))
        inputs, outputs = [message, company, audience, conversation, chat], [message, conversation, chat, sources]
        ask_here = partial(ask, parts.assistant)
        gr.on([send.click, message.submit], ask_here, inputs, outputs, api_visibility="private")
        gr.on([clear.click, company.change], start_again, None, outputs, api_visibility="private")
    return page


def company_choices(parts: Parts) -> list[tuple[str, str]]:
    """Name and slug of every company; none while the index is not ready."""
    index = parts.search.index
    try:
        return [(index.get_knowledge(slug).terms.company.name, slug) for slug in index.slugs]
    except NotReady:
        return []


def ask(
    assistant: Assistant, message: str, company: str, audience: str, conversation: str | None, turns: Turns
) -> tuple[str, str | None, Turns, str]:
    """The emptied question field, the conversation, its turns with the answer, and the clauses beside it."""
    if not message.strip():
        return message, conversation, turns, no_sources()
    question = Question(
        company=company,
        message=message.strip(),
        reference_date=today(),
        conversation_id=conversation,
        audience=known_audience(audience),
    )
    try:
        reply = assistant.reply(question)
    except TermsBotError as error:
        return message, conversation, [*turns, *_turn(message, str(error))], no_sources()
    return "", reply.conversation_id, [*turns, *_turn(message, reply.answer)], show_sources(reply)


def known_audience(choice: str) -> Audience | None:
    """Who asks, or None where the visitor did not say."""
    return "consument" if choice == "consument" else "zakelijk" if choice == "zakelijk" else None


def start_again() -> tuple[str, None, Turns, str]:
    """An empty conversation."""
    return "", None, [], no_sources()


def no_sources() -> str:
    """What stands beside the conversation before the first answer."""
    return f"<h2>{texts.get('page.citations')}</h2><p>{texts.get('page.no_citations')}</p>"


def show_sources(reply: Reply) -> str:
    """The clauses of an answer as HTML, each linked to its place in the terms."""
    if not reply.citations:
        return no_sources()
    percent = round(100 * reply.confidence)
    head = f"<h2>{texts.get('page.citations')}</h2><p>{texts.get('page.confidence', percent=percent)}</p>"
    return head + "".join(_source(citation) for citation in reply.citations)


def _source(citation: Citation) -> str:
    label, title, quote, url = (html.escape(part) for part in (citation.label, citation.title, citation.quote, citation.url))
    version = html.escape(texts.get("page.version", version=citation.terms_version))
    lines = quote.replace("\n", "<br>")
    return (
        f'<article class="source"><h3><a href="{url}" target="_blank" rel="noopener">{label}</a></h3>'
        f"<p>{title} · {version}</p><blockquote>{lines}</blockquote></article>"
    )


def _turn(message: str, answer: str) -> list[dict[str, Any]]:
    return [{"role": "user", "content": message}, {"role": "assistant", "content": answer}]
