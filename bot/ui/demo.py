"""The demo page: ask, compare, compute and read. Its layout; what happens on it stands in `events`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gradio as gr
from fastapi import FastAPI, Response
from starlette.middleware import Middleware

from bot import texts
from bot.assembly import Parts
from bot.settings import Settings
from bot.ui.allowed import OnlyTheDemo
from bot.ui.comparison import as_csv, compare
from bot.ui.dutch_page import DutchPage
from bot.ui.events import CSV_PATH, MOST_COMPARED, UNKNOWN, Choices, Events
from bot.ui.quiet import print_no_words
from bot.ui.theme import make_theme

HERE = Path(__file__).parent
AUDIENCES = tuple(
    (texts.get(f"demo.audience_{name}"), value)
    for name, value in (("unknown", UNKNOWN), ("consument", "consument"), ("zakelijk", "zakelijk"))
)

ENGLISH: Final = {
    "chatbot conversation": "conversation",
    "Copy message": "copy",
    "Copied message": "copied",
    "user's message:": "question",
    "bot's message:": "answer",
    "Select example": "example",
    "Loading response": "loading",
}
QUEUE = 100
"""Events that may stand in line; beyond them the page says so."""
QUIET: Final[Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""Events that are over before anybody would look at a progress bar, and that are no API."""


def mount_demo(app: FastAPI, parts: Parts, settings: Settings) -> FastAPI:
    """The application with the demo page at `/demo`, and the comparison as a file."""
    events = Events(parts, settings.message_limit)
    print_no_words()

    @app.get(CSV_PATH, include_in_schema=False)
    def comparison(bedrijven: str = "") -> Response:
        found = [events.knowledge(slug) for slug in bedrijven.split(",") if slug]
        headers = {"Content-Disposition": 'attachment; filename="vergelijking.csv"'}
        return Response(as_csv(compare(found)), media_type="text/csv; charset=utf-8", headers=headers)

    mounted: FastAPI = gr.mount_gradio_app(
        app,
        make_demo(events),
        path="/demo",
        footer_links=[],
        show_error=False,
        run_history=False,  # it would keep what was asked in the browser
        enable_monitoring=False,
        favicon_path=str(HERE / "icon.svg"),
        theme=make_theme(),
        css_paths=HERE / "demo.css",
        head=f"<style>{(HERE / 'frame.css').read_text(encoding='utf-8')}</style>",
    )
    mounted.add_middleware(DutchPage, path="/demo/")
    mounted.user_middleware.append(Middleware(OnlyTheDemo))  # inside what logs and guards every request
    return mounted


@dataclass(frozen=True)
class Who:
    """The choices above all tabs: which company, and who asks."""

    company: gr.Dropdown
    audience: gr.Radio


def make_demo(events: Events) -> gr.Blocks:
    """The layout; every event calls one function of `events`."""
    companies = events.companies()
    first = companies[0][1] if companies else ""
    page: gr.Blocks = gr.Blocks(title=texts.get("demo.title"), analytics_enabled=False)
    with page:
        gr.HTML(f"<h1>{texts.get('demo.title')}</h1><p>{texts.get('demo.intro')}</p>", elem_classes="masthead")
        with gr.Row(elem_classes="who"):
            who = Who(
                gr.Dropdown(companies, value=first or None, label=texts.get("demo.company"), scale=2, min_width=240),
                gr.Radio(AUDIENCES, value=UNKNOWN, label=texts.get("demo.audience"), scale=3, min_width=240),
            )
        with gr.Tabs(elem_id="tabs", overflow_behavior="wrap") as tabs:
            with gr.Tab(texts.get("demo.tab_ask"), id="vraag"):
                ask_tab(events, who, first)
            with gr.Tab(texts.get("demo.tab_compare"), id="vergelijk") as tab:
                compared = compare_tab(events, tab, companies)
            with gr.Tab(texts.get("demo.tab_compute"), id="bereken") as tab:
                rule = compute_tab(events, who, tab, first)
            with gr.Tab(texts.get("demo.tab_terms"), id="voorwaarden") as tab:
                tree = terms_tab(events, who, tab)
        gr.HTML(f"<p>{texts.get('page.disclaimer')} {texts.get('demo.footer')}</p>", elem_classes="colophon")
        tree.select(events.to_rule, None, [tabs, rule], **QUIET)
        page.load(None, js=script("dutch").replace("WORDS", json.dumps(in_dutch_words())), **QUIET)
        page.load(events.offer_companies, None, [who.company, compared], **QUIET)
    page.queue(max_size=QUEUE)
    return page


