// @ts-check
/** Searching with every key: one request at a time, the latest text next. */

import { copy } from "./copying.js";
import { fillFilters } from "./filters.js";
import { isShortcut } from "./keyboard.js";
import { say } from "./words.js";

/** @typedef {{clause_id: string, company_name: string, label: string, title: string, version: string, kern: string, excerpt: string,
 *   marks: [number, number][], cut_before: boolean, cut_after: boolean, exact: boolean, url: string, citation: string}} Result */
/** @typedef {{results: Result[], companies: string[], unknown: string | null, took_ms: number,
 *   notice: string | null}} Found */

/** @template {HTMLElement} T @param {string} id @returns {T} */
const get = (id) => /** @type {T} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (get("search"));
const field = /** @type {HTMLInputElement} */ (get("q"));
const list = get("results");
const SILENCE_MS = 700;

let shown = ""; // the query whose results are on the page
let busy = false;
/** @type {Result[]} */
let results = [];
let saying = 0;

/** The form as a query string, without what was not chosen. */
function query() {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const text = String(value).trim();
    if (name === "document" ? text !== "*" : text) chosen.set(name, text);
  }
  return chosen.toString();
}

async function refresh() {
  const wanted = query();
  if (busy || wanted === shown) return;
  busy = true;
  list.setAttribute("aria-busy", "true");
  history.replaceState(null, "", wanted ? `/support?${wanted}` : "/support");
  try {
    const reply = await fetch(`/support/api/search?${wanted}`);
    if (reply.ok) show(wanted, await reply.json());
    else fail(reply.status === 401 ? say("expired") : ((await reply.json()).detail ?? say("failed")));
  } catch {
    fail(say("failed"));
  }
  shown = wanted;
  busy = false;
  list.setAttribute("aria-busy", "false");
  await refresh(); // what was typed in the meantime
}

/** @param {string} message */
function fail(message) {
  results = [];
  list.replaceChildren();
  get("count").textContent = "";
  get("hint").hidden = true;
  const problem = get("problem");
  problem.textContent = message;
  problem.hidden = false;
}

/** @param {string} wanted @param {Found} found */
function show(wanted, found) {
  results = found.results;
  get("problem").hidden = !found.notice;
  get("problem").textContent = found.notice ?? "";
  get("hint").hidden = wanted !== "";
  list.replaceChildren(...results.map((result) => item(result, wanted)));
  const where = found.companies.length ? ` ${say("in", { company: found.companies.join(", ") })}` : "";
  const count = results.length === 1 ? say("one") : say("many", { count: results.length });
  const nothing = found.unknown ? say("unknown", { number: found.unknown }) : say("none");
  const summary = wanted === "" ? "" : results.length ? count + where : nothing;
  get("count").textContent = results.length ? `${summary} · ${say("took", { ms: Math.max(1, Math.round(found.took_ms)) })}` : summary;
  clearTimeout(saying);
  saying = setTimeout(() => (get("count-said").textContent = summary), SILENCE_MS);
}

/** @param {Result} result @param {string} wanted */
function item(result, wanted) {
  const template = /** @type {HTMLTemplateElement} */ (get("result"));
  const made = /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (template.content.firstElementChild).cloneNode(true));
  /** @param {string} selector @returns {HTMLElement} */
  const part = (selector) => /** @type {HTMLElement} */ (made.querySelector(selector));
  const link = /** @type {HTMLAnchorElement} */ (part("a"));
  link.href = `${result.url}&back=${encodeURIComponent(wanted)}`;
  link.textContent = result.label;
  part(".title").textContent = result.title;
  part(".company").textContent = result.company_name;
  part(".version").textContent = result.version;
  part(".exact").hidden = !result.exact;
  part(".excerpt").append(...marked(result));
  part(".kern").textContent = result.kern;
  part(".kern").hidden = !result.kern;
  part(".copy").setAttribute("aria-label", `${part(".copy").textContent?.trim()} ${result.label}`);
  part(".copy").addEventListener("click", () => copy(result.citation, result.label));
  made.dataset.id = result.clause_id;
  return made;
}

/** The excerpt as text, with what was looked for in marks. @param {Result} result */
function marked({ excerpt, marks, cut_before: before, cut_after: after }) {
  /** @type {Node[]} */
  const parts = before ? [document.createTextNode("… ")] : [];
  let place = 0;
  for (const [start, end] of marks) {
    const mark = document.createElement("mark");
    mark.textContent = excerpt.slice(start, end);
    parts.push(document.createTextNode(excerpt.slice(place, start)), mark);
    place = end;
  }
  parts.push(document.createTextNode(excerpt.slice(place) + (after ? " …" : "")));
  return parts;
}

/** @returns {HTMLAnchorElement[]} */
const links = () => [...list.querySelectorAll("a")];

/** @param {KeyboardEvent} event */
function move(event) {
  const all = links();
  const at = all.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
  const inField = document.activeElement === field;
  if (!inField && at < 0) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: inField ? NaN : 0, End: inField ? NaN : all.length - 1 }[event.key];
  if (to === undefined || Number.isNaN(to) || (inField && event.key === "ArrowUp")) return;
  event.preventDefault();
  const next = to < 0 ? field : all[Math.min(to, all.length - 1)];
  next?.focus();
  next?.closest("li")?.scrollIntoView({ block: "nearest" });
}

/** @param {KeyboardEvent} event */
function act(event) {
  const at = links().indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
  if (event.key === "Escape" && document.activeElement !== field && !document.querySelector("dialog[open]")) {
    field.focus();
    field.select();
  } else if (event.key === "c" && isShortcut(event) && results.length) {
    const result = results[Math.max(at, 0)];
    copy(result.citation, result.label);
  } else {
    move(event);
  }
}

/** Opens the first result; what was typed last may still be on its way. */
async function openFirst() {
  while (busy || query() !== shown) await new Promise((later) => setTimeout(later, 15));
  links()[0]?.click();
}

async function start() {
  const asked = new URLSearchParams(location.search);
  const back = decodeURIComponent(location.hash.slice(1));
  field.value = asked.get("q") ?? "";
  await fillFilters(form, asked, refresh);
  await refresh();
  if (back) links().find((link) => link.closest("li")?.dataset.id === back)?.focus();
}

field.addEventListener("input", refresh);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  openFirst();
});
document.addEventListener("keydown", act);
start();
