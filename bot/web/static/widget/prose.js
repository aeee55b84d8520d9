// @ts-check
import { make } from "./dom.js";

/**
 * @typedef {object} Reading
 * @property {Map<string, string>} links addresses by the name of a clause
 * @property {string[]} told lines that stand elsewhere: the steps of a sum
 * @property {string[]} asked lines that a form asks; they are kept for screen readers
 */

/**
 * An answer as paragraphs and lists. Bold is the only markup; names of clauses become links.
 * @param {string} text
 * @param {Reading} reading
 * @returns {HTMLElement[]}
 */
export function prose(text, reading) {
  return text.split(/\n{2,}/).flatMap((block) => blockOf(block.split("\n").filter(Boolean), reading));
}

/** @param {string[]} lines @param {Reading} reading */
function blockOf(lines, reading) {
  const items = lines.filter(isItem);
  if (items.length && items.every((line) => reading.told.includes(itemText(line)))) return [];
  const asks = lines.some((line) => reading.asked.some((asked) => line.includes(asked)));
  const parts = [];
  for (const line of lines) {
    const last = parts[parts.length - 1];
    const list = isItem(line) ? (/^\d/.test(line) ? "OL" : "UL") : "P";
    const into = last && last.tagName === list ? last : make(list);
    if (into !== last) parts.push(into);
    if (list === "P" && into.firstChild) into.append(make("br"));
    (list === "P" ? into : into.appendChild(make("li"))).append(...inline(itemText(line), reading));
  }
  if (asks) parts.forEach((part) => part.classList.add("asked"));
  return parts;
}

/** @param {string} line */
const isItem = (line) => /^(-|\d+\.) /.test(line);

/** @param {string} line */
const itemText = (line) => line.replace(/^(-|\d+\.) /, "");

/** @param {string} text @param {Reading} reading */
function inline(text, reading) {
  return text.split("**").map((part, place) => {
    const nodes = linked(part, reading.links);
    return place % 2 ? make("strong", {}, nodes) : make("span", {}, nodes);
  });
}

/** @param {string} text @param {Map<string, string>} links */
function linked(text, links) {
  const names = [...links.keys()].sort((left, right) => right.length - left.length).map(escaped);
  if (!names.length) return [text];
  const named = new RegExp(`(${names.join("|")})(?!\\w|\\s+(?:lid|sub)\\b)`);
  return text.split(named).map((part, place) => (place % 2 ? clauseLink(part, links.get(part)) : part));
}

/** @param {string} name */
const escaped = (name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * A link that opens a clause beside the page, which keeps its place.
 * @param {string} label
 * @param {string | undefined} href
 */
export function clauseLink(label, href) {
  return href ? make("a", { href, target: "_blank", rel: "noopener" }, label) : label;
}

/** An answer without its marks of bold. @param {string} text */
export const plain = (text) => text.replaceAll("**", "");
