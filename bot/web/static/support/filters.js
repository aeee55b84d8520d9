// @ts-check
/** The filters: what can be chosen in one depends on what was chosen in the ones before it. */

/** @typedef {{key: string, name: string}} Choice */
/** @typedef {Choice & {articles: Choice[]}} Document */
/** @typedef {Choice & {documents: Document[]}} Version */
/** @typedef {{companies: {slug: string, name: string, versions: Version[]}[]}} Choices */

/**
 * Offers in a list what can be chosen, after its first entry ("everything").
 * @param {HTMLSelectElement} list
 * @param {Choice[]} choices
 * @param {string} chosen
 */
function offer(list, choices, chosen) {
  const everything = /** @type {HTMLOptionElement} */ (list.options[0]);
  list.replaceChildren(everything, ...choices.map(({ key, name }) => new Option(name, key)));
  list.disabled = choices.length === 0;
  list.value = choices.some(({ key }) => key === chosen) ? chosen : everything.value;
}

/**
 * Fills the filters, chosen as the address says, and keeps them in step.
 * @param {HTMLFormElement} form
 * @param {URLSearchParams} asked
 * @param {() => void} changed  called when something else was chosen
 */
export async function fillFilters(form, asked, changed) {
  const { company, version, document, article } = /** @type {Record<string, HTMLSelectElement>} */ (
    /** @type {unknown} */ (form.elements)
  );
  const reply = await fetch("/support/api/filters");
  /** @type {Choices} */
  const choices = reply.ok ? await reply.json() : { companies: [] };

  /** @param {(name: string, list: HTMLSelectElement) => string} chosen */
  const update = (chosen) => {
    const versions = choices.companies.find(({ slug }) => slug === company.value)?.versions ?? [];
    offer(version, versions, chosen("version", version));
    const documents = (versions.find(({ key }) => key === version.value) ?? versions[0])?.documents ?? [];
    offer(document, documents, chosen("document", document));
    const inside = documents.filter(({ key }) => document.value === "*" || key === document.value);
    offer(article, inside.flatMap(({ articles }) => articles), chosen("article", article));
  };

  company.value = asked.get("company") ?? company.value; // which may have been chosen while this was on its way
  if (company.selectedIndex < 0) company.value = "";
  update((name) => asked.get(name) ?? "*");
  form.addEventListener("change", (event) => {
    update((_, list) => (event.target === company ? "*" : list.value));
    changed();
  });
}
