// @ts-check
import { accent } from "./colour.js";
import { icon, make, say } from "./dom.js";
import { STYLE } from "./given.js";
import { Memory } from "./memory.js";
import { Panel } from "./panel.js";
import { Service } from "./service.js";

const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
const HOME = new URL(".", (script && script.src) || location.href).href;
const TAG = "terms-chat";
const NAMES = ["company", "host", "color", "position", "theme", "title", "opening", "audience", "lang", "site-key"];
const NARROW = "(max-width: 479px), (max-height: 499px)";
const AUDIENCES = ["consument", "zakelijk"];

/** The chat about a company's terms: a button in a corner of the page, and the dialog that it opens. */
class TermsChat extends HTMLElement {
  static observedAttributes = NAMES;

  connectedCallback() {
    if (!this.panel) this.build();
    if (this.root.showPopover) this.root.showPopover();
    if (this.memory.open && !matchMedia(NARROW).matches) this.open({ focus: false });
  }

  disconnectedCallback() {
    if (this.panel) this.panel.halt();
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.panel) return;
    if (name === "color") return this.paint();
    if (name === "position" || name === "theme") return;
    this.panel.halt();
    this.panel.node.close();
    this.build();
    if (this.isConnected) this.connectedCallback();
  }

  build() {
    const home = this.getAttribute("host");
    const base = new URL("api/v1/", home ? new URL(home, location.href) : HOME).href;
    const company = this.getAttribute("company") || "";
    const audience = this.getAttribute("audience") || "";
    this.memory = new Memory(`${TAG}:${base}:${company}`);
    this.panel = new Panel(
      new Service(base, company, this.getAttribute("site-key")),
      this.memory,
      { title: this.getAttribute("title"), opening: this.getAttribute("opening"), audience: AUDIENCES.includes(audience) ? audience : null },
      { close: () => this.close(), emit: (name, detail) => this.emit(name, detail) },
    );
    this.launcher = make(
      "button",
      { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => (this.isOpen ? this.close() : this.open()) },
      icon("chat"),
      make("span", {}, say("launcher")),
    );
    // the top layer, where the host page's own layers and transforms don't reach
    this.root = make("div", { class: "root", lang: "nl", title: "", popover: "manual" }, this.panel.node, this.launcher);
    const shadow = this.shadowRoot || this.attachShadow({ mode: "open" });
    shadow.replaceChildren(this.root);
    dress(shadow);
    this.paint();
  }

  paint() {
    for (const name of ["--accent", "--on-accent", "--link-light", "--link-dark"]) this.root.style.removeProperty(name);
    for (const [name, value] of Object.entries(accent(this.getAttribute("color")))) this.root.style.setProperty(name, value);
  }

  get isOpen() {
    return Boolean(this.panel && this.panel.node.open);
  }

  /** Opens the dialog; where it covers the screen, it keeps the focus inside. @param {{focus?: boolean}} [options] */
  open({ focus = true } = {}) {
    if (!this.isConnected || this.isOpen) return;
    this.opener = document.activeElement;
    const { node, field } = this.panel;
    const whole = matchMedia(NARROW).matches;
    if (whole) node.showModal();
    else node.setAttribute("open", ""); // show() would take the focus
    this.follow(true);
    this.panel.reveal();
    this.launcher.setAttribute("aria-expanded", "true");
    if (focus) (whole ? node : field).focus({ preventScroll: true });
    this.nameCompany();
    this.remember(true);
    this.emit("open");
  }

  /** Closes the dialog; the focus goes back to where it came from. */
  close() {
    if (!this.isOpen) return;
    const inside = this.shadowRoot.activeElement && this.shadowRoot.activeElement !== this.launcher;
    this.panel.node.close();
    this.follow(false);
    this.launcher.setAttribute("aria-expanded", "false");
    const opener = /** @type {any} */ (this.opener);
    const back = opener && opener !== this && opener !== document.body && opener.isConnected ? opener : this.launcher;
    if (inside) back.focus({ preventScroll: true });
    this.remember(false);
    this.emit("close");
  }

  /** The reply to a question; opens the dialog. @param {string} message */
  async ask(message) {
    this.open();
    return this.panel.ask(String(message).trim().slice(0, 2000));
  }

  /** Takes the chat off the page. */
  destroy() {
    this.close();
    this.remove();
  }

  /** Keeps the panel within what an on-screen keyboard leaves free. @param {boolean} on */
  follow(on) {
    const view = window.visualViewport;
    if (!view) return;
    this.fit = this.fit || (() => {
      if (view.scale > 1.1) return; // zoomed in by hand: the panel keeps its size
      this.root.style.setProperty("--height", `${view.height}px`);
      this.root.style.setProperty("--top", `${view.offsetTop}px`);
    });
    for (const name of ["resize", "scroll"]) (on ? view.addEventListener : view.removeEventListener).call(view, name, this.fit);
    this.fit();
  }

  async nameCompany() {
    if (this.getAttribute("title") || this.named === this.panel) return;
    this.named = this.panel;
    const { service, heading } = this.panel;
    const company = await service.read(`companies/${encodeURIComponent(service.company)}`).catch(() => null);
    if (company) heading.textContent = say("title_company", { company: company.name });
  }

  /** @param {boolean} open */
  remember(open) {
    this.memory.open = open;
    this.memory.save();
  }

  /** @param {string} name @param {object} [detail] */
  emit(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(`${TAG}:${name}`, { detail, bubbles: true, composed: true }));
  }
}

/** The style sheet, in a way that every content policy allows; an old browser gets an element with the script's nonce. @param {ShadowRoot} shadow */
function dress(shadow) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    const style = make("style", { nonce: script && script.nonce }, STYLE);
    shadow.prepend(style);
  }
}

/** The line with `data-company` puts the chat on the page. */
function start() {
  if (!script || !script.dataset.company) return;
  const chat = document.createElement(TAG);
  for (const name of NAMES) {
    const value = script.getAttribute(`data-${name}`);
    if (value != null) chat.setAttribute(name, value);
  }
  document.body.append(chat);
  /** @type {any} */ (window).termsChat = chat;
}

if (!customElements.get(TAG)) customElements.define(TAG, TermsChat);
start();