def ask_tab(events: Events, who: Who, first: str) -> None:
    """The conversation, with the clauses beside it."""
    conversation, asked = gr.State(None), gr.State("")
    with gr.Row(equal_height=False):
        with gr.Column(scale=3, min_width=320):
            talk = gr.Chatbot(
                label=texts.get("demo.conversation"),
                show_label=False,
                height=540,
                sanitize_html=True,
                buttons=["copy"],
                latex_delimiters=[],
                feedback_options=None,
                placeholder=texts.get("demo.welcome"),
                examples=events.example_messages(first),  # type: ignore[arg-type]  # a dict as Gradio describes it
                elem_id="gesprek",
            )
            with gr.Row(elem_classes="ask", equal_height=True):
                message = gr.Textbox(
                    label=texts.get("demo.question"),
                    placeholder=texts.get("demo.placeholder"),
                    max_length=events.message_limit,
                    lines=1,
                    max_lines=4,
                    scale=5,
                    min_width=200,
                )
                send = gr.Button(texts.get("demo.send"), variant="primary", scale=1, min_width=150)
            clear = gr.Button(texts.get("demo.clear"), size="sm", elem_classes="quiet-button")
        with gr.Column(scale=2, min_width=320):
            beside = gr.HTML(events.start_again(first)[2], elem_id="bepalingen")
    taken = [message, asked, talk]
    shown = [conversation, talk, beside]
    typed = gr.on([send.click, message.submit], events.take, [message, talk], taken, **QUIET)
    pressed = gr.on([talk.option_select, talk.example_select], events.take_button, [talk], taken, **QUIET)
    for said in (typed, pressed):
        said.then(
            events.ask,
            [asked, who.company, who.audience, conversation, talk],
            shown,
            show_progress_on=talk,
            api_visibility="private",
        )
    gr.on([clear.click, who.company.change], events.start_again, [who.company], shown, **QUIET)


def compare_tab(events: Events, tab: gr.Tab, companies: Choices) -> gr.Dropdown:
    """The table of topics by company; gives back the choice of companies."""
    gr.HTML(f"<p>{texts.get('demo.compare.intro')}</p>")
    compared = [slug for _, slug in companies[:MOST_COMPARED]]
    chosen = gr.Dropdown(companies, value=compared, multiselect=True, label=texts.get("demo.compare.companies"))
    table = gr.HTML(elem_id="vergelijking")
    gr.on([tab.select, chosen.change], events.compare, [chosen], table, **QUIET)
    return chosen


def compute_tab(events: Events, who: Who, tab: gr.Tab, first: str) -> gr.Dropdown:
    """The calculators as forms; gives back the choice of the rule."""
    rules = events.rule_choices(first)
    with gr.Row(equal_height=False):
        with gr.Column(scale=3, min_width=320):
            gr.HTML(f"<p>{texts.get('demo.form.intro')}</p>")
            rule = gr.Dropdown(rules, value=rules[0][1] if rules else None, label=texts.get("demo.form.rule"))
            form = gr.HTML(elem_id="formulier", js_on_load=script("form"))
        with gr.Column(scale=2, min_width=320):
            outcome = gr.HTML(elem_id="uitkomst")
    shown = [form, outcome]
    gr.on([tab.select, rule.change], events.show_form, [who.company, rule], shown, preprocess=False, **QUIET)
    # A list in a tab that was never opened tells nobody that it changed; and for a moment it may hold a rule of another company,
    # which Gradio would refuse in English before `events` chooses another (hence preprocess=False).
    other = who.company.change(events.show_rules, [who.company], [rule], **QUIET)
    other.then(events.show_form, [who.company, rule], shown, preprocess=False, **QUIET)
    form.submit(events.compute, [who.company, rule, who.audience], shown, preprocess=False, **QUIET)
    return rule


def terms_tab(events: Events, who: Who, tab: gr.Tab) -> gr.HTML:
    """The terms as a tree with a search; gives back the tree."""
    wanted = gr.Textbox(label=texts.get("demo.terms.search"), placeholder=texts.get("demo.terms.search_hint"), max_length=200)
    tree = gr.HTML(elem_id="boom", js_on_load=script("terms"))
    gr.on(
        [tab.select, wanted.change, who.company.change],
        events.show_terms,
        [who.company, wanted],
        tree,
        trigger_mode="always_last",
        **QUIET,
    )
    return tree


def in_dutch_words() -> dict[str, str]:
    """What Gradio's own words for screen readers begin with, and how that is said in Dutch."""
    return {english: texts.get_template(f"demo.gradio.{name}") for english, name in ENGLISH.items()}


def script(name: str) -> str:
    """The JavaScript of one part of the page."""
    return (HERE / f"{name}.js").read_text(encoding="utf-8")
