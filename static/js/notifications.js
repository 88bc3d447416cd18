// Through the notifications by keyboard: after one is put away, the next has the focus.

const rows = [...document.querySelectorAll("[data-notification]")];

rows.forEach((row, place) => {
  const next = rows[place + 1] ?? rows[place - 1];
  const field = row.querySelector("[data-next]");
  if (field && next) field.value = next.id.replace("notification-", "");
});

// A link with the name of a row leads to its first link, ready for Enter.
const asked = location.hash && document.getElementById(location.hash.slice(1));
asked?.querySelector("a")?.focus();

function step(by) {
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by))]?.querySelector("a").focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  e: () => act("done"),
  u: () => act("unread"),
};

function act(what) {
  document.activeElement.closest("[data-notification]")?.querySelector(`[data-act="${what}"]`)?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (!KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});
