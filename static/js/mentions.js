// After an @ in a comment: the people who can see the incident, chosen with the arrow keys and Enter.
// Without this file a name is typed whole; a wrong one is refused with a sentence.

const NAME = /(?:^|[^\w.@-])@([a-z0-9._-]*)$/i;

function start() {
  for (const form of document.querySelectorAll("[data-mentions]:not([data-started])")) offerNames(form);
}

// The sign beside a part of the page opens the comment, and says already what it is about.
function offerParts() {
  const about = document.querySelector("[data-mentions] [name=field]");
  for (const sign of about ? document.querySelectorAll("[data-say]") : []) sign.classList.add("ready");
}

document.addEventListener("click", (event) => {
  const sign = event.target.closest("[data-say]");
  const form = document.querySelector("[data-mentions]");
  if (!sign || !form) return;
  event.preventDefault();
  form.elements.field.value = sign.dataset.say;
  form.elements.text.focus();
});

for (const begin of [start, offerParts]) {
  document.addEventListener("late", begin);
  begin();
}

function offerNames(form) {
  form.dataset.started = "yes";
  const area = form.querySelector("textarea");
  const list = document.createElement("ul");
  list.className = "names";
  list.id = `${area.id}-names`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-autocomplete", "list");
  let latest = 0;

  const typed = () => NAME.exec(area.value.slice(0, area.selectionStart))?.[1];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function close() {
    latest += 1;
    list.hidden = true;
    list.replaceChildren();
    area.removeAttribute("aria-activedescendant");
  }

  function choose(item) {
    const end = area.selectionStart;
    area.setRangeText(`${item.dataset.name} `, end - typed().length, end, "end");
    close();
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function select(item) {
    for (const each of list.children) each.setAttribute("aria-selected", String(each === item));
    area.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function show(people) {
    list.replaceChildren(...people.map((person, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.dataset.name = person.username;
      const name = document.createElement("bdi");
      name.textContent = person.name;
      const plain = document.createElement("span");
      plain.className = "uid";
      plain.textContent = `@${person.username}`;
      item.append(name, plain);
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        choose(item);
      });
      return item;
    }));
    list.hidden = !people.length;
    if (people.length) select(list.firstElementChild);
  }

  area.addEventListener("input", async () => {
    const words = typed();
    if (words === undefined) return close();
    const mine = ++latest;
    try {
      const answer = await fetch(`${form.dataset.mentions}?${new URLSearchParams({ q: words })}`);
      const { people } = answer.ok ? await answer.json() : { people: [] };
      if (mine === latest) show(people);
    } catch {
      close();
    }
  });

  area.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const at = chosen();
    const moves = { ArrowDown: at?.nextElementSibling ?? list.firstElementChild, ArrowUp: at?.previousElementSibling ?? list.lastElementChild };
    if (moves[event.key]) select(moves[event.key]);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" || event.key === "Tab") && at && !event.ctrlKey) choose(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  area.addEventListener("blur", close);
}
