// A hold ends two minutes after the last word of its page; presence.js gives that word every 25 seconds, so
// that one lost request costs nothing. When the hold has ended, the page says so.

const form = document.querySelector("[data-heartbeat]");
const line = document.querySelector("[data-hold]");

document.addEventListener("beat", ({ detail }) => {
  if (!detail.sentence) return;
  line.textContent = detail.sentence;
  delete form.dataset.heartbeat;
});
