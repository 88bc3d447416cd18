// Says every 25 seconds that the page is open, and shows who else has it open and what they are filling in.
// The holder's page says so in one word with its heartbeat. It is advice: what is saved is decided by versions.

const EVERY = 25_000;
const place = document.querySelector("[data-presence]");
const { presence: address, seen, changed } = place.dataset;
const token = place.querySelector("[name=csrfmiddlewaretoken]").value;

let doing = "";
let asking = new AbortController();

const message = () => new URLSearchParams({ csrfmiddlewaretoken: token, doing });

function show(said) {
  const lines = said.people ?? [];
  if (said.version > Number(seen)) lines.push(`${said.changed} ${changed}`);
  const now = lines.join("\n");
  if (now === place.dataset.shown) return;
  place.dataset.shown = now;
  place.replaceChildren(...lines.map((sentence) => {
    const line = document.createElement("span");
    line.dir = "auto";
    line.textContent = sentence;
    return line;
  }));
}

async function beat() {
  // The holder's word prolongs the hold as well.
  const held = document.querySelector("[data-heartbeat]")?.dataset.heartbeat;
  try {
    const answer = await fetch(held ?? address, { method: "POST", body: message(), signal: asking.signal });
    if (!answer.headers.get("content-type")?.startsWith("application/json")) return;
    const said = await answer.json();
    show(said);
    document.dispatchEvent(new CustomEvent("beat", { detail: said }));
  } catch {
    // No connection, or the page is about to be left: the next beat tries again.
  }
}

function look({ target }) {
  const form = target.form;
  const now = form?.dataset.draft ? `${form.dataset.draft}${target.name ? `:${target.name}` : ""}` : "";
  if (now === doing) return;
  doing = now;
  clearTimeout(soon);
  soon = setTimeout(beat, 1500);
}

let soon = 0;
document.addEventListener("focusin", look);
// What is sent may end the hold; a beat that it overtakes would be told of that as of a loss.
document.addEventListener("submit", () => {
  clearTimeout(soon);
  asking.abort();
  asking = new AbortController();
});
setInterval(() => document.hidden || beat(), EVERY);
document.addEventListener("visibilitychange", () => document.hidden || beat());
window.addEventListener("pagehide", () => {
  const body = message();
  body.set("left", "yes");
  navigator.sendBeacon(address, body);
});
beat();
