// What somebody types is kept on the server, a second after the last key and when they leave the page. Where
// the server cannot take it, because the connection or the sign-in is gone, it stays in this browser until it
// can; it goes with a sign-out, and is never shown to another person.

const PREFIX = "casework-draft:";
const LEFT = "casework-left";
const PAUSE = 1000;
const AGAIN = 10_000;
const place = document.querySelector("[data-drafts]");
const token = place.querySelector("[name=csrfmiddlewaretoken]").value;
const NOT_KEPT = ["csrfmiddlewaretoken", "seen", "draft", "draft_by", "draft_from", "do", "back", "transition", "search"];

const waiting = new Map();
const latest = new WeakMap();
const keyOf = (form) => `${PREFIX}${place.dataset.person}:${location.pathname.split("/")[2]}:${form}`;
const isKept = (name) => name && !NOT_KEPT.includes(name);

// --- What a form holds ------------------------------------------------------------------------------

// What a field held before somebody typed: as the form says beside it, or as the page was made. In a form that
// came back with unsaved words, everything in it is typed.
function before(control) {
  const said = [...control.form.querySelectorAll(`[name="initial-${CSS.escape(control.name)}"]`)];
  if (said.length) return said.map((each) => each.value).filter((value) => value || !isBox(control));
  if ("restored" in control.form.dataset) return [];
  if (control.options) return [...control.options].filter((each) => each.defaultSelected).map((each) => each.value);
  if (isBox(control)) return control.defaultChecked ? [control.value] : [];
  return [control.defaultValue];
}

const isBox = (control) => control.type === "checkbox" || control.type === "radio";

function isTyped(control) {
  if (control.type === "hidden" || control.type === "submit" || !isKept(control.name)) return false;
  if (control.name.startsWith("choice-")) return false;
  const was = before(control);
  if (isBox(control)) return control.checked !== was.includes(control.value) && (control.checked || control.type === "checkbox");
  return control.value !== (was[0] ?? control.options?.[0]?.value ?? "");
}

function wordsOf(control) {
  const label = control.labels?.[0]?.textContent.trim() || control.name;
  if (isBox(control)) {
    return [control.closest("fieldset")?.querySelector("legend")?.textContent.trim() || label, control.checked ? label : `– ${label}`];
  }
  return [label, control.options ? [...control.selectedOptions].map((each) => each.text).join(", ") : control.value];
}

function contentOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (isKept(name) && typeof value === "string") (fields[name] ??= []).push(value);
  }
  const typed = [...form.elements].filter(isTyped).map(wordsOf).filter(([, text]) => text.trim());
  return { fields, typed };
}

// --- Keep it ----------------------------------------------------------------------------------------

function messageOf(form) {
  const body = new URLSearchParams({
    csrfmiddlewaretoken: token,
    form: form.dataset.draft,
    seen: form.elements.namedItem("seen")?.value || place.dataset.seen,
    content: JSON.stringify(contentOf(form)),
  });
  const offered = place.querySelector(`[data-offer][data-kept-of="${CSS.escape(form.dataset.draft)}"]`);
  if (offered) body.set("beside", offered.dataset.offer);
  return body;
}

async function send(body, options = {}) {
  const answer = await fetch(place.dataset.drafts, { method: "POST", body, ...options });
  if (answer.redirected || !answer.headers.get("content-type")?.startsWith("application/json")) {
    throw new Error("signed out");
  }
  return answer.json();
}

const save = (key, body) => {
  body.delete("csrfmiddlewaretoken");
  localStorage.setItem(key, body.toString());
};

async function keep(form) {
  waiting.delete(form);
  const body = messageOf(form);
  latest.set(form, body.get("content"));
  const key = keyOf(form.dataset.draft);
  try {
    const { sentence } = await send(body);
    localStorage.removeItem(key);
    say(form, sentence);
  } catch (error) {
    save(key, body);
    say(form, error.message === "signed out" ? place.dataset.signedOut : place.dataset.lost);
    clearTimeout(later);
    later = setTimeout(sendKept, AGAIN);
  }
}

let later = 0;

function say(form, sentence) {
  let line = form.querySelector("[data-kept]");
  if (!line) {
    line = document.createElement("span");
    line.dataset.kept = "";
    line.className = "quiet";
    line.ariaLive = "polite";
    ([...form.querySelectorAll(".actions")].pop() ?? form).append(line);
  }
  line.textContent = sentence;
}

// Some fields are filled in by a press, which changes them and is no input.
for (const kind of ["input", "change"]) {
  document.addEventListener(kind, ({ target }) => {
    const form = target.form;
    if (!form?.dataset.draft || form.dataset.sent) return;
    if (kind === "change" && latest.get(form) === JSON.stringify(contentOf(form))) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => keep(form), PAUSE));
  });
}

