// One key judges the pair that has the focus: the key on its button.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  const buttons = event.target.closest("[data-pair]")?.querySelectorAll("[aria-keyshortcuts]") ?? [];
  for (const button of buttons) {
    if (button.getAttribute("aria-keyshortcuts") !== event.key.toLowerCase()) continue;
    event.preventDefault();
    button.click();
    // What opens a form leads into it: the kinds of a link.
    button.parentElement.querySelector("select")?.focus();
  }
});

// After a judgement the next pair is at hand: the first of an incident's, or the one that took its place in the
// list. The browser follows the address first, and that takes the focus.
window.addEventListener("load", () => {
  const pairs = [...document.querySelectorAll("[data-pair]")];
  if (location.hash === "#same-attack") pairs[0]?.focus();
  else if (location.hash.startsWith("#place-")) (pairs.find((pair) => `#${pair.id}` === location.hash) ?? pairs.at(-1))?.focus();
});
