// @ts-check
/** The Dutch sentences of a page: they stand in its element `#words`, so that none stands in a script. */

const words = document.getElementById("words")?.dataset ?? {};

/**
 * The sentence with this name, its variables filled in.
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 */
export function say(name, values = {}) {
  return (words[name] ?? "").replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ""));
}
