// @ts-check
import { aftercare, suggestions } from "./aftercare.js";
import { clarifyForm } from "./clarify.js";
import { icon, iconButton, make, say } from "./dom.js";
import { questionMessage, replyMessage } from "./message.js";
import { Failure } from "./service.js";

const SLOW_MS = 5000;
const LONGEST_QUESTION = 2000;
const STARTERS = ["starter_withdraw", "starter_late", "starter_complaint"];

/** The dialog: a conversation and the field to go on with it. */
export class Panel {
  /**
   * @param {import("./service.js").Service} service
   * @param {import("./memory.js").Memory} memory
   * @param {{title: string | null, opening: string | null, audience: string | null}} wishes
   * @param {{close: () => void, emit: (name: string, detail?: object) => void}} host
   */
  constructor(service, memory, wishes, host) {
    this.service = service;
    this.memory = memory;
    this.wishes = wishes;
    this.host = host;
    /** @type {AbortController | null} */
    this.stop = null;
    /** @type {Record<string, string> | null} */
    this.types = null;
    this.build();
    memory.turns.forEach((turn) => this.add(turn));
    this.finish();
  }

  build() {
    this.heading = make("h2", { id: "title" }, this.wishes.title || say("title"));
    this.eraser = iconButton("erase", say("erase"), () => this.askToErase());
    this.log = make("div", { role: "log", "aria-label": say("transcript"), class: "log" });
    this.pending = make("div", { class: "pending" });
    this.after = make("div", { class: "after" });
    this.status = make("p", { role: "status", class: "status" });
    this.alert = make("div", { role: "alert", class: "alert" });
    const opening = make("div", { class: "message" }, make("p", {}, this.wishes.opening || say("opening")));
    const intro = make("p", { class: "disclosure" }, say("disclosure"));
    this.area = make("div", { class: "area", tabindex: "0", role: "region", "aria-label": say("transcript") }, intro, opening, this.log, this.pending, this.after);
    const head = make("div", { class: "head" }, make("div", { class: "names" }, this.heading, make("p", {}, say("assistant"))), this.eraser, iconButton("close", say("close"), this.host.close));
    const onkeydown = (/** @type {KeyboardEvent} */ event) => this.onKey(event);
    const oncancel = (/** @type {Event} */ event) => (event.preventDefault(), this.host.close());
    this.node = make("dialog", { class: "panel", "aria-labelledby": "title", tabindex: "-1", onkeydown, oncancel }, head, this.area, this.status, this.alert, this.composer());
  }

