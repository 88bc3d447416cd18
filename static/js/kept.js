// A form came after the sign-in had ended. What was typed stays in this browser until its person has signed in,
// on the page of whose incident drafts.js sends it to the server and offers it.

const kept = document.querySelector("[data-keep-draft]");
const { keepDraft, form, seen, content } = kept.dataset;
localStorage.setItem(keepDraft, new URLSearchParams({ form, seen, content }).toString());
kept.hidden = false;
