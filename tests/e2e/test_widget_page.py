"""The chat widget on the pages of others: it is accessible, it fits, it leaves the page alone, and nothing gets through it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.web.widget import embed_line, widget_script
from tests.e2e.conftest import Accessible, fresh_page
from tests.e2e.widget_page import STREAM, Chat, answers, citation, elsewhere, refuses, reply
from tests.hostile import HOSTILE

ASK = "Tot wanneer kan ik mijn bestelling annuleren?"
LOOKS = """
() => [...termsChat.shadowRoot.querySelectorAll('.launcher, .panel, h2, .message p, .choice, textarea')]
  .map((node) => {
    const {x, y, width, height} = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    const names = ['color', 'background-color', 'font', 'letter-spacing', 'text-transform', 'direction', 'opacity', 'text-align'];
    return [x, y, width, height, ...names.map((name) => style.getPropertyValue(name))].join(' ');
  })
"""
WATCH_SHIFT = """
window.shifted = [];  // a node within the widget's shadow root is told as null
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  shifted.push(...entry.sources.filter(({node}) => node).map(({node}) => node.nodeName));
})).observe({type: 'layout-shift', buffered: true});
"""
HOST_PAGE = "() => [scrollX, scrollY, document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
FIRST_PAINT = """
(source) => new Promise((resolve) => {
  const script = document.createElement('script');
  script.dataset.company = 'kge';
  script.textContent = source;
  requestAnimationFrame(() => setTimeout(() => {
    const started = performance.now();
    document.head.append(script);
    requestAnimationFrame(() => {
      const {port1, port2} = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - started);
      port2.postMessage(0);
    });
  }));
})
"""
SMALL = """
() => [...termsChat.shadowRoot.querySelectorAll('button, input, textarea, summary, .sources a, .contact a')]
  .filter((node) => node.checkVisibility())
  .map((node) => node.type === 'radio' ? node.closest('label') : node)
  .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)
"""
MARKUP = "() => termsChat.shadowRoot.querySelectorAll('img, script, iframe, object, embed, style, b, base').length"
WIDER = """
() => [...termsChat.shadowRoot.querySelectorAll('dialog, dialog *')]
  .filter((node) => node.checkVisibility() && !node.closest('.hidden, .asked') && node.getBoundingClientRect().width > 0)
  .filter((node) => {
    const panel = node.closest('dialog').getBoundingClientRect();
    const box = node.getBoundingClientRect();
    return box.left < panel.left - 1 || box.right > panel.right + 1;
  }).map((node) => node.outerHTML.slice(0, 120))
