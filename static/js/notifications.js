// After a notification is put away, the next one has the focus: the address of the answer names its link.

const rows = [...document.querySelectorAll("[data-row]")];

rows.forEach((row, place) => {
  const next = rows[place + 1] ?? rows[place - 1];
  const field = row.querySelector("[data-next]");
  if (field && next) field.value = next.querySelector("a").id.replace("notification-", "");
});
