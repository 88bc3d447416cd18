// After a notification is put away, the next one has the focus.

const rows = [...document.querySelectorAll("[data-row]")];

rows.forEach((row, place) => {
  const next = rows[place + 1] ?? rows[place - 1];
  const field = row.querySelector("[data-next]");
  if (field && next) field.value = next.id.replace("notification-", "");
});

// An address with the name of a row leads to its link, ready for Enter.
const asked = location.hash && document.getElementById(location.hash.slice(1));
asked?.querySelector("[data-does=open]")?.focus();
