// @ts-check
/** The keys of the page of a clause; its calculators are in calculator.js. */

import "./calculator.js";
import { copy } from "./copying.js";
import { onKey } from "./keyboard.js";
import { say } from "./words.js";

const button = /** @type {HTMLButtonElement} */ (document.getElementById("copy"));

/** What is selected within the clause, or nothing. */
function selected() {
  const selection = getSelection();
  const text = document.getElementById("clause-text");
  const inside = selection?.rangeCount && text?.contains(selection.getRangeAt(0).commonAncestorContainer);
  return inside ? selection.toString().trim() : "";
}

function copyClause() {
  const { citation = "", label = "", head = "" } = button.dataset;
  const part = selected();
  copy(part ? say("part", { head, part }) : citation, label);
}

/** @param {string} id */
function follow(id) {
  const link = document.getElementById(id);
  if (link instanceof HTMLAnchorElement) location.assign(link.href);
}

button.addEventListener("click", copyClause);
onKey("c", copyClause);
onKey("j", () => follow("next"));
onKey("k", () => follow("previous"));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]") && !event.defaultPrevented) follow("back");
});
