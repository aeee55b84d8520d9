// @ts-check
/** Follows how far the publication of a document is, and shows the page anew when it is over. */

const EVERY_MS = 2000;
const box = /** @type {HTMLElement} */ (document.getElementById("progress"));
const told = /** @type {HTMLElement} */ (document.getElementById("told"));

/** @param {string} text */
function say(text) {
  if (text && told.textContent !== text) told.textContent = text;
}

async function look() {
  try {
    const reply = await fetch(box.dataset.address ?? "", { headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(String(reply.status));
    const found = await reply.json();
    if (found.state !== "publishing") {
      location.reload();
      return;
    }
    say(found.told);
  } catch {
    say(box.dataset.failed ?? "");
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
