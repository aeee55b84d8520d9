// @ts-check
import { inDutch } from "./clarify.js";
import { icon, make, say, webAddress } from "./dom.js";
import { clauseLink, plain, prose } from "./prose.js";

/**
 * What the customer asked, as it stands in the transcript.
 * @param {string} text
 */
export const questionMessage = (text) => make("div", { class: "message mine" }, make("span", { class: "hidden" }, `${say("you")}: `), text);

/**
 * An answer as far as it is known: also while it comes in.
 * @param {any} reply a reply of the API, or its first parts
 * @param {string} base
 */
export function replyMessage(reply, base) {
  const citations = reply.citations || [];
  const links = new Map(citations.map((/** @type {any} */ one) => [one.label, webAddress(one.url, base)]));
  const sum = reply.calculation;
  const reading = { links, told: sum ? sum.steps : [], asked: (reply.missing || []).flatMap(asked) };
  return make(
    "div",
    { class: "message", "data-status": reply.status },
    make("span", { class: "hidden" }, `${say("answer")}: `),
    make("div", { class: "prose" }, prose(reply.answer || "", reading)),
    sum && sumOf(sum, reply.answer),
    citations.length > 0 && sources(citations, links),
    reply.status === "not_in_terms" && contact(reply.contact),
  );
}

/** @param {any} fact */
const asked = (fact) => [fact.question, ...fact.choices];

/** The result of a sum, and how it came about. @param {any} sum @param {string} answer */
function sumOf({ result, steps, legal_basis: laws, warnings }, answer) {
  const figure = result.date ? inDutch(result.date, { dateStyle: "full" }) : result.amount && euros(result.amount);
  const cautions = warnings.filter((/** @type {string} */ text) => !answer.includes(text));
  return make(
    "div",
    { class: "sum" },
    figure && make("p", { class: "figure" }, figure),
    steps.length > 0 && make("p", { class: "label" }, say("steps")),
    steps.length > 0 && make("ol", {}, steps.map((/** @type {string} */ step) => make("li", {}, step))),
    laws.length > 0 && make("p", { class: "dim" }, say("law", { laws: laws.join("; ") })),
    cautions.map((/** @type {string} */ text) => make("p", { class: "dim" }, say("caution", { text }))),
  );
}

/** @param {string} amount */
const euros = (amount) => new Intl.NumberFormat("nl-NL", { style: "currency", currency: "EUR" }).format(Number(amount));

/** @param {any[]} citations @param {Map<string, string | null>} links */
function sources(citations, links) {
  const items = citations.map(({ label, title, quote, terms_version: version }) =>
    make(
      "li",
      {},
      clauseLink(label, links.get(label) || undefined),
      make(
        "details",
        {},
        make("summary", {}, say("quote"), make("span", { class: "hidden" }, `: ${label}`)),
        make("p", { class: "dim" }, [title, spoken(version)].filter(Boolean).join(", ")),
        make("blockquote", {}, quote),
      ),
    ),
  );
  return make("div", { class: "sources" }, make("p", { class: "label" }, say("sources")), make("ul", {}, items));
}

/** A version as people say it. @param {string} version */
const spoken = (version) => say("version", { version: /^\d{4}-\d\d-\d\d$/.test(version) ? inDutch(version, { dateStyle: "long" }) : version });

/** The company's own details, where it printed them. @param {any} details */
function contact({ email, phone }) {
  if (!email && !phone) return null;
  return make(
    "div",
    { class: "contact" },
    make("p", { class: "label" }, say("contact")),
    email && make("a", { class: "choice", href: `mailto:${encodeURI(email)}` }, icon("mail"), say("contact_mail", { email })),
    phone && make("a", { class: "choice", href: `tel:${phone.replace(/[^\d+]/g, "")}` }, icon("phone"), say("contact_phone", { phone })),
  );
}

/** The answer with its sources, to paste somewhere. @param {any} reply @param {string} base */
export function withSource(reply, base) {
  const from = reply.citations.map((/** @type {any} */ one) => {
    const said = say("source", { label: one.label, version: spoken(one.terms_version), quote: one.quote });
    return `${said}\n${webAddress(one.url, base) || ""}`;
  });
  return [plain(reply.answer), ...from].join("\n\n");
}
