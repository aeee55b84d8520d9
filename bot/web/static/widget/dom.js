// @ts-check
import { TEXTS } from "./given.js";

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * The sentence with this name, its variables filled in.
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 */
export function say(name, values = {}) {
  return TEXTS[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

/**
 * An element. Children that are text stay text: nothing here reads markup.
 * @param {string} tag
 * @param {Record<string, any>} [props] attributes; a function under "onclick" and the like is a listener
 * @param {...(Child | Child[])} children
 * @returns {any}
 */
export function make(tag, props = {}, ...children) {
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

/**
 * A drawing that says nothing to a screen reader.
 * @param {keyof typeof SHAPES} name
 */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/**
 * A button with a drawing and a name for who can't see it.
 * @param {keyof typeof SHAPES} shape
 * @param {string} label
 * @param {() => void} onclick
 * @param {Record<string, any>} [more]
 */
export function iconButton(shape, label, onclick, more = {}) {
  return make("button", { type: "button", class: "icon", "aria-label": label, title: label, onclick, ...more }, icon(shape));
}

/**
 * The address, if a browser may go there; null for anything else than a web page.
 * @param {string} url
 * @param {string} base
 */
export function webAddress(url, base) {
  try {
    const found = new URL(url, base);
    return /^https?:$/.test(found.protocol) ? found.href : null;
  } catch {
    return null;
  }
}
