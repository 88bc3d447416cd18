// Comments that came late bring the signs that stand beside the parts they are about.

function setMarks() {
  for (const mark of document.querySelectorAll("[data-mark-of]")) {
    for (const place of document.querySelectorAll(`[data-mark="${mark.dataset.markOf}"]:empty`)) {
      place.append(...mark.cloneNode(true).childNodes);
    }
  }
}

// The parts may come after them.
document.addEventListener("late", setMarks);
setMarks();
