// Areas and people are offered while a part of their name is typed. Without this the form asks which
// one is meant.

const LIST_SAYS = (offered) => {
  const option = document.createElement("option");
  option.value = offered.value;
  option.label = offered.label ?? "";
  return option;
};

for (const field of document.querySelectorAll("input[data-found]")) {
  let asked = new AbortController();
  field.addEventListener("input", async (event) => {
    const typed = field.value.trim();
    asked.abort();
    if (event.isComposing || !typed || typed.endsWith("）")) return;
    asked = new AbortController();
    const address = new URL(field.dataset.found, location.href);
    address.searchParams.set("q", typed);
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok) field.list.replaceChildren(...(await answer.json()).offered.map(LIST_SAYS));
    } catch {
      // asked again meanwhile, or no network: the form itself still works
    }
  });
  field.addEventListener("compositionend", () => field.dispatchEvent(new Event("input")));
}
