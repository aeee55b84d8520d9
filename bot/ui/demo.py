"""The demo page: choose a company, ask, and read the literal clauses beside the answer."""

from __future__ import annotations

import html
import re
from functools import partial
from pathlib import Path

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
MARKUP = re.compile(r"[\\`*_{}\[\]()#+!|~-]")
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
        asked = gr.State("")
        outputs = [conversation, chat, sources]
        taken = gr.on([send.click, message.submit], take, [message, chat], [message, asked, chat], api_visibility="private")
        taken.then(
            partial(ask, parts.assistant), [asked, company, audience, conversation, chat], outputs, api_visibility="private"
        )
        gr.on([clear.click, company.change], start_again, None, outputs, api_visibility="private")
        page.load(None, js="() => { document.documentElement.lang = 'nl'; }", api_visibility="private")
    return page


def company_choices(parts: Parts) -> list[tuple[str, str]]:
    """Name and slug of every company; none while the index is not ready."""
    index = parts.search.index
    try:
        return [(index.get_knowledge(slug).terms.company.name, slug) for slug in index.slugs]
    except NotReady:
        return []


def take(message: str, turns: Turns) -> tuple[str, str, Turns]:
    """An empty question field, the question, and the conversation with it; at once, so that the next one can be typed."""
    asked = message.strip()
    return "", asked, [*turns, {"role": "user", "content": plain(asked)}] if asked else turns


def ask(
    assistant: Assistant, asked: str, company: str, audience: str, conversation: str | None, turns: Turns
) -> tuple[str | None, Turns, str]:
    """The conversation, its turns with the answer, and the clauses beside it."""
    if not asked:
        return conversation, turns, no_sources()
    question = Question(
        company=company,
        message=asked,
        reference_date=today(),
        conversation_id=conversation,
        audience=known_audience(audience),
    )
    try:
        reply = assistant.reply(question)
    except TermsBotError as error:
        return conversation, [*turns, {"role": "assistant", "content": str(error)}], no_sources()
    return reply.conversation_id, [*turns, {"role": "assistant", "content": reply.answer}], show_sources(reply)


def plain(text: str) -> str:
    """What a visitor typed, so that the page shows it to the letter: no markup, no pictures."""
    return MARKUP.sub(r"\\\g<0>", html.escape(text, quote=False))


def known_audience(choice: str) -> Audience | None:
    """Who asks, or None where the visitor did not say."""
    return "consument" if choice == "consument" else "zakelijk" if choice == "zakelijk" else None


def start_again() -> tuple[None, Turns, str]:
    """An empty conversation."""
    return None, [], no_sources()


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
