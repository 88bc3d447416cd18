// Marking passages by mouse, finger and keys. Without this script the same forms are sent by hand.

const text = document.querySelector("[data-text]");
const menu = document.querySelector("[data-menu] form");
const slot = document.querySelector("[data-form]");
const pane = document.querySelector("[data-pane]");
const sentences = [...text.querySelectorAll(".sentence")];
const kept = `prove:${location.pathname}`;
// As long as the server keeps beside a quote.
const CONTEXT = 32;
let here = 0;
let range;
// How far the page was scrolled when the words were chosen.
let y;

// Sentences: one of them is in the order of the Tab key, the one that was read last.

function goTo(number, options) {
  here = Math.max(0, Math.min(number, sentences.length - 1));
  for (const [each, sentence] of sentences.entries()) sentence.tabIndex = each === here ? 0 : -1;
  sentences[here]?.focus(options);
}

text.addEventListener("focusin", (event) => {
  const found = sentences.indexOf(event.target.closest(".sentence"));
  if (found >= 0) here = found;
});

const STEPS = { down: 1, ArrowDown: 1, up: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

text.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (!(event.key in STEPS)) return;
  goTo(here + STEPS[event.key]);
  event.preventDefault();
});

// The single keys, whichever they are for this person.
text.addEventListener("act", (event) => {
  const { action } = event.detail;
  if (action in STEPS) goTo(here + STEPS[action]);
  else if (action === "cite" && menu) openPicker(selected() ?? around(sentences[here]));
  else return;
  event.preventDefault();
});

// What is selected: only the part of it that lies in the text.

function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const found = selection.getRangeAt(0).cloneRange();
  if (!found.intersectsNode(text)) return null;
  if (!text.contains(found.startContainer)) found.setStart(text, 0);
  if (!text.contains(found.endContainer)) found.setEnd(text, text.childNodes.length);
  return found.toString().trim() ? found : null;
}

function around(node) {
  const found = document.createRange();
  found.selectNodeContents(node);
  return found;
}

// The words, what stands around them, and where they begin. The server finds them again by itself.
function passage() {
  const ahead = around(text);
  ahead.setEnd(range.startContainer, range.startOffset);
  const start = ahead.toString().length;
  const quote = range.toString();
  const end = start + quote.length;
  return {
    quote,
    hint: start,
    before: text.textContent.slice(Math.max(0, start - CONTEXT), start),
    after: text.textContent.slice(end, end + CONTEXT),
  };
}

// The menu at the selection.

const picker = document.createElement("div");
picker.className = "picker";
picker.hidden = true;
picker.setAttribute("role", "menu");
const items = [...(menu?.querySelectorAll("[data-items] button") ?? [])].map((button) => {
  const item = button.cloneNode(true);
  item.type = "button";
  item.setAttribute("role", "menuitem");
  item.tabIndex = -1;
  item.addEventListener("click", () => choose(item.value));
  return item;
});
picker.append(...items);
if (menu) picker.setAttribute("aria-label", menu.querySelector("[data-items]").getAttribute("aria-label"));
// What is marked at the moment, for those who hear it.
const said = document.createElement("p");
said.className = "hidden-text";
said.setAttribute("aria-live", "polite");
document.body.append(picker, said);

function openPicker(found) {
  range = found;
  said.textContent = found.toString();
  y = scrollY;
  const first = sentences.findIndex((sentence) => range.intersectsNode(sentence));
  if (first >= 0) here = first;
  CSS.highlights?.set("passage", new Highlight(range));
  picker.hidden = false;
  const at = range.getBoundingClientRect();
  const room = document.documentElement.clientWidth - picker.offsetWidth - 8;
  const start = getComputedStyle(text).direction === "rtl" ? at.right - picker.offsetWidth : at.left;
  picker.style.left = `${scrollX + Math.max(8, Math.min(start, room))}px`;
  picker.style.top = `${scrollY + at.bottom + 6}px`;
  items[0].focus({ preventScroll: true });
  picker.scrollIntoView({ block: "nearest" });
}

function closePicker() {
  picker.hidden = true;
  CSS.highlights?.delete("passage");
}

const BESIDE = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// With Shift the arrows move the ends of the passage by a word: right and left its end, down and up its beginning.
const EDGES = { ArrowRight: ["end", 1], ArrowLeft: ["end", -1], ArrowDown: ["start", 1], ArrowUp: ["start", -1] };

function moveEdge(edge, step) {
  const ahead = around(text);
  ahead.setEnd(range.startContainer, range.startOffset);
  const ends = { start: ahead.toString().length };
  ends.end = ends.start + range.toString().length;
  const words = [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(text.textContent)].filter((each) => each.isWordLike);
  const edges = words.map(({ index, segment }) => (edge === "start" ? index : index + segment.length));
  const next = step > 0 ? edges.find((at) => at > ends[edge]) : edges.findLast((at) => at < ends[edge]);
  if (next === undefined) return;
  ends[edge] = next;
  if (ends.start >= ends.end) return;
  openPicker(between(ends.start, ends.end));
}

function between(start, end) {
  const found = document.createRange();
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = walker.nextNode(); node; at += node.data.length, node = walker.nextNode()) {
    if (start >= at && start < at + node.data.length) found.setStart(node, start - at);
    if (end > at && end <= at + node.data.length) {
      found.setEnd(node, end - at);
      return found;
    }
  }
  return found;
}

picker.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.shiftKey && event.key in EDGES) {
    event.preventDefault();
    moveEdge(...EDGES[event.key]);
    return;
  }
  const place = items.indexOf(document.activeElement);
  const item = items.find((each) => each.getAttribute("aria-keyshortcuts") === event.key.toLowerCase());
  if (item) choose(item.value);
  else if (event.key in BESIDE) items[(place + BESIDE[event.key] + items.length) % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") {
    closePicker();
    goTo(here, { preventScroll: true });
  } else return;
  event.preventDefault();
});

