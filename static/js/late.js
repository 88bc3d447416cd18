// Sections that nobody needs at first sight are fetched once the page is there. The server leaves them out only
// for browsers that said by a cookie that they run this script. Whenever something came that was not there
// before, the document hears "late": who attaches themselves to parts of a page looks for new ones then.
// What stands below such a section is hidden until its place is known, so that nothing jumps away from a reader.

document.cookie = `casework-late=yes; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;

async function fetchLate(place, before) {
  const answer = await fetch(place.dataset.late).catch(() => null);
  const text = answer?.ok && !answer.redirected ? await answer.text().catch(() => null) : null;
  await before;
  if (text === null) {
    // What comes after it waits no longer.
    place.removeAttribute("data-late");
    return;
  }
  const holder = document.createElement("template");
  holder.innerHTML = text;
  // A script that came as text is dead; a new one with its address runs, once per page.
  for (const script of holder.content.querySelectorAll("script[src]")) {
    const living = document.createElement("script");
    living.type = "module";
    living.src = script.src;
    script.replaceWith(living);
  }
  place.replaceWith(holder.content);
  document.dispatchEvent(new Event("late"));
}

const aimed = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
const places = [...document.querySelectorAll("[data-late]")];
// One below the other they come in their order, so none is hidden again once somebody may be at work in it.
const last = new Map();
const inOrder = (place) => {
  const before = last.get(place.parentNode);
  const came = fetchLate(place, before);
  last.set(place.parentNode, came.catch(() => null));
  return came;
};
// What an address leads to and was there from the start, the browser and the page have shown already.
const wasThere = aimed() !== null;
// Where the network fails the link to the whole page stays.
Promise.allSettled(places.map(inOrder)).then(() => {
  if (!places.length || location.hash.length < 2) return;
  const aim = aimed();
  if (!wasThere) aim?.scrollIntoView();
  // Where an address leads to a claim, the keys go on from there, unless somebody went elsewhere meanwhile.
  if (document.activeElement === document.body) aim?.focus({ preventScroll: true });
});
