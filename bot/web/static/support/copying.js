// @ts-check
/** Copying a clause for an e-mail. */

import { announce } from "./keyboard.js";
import { say } from "./words.js";

/**
 * Puts a text on the clipboard and says so.
 * @param {string} text
 * @param {string} label
 */
export async function copy(text, label) {
  try {
    await navigator.clipboard.writeText(text);
    announce(say("copied", { label }));
  } catch {
    announce(copyOldWay(text) ? say("copied", { label }) : say("notCopied"));
  }
}

/**
 * For pages that are not served over https, where browsers offer no clipboard.
 * @param {string} text
 */
function copyOldWay(text) {
  const field = document.createElement("textarea");
  const before = document.activeElement;
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
