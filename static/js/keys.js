// The single keys of every page. Which key does what is the person's choice: it stands in the dialog that "?"
// opens, and there is no dialog where somebody switched the keys off.
//
// A page says what can be done with `data-does="agree"` on a button, a link or a field, or with
// `data-acts="down up"` on a region that listens to the event "act". What belongs to one row of many stands
// inside `data-row`, and counts only while the focus is in that row.

const dialog = document.querySelector("[data-shortcuts]");
const bound = [...(dialog?.querySelectorAll("[data-action]") ?? [])].map((line) => ({ line, ...line.dataset }));
const keyOf = Object.fromEntries(bound.map(({ action, key }) => [action, key]));

// Where letters are written, or belong to something that is open above the page.
const WRITING =
  "textarea, select, [contenteditable], [role=menu], dialog, " +
  "input:not([type=checkbox], [type=radio], [type=button], [type=submit])";
const PRESSED = "a[href], button, summary, input, [tabindex]:not([tabindex='-1'])";

const isUsable = (element) => !element.disabled && element.checkVisibility();
const doers = (action, within) => [...within.querySelectorAll(`[data-does="${action}"]`)].filter(isUsable);

// --- What a key reaches from where the focus is ------------------------------------------------------

function inRow(action, from) {
  const row = from.closest("[data-row]");
  return row && doers(action, row)[0];
}

const onPage = (action) => doers(action, document).find((element) => !element.closest("[data-row]"));

function region(action, from) {
  const here = from.closest(`[data-acts~="${action}"]`);
  return here ?? (isNowhere(from) ? document.querySelector(`[data-acts~="${action}"]`) : null);
}

const isNowhere = (element) => !element.closest(PRESSED) && !element.closest("[data-row], [data-acts]");

function press(element) {
  if (element.matches(WRITING)) {
    element.focus();
    element.select?.();
    return;
  }
  // What the world sees next is worth a second press.
  if (element.matches("[data-deliberate]")) {
    element.focus();
    return;
  }
  element.click();
  // What opens a form leads into it.
  if (!element.matches("summary")) return;
  const fields = element.parentElement;
  (fields.querySelector("input:checked") ?? fields.querySelector("select, textarea, input:not([type=hidden])"))?.focus();
}

function act(action, from) {
  const listener = region(action, from);
  const event = new CustomEvent("act", { detail: { action, from }, bubbles: true, cancelable: true });
  return Boolean(listener) && !listener.dispatchEvent(event);
}

function tries(action, from) {
  if (action === "help") return help();
  if (act(action, from)) return true;
  const element = onPage(action);
  if (element) press(element);
  return Boolean(element);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const from = event.target instanceof Element ? event.target : document.body;
  const actions = actionsOf(event);
  if (!actions.length || from.closest(WRITING)) return;
  // Enter presses what has the focus.
  if (event.key === "Enter" && from.closest(PRESSED)) return;
  if (event.repeat && !["down", "up"].includes(actions[0])) return;
  const near = actions.map((action) => inRow(action, from)).find(Boolean);
  if (near) press(near);
  else if (!actions.some((action) => tries(action, from))) return;
  event.preventDefault();
});

// Letters are found under any layout of the keyboard: by what is printed, or else by where the key lies.
function actionsOf(event) {
  const said = event.shiftKey ? event.key : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const named = (key) => bound.filter((each) => each.key === key).map((each) => each.action);
  const found = named(said);
  if (found.length || /^[\x20-\x7e]+$/.test(event.key)) return found;
  return named(event.code.replace(/^(Key|Digit)/, "").toLowerCase());
}

// --- Rows of a list ----------------------------------------------------------------------------------

const STEPS = { down: 1, up: -1 };

document.addEventListener("act", (event) => {
  const list = event.target.closest("[data-rows]");
  const { action, from } = event.detail;
  if (!list || !(action in STEPS)) return;
  const rows = [...list.querySelectorAll("[data-row]")].filter(isUsable);
  const here = rows.indexOf(from.closest("[data-row]"));
  const next = rows[Math.max(0, Math.min(here + STEPS[action], rows.length - 1))];
  if (!next) return;
  const focus = next.matches("[tabindex]") ? next : next.querySelector("[data-does=open]");
  focus.focus();
  next.scrollIntoView({ block: "nearest" });
  event.preventDefault();
});

// --- What the keys are -------------------------------------------------------------------------------

const works = (action) =>
  action === "help" || doers(action, document).length > 0 || document.querySelector(`[data-acts~="${action}"]`);

function help() {
  for (const { line, action } of bound) line.hidden = !works(action);
  dialog.showModal();
  return true;
}

// A press beside the dialog closes it, and so does the key that opened it.
dialog?.addEventListener("click", (event) => event.target === dialog && dialog.close());
dialog?.addEventListener("keydown", (event) => {
  if (!actionsOf(event).includes("help")) return;
  dialog.close();
  event.preventDefault();
});

const shown = (key) => (key.length === 1 ? key.toUpperCase() : key);

// Show the keys on what is there; what has them already stays as it is.
function draw() {
  for (const hint of document.querySelectorAll("[data-hint]")) hint.textContent = shown(keyOf[hint.dataset.hint] ?? "");
  for (const element of document.querySelectorAll("[data-does]:not([aria-keyshortcuts])")) {
    const key = keyOf[element.dataset.does];
    if (!key) continue;
    element.setAttribute("aria-keyshortcuts", key);
    if (!element.matches(".button")) continue;
    // The eye sees the key on the button; the ear hears it from the attribute.
    const hint = document.createElement("kbd");
    hint.textContent = shown(key);
    hint.ariaHidden = "true";
    element.append(" ", hint);
  }
  for (const element of document.querySelectorAll("[data-with-keys]")) element.hidden = !dialog;
}

document.addEventListener("late", draw);
draw();
