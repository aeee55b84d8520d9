// @ts-check
import { make, say } from "./dom.js";

/** @typedef {{name: string, question: string, choices: string[]}} Missing */

const EUROS = /^\d{1,3}(\.?\d{3})*(,\d{1,2})?$|^\d+(\.\d{1,2})?$/;
const LIST_OF_EUROS = /^\s*[\d.,]+(\s*;\s*[\d.,]+)*\s*$/;

/** Attributes of the field for a kind of fact, and what stands before, behind and under it. @type {Record<string, any>} */
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

/**
 * A form for the facts that are asked for. One question with choices is a row of buttons.
 * @param {Missing[]} missing
 * @param {Record<string, string>} types kinds of facts by name
 * @param {(answer: string) => void} send
 */
export function clarifyForm(missing, types, send) {
  const [only] = missing;
  if (missing.length === 1 && only.choices.length) return choiceButtons(only, send);
  const fields = missing.map((fact, place) => (fact.choices.length ? radioField(fact, place) : inputField(fact, types[fact.name], place)));
  const wrong = make("p", { class: "wrong", role: "alert" });
  const onsubmit = (/** @type {Event} */ event) => {
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

/** @param {Missing} fact @param {(answer: string) => void} send */
function choiceButtons(fact, send) {
  const buttons = fact.choices.map((choice) => make("button", { type: "button", class: "choice", onclick: () => send(choice) }, choice));
  return make("div", { class: "clarify", role: "group", "aria-label": fact.question }, make("p", {}, fact.question), make("div", { class: "row" }, buttons));
}

/** @param {Missing} fact @param {number} place */
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

/** @param {Missing} fact @param {string | undefined} type @param {number} place */
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

/** The value as a Dutch customer would type it. @param {string} value @param {string | undefined} type */
function written(value, type) {
  if (!value) return "";
  if (type === "date") return inDutch(value, { dateStyle: "long" });
  if (type === "datetime") return `${inDutch(value.slice(0, 10), { dateStyle: "long" })} om ${value.slice(11, 16)} uur`;
  if (type === "amount") return `€ ${value}`;
  if (type === "amounts") return value.split(";").map((amount) => `€ ${amount.trim()}`).join(" en ");
  return value + (type === "percentage" ? "%" : type === "duration_months" ? " maanden" : type === "duration_days" ? " dagen" : "");
}

/** @param {string} day ISO @param {Intl.DateTimeFormatOptions} style */
export function inDutch(day, style) {
  return new Intl.DateTimeFormat("nl-NL", { ...style, timeZone: "UTC" }).format(new Date(`${day.slice(0, 10)}T00:00Z`));
}

/** One message of all that was filled in; each value behind its question where there is more than one. @param {Missing[]} missing @param {string[]} found */
function answerOf(missing, found) {
  const given = missing.map((fact, place) => ({ fact, value: found[place] })).filter((one) => one.value);
  if (missing.length === 1) return given[0].value;
  return given.map(({ fact, value }) => (fact.choices.length ? value : `${fact.question.replace("?", "")}: ${value}.`)).join("\n");
}
