// While the page is open, tell the server every 25 seconds that the person is still here.
// A hold ends two minutes after the last word, so that one lost request costs nothing.

const EVERY = 25_000;
const form = document.querySelector("[data-heartbeat]");
const line = document.querySelector("[data-hold]");

async function beat() {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(form.dataset.heartbeat, { method: "POST", body });
    const said = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
    if (said.sentence) {
      line.textContent = said.sentence;
      clearInterval(timer);
    }
  } catch {
    // No connection: the next beat tries again.
  }
}

const timer = setInterval(beat, EVERY);
document.addEventListener("visibilitychange", () => document.hidden || beat());
