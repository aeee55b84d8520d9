/* terms-chat 1.1.0 */
(() => {
"use strict";
const TEXTS = {"answer": "Antwoord", "assistant": "Digitale assistent", "busy": "Ik zoek het op…", "caution": "Let op: {text}", "close": "Sluiten", "comment": "Wat kan er beter? (niet verplicht)", "comment_good": "Wat was er goed? (niet verplicht)", "comment_send": "Toelichting versturen", "contact": "Neem contact op", "contact_mail": "Mail {email}", "contact_phone": "Bel {phone}", "copied": "Gekopieerd.", "copy": "Kopieer antwoord met bron", "disclosure": "U chat met een digitale assistent, niet met een mens. De antwoorden komen uit de algemene voorwaarden en zijn geen juridisch advies. Deel geen persoonlijke gegevens.", "erase": "Gesprek wissen", "erase_ask": "Dit gesprek wissen? Het verdwijnt hier en bij ons.", "erase_no": "Behouden", "erase_yes": "Wissen", "erased": "Het gesprek is gewist.", "expired": "Uw eerdere gesprek was verlopen. Ik ben opnieuw begonnen: noem zo nodig uw gegevens nog een keer.", "fail_broken": "Er ging iets mis bij het beantwoorden. Uw vraag staat nog in het tekstvak.", "fail_busy": "Er komen nu erg veel vragen binnen. Uw vraag staat nog in het tekstvak.", "fail_offline": "U bent niet verbonden met internet. Uw vraag staat nog in het tekstvak.", "fail_refused": "Deze vraag kon niet worden verwerkt: {detail}", "fail_starting": "De assistent wordt net gestart of bijgewerkt. Uw vraag staat nog in het tekstvak.", "fail_timeout": "Het antwoord bleef uit. Uw vraag staat nog in het tekstvak.", "fail_unreachable": "De assistent is nu niet bereikbaar. Uw vraag staat nog in het tekstvak.", "form": "Vul aan wat u weet", "form_amount": "Vul een bedrag in, bijvoorbeeld 1250 of 1.250,50.", "form_amounts": "Meer bedragen? Zet er puntkomma's tussen, bijvoorbeeld 120; 80,50.", "form_dates": "Meer datums? Zet er komma's tussen, bijvoorbeeld 3 maart, 10 maart.", "form_empty": "Vul ten minste één veld in.", "form_free": "U kunt ook gewoon hieronder typen.", "form_send": "Bereken", "helpful": "Dit antwoord helpt mij", "launcher": "Vraag over de voorwaarden?", "law": "Gebaseerd op: {laws}", "not_copied": "Kopiëren is niet gelukt. Selecteer de tekst en kopieer die zelf.", "not_erased": "Het gesprek kon niet worden gewist. Probeer het straks opnieuw.", "not_rated": "Uw oordeel kon niet worden opgeslagen.", "opening": "Dag! Wat wilt u weten over de voorwaarden? Noem gerust een datum of een bedrag, dan reken ik het voor u uit.", "placeholder": "Stel uw vraag", "question": "Uw vraag over de voorwaarden", "quote": "Lees de tekst", "retry": "Opnieuw proberen", "send": "Versturen", "slow": "Dit duurt langer dan gewoonlijk. Een ogenblik nog…", "source": "Bron: {label}, {version}: «{quote}»", "sources": "Uit de voorwaarden", "starter_complaint": "Hoe dien ik een klacht in?", "starter_late": "Wat gebeurt er als ik te laat betaal?", "starter_withdraw": "Tot wanneer kan ik annuleren?", "starters": "Veelgestelde vragen", "steps": "Zo is dat berekend", "suggestions": "U kunt ook vragen", "thanks": "Bedankt voor uw oordeel.", "title": "Vragen over de voorwaarden", "title_company": "Voorwaarden van {company}", "transcript": "Gesprek", "unhelpful": "Dit antwoord helpt mij niet", "version": "versie {version}", "wait": "Opnieuw proberen kan over {seconds} seconden.", "you": "U vroeg"};
const STYLE = ":host {\nall: initial !important;\nposition: fixed !important;\ninset: auto 0 0 auto !important;\ndisplay: block !important;\ncolor-scheme: light dark !important;\ndirection: ltr !important;\nunicode-bidi: isolate !important;\nfont: 1em/1.5 system-ui, -apple-system, \"Segoe UI\", Roboto, sans-serif !important;\nz-index: 2147483000 !important;\n}\n:host([hidden]) { display: none !important; }\n:host([theme=\"light\"]) { color-scheme: light !important; }\n:host([theme=\"dark\"]) { color-scheme: dark !important; }\n@media print { :host { display: none !important; } }\n\n*, ::before, ::after { box-sizing: border-box; }\n[hidden] { display: none !important; }\n.root {\n--accent: #0b5cad;\n--on-accent: #fff;\n--link-light: #0b5cad;\n--link-dark: #8fc1ff;\n--link: light-dark(var(--link-light), var(--link-dark));\n--ground: light-dark(#fff, #16191d);\n--ink: light-dark(#1b1f24, #eceff3);\n--dim: light-dark(#57606a, #a9b3be);\n--line: light-dark(#d3d9e0, #3a424c);\n--edge: light-dark(#7d8590, #7d8794);\n--soft: light-dark(#f3f5f8, #22272e);\n--wrong: light-dark(#a1160d, #ffb4ab);\n--wrong-soft: light-dark(#fdf0ee, #3b1714);\n--gap: 20px;\nposition: fixed;\ninset: auto;\nwidth: 0;\nheight: 0;\nmargin: 0;\nborder: 0;\npadding: 0;\noverflow: visible;\nbackground: none;\ncolor: var(--ink);\noverflow-wrap: anywhere;\n}\n@supports not (color: light-dark(red, red)) {\n.root { --link: var(--link-light); --ground: #fff; --ink: #1b1f24; --dim: #57606a; --line: #d3d9e0; --edge: #7d8590; --soft: #f3f5f8; --wrong: #a1160d; --wrong-soft: #fdf0ee; }\n}\n\nbutton, input, textarea { font: inherit; color: inherit; margin: 0; }\nbutton { cursor: pointer; }\n:disabled, [aria-disabled=\"true\"] { cursor: default; opacity: .6; }\n:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }\na { color: var(--link); text-underline-offset: .15em; }\na:hover { text-decoration-thickness: 2px; }\np, ul, ol, blockquote, fieldset, h2 { margin: 0; padding: 0; border: 0; min-width: 0; }\nsmall { font-size: .8125em; color: var(--dim); }\nsvg { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }\n.hidden, .asking .log > :last-child .asked { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }\n\n.launcher {\nposition: fixed;\nright: max(var(--gap), env(safe-area-inset-right));\nbottom: max(var(--gap), env(safe-area-inset-bottom));\ndisplay: inline-flex;\nalign-items: center;\ngap: .6em;\nmin-height: 52px;\npadding: 0 1.25em 0 1.05em;\nborder: 1px solid transparent;\nborder-radius: 26px;\nbackground: var(--accent);\ncolor: var(--on-accent);\nfont-weight: 600;\nwhite-space: nowrap;\nbox-shadow: 0 1px 2px rgb(0 0 0 / .2), 0 6px 20px rgb(0 0 0 / .22);\n}\n.launcher:hover { box-shadow: 0 1px 2px rgb(0 0 0 / .25), 0 8px 28px rgb(0 0 0 / .32); }\n.launcher:focus-visible { outline-color: var(--ink); box-shadow: 0 0 0 3px var(--ground); outline-offset: 3px; }\n.launcher svg { width: 1.6em; height: 1.6em; }\n:host([position=\"left\"]) .launcher, :host([position=\"left\"]) .panel { right: auto; left: max(var(--gap), env(safe-area-inset-left)); }\n\n.panel {\nposition: fixed;\ninset: auto max(var(--gap), env(safe-area-inset-right)) calc(max(var(--gap), env(safe-area-inset-bottom)) + 64px) auto;\nwidth: 410px;\nmax-width: calc(100vw - 2 * var(--gap));\nheight: min(680px, 100dvh - 104px);\nmax-height: none;\nmargin: 0;\nborder: 1px solid var(--line);\nborder-radius: 18px;\npadding: 0;\noverflow: hidden;\nbackground: var(--ground);\ncolor: var(--ink);\nbox-shadow: 0 2px 6px rgb(0 0 0 / .12), 0 16px 48px rgb(0 0 0 / .24);\n}\n.panel[open] { display: flex; flex-direction: column; animation: rise .18s ease-out; }\n.panel::backdrop { background: none; }\n.panel:focus-visible { outline-offset: -3px; }\n@keyframes rise { from { opacity: 0; transform: translateY(10px); } }\n\n.head { display: flex; align-items: center; gap: 4px; padding: 12px 10px 12px 18px; background: var(--accent); color: var(--on-accent); }\n.names { flex: 1; min-width: 0; }\nh2 { font-size: 1.0625em; line-height: 1.3; font-weight: 650; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }\n.names p { font-size: .8125em; }\n.head :focus-visible { outline-color: var(--on-accent); outline-offset: -3px; }\n.icon { display: grid; place-items: center; width: 40px; height: 40px; flex: none; border: 1px solid transparent; border-radius: 10px; padding: 0; background: none; }\n.head .icon:hover { background: color-mix(in srgb, var(--on-accent) 18%, transparent); }\n\n.area { flex: 1; min-height: 0; overflow: hidden auto; overscroll-behavior: contain; padding: 16px 16px 8px; display: flex; flex-direction: column; gap: 14px; scrollbar-width: thin; }\n.area > * { flex: none; }\n.area:focus-visible { outline-offset: -3px; }\n.pending:empty, .after:empty { display: none; }\n.log:empty { margin-bottom: -14px; }\n.disclosure { font-size: .8125em; color: var(--dim); text-wrap: pretty; }\n.log, .pending, .after { display: flex; flex-direction: column; gap: 14px; }\n.message { max-width: 97%; align-self: flex-start; border: 1px solid transparent; border-radius: 4px 16px 16px 16px; padding: 11px 14px; background: var(--soft); display: flex; flex-direction: column; gap: 10px; }\n.mine { max-width: 84%; align-self: flex-end; border-radius: 16px 4px 16px 16px; background: var(--accent); color: var(--on-accent); white-space: pre-wrap; display: block; }\n.prose { display: flex; flex-direction: column; gap: 8px; }\n.message ul, .message ol { padding-left: 1.3em; }\n.message li + li { margin-top: 4px; }\n.notice, .label, .dim { color: var(--dim); font-size: .8125em; }\n.notice { text-align: center; padding: 0 1em; }\n.label { font-weight: 600; }\n\n.sum { border: 1px solid var(--line); border-radius: 12px; padding: 10px 14px 12px; background: var(--ground); display: flex; flex-direction: column; gap: 4px; }\n.figure { font-size: 1.125em; line-height: 1.35; font-weight: 700; color: var(--link); padding-bottom: 2px; }\n.figure::first-letter { text-transform: uppercase; }\n.sum ol { font-size: .9375em; }\n.message .sources ul { list-style: none; padding: 0; }\n.sources { border-top: 1px solid var(--line); padding-top: 9px; font-size: .9375em; }\n.sources li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 12px; }\n.sources a { font-weight: 600; padding: 2px 0; }\n.sources details[open] { flex-basis: 100%; }\nsummary { cursor: pointer; display: inline-block; min-height: 24px; padding: 2px 0; color: var(--link); font-size: .875em; border-radius: 4px; }\nsummary::before { content: \"▸ \"; display: inline-block; width: 1em; }\ndetails[open] summary::before { content: \"▾ \"; }\nsummary::-webkit-details-marker { display: none; }\nblockquote { margin: 4px 0; padding: 2px 0 2px 12px; border-left: 3px solid var(--link); font-size: .9375em; white-space: pre-line; }\n.contact, .suggestions { display: flex; flex-direction: column; align-items: flex-start; gap: 8px; }\n\n.row { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }\n.tools { gap: 2px; margin: -8px 0 -4px; color: var(--dim); }\n.tools button { height: 32px; border: 1px solid transparent; border-radius: 10px; font-size: .8125em; }\n.tools .icon { width: 34px; }\n.copy { display: inline-flex; align-items: center; gap: 6px; padding: 0 8px 0 4px; background: none; margin-right: auto; }\n.tools button:hover { background: var(--soft); color: var(--ink); }\n.tools [aria-pressed=\"true\"] { color: var(--link); background: var(--soft); border-color: var(--link); }\n.choice, .main { display: inline-flex; align-items: center; gap: 8px; min-height: 38px; border: 1px solid var(--edge); border-radius: 19px; padding: 6px 15px; background: var(--ground); color: var(--link); font-weight: 500; font-size: .9375em; line-height: 1.35; text-align: left; text-decoration: none; max-width: 100%; }\n.choice:hover { background: var(--soft); border-color: var(--link); }\n.choice:has(:checked) { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }\n.choice input { accent-color: var(--on-accent); width: 16px; height: 16px; }\n.main { background: var(--accent); color: var(--on-accent); border-color: var(--accent); padding: 6px 20px; }\n.clarify { display: flex; flex-direction: column; gap: 12px; border: 1px solid var(--line); border-radius: 14px; padding: 14px; }\n.clarify > p:first-child, label, legend { font-weight: 550; font-size: .9375em; padding: 0; }\nlegend { margin-bottom: 8px; }\n.field { display: flex; flex-direction: column; align-items: flex-start; gap: 6px; }\n.input { display: flex; align-items: center; gap: 8px; width: 100%; }\ninput:not([type=\"radio\"]), textarea { width: 100%; min-height: 42px; border: 1px solid var(--edge); border-radius: 10px; padding: 8px 12px; background: var(--ground); font-size: max(16px, 1em); }\n[aria-invalid=\"true\"] { border-color: var(--wrong) !important; }\n.wrong { color: var(--wrong); font-size: .875em; }\n.wrong:empty { display: none; }\n\n.status { padding: 0 18px; font-size: .8125em; color: var(--dim); }\n.status:not(:empty) { padding-block: 5px; }\n.alert:not(:empty) { display: flex; flex-direction: column; align-items: flex-start; gap: 8px; margin: 0 14px 10px; border: 1px solid var(--wrong); border-radius: 12px; padding: 11px 14px; background: var(--wrong-soft); font-size: .9375em; }\n.composer { display: flex; align-items: flex-end; gap: 8px; border-top: 1px solid var(--line); padding: 10px 12px max(10px, env(safe-area-inset-bottom)); }\n.composer textarea { field-sizing: content; max-height: 132px; resize: none; border-radius: 21px; padding: 8px 16px; line-height: 1.5; display: block; }\n.composer .main { width: 42px; height: 42px; border-radius: 21px; padding: 0; justify-content: center; }\n::placeholder { color: var(--dim); opacity: 1; }\n\n.dots { display: flex; gap: 5px; align-self: flex-start; border-radius: 4px 16px 16px 16px; padding: 16px; background: var(--soft); }\n.dots i { width: 7px; height: 7px; border-radius: 50%; background: var(--dim); animation: wait 1.2s infinite ease-in-out; }\n.dots i:nth-child(2) { animation-delay: .15s; }\n.dots i:nth-child(3) { animation-delay: .3s; }\n@keyframes wait { 0%, 60%, 100% { opacity: .35; } 30% { opacity: 1; transform: translateY(-3px); } }\n\n@media (max-width: 479px), (max-height: 499px) {\n.root { --gap: 14px; }\n.panel { inset: var(--top, 0) 0 auto 0 !important; width: 100%; max-width: none; height: var(--height, 100dvh); border: 0; border-radius: 0; padding: env(safe-area-inset-top) env(safe-area-inset-right) 0 env(safe-area-inset-left); }\n.panel[open] ~ .launcher { display: none; }\n.launcher { width: 56px; height: 56px; padding: 0; justify-content: center; border-radius: 50%; }\n.launcher span { position: absolute; clip-path: inset(50%); }\n.head { padding-right: 6px; }\n.head .icon { width: 44px; height: 44px; }\n}\n@media (max-height: 399px) {\n.panel[open] { display: block; overflow-y: auto; }\n.area { overflow: visible; }\n.composer { position: sticky; bottom: 0; background: var(--ground); }\n}\n@media (prefers-reduced-motion: reduce) { *, ::before, ::after { animation: none !important; } }\n@media (forced-colors: active) {\n.message, .dots, .head { border: 1px solid CanvasText; }\n.icon, .choice, .main, .launcher { border-color: ButtonText; }\n.tools [aria-pressed=\"true\"], .choice:has(:checked) { outline: 3px solid Highlight; }\n}\n";
const VERSION = "1.1.0";


function say(name, values = {}) {
return TEXTS[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

function make(tag, props = {}, ...children) {
const node = document.createElement(tag);
for (const [name, value] of Object.entries(props)) {
if (typeof value === "function") node.addEventListener(name.slice(2), value);
else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
}
for (const child of children.flat()) if (child) node.append(child);
return node;
}

const SHAPES = {
chat: "M4 5h16v11H9l-5 4zM8 9h8M8 12h5",
close: "M6 6l12 12M18 6L6 18",
send: "M4 12l16-8-6 16-3-6z",
erase: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
copy: "M9 9h11v11H9zM15 9V4H4v11h5",
up: "M7 11v9H4v-9zM7 11l4-7c2 0 2 2 1 5h6l-1 11H7",
down: "M7 13V4H4v9zM7 13l4 7c2 0 2-2 1-5h6L17 4H7",
mail: "M3 6h18v12H3zM3 7l9 6 9-6",
phone: "M6 3h4l1 5-2 2c1 2 3 4 5 5l2-2 5 1v4c-8 2-17-7-15-15z",
};

function icon(name) {
const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
svg.setAttribute("viewBox", "0 0 24 24");
svg.setAttribute("aria-hidden", "true");
const path = document.createElementNS(svg.namespaceURI, "path");
path.setAttribute("d", SHAPES[name]);
svg.append(path);
return svg;
}

function iconButton(shape, label, onclick, more = {}) {
return make("button", { type: "button", class: "icon", "aria-label": label, title: label, onclick, ...more }, icon(shape));
}

function webAddress(url, base) {
try {
const found = new URL(url, base);
return /^https?:$/.test(found.protocol) ? found.href : null;
} catch {
return null;
}
}


function prose(text, reading) {
return text.split(/\n{2,}/).flatMap((block) => blockOf(block.split("\n").filter(Boolean), reading));
}

function blockOf(lines, reading) {
const items = lines.filter(isItem);
if (items.length && items.every((line) => reading.told.includes(itemText(line)))) return [];
const asks = lines.some((line) => reading.asked.some((asked) => line.includes(asked)));
const parts = [];
for (const line of lines) {
const last = parts[parts.length - 1];
const list = isItem(line) ? (/^\d/.test(line) ? "OL" : "UL") : "P";
const into = last && last.tagName === list ? last : make(list);
if (into !== last) parts.push(into);
if (list === "P" && into.firstChild) into.append(make("br"));
(list === "P" ? into : into.appendChild(make("li"))).append(...inline(itemText(line), reading));
}
if (asks) parts.forEach((part) => part.classList.add("asked"));
return parts;
}

const isItem = (line) => /^(-|\d+\.) /.test(line);

const itemText = (line) => line.replace(/^(-|\d+\.) /, "");

function inline(text, reading) {
return text.split("**").map((part, place) => {
const nodes = linked(part, reading.links);
return place % 2 ? make("strong", {}, nodes) : make("span", {}, nodes);
});
}

function linked(text, links) {
const names = [...links.keys()].sort((left, right) => right.length - left.length).map(escaped);
if (!names.length) return [text];
const named = new RegExp(`(${names.join("|")})(?!\\w|\\s+(?:lid|sub)\\b)`);
return text.split(named).map((part, place) => (place % 2 ? clauseLink(part, links.get(part)) : part));
}

const escaped = (name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function clauseLink(label, href) {
return href ? make("a", { href, target: "_blank", rel: "noopener" }, label) : label;
}

const plain = (text) => text.replaceAll("**", "");

const LONGEST_MS = 45_000;
const FAILURES = { 429: "busy", 503: "starting", 404: "refused", 413: "refused", 422: "refused", 401: "refused", 403: "refused" };

class Failure extends Error {
constructor(kind, detail = "", wait = 0) {
super(say(`fail_${kind}`, { detail }));
this.kind = kind;
this.wait = wait;
}
}

class Service {
constructor(base, company, key) {
this.base = base;
this.company = company;
this.key = key;
}

async ask(question, on, stop) {
let late = false;
const timer = setTimeout(() => ((late = true), stop.abort()), LONGEST_MS);
try {
const reply = await this.send("POST", "chat/stream", { company: this.company, ...question }, stop.signal);
return await finalEvent(reply, on);
} catch (error) {
throw error instanceof Failure ? error : new Failure(late ? "timeout" : navigator.onLine ? "unreachable" : "offline");
} finally {
clearTimeout(timer);
}
}

async read(path) {
return (await this.send("GET", path)).json();
}

async send(method, path, body, signal) {
const reply = await fetch(this.base + path, {
method,
signal,
credentials: "omit",
headers: { ...(body && { "Content-Type": "application/json" }), ...(this.key && { "X-Site-Key": this.key }) },
body: body && JSON.stringify(body),
});
if (!reply.ok) throw await refusal(reply);
return reply;
}
}

async function refusal(reply) {
const problem = await reply.json().catch(() => ({}));
return failure(reply.status, problem.detail, Number(reply.headers.get("Retry-After")) || 0);
}

const failure = (status, detail, wait) => new Failure(FAILURES[status] || "broken", detail || "", wait);

async function finalEvent(reply, on) {
for await (const [name, data] of events((reply.body))) {
if (name === "done") return data;
if (name === "error") throw failure(data.status, data.detail);
on(name, data);
}
throw new Failure("broken");
}

async function* events(body) {
const reader = body.getReader();
const decoder = new TextDecoder();
let rest = "";
for (;;) {
const { done, value } = await reader.read();
rest += decoder.decode(value, { stream: !done });
const blocks = rest.split(/\r?\n\r?\n/);
rest = blocks.pop() || "";
for (const block of blocks) {
const event = parsed(block);
if (event) yield event;
}
if (done) return;
}
}

function parsed(block) {
const fields = block.split(/\r?\n/).map((line) => /^(\w+): ?(.*)$/.exec(line) || ["", "", ""]);
const data = fields.filter((field) => field[1] === "data").map((field) => field[2]).join("\n");
const name = fields.find((field) => field[1] === "event");
return data ? [name ? name[2] : "message", JSON.parse(data)] : null;
}

const MOST_TURNS = 40;

class Memory {
constructor(key) {
this.key = key;
this.id = null;
this.turns = [];
this.open = false;
try {
Object.assign(this, JSON.parse(sessionStorage.getItem(key) || "{}"));
} catch {
}
}

save() {
if (!this.id) return;
const { id, open } = this;
this.put(() => sessionStorage.setItem(this.key, JSON.stringify({ id, open, turns: this.turns.slice(-MOST_TURNS) })));
}

erase() {
this.id = null;
this.turns = [];
this.put(() => sessionStorage.removeItem(this.key));
}

put(action) {
try {
action();
} catch {
}
}
}
const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];
const PALE = [243, 245, 248]; // --soft of the style sheet, light and dark
const DUSK = [34, 39, 46];
const READABLE = 4.6;

function accent(colour) {
const rgb = channels(colour);
if (!rgb) return {};
const on = contrast(rgb, WHITE) >= READABLE ? WHITE : BLACK;
return {
"--accent": css(rgb),
"--on-accent": css(on),
"--link-light": css(towards(rgb, PALE, BLACK)),
"--link-dark": css(towards(rgb, DUSK, WHITE)),
};
}

function channels(colour) {
if (!colour || !CSS.supports("color", colour)) return null;
const pen = document.createElement("canvas").getContext("2d");
if (!pen) return null;
pen.fillStyle = colour;
const hex = /^#(..)(..)(..)$/.exec(pen.fillStyle);
return hex && hex.slice(1).map((part) => parseInt(part, 16));
}

function towards(rgb, ground, end) {
for (let share = 0; share < 1; share += 0.05) {
const mixed = rgb.map((part, place) => Math.round(part + (end[place] - part) * share));
if (contrast(mixed, ground) >= READABLE) return mixed;
}
return end;
}

function contrast(one, other) {
const [high, low] = [luminance(one), luminance(other)].sort((left, right) => right - left);
return (high + 0.05) / (low + 0.05);
}

function luminance(rgb) {
const [red, green, blue] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const css = (rgb) => `rgb(${rgb.join(" ")})`;


const EUROS = /^\d{1,3}(\.?\d{3})*(,\d{1,2})?$|^\d+(\.\d{1,2})?$/;
const LIST_OF_EUROS = /^\s*[\d.,]+(\s*;\s*[\d.,]+)*\s*$/;

const FIELDS = {
date: { type: "date" },
datetime: { type: "datetime-local" },
dates: { type: "text", hint: "form_dates" },
amount: { type: "text", inputmode: "decimal", before: "€", pattern: EUROS, hint: "form_amount" },
amounts: { type: "text", before: "€", pattern: LIST_OF_EUROS, hint: "form_amounts" },
count: { type: "text", inputmode: "decimal" },
duration_months: { type: "text", inputmode: "numeric", after: "maanden" },
duration_days: { type: "text", inputmode: "numeric", after: "dagen" },
percentage: { type: "text", inputmode: "decimal", after: "%" },
};

function clarifyForm(missing, types, send) {
const [only] = missing;
if (missing.length === 1 && only.choices.length) return choiceButtons(only, send);
const fields = missing.map((fact, place) => (fact.choices.length ? radioField(fact, place) : inputField(fact, types[fact.name], place)));
const wrong = make("p", { class: "wrong", role: "alert" });
const onsubmit = (event) => {
event.preventDefault();
const found = fields.map((field) => field.read());
const faulty = fields.find((field) => field.fault());
wrong.textContent = faulty ? faulty.fault() : found.some(Boolean) ? "" : say("form_empty");
if (wrong.textContent) (faulty || fields[0]).focus();
else send(answerOf(missing, found));
};
return make(
"form",
{ class: "clarify", novalidate: true, "aria-label": say("form"), onsubmit },
fields.map((field) => field.node),
wrong,
make("div", { class: "row" }, make("button", { class: "main" }, say("form_send")), make("small", {}, say("form_free"))),
);
}

function choiceButtons(fact, send) {
const buttons = fact.choices.map((choice) => make("button", { type: "button", class: "choice", onclick: () => send(choice) }, choice));
return make("div", { class: "clarify", role: "group", "aria-label": fact.question }, make("p", {}, fact.question), make("div", { class: "row" }, buttons));
}

function radioField(fact, place) {
const name = `choice-${place}`;
const inputs = fact.choices.map((choice) => make("input", { type: "radio", name, value: choice }));
const labels = inputs.map((input, which) => make("label", { class: "choice" }, input, fact.choices[which]));
return {
node: make("fieldset", {}, make("legend", {}, fact.question), make("div", { class: "row" }, labels)),
read: () => (inputs.find((input) => input.checked) || { value: "" }).value,
fault: () => "",
focus: () => inputs[0].focus(),
};
}

function inputField(fact, type, place) {
const { before, after, hint, pattern, ...attributes } = FIELDS[type || ""] || { type: "text" };
const id = `fact-${place}`;
const input = make("input", { id, autocomplete: "off", maxlength: 200, "aria-describedby": hint && `${id}-hint`, ...attributes });
const fault = () => (pattern && input.value.trim() && !pattern.test(input.value.trim()) ? say(hint) : "");
input.addEventListener("input", () => input.setAttribute("aria-invalid", String(Boolean(fault()))));
return {
node: make(
"div",
{ class: "field" },
make("label", { for: id }, fact.question),
make("div", { class: "input" }, before && make("span", { "aria-hidden": "true" }, before), input, after && make("span", {}, after)),
hint && make("small", { id: `${id}-hint` }, say(hint)),
),
read: () => written(input.value.trim(), type),
fault,
focus: () => input.focus(),
};
}

function written(value, type) {
if (!value) return "";
if (type === "date") return inDutch(value, { dateStyle: "long" });
if (type === "datetime") return `${inDutch(value.slice(0, 10), { dateStyle: "long" })} om ${value.slice(11, 16)} uur`;
if (type === "amount") return `€ ${value}`;
if (type === "amounts") return value.split(";").map((amount) => `€ ${amount.trim()}`).join(" en ");
return value + (type === "percentage" ? "%" : type === "duration_months" ? " maanden" : type === "duration_days" ? " dagen" : "");
}

function inDutch(day, style) {
return new Intl.DateTimeFormat("nl-NL", { ...style, timeZone: "UTC" }).format(new Date(`${day.slice(0, 10)}T00:00Z`));
}

function answerOf(missing, found) {
const given = missing.map((fact, place) => ({ fact, value: found[place] })).filter((one) => one.value);
if (missing.length === 1) return given[0].value;
return given.map(({ fact, value }) => (fact.choices.length ? value : `${fact.question.replace("?", "")}: ${value}.`)).join("\n");
}

const questionMessage = (text) => make("div", { class: "message mine" }, make("span", { class: "hidden" }, `${say("you")}: `), text);

function replyMessage(reply, base) {
const citations = reply.citations || [];
const links = new Map(citations.map((one) => [one.label, webAddress(one.url, base)]));
const sum = reply.calculation;
const reading = { links, told: sum ? sum.steps : [], asked: (reply.missing || []).flatMap(asked) };
return make(
"div",
{ class: "message", "data-status": reply.status },
make("span", { class: "hidden" }, `${say("answer")}: `),
make("div", { class: "prose" }, prose(reply.answer || "", reading)),
sum && sumOf(sum, reply.answer),
citations.length > 0 && sources(citations, links),
reply.status === "not_in_terms" && contact(reply.contact),
);
}

const asked = (fact) => [fact.question, ...fact.choices];

function sumOf({ result, steps, legal_basis: laws, warnings }, answer) {
const figure = result.date ? inDutch(result.date, { dateStyle: "full" }) : result.amount && euros(result.amount);
const cautions = warnings.filter((text) => !answer.includes(text));
return make(
"div",
{ class: "sum" },
figure && make("p", { class: "figure" }, figure),
steps.length > 0 && make("p", { class: "label" }, say("steps")),
steps.length > 0 && make("ol", {}, steps.map((step) => make("li", {}, step))),
laws.length > 0 && make("p", { class: "dim" }, say("law", { laws: laws.join("; ") })),
cautions.map((text) => make("p", { class: "dim" }, say("caution", { text }))),
);
}

const euros = (amount) => new Intl.NumberFormat("nl-NL", { style: "currency", currency: "EUR" }).format(Number(amount));

function sources(citations, links) {
const items = citations.map(({ label, title, quote, terms_version: version }) =>
make(
"li",
{},
clauseLink(label, links.get(label) || undefined),
make(
"details",
{},
make("summary", {}, say("quote"), make("span", { class: "hidden" }, `: ${label}`)),
make("p", { class: "dim" }, [title, spoken(version)].filter(Boolean).join(", ")),
make("blockquote", {}, quote),
),
),
);
return make("div", { class: "sources" }, make("p", { class: "label" }, say("sources")), make("ul", {}, items));
}

const spoken = (version) => say("version", { version: /^\d{4}-\d\d-\d\d$/.test(version) ? inDutch(version, { dateStyle: "long" }) : version });

function contact({ email, phone }) {
if (!email && !phone) return null;
return make(
"div",
{ class: "contact" },
make("p", { class: "label" }, say("contact")),
email && make("a", { class: "choice", href: `mailto:${encodeURI(email)}` }, icon("mail"), say("contact_mail", { email })),
phone && make("a", { class: "choice", href: `tel:${phone.replace(/[^\d+]/g, "")}` }, icon("phone"), say("contact_phone", { phone })),
);
}

function withSource(reply, base) {
const from = reply.citations.map((one) => {
const said = say("source", { label: one.label, version: spoken(one.terms_version), quote: one.quote });
return `${said}\n${webAddress(one.url, base) || ""}`;
});
return [plain(reply.answer), ...from].join("\n\n");
}

function aftercare(turn, panel) {
const rating = make("div", {});
const onclick = () => copyText(withSource(turn.reply, panel.service.base), rating, panel.tell);
const copy = make("button", { type: "button", class: "copy", onclick }, icon("copy"), say("copy"));
const up = iconButton("up", say("helpful"), () => rate("up"));
const down = iconButton("down", say("unhelpful"), () => rate("down"));
const show = () => [up, down].forEach((thumb, place) => thumb.setAttribute("aria-pressed", turn.rating === ["up", "down"][place]));

const rate = async (value, comment = "") => {
try {
await panel.service.send("POST", "feedback", { message_id: turn.reply.message_id, rating: value, comment });
} catch {
return panel.tell(say("not_rated"));
}
turn.rating = value;
panel.save();
show();
panel.tell(say("thanks"));
if (comment) copy.focus({ preventScroll: true });
rating.replaceChildren(comment ? "" : commentForm(value, (text) => rate(value, text)));
rating.closest(".area").scrollTop += rating.offsetHeight;
return undefined;
};

show();
return [make("div", { class: "row tools", role: "group", "aria-label": say("answer") }, copy, up, down), rating];
}

function commentForm(value, send) {
const field = make("textarea", { id: "comment", rows: 2, maxlength: 1000 });
const onsubmit = (event) => {
event.preventDefault();
if (field.value.trim()) send(field.value.trim());
};
const label = make("label", { for: "comment" }, say(value === "up" ? "comment_good" : "comment"));
return make("form", { class: "field", onsubmit }, label, field, make("button", { class: "choice" }, say("comment_send")));
}

function suggestions(title, questions, ask) {
if (!questions.length) return null;
const buttons = questions.map((text) => make("button", { type: "button", class: "choice", onclick: () => ask(text) }, text));
return make("div", { class: "suggestions", role: "group", "aria-label": title }, make("p", { class: "label" }, title), buttons);
}

async function copyText(text, place, tell) {
let copied = true;
try {
await navigator.clipboard.writeText(text);
} catch {
copied = copiedByHand(text, place);
}
tell(say(copied ? "copied" : "not_copied"));
}

function copiedByHand(text, place) {
const field = make("textarea", { class: "hidden", "aria-hidden": "true", tabindex: "-1" });
field.value = text;
place.append(field);
field.select();
const copied = document.execCommand("copy");
field.remove();
return copied;
}

const SLOW_MS = 5000;
const LONGEST_QUESTION = 2000;
const STARTERS = ["starter_withdraw", "starter_late", "starter_complaint"];

class Panel {
constructor(service, memory, wishes, host) {
this.service = service;
this.memory = memory;
this.wishes = wishes;
this.host = host;
this.stop = null;
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
const onkeydown = (event) => this.onKey(event);
const oncancel = (event) => (event.preventDefault(), this.host.close());
this.node = make("dialog", { class: "panel", "aria-labelledby": "title", tabindex: "-1", onkeydown, oncancel }, head, this.area, this.status, this.alert, this.composer());
}

composer() {
const onkeydown = (event) => {
if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
event.preventDefault();
this.submit();
};
this.field = make("textarea", { rows: 1, maxlength: LONGEST_QUESTION, placeholder: say("placeholder"), "aria-label": say("question"), enterkeyhint: "send", onkeydown });
this.sender = make("button", { class: "main icon", "aria-label": say("send"), title: say("send") }, icon("send"));
const onsubmit = (event) => (event.preventDefault(), this.submit());
return make("form", { class: "composer", onsubmit }, this.field, this.sender);
}

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
this.fail(text, typed === text ? "" : typed, (error));
throw error;
} finally {
clearTimeout(slow);
if (!this.stop) this.sender.removeAttribute("aria-disabled");
}
}

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

grow(name, data) {
if (!this.draft) return;
if (name === "sources") this.draft.citations = data;
if (name === "delta") this.draft.answer += data.text;
if (name === "calculation") this.draft.calculation = data;
this.pending.lastChild.replaceWith(replyMessage(this.draft, this.service.base));
}

take(question, reply) {
const { memory } = this;
const expired = memory.id && memory.id !== reply.conversation_id;
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

add({ question, reply, notice }) {
this.newest = questionMessage(question);
this.log.append(this.newest, ...(notice ? [make("p", { class: "notice" }, notice)] : []), replyMessage(reply, this.service.base));
}

reveal(form) {
const { area, newest } = this;
if (!newest) return;
const top = (part) => part.offsetTop - area.offsetTop - 12;
const needed = form ? top(form) + form.offsetHeight + 24 - area.clientHeight : 0;
area.scrollTop = form ? Math.min(Math.max(top(newest), needed), top(form)) : top(newest);
}

async finish() {
const turn = this.memory.turns[this.memory.turns.length - 1];
const ask = (text) => void this.ask(text).catch(() => undefined);
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

async kinds(missing) {
if (this.types || missing.every((fact) => fact.choices.length)) return this.types || {};
try {
const { calculators } = await this.service.read(`calculators?company=${encodeURIComponent(this.service.company)}`);
this.types = Object.fromEntries(calculators.flatMap((one) => one.inputs.map((input) => [input.name, input.type])));
} catch {
return {}; // without kinds every field takes text
}
return (this.types);
}

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

tell(text) {
this.status.textContent = text;
}
}

const script = (document.currentScript);
const HOME = new URL(".", (script && script.src) || location.href).href;
const TAG = "terms-chat";
const NAMES = ["company", "host", "color", "position", "theme", "title", "opening", "audience", "lang", "site-key"];
const NARROW = "(max-width: 479px), (max-height: 499px)";
const AUDIENCES = ["consument", "zakelijk"];

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

close() {
if (!this.isOpen) return;
const inside = this.shadowRoot.activeElement && this.shadowRoot.activeElement !== this.launcher;
this.panel.node.close();
this.follow(false);
this.launcher.setAttribute("aria-expanded", "false");
const opener = (this.opener);
const back = opener && opener !== this && opener !== document.body && opener.isConnected ? opener : this.launcher;
if (inside) back.focus({ preventScroll: true });
this.remember(false);
this.emit("close");
}

async ask(message) {
this.open();
return this.panel.ask(String(message).trim().slice(0, 2000));
}

destroy() {
this.close();
this.remove();
}

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

remember(open) {
this.memory.open = open;
this.memory.save();
}

emit(name, detail = {}) {
this.dispatchEvent(new CustomEvent(`${TAG}:${name}`, { detail, bubbles: true, composed: true }));
}
}

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

function start() {
if (!script || !script.dataset.company) return;
const chat = document.createElement(TAG);
for (const name of NAMES) {
const value = script.getAttribute(`data-${name}`);
if (value != null) chat.setAttribute(name, value);
}
document.body.append(chat);
(window).termsChat = chat;
}

if (!customElements.get(TAG)) customElements.define(TAG, TermsChat);
start();
})();
