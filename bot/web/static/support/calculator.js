// @ts-check
/** The calculators: forms that were made from the rules, and their results with every step. */

import { copy } from "./copying.js";
import { say } from "./words.js";

/** @typedef {{result: {date: string | null, amount: string | null}, steps: string[], legal_basis: string[], warnings: string[]}} Calculation */

const DAY = new Intl.DateTimeFormat("nl-NL", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const MONEY = new Intl.NumberFormat("nl-NL", { style: "currency", currency: "EUR" });

/** A Dutch number as JSON carries it: "1.250,50" becomes "1250.50". @param {string} text */
function number(text) {
  const plain = text.replace(/[€%\s]/g, "");
  if (plain.includes(",")) return plain.replaceAll(".", "").replace(",", ".");
  return /^\d{1,3}(\.\d{3})+$/.test(plain) ? plain.replaceAll(".", "") : plain;
}

/** A Dutch day as JSON carries it: "3-3-2026" becomes "2026-03-03". @param {string} text */
function day(text) {
  const parts = /^\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\s*$/.exec(text);
  return parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : text.trim();
}

/** What was filled in, by name. @param {HTMLFormElement} form */
function inputs(form) {
  /** @type {Record<string, string | string[]>} */
  const found = {};
  for (const field of form.querySelectorAll("[data-type]")) {
    const { name, value, dataset } = /** @type {HTMLInputElement} */ (field);
    if (!value.trim()) continue;
    const several = value.split(";").filter((part) => part.trim());
    if (dataset.type === "amounts") found[name] = several.map(number);
    else if (dataset.type === "dates") found[name] = several.map(day);
    else found[name] = dataset.type === "amount" || dataset.type === "number" ? number(value) : value;
  }
  return found;
}

/**
 * @param {string} tag
 * @param {string} text
 * @param {string} [look]
 */
function element(tag, text, look = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = look;
  return made;
}

/** @param {Calculation["result"]} result */
function inWords({ date, amount }) {
  return date ? DAY.format(new Date(`${date}T00:00Z`)) : MONEY.format(Number(amount));
}

/** @param {Calculation} calculation @param {string} title */
function outcome({ result, steps, legal_basis: basis, warnings }, title) {
  const list = document.createElement("ol");
  list.append(...steps.map((step) => element("li", step)));
  const button = element("button", say("copySum"), "second");
  /** @type {HTMLButtonElement} */ (button).type = "button";
  button.addEventListener("click", () => copy(say("sum", { title, result: inWords(result), steps: steps.join(" ") }), title));
  const law = basis.length ? [element("p", `${say("basis")}: ${basis.join(", ")}`, "soft small")] : [];
  return [
    element("p", inWords(result), "result-line"),
    ...warnings.map((warning) => element("p", warning, "notice")),
    element("h4", say("steps")),
    list,
    ...law,
    button,
  ];
}

/** @param {SubmitEvent} event */
async function compute(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const place = /** @type {HTMLElement} */ (form.parentElement?.querySelector(".outcome"));
  const headers = { "Content-Type": "application/json" };
  try {
    const reply = await fetch(form.action, { method: "POST", headers, body: JSON.stringify({ inputs: inputs(form) }) });
    const body = await reply.json();
    const shown = reply.ok ? outcome(body, form.dataset.title ?? "") : [element("p", body.detail ?? say("failed"), "notice bad")];
    place.replaceChildren(...shown);
    if (!reply.ok) showWhatIsMissing(form, body.detail ?? "");
  } catch {
    place.replaceChildren(element("p", say("failed"), "notice bad"));
  }
}

/** Goes to the first field whose question is in the message, also where it is folded away. @param {HTMLFormElement} form @param {string} detail */
function showWhatIsMissing(form, detail) {
  for (const label of form.querySelectorAll("label")) {
    const question = label.firstChild?.textContent?.trim() ?? "";
    if (!question || !detail.includes(question)) continue;
    const folded = label.closest("details.further");
    if (folded instanceof HTMLDetailsElement) folded.open = true;
    label.control?.focus();
    return;
  }
}

for (const form of document.querySelectorAll(".calculator form")) {
  form.addEventListener("submit", (event) => compute(/** @type {SubmitEvent} */ (event)));
}
