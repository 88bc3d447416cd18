// What somebody codes is kept on the server, a second after the last key and when they leave the page. Where the
// server cannot take it, because the connection or the sign-in is gone, the page tries again until it can.

const PAUSE = 1000;
const AGAIN = 10_000;
const form = document.querySelector("[data-keep]");
const line = form.querySelector("[data-kept]");
let waiting = 0;

function message() {
  const body = new URLSearchParams(new FormData(form));
  body.set("do", "keep");
  return body;
}

async function keep(options = {}) {
  clearTimeout(waiting);
  waiting = 0;
  try {
    const answer = await fetch(form.action, { method: "POST", body: message(), ...options });
    if (answer.redirected) throw new Error("signed out");
    line.textContent = (await answer.json()).sentence;
  } catch (error) {
    line.textContent = error.message === "signed out" ? form.dataset.signedOut : form.dataset.lost;
    waiting ||= setTimeout(keep, AGAIN);
  }
}

// Some fields are filled in by a press, which changes them and is no input.
for (const kind of ["input", "change"]) {
  form.addEventListener(kind, () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
}

function flush() {
  if (waiting) keep({ keepalive: true });
}

window.addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => document.hidden && flush());

// What is sent by a button needs no other message, least of all one that comes after it.
form.addEventListener("submit", () => {
  clearTimeout(waiting);
  waiting = 0;
});
