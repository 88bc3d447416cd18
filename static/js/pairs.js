// One key judges the pair that has the focus: the key on its button.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  const buttons = event.target.closest("[data-pair]")?.querySelectorAll("[aria-keyshortcuts]") ?? [];
  for (const button of buttons) {
    if (button.getAttribute("aria-keyshortcuts") === event.key.toLowerCase()) button.click();
  }
});

// After a judgement the next pair is at hand. The browser follows the address first, and that takes the focus.
window.addEventListener("load", () => {
  if (location.hash === "#same-attack") document.querySelector("[data-pair]")?.focus();
});