"""


def states(chat: Chat) -> list[tuple[str, Callable[[], Any]]]:
    """The ways into every state of the widget, each from the one before."""
    missing = [
        {"name": "a", "question": "Welk bedrag?", "choices": []},
        {"name": "b", "question": "Wie bent u?", "choices": ["consument", "zakelijk"]},
    ]
    bodies = iter([
        reply(status="clarify", missing=missing),
        reply(calculation={"rule_id": "x", "kind": "amount", "result": {"date": None, "amount": "40.00", "currency": "EUR"},
                           "inputs": {}, "steps": ["Het minimum is € 40."], "clause_ids": [], "legal_basis": ["art. 6:96 BW"],
                           "warnings": ["Mogelijk geldt iets anders."]}, suggestions=["Hoe klaag ik?"]),
        reply(status="not_in_terms"),
    ])  # fmt: skip
    chat.page.route(
        "**/api/v1/calculators?*",
        lambda route: route.fulfill(json={"calculators": [{"inputs": [{"name": "a", "type": "amount"}]}]}),
    )
    chat.page.route("**/api/v1/feedback", lambda route: route.fulfill(status=204))
    answers(chat.page, lambda _: next(bodies))
    return [
        ("closed", lambda: chat.page.goto("/widget-demo?company=kge")),
        ("opened", chat.launcher.click),
        ("asked back", lambda: (chat.ask("Wat kost het?"), expect(chat.form).to_be_visible())),
        ("answered", lambda: (chat.ask("€ 100"), chat.answer.locator("summary").click())),
        ("rated", lambda: (chat.button("Dit antwoord helpt mij niet").click(), chat.host.locator("#comment").wait_for())),
        ("not told", lambda: chat.ask("Korting?")),
        ("asked to erase", lambda: chat.button("Gesprek wissen").click()),
        ("refused", lambda: (refuses(chat.page, 503), chat.field.fill("Nog iets"), chat.field.press("Enter"),
                             expect(chat.button("Opnieuw proberen")).to_be_visible())),
    ]  # fmt: skip


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_every_state_is_accessible(page: Page, axe: Accessible, look: str) -> None:
    if look == "forced":
        page.emulate_media(forced_colors="active", reduced_motion="reduce")
    else:
        page.emulate_media(color_scheme=look, reduced_motion="reduce")
        page.route("**/widget.js", lambda route: route.fulfill(content_type="text/javascript", body=widget_script()))
    found = {}
    chat = Chat(page)
    for name, enter in states(chat):
        enter()
        if name == "closed":
            page.locator("terms-chat").evaluate("(chat) => chat.removeAttribute('theme')")
        found[name] = axe(page)
        if name != "closed":
            assert page.evaluate(SMALL) == []
            assert page.evaluate(WIDER) == []
    assert found == {name: [] for name in found}


@pytest.mark.parametrize("colour", ["#ffd400", "#9fe6a0", "black", "rebeccapurple"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_stays_readable(desktop: Page, axe: Accessible, colour: str, scheme: Any) -> None:
    desktop.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    chat = Chat(desktop).open("/widget-demo/strict?company=kge")
    desktop.locator("terms-chat").evaluate("(chat, colour) => chat.setAttribute('color', colour)", colour)
    answers(desktop, lambda _: reply(suggestions=["Hoe klaag ik?"]))
    chat.ask("Hoe lang?")
    assert axe(desktop) == []
    painted = chat.launcher.evaluate("(node) => getComputedStyle(node).backgroundColor")
    assert painted != "rgb(11, 92, 173)"


def test_the_keyboard_is_enough(desktop: Page) -> None:
    answers(desktop, lambda _: reply())
    desktop.goto("/widget-demo?company=kge")
    chat = Chat(desktop)
    chat.launcher.focus()
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")
    desktop.keyboard.press("Enter")
    expect(chat.launcher).to_have_attribute("aria-expanded", "true")
    expect(chat.field).to_be_focused()
    expect(chat.host.get_by_role("dialog", name="Voorwaarden van KGE")).to_be_visible()
    desktop.keyboard.type("Hoe lang?")
    desktop.keyboard.press("Shift+Enter")
    desktop.keyboard.type("En daarna?")
    desktop.keyboard.press("Enter")
    expect(chat.log.locator(".mine")).to_have_text("U vroeg: Hoe lang?\nEn daarna?")
    expect(chat.field).to_be_focused()
    desktop.keyboard.press("Shift+Tab")
    expect(chat.button("Dit antwoord helpt mij niet")).to_be_focused()
    for _ in range(4):
        desktop.keyboard.press("Shift+Tab")
    expect(chat.answer.locator(".sources a")).to_be_focused()
    desktop.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_on_a_phone_the_dialog_covers_the_screen_and_keeps_the_focus(phone: Page) -> None:
    chat = Chat(phone)
    phone.goto("/widget-demo?company=kge")
    chat.launcher.tap()
    chat.rest()
    assert chat.panel.bounding_box() == {"x": 0, "y": 0, "width": 375, "height": 740}
    assert chat.panel.evaluate("(node) => node.matches(':modal')")
    for _ in range(12):
        phone.keyboard.press("Tab")
        assert phone.evaluate("() => [null, 'TERMS-CHAT', 'BODY'].includes(document.activeElement?.tagName ?? null)")
    assert float(chat.field.evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)")) >= 16
    phone.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    assert phone.evaluate("() => termsChat.shadowRoot.activeElement.className") == "launcher"


@pytest.mark.parametrize(("width", "height"), [(320, 568), (320, 200)])
def test_all_is_in_reach_on_the_smallest_screen(chromium: Browser, site: str, width: int, height: int) -> None:
    with fresh_page(chromium, site, viewport={"width": width, "height": height}) as page:
        chat = Chat(page).open()
        chat.ask(ASK)
        expect(chat.form).to_be_visible()
        assert page.evaluate(WIDER) == []
        for part in (chat.field, chat.form.locator("input"), chat.button("Sluiten"), chat.button("Gesprek wissen")):
            part.scroll_into_view_if_needed()
            expect(part).to_be_in_viewport(ratio=0.9)


def test_nothing_moves_for_who_wants_rest(desktop: Page) -> None:
    moving = "() => termsChat.shadowRoot.querySelector('dialog').getAnimations({subtree: true}).length"
    desktop.route(STREAM, lambda _: None)
    for motion, expected in (("no-preference", True), ("reduce", False)):
        desktop.emulate_media(reduced_motion=motion)
        chat = Chat(desktop).open()
        chat.field.fill("Hoe lang?")
        chat.field.press("Enter")
        expect(chat.host.locator(".dots")).to_be_visible()
        assert bool(desktop.evaluate(moving)) == expected


def test_the_host_page_neither_shifts_nor_scrolls(page: Page) -> None:
    page.add_init_script(WATCH_SHIFT)
    page.goto("/widget-demo?company=kge")
    page.evaluate("() => scrollTo(0, 200)")
    chat = Chat(page)
    expect(chat.launcher).to_be_visible()
    before = page.evaluate(HOST_PAGE)
    assert before[1] == 200
    chat.launcher.click()
    chat.ask(ASK)
    chat.panel.hover()
    page.mouse.wheel(0, 3000)
    chat.field.press("Escape")
    expect(chat.panel).to_be_hidden()
    assert page.evaluate(HOST_PAGE) == before
    page.evaluate("() => termsChat.destroy()")
    assert page.evaluate(HOST_PAGE) == before
    assert page.evaluate("() => window.shifted") == []


def test_the_launcher_is_painted_within_50_ms(desktop: Page) -> None:
    times = []
    for _ in range(5):
        elsewhere(desktop)
        times.append(desktop.evaluate(FIRST_PAINT, widget_script()))
        expect(Chat(desktop).launcher).to_be_visible()
    assert min(times) < 50, times


def test_a_strict_content_policy_is_enough(page: Page) -> None:
    page.add_init_script(
        "window.blocked = []; addEventListener('securitypolicyviolation', (e) => blocked.push(e.violatedDirective))"
    )
    chat = Chat(page).open("/widget-demo/strict?company=kge")
    chat.ask(ASK)
    chat.form.locator("input").fill("2026-11-20")
    chat.form.get_by_role("button", name="Bereken").click()
    expect(chat.answer.locator(".figure")).to_be_visible()
    chat.button("Kopieer antwoord met bron").click()
    assert page.evaluate("() => window.blocked") == []


def test_an_old_browser_gets_its_style_with_the_nonce(desktop: Page) -> None:
    desktop.add_init_script("CSSStyleSheet.prototype.replaceSync = () => { throw new Error('not here'); }")
    chat = Chat(desktop).open("/widget-demo/strict?company=kge")
    assert chat.launcher.evaluate("(node) => getComputedStyle(node).backgroundColor") == "rgb(11, 92, 173)"


def test_a_hostile_style_sheet_changes_nothing(page: Page) -> None:
    # both at one size: the hostile page makes itself wider than a phone
    page.set_viewport_size({"width": 1000, "height": 740})
    Chat(page).open("/widget-demo/strict?company=kge")
    expect(page.locator("terms-chat h2")).to_have_text("Voorwaarden van KGE")
    page.emulate_media(reduced_motion="reduce")
    usual = page.evaluate(LOOKS)
    chat = Chat(page).open("/widget-demo/hostile?company=kge")
    expect(page.locator("terms-chat h2")).to_have_text("Voorwaarden van KGE")
    assert page.evaluate(LOOKS) == usual
    assert len(usual) > 5
    chat.ask(ASK)
    expect(chat.answer).to_contain_text("30 dagen")


def test_hostile_text_is_only_text(page: Page) -> None:
    current: list[str] = []

    def hostile(_: dict[str, Any]) -> dict[str, Any]:
        text = current[0]
        clause = citation(label=text, title=text, quote=text, terms_version=text, url=text)
        asks = [{"name": "x", "question": text, "choices": [text, text]}]
        details = {"email": text, "phone": text}
        return reply(status="not_in_terms", answer=text, citations=[clause], missing=asks, suggestions=[text], contact=details)

    asked = answers(page, hostile)
    page.route("**/companies/*", lambda route: route.fulfill(json={"name": current[0]}))
    for start in range(0, len(HOSTILE), 13):
        current[:] = [HOSTILE[start]]
        chat = Chat(page).open()
        size = chat.panel.bounding_box()
        for text in HOSTILE[start : start + 13]:
            current[:] = [text]
            page.evaluate("(text) => termsChat.ask(text)", text)
            expect(chat.form).to_be_visible()
            for summary in chat.answer.locator("summary").all():
                summary.evaluate("(node) => node.click()")
            assert page.evaluate(MARKUP) == 0, text
            assert page.evaluate(WIDER) == [], text
            links = page.evaluate("() => [...termsChat.shadowRoot.querySelectorAll('a')].map((link) => link.protocol)")
            assert set(links) <= {"http:", "https:", "mailto:", "tel:"}, text
            assert chat.panel.bounding_box() == size
        page.evaluate("() => sessionStorage.clear()")
    assert len(asked) == len(HOSTILE)
    assert page.evaluate("() => globalThis.hacked") is None


def test_hostile_questions_to_the_real_server_do_nothing(desktop: Page) -> None:
    chat = Chat(desktop).open("/widget-demo/strict?company=tenrok")
    for text in HOSTILE[::7]:
        desktop.evaluate("(text) => termsChat.ask(text)", text)
        expect(chat.log.locator(".mine").last).to_contain_text(text.strip()[:20].replace("\n", " "))
        assert desktop.evaluate(MARKUP) == 0
    desktop.reload()
    expect(chat.log.locator(".mine")).to_have_count(len(HOSTILE[::7]))
    assert desktop.evaluate(MARKUP) == 0


def test_hostile_attributes_are_only_text(desktop: Page) -> None:
    elsewhere(desktop)
    make = """
    ([source, text]) => {
      const script = document.createElement('script');
      script.textContent = source;
      document.head.append(script);
      const chat = document.createElement('terms-chat');
      const names = ['company', 'title', 'opening', 'color', 'position', 'theme', 'audience', 'lang'];
      for (const name of names) chat.setAttribute(name, text);
      document.body.append(chat);
      chat.open();
      const count = chat.shadowRoot.querySelectorAll('img, script, iframe, style').length;
      chat.destroy();
      return count;
    }"""
    for text in HOSTILE:
        assert desktop.evaluate(make, [widget_script(), text]) == 0


def test_a_script_can_open_ask_and_destroy_and_hears_what_happens(desktop: Page) -> None:
    asked = answers(desktop, lambda _: reply())
    desktop.goto("/widget-demo?company=kge")
    heard = desktop.evaluate("""async () => {
        const heard = [];
        const names = ['open', 'ask', 'answer', 'erase', 'close', 'error'];
        const hear = (name) => (event) => heard.push([name, Object.keys(event.detail)]);
        for (const name of names) document.addEventListener(`terms-chat:${name}`, hear(name));
        window.termsChat.open();
        const reply = await window.termsChat.ask('  Hoe lang?  ');
        window.termsChat.close();
        window.termsChat.destroy();
        return [heard, reply.status, document.querySelectorAll('terms-chat').length];
    }""")
    assert heard == [
        [["open", []], ["ask", ["message"]], ["answer", ["question", "reply"]], ["close", []]],
        "answered",
        0,
    ]
    assert asked == [{"company": "kge", "message": "Hoe lang?", "conversation_id": None, "audience": None}]


def test_the_element_takes_its_attributes(desktop: Page, site: str) -> None:
    asked = answers(desktop, lambda _: reply())
    body = (
        '<!doctype html><html lang="nl"><title>x</title><button id="own">Hulp</button><script src="/widget.js" defer></script>'
        '<terms-chat company="tenrok" title="Vraag maar raak" opening="Welkom bij Tenrok." color="rebeccapurple" position="left" '
        'audience="zakelijk" lang="nl" theme="dark"></terms-chat>'
    )
    desktop.route("**/elders", lambda route: route.fulfill(content_type="text/html", body=body))
    desktop.goto("/elders")
    chat = Chat(desktop)
    desktop.evaluate("() => { own.onclick = () => document.querySelector('terms-chat').open(); }")
    desktop.get_by_role("button", name="Hulp").click()
    expect(chat.host.get_by_role("dialog", name="Vraag maar raak")).to_contain_text("Welkom bij Tenrok.")
    box = chat.panel.bounding_box()
    assert box is not None
    assert box["x"] < 40
    style = "(node) => [getComputedStyle(node).backgroundColor, getComputedStyle(node).colorScheme]"
    assert chat.launcher.evaluate(style) == ["rgb(102, 51, 153)", "dark"]
    chat.ask("Hoe lang?")
    assert (asked[0]["company"], asked[0]["audience"]) == ("tenrok", "zakelijk")
    chat.field.press("Escape")
    expect(desktop.get_by_role("button", name="Hulp")).to_be_focused()


def test_another_website_pins_the_script_and_asks_across(chromium: Browser, site: str) -> None:
    line = embed_line(widget_script(), host=site, company="kge")
    with fresh_page(chromium, site, bypass_csp=True) as page:  # that of a page of ours, which stands for another website
        page.goto(f"{site.replace('127.0.0.1', 'localhost')}/terms/tenrok")
        page.evaluate("(line) => document.body.append(document.createRange().createContextualFragment(line))", line)
        chat = Chat(page)
        chat.launcher.click()
        expect(chat.panel).to_contain_text("Voorwaarden van KGE")
        link = chat.ask(ASK).locator(".prose a").first
        assert str(link.get_attribute("href")).startswith(f"{site}/terms/kge#")


def test_a_script_that_was_changed_does_not_run(desktop: Page, site: str) -> None:
    line = embed_line(widget_script() + " ", host=site)
    elsewhere(desktop)
    with desktop.expect_event("console", lambda message: "integrity" in message.text):
        desktop.evaluate("(line) => document.body.append(document.createRange().createContextualFragment(line))", line)
    expect(Chat(desktop).host).to_have_count(0)


FAILURES: list[tuple[str, dict[str, Any], str]] = [
    ("abort", {}, "niet bereikbaar"),
    ("429", {"status": 429, "headers": {"Retry-After": "1"}}, "erg veel vragen"),
    ("503", {"status": 503}, "gestart of bijgewerkt"),
    ("500", {"status": 500, "body": "<h1>kapot</h1>"}, "ging iets mis"),
    ("422", {"status": 422, "body": json.dumps({"detail": "message (is te lang)"})}, "message (is te lang)"),
    ("cut", {"status": 200, "body": 'event: delta\ndata: {"text": "U hebt"}\n\n'}, "ging iets mis"),
    ("error", {"status": 200, "body": 'event: error\ndata: {"status": 503, "detail": "x"}\n\n'}, "gestart of bijgewerkt"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "answer", "said"), FAILURES, ids=[kind for kind, *_ in FAILURES])
def test_a_failure_is_told_and_the_question_kept(page: Page, kind: str, answer: dict[str, Any], said: str) -> None:
    chat = Chat(page).open()
    page.route(STREAM, lambda route: route.abort() if kind == "abort" else route.fulfill(**answer))
    chat.field.fill("Hoe lang?")
    chat.field.press("Enter")
    expect(chat.alert).to_contain_text(said)
    expect(chat.field).to_have_value("Hoe lang?")
    expect(chat.log).to_be_empty()
    expect(chat.host.locator(".pending")).to_be_empty()
    again = chat.button("Opnieuw proberen")
    if kind == "429":
        expect(again).to_be_disabled()
        expect(chat.alert).to_contain_text("over 1 seconden")
    page.unroute(STREAM)
    answers(page, lambda _: reply())
    again.click()
    expect(chat.answer).to_contain_text("30 dagen")
    expect(chat.alert).to_be_empty()
    expect(chat.field).to_have_value("")


def test_without_internet_it_says_so(desktop: Page) -> None:
    chat = Chat(desktop).open()
    desktop.context.set_offline(True)
    chat.field.fill("Hoe lang?")
    chat.field.press("Enter")
    expect(chat.alert).to_contain_text("niet verbonden met internet")
    desktop.context.set_offline(False)
    chat.button("Opnieuw proberen").click()
    expect(chat.answer).to_be_visible()


def test_a_slow_answer_is_announced_and_in_the_end_given_up(desktop: Page) -> None:
    desktop.clock.install()
    desktop.route(STREAM, lambda _: None)
    chat = Chat(desktop).open()
    chat.field.fill("Hoe lang?")
    chat.field.press("Enter")
    expect(chat.status).to_have_text("Ik zoek het op…")
    desktop.clock.fast_forward(5_100)
    expect(chat.status).to_contain_text("langer dan gewoonlijk")
    chat.field.fill("En verder")
    desktop.clock.fast_forward(41_000)
    expect(chat.alert).to_contain_text("Het antwoord bleef uit")
    expect(chat.field).to_have_value("Hoe lang?\nEn verder")
