"""A conversation in the chat widget: answers, sources, forms, and what can be done with an answer."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.widget_page import STREAM, Chat, answers, citation, reply

WITHDRAW = "Tot wanneer kan ik mijn bestelling annuleren?"
PAUSED = """
const real = window.fetch;
window.fetch = (url, options) => {
  if (!String(url).endsWith('/chat/stream')) return real(url, options);
  const encode = (text) => new TextEncoder().encode(text);
  const body = new ReadableStream({start(stream) {
    window.push = (text) => stream.enqueue(encode(text));
    window.end = () => stream.close();
  }});
  return Promise.resolve(new Response(body, {headers: {'Content-Type': 'text/event-stream'}}));
};
"""

FIRST_PARTS = """
(source) => {
  window.push('event: sources\\ndata: ' + JSON.stringify([source]) + '\\n\\nevent: delta\\r\\ndata: {"text": "Zie **Artikel');
  window.push(' 6 lid 3**, dat"}\\r\\n\\r\\n');
}
"""


def test_an_answer_names_its_clauses_and_links_to_them(page: Page) -> None:
    chat = Chat(page).open()
    answer = chat.ask(WITHDRAW)
    link = answer.locator(".prose").get_by_role("link", name="Artikel 6 lid 3")
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value.locator("article:target")).to_contain_text("Artikel 6 lid 3")
    assert opened.value.evaluate("() => window.opener") is None
    expect(chat.panel).to_be_visible()


def test_a_quote_unfolds(page: Page) -> None:
    chat = Chat(page).open()
    answer = chat.ask(WITHDRAW)
    quote = answer.locator("blockquote").first
    expect(quote).to_be_hidden()
    answer.locator("summary").first.click()
    expect(quote).to_contain_text("30 dagen bedenktijd")
    expect(answer.locator("details").first).to_contain_text("versie 12 oktober 2018")


def test_a_date_is_picked_and_the_sum_is_shown_as_a_list(page: Page) -> None:
    chat = Chat(page).open()
    chat.ask(WITHDRAW)
    expect(chat.form).to_be_in_viewport(ratio=0.9)
    chat.form.get_by_label("Op welke dag hebt u de bestelling ontvangen?").fill("2026-11-20")
    assert chat.form.locator("input").get_attribute("type") == "date"
    chat.form.get_by_role("button", name="Bereken").click()
    steps = chat.answer.locator(".sum ol li")
    expect(steps).to_have_text(["20 november 2026 telt mee als dag 1.", re.compile("Na 30 dagen .* 19 december 2026")])
    expect(chat.answer.locator(".figure")).to_have_text("zaterdag 19 december 2026")
    expect(chat.answer.locator(".prose")).not_to_contain_text("Zo is dat berekend")
    expect(chat.form).to_have_count(0)


def test_a_form_can_be_left_for_free_text(page: Page) -> None:
    chat = Chat(page).open()
    chat.ask(WITHDRAW)
    expect(chat.form).to_be_visible()
    expect(chat.ask("gisteren gekregen").locator(".sum")).to_be_visible()


def test_every_kind_of_fact_has_its_field(page: Page) -> None:
    missing = [
        {"name": "price", "question": "Wat is de prijs?", "choices": []},
        {"name": "received_on", "question": "Wanneer ontving u het?", "choices": []},
        {"name": "audience", "question": "Wie bent u?", "choices": ["consument", "zakelijk"]},
    ]
    inputs = [{"name": "price", "type": "amount"}, {"name": "received_on", "type": "date"}]
    page.route("**/api/v1/calculators?*", lambda route: route.fulfill(json={"calculators": [{"inputs": inputs}]}))
    asked = answers(page, lambda _: reply(status="clarify", missing=missing))
    chat = Chat(page).open()
    chat.ask("Wat kost het?")
    amount = chat.form.get_by_label("Wat is de prijs?")
    assert amount.get_attribute("inputmode") == "decimal"
    send = chat.form.get_by_role("button", name="Bereken")
    send.click()
    expect(chat.form.get_by_role("alert")).to_have_text("Vul ten minste één veld in.")
    amount.fill("heel veel")
    send.click()
    expect(chat.form.get_by_role("alert")).to_contain_text("1.250,50")
    expect(amount).to_be_focused()
    amount.fill("1.250,50")
    chat.form.get_by_label("Wanneer ontving u het?").fill("2026-03-03")
    chat.form.get_by_text("zakelijk", exact=True).click()
    send.click()
    expect(chat.log.locator(".mine")).to_have_count(2)
    assert asked[-1]["message"] == "Wat is de prijs: € 1.250,50.\nWanneer ontving u het: 3 maart 2026.\nzakelijk"
    assert asked[-1]["conversation_id"] == "c1"


def test_one_question_with_choices_is_a_row_of_buttons(page: Page) -> None:
    which = [{"name": "subject", "question": "Bedoelt u een van deze onderwerpen?", "choices": ["Bedenktijd", "Garantie"]}]
    asked = answers(page, lambda _: reply(status="clarify", missing=which))
    chat = Chat(page).open()
    chat.ask("terug")
    chat.form.get_by_role("button", name="Garantie").click()
    expect(chat.log.locator(".mine")).to_have_text(["U vroeg: terug", "U vroeg: Garantie"])
    assert asked[-1]["message"] == "Garantie"


def test_a_further_question_is_asked_with_one_press(page: Page) -> None:
    chat = Chat(page).open()
    chat.button("Wat gebeurt er als ik te laat betaal?").click()
    expect(chat.answer).to_contain_text("verzuim")
    further = chat.host.get_by_role("group", name="U kunt ook vragen").get_by_role("button").first
    text = further.inner_text()
    further.click()
    expect(chat.log.locator(".mine").last).to_contain_text(text)


def test_an_answer_is_rated_and_the_comment_is_kept(page: Page, database: str) -> None:
    chat = Chat(page).open()
    chat.ask(WITHDRAW)
    with page.expect_response("**/feedback") as rated:
        chat.button("Dit antwoord helpt mij niet").click()
    assert rated.value.status == 204
    expect(chat.button("Dit antwoord helpt mij niet")).to_have_attribute("aria-pressed", "true")
    expect(chat.status).to_have_text("Bedankt voor uw oordeel.")
    comment = f"Dit is veel te lang ({page.evaluate('innerWidth')})"
    chat.host.get_by_label("Wat kan er beter?").fill(comment)
    with page.expect_response("**/feedback") as explained:
        chat.button("Toelichting versturen").click()
    assert explained.value.status == 204
    with sqlite3.connect(database.removeprefix("sqlite:///")) as rows:
        dump = "\n".join(rows.iterdump())
    rows.close()
    assert comment in dump


def test_what_the_terms_do_not_tell_leads_to_the_company(page: Page) -> None:
    chat = Chat(page).open("/widget-demo?company=tenrok")
    answer = chat.ask("Geven jullie korting aan studenten?")
    expect(answer).to_contain_text("Neem contact op")
    assert answer.get_by_role("link", name="Mail").get_attribute("href") == "mailto:support@tenrok.nl"
    assert answer.get_by_role("link", name="Bel").get_attribute("href") == "tel:0681074830"


def test_an_answer_is_copied_with_its_source(desktop: Page, site: str) -> None:
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat = Chat(desktop).open()
    chat.ask(WITHDRAW)
    chat.button("Kopieer antwoord met bron").click()
    expect(chat.status).to_have_text("Gekopieerd.")
    copied = desktop.evaluate("() => navigator.clipboard.readText()")
    assert "30 dagen bedenktijd" in copied
    assert "Bron: Artikel 6 lid 3, versie 12 oktober 2018: «Klanten hebben" in copied
    assert f"{site}/terms/kge#6.3" in copied
    assert "**" not in copied


def test_copying_works_where_the_clipboard_is_closed_to_scripts(desktop: Page) -> None:
    desktop.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    desktop.add_init_script("addEventListener('copy', () => { window.copied = true; }, true)")
    chat = Chat(desktop).open()
    chat.ask(WITHDRAW)
    chat.button("Kopieer antwoord met bron").click()
    expect(chat.status).to_have_text("Gekopieerd.")
    assert desktop.evaluate("() => window.copied")


def test_links_live_while_the_answer_still_comes_in(page: Page, site: str) -> None:
    page.add_init_script(PAUSED)
    chat = Chat(page).open()
    chat.field.fill("Hoe lang?")
    chat.field.press("Enter")
    expect(chat.status).to_have_text("Ik zoek het op…")
    page.wait_for_function("() => window.push")
    page.evaluate(FIRST_PARTS, citation())
    coming = chat.host.locator(".pending")
    expect(coming.locator(".prose")).to_have_text("Zie Artikel 6 lid 3, dat")
    assert coming.locator(".prose a").get_attribute("href") == f"{site}/terms/kge#6.3"
    expect(chat.log).to_be_empty()
    page.evaluate("(done) => { window.push('event: done\\ndata: ' + JSON.stringify(done) + '\\n\\n'); window.end(); }", reply())
    expect(chat.log.locator(".message")).to_have_count(2)
    expect(coming).to_be_empty()
    expect(chat.status).to_have_text("")


@pytest.mark.parametrize("text", ["**vet", "a ** b", "- een\n- twee", "1. een\n2. twee", "Artikel 6 lid 31 en Artikel 6"])
def test_prose_never_loses_words(desktop: Page, text: str) -> None:
    answers(desktop, lambda _: reply(answer=text, citations=[citation(), citation(label="Artikel 6", url="/terms/kge#6")]))
    answer = Chat(desktop).open().ask("x").locator(".prose")
    words = [word.removeprefix("- ") for word in re.sub(r"\*\*|^(- |\d\. )", "", text, flags=re.MULTILINE).split()]
    assert answer.inner_text().split() == words
    if text.startswith("Artikel"):
        expect(answer.get_by_role("link")).to_have_text(["Artikel 6"])


def test_nothing_is_kept_before_the_first_message_and_nothing_but_this_tab_after_it(page: Page) -> None:
    kept = "() => [document.cookie, localStorage.length, sessionStorage.length]"
    chat = Chat(page).open()
    assert page.evaluate(kept) == ["", 0, 0]
    chat.ask(WITHDRAW)
    assert page.evaluate(kept) == ["", 0, 1]
    assert page.context.cookies() == []


def test_a_reload_keeps_the_conversation_and_erasing_ends_it_here_and_there(page: Page) -> None:
    chat = Chat(page).open()
    answered = chat.ask(WITHDRAW).inner_text()
    page.reload()
    if page.evaluate("innerWidth") == 375:
        expect(chat.panel).to_be_hidden()
        chat.launcher.click()
    expect(chat.answer).to_have_text(re.compile(re.escape(answered.split(".")[0].split("\n")[-1])))
    expect(chat.form).to_be_visible()
    expect(chat.ask("gisteren").locator(".sum")).to_be_visible()
    chat.button("Gesprek wissen").click()
    chat.button("Behouden").click()
    expect(chat.alert).to_be_empty()
    chat.button("Gesprek wissen").click()
    with page.expect_response("**/conversations/*") as erased:
        chat.host.get_by_role("button", name="Wissen", exact=True).click()
    assert erased.value.status == 204
    expect(chat.log).to_be_empty()
    expect(chat.status).to_have_text("Het gesprek is gewist.")
    assert page.evaluate("() => sessionStorage.length") == 0
    expect(chat.button("Gesprek wissen")).to_be_hidden()


def test_a_conversation_that_can_not_be_erased_stays(desktop: Page) -> None:
    chat = Chat(desktop).open()
    chat.ask(WITHDRAW)
    desktop.route("**/conversations/*", lambda route: route.abort())
    chat.button("Gesprek wissen").click()
    chat.host.get_by_role("button", name="Wissen", exact=True).click()
    expect(chat.alert).to_contain_text("kon niet worden gewist")
    expect(chat.answer).to_be_visible()
    assert desktop.evaluate("() => sessionStorage.length") == 1


def test_a_conversation_that_expired_goes_on_as_a_new_one(desktop: Page) -> None:
    turn: dict[str, Any] = {"question": "Hoi", "reply": reply(conversation_id="verlopen")}
    desktop.goto("/widget-demo?company=kge")
    desktop.evaluate(
        "([base, kept]) => sessionStorage.setItem('terms-chat:' + base + '/api/v1/:kge', JSON.stringify(kept))",
        [desktop.evaluate("() => location.origin"), {"id": "verlopen", "open": True, "turns": [turn]}],
    )
    desktop.reload()
    chat = Chat(desktop)
    expect(chat.log).to_contain_text("Hoi")
    chat.ask(WITHDRAW)
    expect(chat.log.locator(".notice")).to_contain_text("Uw eerdere gesprek was verlopen.")
    chat.ask("gisteren")
    expect(chat.log.locator(".notice")).to_have_count(1)


def test_two_questions_at_once_are_one(desktop: Page) -> None:
    asked = answers(desktop, lambda _: reply())
    chat = Chat(desktop).open()
    desktop.evaluate("() => { termsChat.ask('een'); termsChat.ask('twee'); }")
    expect(chat.log.locator(".mine")).to_have_text(["U vroeg: een"])
    assert len(asked) == 1
    assert STREAM.endswith("/chat/stream")