  composer() {
    const onkeydown = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    };
    this.field = make("textarea", { rows: 1, maxlength: LONGEST_QUESTION, placeholder: say("placeholder"), "aria-label": say("question"), enterkeyhint: "send", onkeydown });
    this.sender = make("button", { class: "main icon", "aria-label": say("send"), title: say("send") }, icon("send"));
    const onsubmit = (/** @type {Event} */ event) => (event.preventDefault(), this.submit());
    return make("form", { class: "composer", onsubmit }, this.field, this.sender);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    event.stopPropagation(); // keys that are typed here are no shortcuts of the page
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.host.close();
  }

  submit() {
    const text = this.field.value.trim();
    if (text) this.ask(text).catch(() => undefined); // what went wrong is on the screen
  }

  /**
   * The reply to a question. Throws a Failure, after showing it.
   * @param {string} text
   */
  async ask(text) {
    if (this.stop) return null;
    const stop = (this.stop = new AbortController());
    const typed = this.field.value.trim();
    this.begin(text);
    const slow = setTimeout(() => this.tell(say("slow")), SLOW_MS);
    try {
      const { audience } = this.wishes;
      const reply = await this.service.ask({ message: text, conversation_id: this.memory.id, audience }, (name, data) => this.grow(name, data), stop);
      if (this.stop !== stop) return null;
      this.stop = null;
      this.take(text, reply);
      return reply;
    } catch (error) {
      if (this.stop !== stop) return null;
      this.stop = null;
      this.fail(text, typed === text ? "" : typed, /** @type {Failure} */ (error));
      throw error;
    } finally {
      clearTimeout(slow);
      if (!this.stop) this.sender.removeAttribute("aria-disabled");
    }
  }

  /** @param {string} text */
  begin(text) {
    this.alert.replaceChildren();
    this.after.replaceChildren();
    this.draft = { answer: "", citations: [], calculation: null };
    this.pending.replaceChildren(questionMessage(text), make("div", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i")));
    this.field.value = "";
    this.sender.setAttribute("aria-disabled", "true");
    this.tell(say("busy"));
    this.area.scrollTop = this.area.scrollHeight;
    this.host.emit("ask", { message: text });
  }

  /** What came in of an answer, on the screen. @param {string} name @param {any} data */
  grow(name, data) {
    if (!this.draft) return;
    if (name === "sources") this.draft.citations = data;
    if (name === "delta") this.draft.answer += data.text;
    if (name === "calculation") this.draft.calculation = data;
    this.pending.lastChild.replaceWith(replyMessage(this.draft, this.service.base));
  }

  /** @param {string} question @param {any} reply */
  take(question, reply) {
    const { memory } = this;
    const expired = memory.id && memory.id !== reply.conversation_id;
    /** @type {import("./memory.js").Turn} */
    const turn = { question, reply, ...(expired && { notice: say("expired") }) };
    memory.id = reply.conversation_id;
    memory.turns.push(turn);
    memory.save();
    this.pending.replaceChildren();
    this.add(turn);
    this.finish();
    this.tell("");
    this.reveal();
    this.host.emit("answer", { question, reply });
  }

  /** A finished turn, in the transcript. @param {import("./memory.js").Turn} turn */
  add({ question, reply, notice }) {
    this.newest = questionMessage(question);
    this.log.append(this.newest, ...(notice ? [make("p", { class: "notice" }, notice)] : []), replyMessage(reply, this.service.base));
  }

  /** Scrolls the last answer into sight from its question on, or further where a form would stay out of sight. @param {any} [form] */
  reveal(form) {
    const { area, newest } = this;
    if (!newest) return;
    const top = (/** @type {any} */ part) => part.offsetTop - area.offsetTop - 12;
    const needed = form ? top(form) + form.offsetHeight + 24 - area.clientHeight : 0;
    area.scrollTop = form ? Math.min(Math.max(top(newest), needed), top(form)) : top(newest);
  }

  /** What belongs to the last answer: a form, buttons, further questions. All at once, so that nothing is pushed away. */
  async finish() {
    const turn = this.memory.turns[this.memory.turns.length - 1];
    const ask = (/** @type {string} */ text) => void this.ask(text).catch(() => undefined);
    this.eraser.hidden = !turn;
    this.after.replaceChildren();
    if (!turn) return this.after.append(suggestions(say("starters"), STARTERS.map((name) => say(name)), ask));
    const { missing, suggestions: further } = turn.reply;
    this.node.classList.toggle("asking", missing.length > 0);
    const form = missing.length && clarifyForm(missing, await this.kinds(missing), ask);
    if (turn !== this.memory.turns[this.memory.turns.length - 1] || this.stop) return undefined;
    const tools = aftercare(turn, { service: this.service, tell: (text) => this.tell(text), save: () => this.memory.save() });
    this.after.replaceChildren(...[form, ...tools, suggestions(say("suggestions"), further, ask)].filter(Boolean));
    if (form) this.reveal(form);
    return undefined;
  }

  /** The kinds of facts by name: a date, an amount. @param {any[]} missing @returns {Promise<Record<string, string>>} */
  async kinds(missing) {
    if (this.types || missing.every((fact) => fact.choices.length)) return this.types || {};
    try {
      const { calculators } = await this.service.read(`calculators?company=${encodeURIComponent(this.service.company)}`);
      this.types = Object.fromEntries(calculators.flatMap((/** @type {any} */ one) => one.inputs.map((/** @type {any} */ input) => [input.name, input.type])));
    } catch {
      return {}; // without kinds every field takes text
    }
    return /** @type {Record<string, string>} */ (this.types);
  }

  /** @param {string} text @param {string} typed what stood in the field besides @param {Failure} failure */
  fail(text, typed, failure) {
    this.pending.replaceChildren();
    this.draft = null;
    this.field.value = [text, typed, this.field.value].filter(Boolean).join("\n");
    this.finish();
    this.tell("");
    const retry = make("button", { type: "button", class: "choice", onclick: () => this.submit() }, say("retry"));
    const wait = failure.wait > 0 && make("p", {}, say("wait", { seconds: failure.wait }));
    this.alert.replaceChildren(make("p", {}, failure.message), wait || "", retry);
    if (wait) this.disableFor(retry, wait, failure.wait);
    this.host.emit("error", { kind: failure.kind, message: failure.message });
  }

  /** @param {any} button @param {any} note @param {number} seconds */
  disableFor(button, note, seconds) {
    button.disabled = true;
    setTimeout(() => {
      button.disabled = false;
      note.remove();
    }, seconds * 1000);
  }

  askToErase() {
    const keep = make("button", { type: "button", class: "choice", onclick: () => (this.alert.replaceChildren(), this.field.focus()) }, say("erase_no"));
    const erase = make("button", { type: "button", class: "choice", onclick: () => this.erase() }, say("erase_yes"));
    this.alert.replaceChildren(make("p", {}, say("erase_ask")), make("div", { class: "row" }, erase, keep));
    keep.focus();
  }

  async erase() {
    try {
      await this.service.send("DELETE", `conversations/${this.memory.id}`);
    } catch {
      return this.alert.replaceChildren(make("p", {}, say("not_erased")));
    }
    this.halt();
    this.memory.erase();
    for (const part of [this.log, this.pending, this.alert]) part.replaceChildren();
    this.finish();
    this.tell(say("erased"));
    this.field.focus({ preventScroll: true });
    this.host.emit("erase");
    return undefined;
  }

  halt() {
    const { stop } = this;
    this.stop = null;
    if (stop) stop.abort();
  }

  /** @param {string} text */
  tell(text) {
    this.status.textContent = text;
  }
}
