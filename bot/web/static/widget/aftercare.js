// @ts-check
import { icon, iconButton, make, say } from "./dom.js";
import { withSource } from "./message.js";

/**
 * What can be done with the last answer: copy it, rate it, ask on.
 * @param {import("./memory.js").Turn} turn
 * @param {{service: import("./service.js").Service, tell: (text: string) => void, save: () => void}} panel
 */
export function aftercare(turn, panel) {
  const rating = make("div", {});
  const onclick = () => copyText(withSource(turn.reply, panel.service.base), rating, panel.tell);
  const copy = make("button", { type: "button", class: "copy", onclick }, icon("copy"), say("copy"));
  const up = iconButton("up", say("helpful"), () => rate("up"));
  const down = iconButton("down", say("unhelpful"), () => rate("down"));
  const show = () => [up, down].forEach((thumb, place) => thumb.setAttribute("aria-pressed", turn.rating === ["up", "down"][place]));

  /** @param {string} value @param {string} [comment] */
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

/** @param {string} value @param {(text: string) => void} send */
function commentForm(value, send) {
  const field = make("textarea", { id: "comment", rows: 2, maxlength: 1000 });
  const onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (field.value.trim()) send(field.value.trim());
  };
  const label = make("label", { for: "comment" }, say(value === "up" ? "comment_good" : "comment"));
  return make("form", { class: "field", onsubmit }, label, field, make("button", { class: "choice" }, say("comment_send")));
}

/**
 * Questions to choose from.
 * @param {string} title @param {string[]} questions @param {(text: string) => void} ask
 */
export function suggestions(title, questions, ask) {
  if (!questions.length) return null;
  const buttons = questions.map((text) => make("button", { type: "button", class: "choice", onclick: () => ask(text) }, text));
  return make("div", { class: "suggestions", role: "group", "aria-label": title }, make("p", { class: "label" }, title), buttons);
}

/** @param {string} text @param {HTMLElement} place @param {(text: string) => void} tell */
async function copyText(text, place, tell) {
  let copied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copied = copiedByHand(text, place);
  }
  tell(say(copied ? "copied" : "not_copied"));
}

/** The way for pages without HTTPS, or that forbid the clipboard to scripts. @param {string} text @param {HTMLElement} place */
function copiedByHand(text, place) {
  const field = make("textarea", { class: "hidden", "aria-hidden": "true", tabindex: "-1" });
  field.value = text;
  place.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}