// Whoever leaves has a moment less than a second.
function flush(but = null) {
  for (const [form, timer] of waiting) {
    if (form === but) continue;
    clearTimeout(timer);
    waiting.delete(form);
    sessionStorage.setItem(LEFT, JSON.stringify({ at: Date.now(), to: place.dataset.drafts }));
    const body = messageOf(form);
    if (!navigator.onLine) save(keyOf(form.dataset.draft), body);
    else send(body, { keepalive: true }).catch(() => save(keyOf(form.dataset.draft), body));
  }
}

window.addEventListener("pagehide", () => flush());
document.addEventListener("visibilitychange", () => document.hidden && flush());

// What is sent to be saved needs no draft; its name travels along, so that the draft ends with it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // Another form leads away from the page; what waits in the others is sent before it.
  if (!event.defaultPrevented) flush(form);
  if (!form.dataset.draft || event.defaultPrevented) return;
  if (!navigator.onLine) {
    event.preventDefault();
    delete form.dataset.sent;
    keep(form);
    return;
  }
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  for (const [name, value] of [["draft", form.dataset.draft], ["draft_by", place.dataset.person]]) {
    let field = form.elements.namedItem(name);
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      form.append(field);
    }
    field.value = value;
  }
});

// Whoever comes back at once may be faster than the words that were sent on leaving: then we look again. What
// cannot be asked for is shown with the next page.
function lookAgain() {
  const { at, to } = JSON.parse(sessionStorage.getItem(LEFT) ?? "{}");
  sessionStorage.removeItem(LEFT);
  if (to !== place.dataset.drafts || Date.now() - at > AGAIN) return;
  for (const wait of [PAUSE, 4 * PAUSE]) {
    setTimeout(() => place.contains(document.activeElement) || showOffers().catch(() => {}), wait);
  }
}

// --- Send back what stayed in this browser ------------------------------------------------------------

async function sendKept() {
  const mine = `${PREFIX}${place.dataset.person}:`;
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  let said = "";
  for (const key of keys) {
    if (!key.startsWith(mine)) localStorage.removeItem(key);
    else if (key.startsWith(keyOf(""))) {
      const body = new URLSearchParams(localStorage.getItem(key));
      body.set("csrfmiddlewaretoken", token);
      try {
        said = (await send(body)).sentence;
        localStorage.removeItem(key);
      } catch {
        clearTimeout(later);
        later = setTimeout(sendKept, AGAIN);
        return;
      }
    }
  }
  for (const line of said ? document.querySelectorAll("[data-kept]") : []) line.textContent = said;
  // What came from an earlier visit is offered; what is in the form already needs no offer.
  if (said && isFirst) await showOffers();
  isFirst = false;
}

let isFirst = true;
let isTakenBack = false;

async function showOffers() {
  const answer = await fetch(place.dataset.drafts);
  // What was taken back meanwhile is in its form, and typed on: it is not offered again.
  if (isTakenBack || answer.redirected || !answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...page.querySelector("[data-drafts]").childNodes);
  offer();
}

window.addEventListener("online", sendKept);

// --- Take it back --------------------------------------------------------------------------------------

function formOf(button) {
  const name = button.closest("[data-target]").dataset.target;
  return document.querySelector(`form[data-draft="${CSS.escape(name)}"]`);
}

function fill(form, fields) {
  for (const control of form.elements) {
    const values = fields[control.name];
    if (!isKept(control.name) || !values || (control.type === "hidden")) continue;
    if (isBox(control)) control.checked = values.includes(control.value);
    else control.value = values[0] ?? "";
  }
}

function offer() {
  for (const button of place.querySelectorAll("[data-take-back]")) button.hidden = !formOf(button);
}

place.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take-back]");
  if (!button) return;
  isTakenBack = true;
  const form = formOf(button);
  const offered = button.closest("[data-offer]");
  const chosen = [...offered.querySelectorAll("[data-keep]:checked")].map((each) => JSON.parse(each.dataset.keep));
  fill(form, Object.assign(JSON.parse(button.dataset.takeBack), ...chosen));
  const { keptOf: from, target } = offered.dataset;
  if (from !== target) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "draft_from", value: from }));
  for (let folded = form.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
  offered.remove();
  form.querySelector("textarea, select, input:not([type=hidden])")?.focus();
  form.scrollIntoView({ block: "nearest" });
});

// The form that they belong to may come after the page.
document.addEventListener("late", offer);
offer();
sendKept();
lookAgain();
