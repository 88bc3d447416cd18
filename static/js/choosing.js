// Choosing rows of a list for what is done to several at once.

const form = document.querySelector("[data-choosing]");
const line = form.querySelector("[data-chosen]");
const all = document.querySelector("[data-all]");
const boxes = [...document.querySelectorAll(`input[name=row][form=${form.id}]`)];

function tell() {
  const chosen = boxes.filter((box) => box.checked).length;
  line.textContent = chosen ? `${line.dataset.chosen} ${chosen}` : line.dataset.none;
  all.checked = chosen === boxes.length;
  all.indeterminate = chosen > 0 && !all.checked;
  form.classList.toggle("active", chosen > 0);
  for (const control of form.querySelectorAll("select, button")) control.disabled = !chosen;
}

all.classList.add("ready");
all.addEventListener("change", () => {
  for (const box of boxes) box.checked = all.checked;
  tell();
});
for (const box of boxes) box.addEventListener("change", tell);
// A browser that comes back remembers which boxes were ticked.
window.addEventListener("pageshow", tell);
