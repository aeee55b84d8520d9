// What Gradio says to screen readers in English, in Dutch.
(() => {
  const words = WORDS;
  const translate = (element) => {
    for (const name of ["aria-label", "title"]) {
      const said = element.getAttribute?.(name) ?? "";
      const found = Object.keys(words).find((start) => said.startsWith(start));
      if (found) element.setAttribute(name, words[found] + said.slice(found.length));
    }
  };
  const all = (root) => { translate(root); root.querySelectorAll?.("[aria-label], [title]").forEach(translate); };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") translate(change.target);
      else change.addedNodes.forEach(all);
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label", "title"] });
  all(document.body);
})
