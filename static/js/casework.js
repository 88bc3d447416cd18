// What every page does beyond plain HTML. Every page works without it.

// An open menu closes on Escape, and on a press elsewhere.
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// On a narrow screen the bar scrolls: where one is stands in sight.
const bar = document.querySelector(".nav");
const current = bar?.querySelector("[aria-current]");
if (current) bar.scrollLeft += current.getBoundingClientRect().left - bar.getBoundingClientRect().left - 16;

// A message can be put away; the button shows only where it can work.
for (const button of document.querySelectorAll("[data-dismiss]")) {
  button.hidden = false;
  button.addEventListener("click", () => button.parentElement.remove());
}

// A second press on a button does not send the form twice.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  else if (event.target.method === "post") event.target.dataset.sent = "yes";
});

// Ctrl Enter saves from every field; the two long forms have a say of their own.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.form;
  if (form?.method === "post" && !form.matches("[data-facts], #claim-form")) form.requestSubmit();
});

// A page that comes back from the browser's memory may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// What was typed while the server could not be reached goes with the sign-out: others may use this browser.
document.addEventListener("submit", (event) => {
  if (!event.target.action.endsWith("/accounts/logout/")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("casework-draft:")) localStorage.removeItem(key);
});

// What is to be copied can be, where the browser lets us: over https, or on this machine.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.querySelector("[aria-live]").textContent = button.dataset.copied;
  });
}