document.addEventListener("pointerdown", (event) => {
  if (!picker.hidden && !picker.contains(event.target)) closePicker();
});

if (menu) {
  text.addEventListener("mouseup", () => {
    // The browser clears an old selection only after this event.
    setTimeout(() => {
      const found = matchMedia("(pointer: coarse)").matches ? null : selected();
      if (found) openPicker(found);
    });
  });

  // Fingers select with handles of their own, so they say when they are done.
  const use = menu.querySelector("[data-touch]");
  document.body.append(use);
  let touched;
  document.addEventListener("selectionchange", () => {
    touched = matchMedia("(pointer: coarse)").matches ? selected() : null;
    use.hidden = !touched;
  });
  use.addEventListener("pointerdown", (event) => event.preventDefault());
  use.addEventListener("click", () => {
    use.hidden = true;
    openPicker(touched);
  });
  menu.closest("details").open = false;
}

// A mark leads to its claims; with other passages over the same words, to theirs as well. The words of a
// link cannot be selected with a mouse, so here it is one by its role alone.
for (const mark of text.querySelectorAll("[data-citations]")) {
  const { hash } = mark;
  const follow = () => {
    for (const each of document.querySelectorAll(".lit")) each.classList.remove("lit");
    for (const citation of mark.dataset.citations.trim().split(" ")) {
      for (const each of document.querySelectorAll(`[data-citation="${citation}"]`)) each.classList.add("lit");
    }
    location.hash = hash;
    document.getElementById(hash.slice(1)).focus();
  };
  mark.removeAttribute("href");
  mark.setAttribute("role", "link");
  mark.tabIndex = 0;
  mark.addEventListener("click", () => selected() || follow());
  mark.addEventListener("keydown", (event) => event.key === "Enter" && follow());
}

// The form of the claim, filled in by the server.

// Ask the server for the form alone; throws where it answers with anything else.
async function fetchForm(asked) {
  const body = new FormData(menu);
  for (const [name, value] of Object.entries({ ...asked, part: "form" })) body.set(name, value);
  const answer = await fetch(menu.action, { method: "POST", body });
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  return answer.text();
}

async function choose(about) {
  const words = passage();
  picker.hidden = true;
  try {
    slot.innerHTML = await fetchForm({ ...words, about });
  } catch {
    // The whole page says why, or asks to sign in again.
    for (const [name, value] of Object.entries(words)) menu.elements[name].value = value;
    menu.requestSubmit(menu.querySelector(`[value="${about}"]`));
    return;
  }
  slot.hidden = false;
  pane.scrollTop = 0;
  startForm();
}

function startForm() {
  const form = slot.querySelector("form");
  if (!form) return;
  const before = written(form);
  const leave = () => {
    slot.hidden = true;
    slot.replaceChildren();
    closePicker();
    goTo(here);
  };
  slot.querySelector("[data-close]").addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  form.addEventListener("keydown", (event) => {
    // What somebody has typed is not closed by one key.
    if (event.key === "Escape") written(form) === before ? leave() : goTo(here);
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey || isClosedList(event.target))) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", () => {
    if (y !== undefined) sessionStorage.setItem(kept, y);
  });
  startSearch(form);
  const map = form.querySelector("[data-map]");
  if (map) import(map.dataset.script).then(({ start }) => start(form));
  const first = form.querySelector("[aria-invalid]") ?? form.querySelector(".abreast :is(input, select, textarea)");
  first.focus();
  if (first.select && first.matches(".abreast input")) first.select();
}

// On an open list Enter chooses. A browser that cannot tell keeps its own way.
const isClosedList = (field) => CSS.supports("selector(:open)") && field.matches("select:not(:open)");

const written = (form) => new URLSearchParams(new FormData(form)).toString();

// Names are looked for while they are typed.
function startSearch(form) {
  const find = form.elements.find;
  if (!find || !menu) return;
  const list = form.elements.actor ?? form.elements.place;
  let timer;
  form.querySelector("[data-search]").remove();
  find.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const found = await fetchForm({ about: form.elements.about.value, find: find.value }).catch(() => "");
      const page = new DOMParser().parseFromString(found, "text/html");
      const fresh = page.querySelector(`select[name="${list.name}"]`);
      if (!fresh) return;
      list.replaceChildren(...fresh.options);
      // What stands below it says whether anything was found.
      list.parentElement.querySelector(".hint")?.remove();
      const hint = fresh.parentElement.querySelector(".hint");
      if (hint) list.after(hint);
    }, 250);
  });
}

// The forms below a claim are drawn by the server when one of them is asked for.
pane.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-opens]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const answer = await fetch(`${link.href}&part=form`).catch(() => null);
  if (!answer?.ok || answer.redirected) {
    location.assign(link.href);
    return;
  }
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  const forms = holder.content.firstElementChild;
  link.closest(".claim-actions").replaceWith(forms);
  forms.querySelector("[open]").querySelector("select, textarea, input:not([type=hidden])").focus();
  document.dispatchEvent(new Event("late"));
});

// Where the next step begins. The browser follows the address first, and that moves page and focus.
window.addEventListener("load", () => {
  const left = sessionStorage.getItem(kept);
  sessionStorage.removeItem(kept);
  const mark = location.hash.startsWith("#citation-") && document.getElementById(location.hash.slice(1));
  if (mark) here = Math.max(0, sentences.indexOf(mark.closest(".sentence")));
  if (mark && left !== null) scrollTo(scrollX, Number(left));
  if (slot.querySelector("form")) startForm();
  else if (mark || (menu && !location.hash)) goTo(here, { preventScroll: true });
});
