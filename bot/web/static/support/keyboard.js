// @ts-check
/** Keys that work on every support page, and the list of them. */

const SWITCH = "support-keys-off";

/** Whether single keys are on; people who dictate or mistype can turn them off. */
export function keysOn() {
  return localStorage.getItem(SWITCH) === null;
}

/**
 * Whether a key press is meant for a shortcut: no modifier, and not typed into a field.
 * @param {KeyboardEvent} event
 */
export function isShortcut(event) {
  const at = /** @type {HTMLElement} */ (event.target);
  const typing = at.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const elsewhere = document.querySelector("dialog[open]");
  return keysOn() && !typing && !elsewhere && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey;
}

/**
 * Calls `act` when this key is pressed outside a field.
 * @param {string} key
 * @param {(event: KeyboardEvent) => void} act
 */
export function onKey(key, act) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== key || !isShortcut(event)) return;
    event.preventDefault();
    act(event);
  });
}

/**
 * Says a short message to people who listen to the page, and shows it for a moment.
 * @param {string} message
 */
export function announce(message) {
  const region = document.getElementById("announcement");
  if (!region) return;
  region.textContent = message;
  region.classList.add("shown");
  setTimeout(() => region.classList.remove("shown"), 2500);
}

function goToSearch() {
  const field = document.getElementById("q");
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  } else if (document.querySelector("nav")) {
    location.assign("/support");
  }
}

/** @param {HTMLDialogElement} dialog */
function setUpKeyList(dialog) {
  const toggle = /** @type {HTMLInputElement} */ (document.getElementById("keys-on"));
  toggle.checked = keysOn();
  toggle.addEventListener("change", () => {
    if (toggle.checked) localStorage.removeItem(SWITCH);
    else localStorage.setItem(SWITCH, "1");
  });
  document.getElementById("show-keys")?.addEventListener("click", () => dialog.showModal());
  onKey("?", () => dialog.showModal());
}

onKey("/", goToSearch);
for (const link of document.querySelectorAll("nav a[data-key]")) {
  onKey(/** @type {HTMLElement} */ (link).dataset.key ?? "", () => location.assign(/** @type {HTMLAnchorElement} */ (link).href));
}
const keys = document.getElementById("keys");
if (keys instanceof HTMLDialogElement) setUpKeyList(keys);
