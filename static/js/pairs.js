// Where the next judgement begins.

// After a judgement the next pair is at hand: the first of an incident's, or the one that took its place in the
// list. The browser follows the address first, and that takes the focus; an incident's pairs come after the page.
function begin() {
  const pairs = [...document.querySelectorAll("[data-pair]")];
  if (pairs.some((pair) => pair.contains(document.activeElement))) return;
  if (location.hash === "#same-attack") pairs[0]?.focus();
  else if (location.hash === "#offers") document.querySelector("section:has(> header > #offers) [data-pair]")?.focus();
  else if (location.hash.startsWith("#place-")) (pairs.find((pair) => `#${pair.id}` === location.hash) ?? pairs.at(-1))?.focus();
}

if (document.readyState === "complete") begin();
else window.addEventListener("load", begin);

// Enter opens the pair in focus, as it opens a row of any list.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !event.target.matches("[data-pair]")) return;
  event.target.querySelector('[data-does="open"]')?.click();
});
