// The terms: a mention of another clause opens it, and a rule leads to its calculator.
element.addEventListener("click", (event) => {
  const rule = event.target.closest("[data-rule]");
  if (rule) trigger("select", { rule: rule.dataset.rule });
  const link = event.target.closest('a[href^="#v-"]');
  const clause = link && document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
  if (!link) return;
  event.preventDefault();
  if (!clause) return;
  for (let parent = clause.closest("details"); parent; parent = parent.parentElement.closest("details")) parent.open = true;
  clause.scrollIntoView({ block: "center" });
  clause.focus({ preventScroll: true });
});
