// Filling in the facts: one press takes over what a claim says, places are found while somebody types, and a
// date is read back in words. Without this file the same buttons ask the server.

const form = document.querySelector("[data-facts]");
const field = (name) => form.elements.namedItem(name);
const changed = (control) => control.dispatchEvent(new Event("change", { bubbles: true }));

// --- One press fills in -----------------------------------------------------------------------------

function fill(values, replaces = false) {
  const filled = [];
  for (const [name, given] of Object.entries(values)) {
    if (name === "place") continue;
    for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      const has = given.includes(control.value);
      if (control.type === "radio") control.checked = has;
      else if (control.type === "checkbox") control.checked = has || (!replaces && control.checked);
      else control.value = given[0] ?? "";
      changed(control);
      filled.push(control);
    }
  }
  filled[0]?.focus();
}

function list(number, label) {
  const line = form.querySelector("[data-listed]");
  const box = line.querySelector("input");
  line.hidden = !number;
  box.checked = Boolean(number);
  box.value = number;
  line.querySelector("bdi").textContent = label;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (!button) return;
  event.preventDefault();
  const values = JSON.parse(button.dataset.fill);
  const label = button.dataset.label ?? [values.place_name, values.admin1].flat().filter(Boolean).join(", ");
  if (values.place) list(values.place[0], label);
  fill(values, "replaces" in button.dataset);
});

// Between what a colleague made of a field and what was typed: the choice fills in, and typing anew is a choice.
for (const choice of document.querySelectorAll("[data-choose]")) {
  choice.addEventListener("change", () => {
    fill(JSON.parse(choice.dataset.choose), true);
    choice.focus();
  });
}
form.addEventListener("input", (event) => {
  const mine = event.isTrusted && document.querySelector(`[name="choice-${CSS.escape(event.target.name)}"][value=mine]`);
  if (mine) mine.checked = true;
});

// Ctrl Enter saves from everywhere, also from the summary, where Enter begins a line.
// The comparison above the form belongs to it.
document.addEventListener("keydown", (event) => {
  if (event.target.form !== form && event.target !== document.body) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector("[value=save]"));
});

// --- Only the sub-event types of the chosen type ----------------------------------------------------

const type = field("event_type");
const below = field("sub_event_type");

function narrow() {
  const chosen = type.selectedOptions[0];
  for (const group of below.querySelectorAll("optgroup")) {
    group.disabled = group.hidden = chosen.value !== "" && group.label !== chosen.text;
  }
  if (below.selectedOptions[0]?.closest("optgroup")?.disabled) below.value = "";
}

type.addEventListener("change", narrow);
// A pair that does not fit and was refused stays in sight.
if (!form.querySelector("[aria-invalid]")) narrow();

// --- Places and dates, while somebody types ---------------------------------------------------------

async function ask(address, words) {
  try {
    const answer = await fetch(`${address}?${new URLSearchParams(words)}`);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

// Answers that come late, to a question that was overtaken, are not shown.
function whileTyping(control, address, words, show) {
  let timer = 0;
  let latest = 0;
  control.addEventListener("input", () => {
    clearTimeout(timer);
    const mine = ++latest;
    timer = setTimeout(async () => {
      const answer = await ask(address, words());
      if (answer && mine === latest) show(answer);
    }, 250);
  });
}

const means = form.querySelector("[data-date-means]");
const date = field("date_edtf");
whileTyping(date, form.dataset.dates, () => ({ q: date.value }), (answer) => {
  means.textContent = answer.sentence;
});
date.addEventListener("change", () => date.dispatchEvent(new Event("input")));

// A point outside of its country is told at once, and far outside the field for the reason comes up.
const outside = form.querySelector("[data-outside]");
const reason = form.querySelector("[data-outside-reason]");
const OF_THE_POINT = ["latitude", "longitude", "country", "coordinate_uncertainty_m"];

async function checkPoint() {
  const words = Object.fromEntries(OF_THE_POINT.map((name) => [name, field(name).value]));
  const answer = await ask(form.dataset.points, words);
  if (!answer) return;
  outside.textContent = answer.sentence;
  reason.hidden = !answer.needs_reason && !reason.querySelector("[id]").value;
}

for (const name of OF_THE_POINT) field(name).addEventListener("change", checkPoint);
if (field("latitude").value) checkPoint();

const find = field("find");
const count = form.querySelector("[data-count]");
const found = form.querySelector("[data-found]");

function offer(place) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button plain";
  const name = document.createElement("bdi");
  name.textContent = place.label;
  const point = document.createElement("bdi");
  point.className = "uid";
  point.textContent = `${place.latitude}, ${place.longitude}`;
  button.append(name, " ", point);
  button.addEventListener("click", () => choose(place));
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function choose(place) {
  const values = { place_name: [place.name], country: [place.country] };
  values.latitude = [place.latitude];
  values.longitude = [place.longitude];
  if (place.admin1) values.admin1 = [place.admin1];
  if (place.admin2) values.admin2 = [place.admin2];
  if (place.is_point) values.location_precision = ["exact"];
  find.value = count.textContent = "";
  found.replaceChildren();
  list(String(place.id), place.label);
  fill(values);
}

whileTyping(find, form.dataset.places, () => ({ q: find.value, country: field("country").value }), ({ places }) => {
  found.replaceChildren(...places.map(offer));
  const asked = find.value.trim().length > 2;
  count.textContent = !asked ? "" : places.length ? `${count.dataset.some} ${places.length}` : count.dataset.none;
});

// Enter goes to the first place found, and does not send the form.
find.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  found.querySelector("button")?.focus();
});
form.querySelector("[data-find]").hidden = true;
