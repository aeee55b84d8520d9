// A calculator: what was filled in goes to the server, and a form that comes back shows what it was filled in with.
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const values = {};
  for (const [name, value] of new FormData(event.target)) (values[name] ??= []).push(value);
  trigger("submit", { values });
});
watch("value", () => {
  element.querySelector("form")?.reset();
  element.querySelector("[aria-invalid]")?.focus();
});
