// Maps: the bundled borders, and on them how far a true place may be from its point: a circle or a country,
// never a bare pin. Without this file the same is said in words. Nothing comes from elsewhere.

let parts;

// The library, its sheet and the borders are fetched when the first map comes into sight.
function load({ library, sheet, own, borders }) {
  const topology = () => fetch(borders).then((answer) => answer.json());
  parts ??= Promise.all([import(library), addSheet(sheet), topology(), addSheet(own)]);
  return parts.then(([, , topology]) => areasOf(topology));
}

function addSheet(address) {
  if (document.querySelector(`link[href="${address}"]`)) return null;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  return new Promise((done, fail) => {
    link.onload = done;
    link.onerror = fail;
    document.head.append(link);
  });
}

// TopoJSON keeps lines as steps in whole numbers, and rings as numbers of lines; a negative one runs backwards.
function areasOf({ transform, arcs, objects }) {
  const [across, up] = transform.scale;
  const [west, south] = transform.translate;
  const lines = arcs.map((steps) => {
    let [x, y] = [0, 0];
    return steps.map(([dx, dy]) => [(x += dx) * across + west, (y += dy) * up + south]);
  });
  const ring = (numbers) => {
    const points = numbers.flatMap((number, place) => {
      const line = number < 0 ? lines[~number].toReversed() : lines[number];
      return place ? line.slice(1) : line;
    });
    let before = points[0][0];
    // A ring across the 180th meridian goes on behind it.
    return points.map(([x, y]) => [(before = x + 360 * Math.round((before - x) / 360)), y]);
  };
  return objects.countries.geometries.map((shape) => ({
    type: "Feature",
    number: shape.id ?? (shape.properties.name === "Kosovo" ? "XKX" : ""),
    properties: shape.properties,
    geometry: {
      type: "MultiPolygon",
      coordinates: (shape.type === "Polygon" ? [shape.arcs] : shape.arcs).map((rings) => rings.map(ring)),
    },
  }));
}

// Names are others' words: text, never markup.
function named(words) {
  const name = document.createElement("bdi");
  name.textContent = words;
  return name;
}

async function draw(figure) {
  const areas = await load(figure.dataset);
  const { L } = window;
  const canvas = figure.querySelector(".map-canvas");
  const map = L.map(canvas, {
    attributionControl: false,
    zoomControl: false,
    scrollWheelZoom: false,
    // Who asked for less motion gets none.
    fadeAnimation: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    maxZoom: 12,
    center: [15, 10],
    zoom: 2,
  });
  L.control.zoom({ zoomInTitle: figure.dataset.zoomIn, zoomOutTitle: figure.dataset.zoomOut }).addTo(map);
  // Over a page that scrolls the wheel belongs to the page, until somebody has gone into the map.
  map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable());
  const features = JSON.parse(figure.dataset.map);
  const countries = new Set(features.map(({ country }) => country));
  const land = L.geoJSON(areas, {
    style: ({ number }) => ({ className: `map-land${countries.has(number) ? " map-named" : ""}` }),
    onEachFeature: ({ properties }, layer) => layer.bindTooltip(() => named(properties.name), { sticky: true }),
  }).addTo(map);
  const shown = L.featureGroup(features.flatMap((feature, place) => shapes(L, feature, place, features.length))).addTo(map);
  lookAt(L, map, land, shown, countries);
  showTowns(L, map, figure.dataset.towns);
  if (figure.hasAttribute("data-picks")) startPicking(L, map, figure, shown);
}

function shapes(L, { label, latitude, longitude, radius_m: radius, is_exact: isExact }, place, several) {
  if (latitude === null) return [];
  const at = [Number(latitude), Number(longitude)];
  const tone = place ? " map-second" : "";
  const reach = L.circle(at, { radius, className: `map-reach${isExact ? "" : " map-rough"}${tone}` });
  const drawn = isExact ? [reach, L.circleMarker(at, { radius: 5, className: `map-spot${tone}` })] : [reach];
  if (several > 1) drawn.at(-1).bindTooltip(named(label), { permanent: true, direction: place ? "bottom" : "top" });
  return drawn;
}

function lookAt(L, map, land, shown, countries) {
  if (shown.getLayers().length) {
    // At least some hundred kilometres of what lies around, by which a reader knows the place.
    map.fitBounds(shown.getBounds().pad(0.6), { maxZoom: 7, animate: false });
    return;
  }
  const own = land.getLayers().filter(({ feature }) => countries.has(feature.number));
  // Of a country with islands far away, the largest part.
  const boxes = own.flatMap(({ feature }) => feature.geometry.coordinates.map(([rim]) => L.geoJSON({ type: "Polygon", coordinates: [rim] }).getBounds()));
  const size = (box) => (box.getEast() - box.getWest()) * (box.getNorth() - box.getSouth());
  boxes.sort((one, other) => size(other) - size(one));
  if (boxes.length) map.fitBounds(boxes[0], { animate: false });
}

// The largest towns of what is shown, as the gazetteer knows them.
function showTowns(L, map, address) {
  const towns = L.layerGroup().addTo(map);
  let latest = 0;
  const show = async () => {
    const mine = ++latest;
    const box = map.getBounds().toBBoxString();
    const answer = await fetch(`${address}?${new URLSearchParams({ box })}`).catch(() => null);
    const found = answer?.ok ? (await answer.json()).towns : [];
    if (mine !== latest) return;
    towns.clearLayers();
    const taken = [];
    for (const { name, latitude, longitude } of found) {
      const at = [Number(latitude), Number(longitude)];
      const { x, y } = map.latLngToContainerPoint(at);
      // Of two names that would lie over each other, the smaller town has none.
      if (taken.some((other) => Math.abs(other.x - x) < 90 && Math.abs(other.y - y) < 18)) continue;
      taken.push({ x, y });
      L.circleMarker(at, { radius: 2, className: "map-town", interactive: false })
        .bindTooltip(named(name), { permanent: true, direction: "right", className: "map-name", offset: [2, 0] })
        .addTo(towns);
    }
  };
  map.on("moveend", show);
  show();
}

// In a form: a click or a drag says where it happened, and what is typed moves the point.
function startPicking(L, map, figure, shown) {
  const form = figure.closest("form");
  // Not every form asks for everything.
  const field = (name) => form.elements.namedItem(name) ?? new EventTarget();
  const reaches = JSON.parse(figure.dataset.reaches);
  const icon = L.divIcon({ className: "map-handle", iconSize: [18, 18] });
  const handle = L.marker([0, 0], { draggable: true, icon, keyboard: false, title: figure.dataset.handle });
  const reach = L.circle([0, 0], { radius: 1, className: "map-reach" });

  const typed = () => {
    const [latitude, longitude] = [field("latitude"), field("longitude")].map((each) => Number.parseFloat(each.value.replace(",", ".")));
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [latitude, longitude] : null;
  };
  const show = () => {
    const at = typed();
    shown.clearLayers();
    if (!at) return;
    const given = Number.parseInt(field("coordinate_uncertainty_m").value, 10);
    reach.setLatLng(at).setRadius(given >= 0 ? given : (reaches[field("location_precision").value] ?? 0));
    shown.addLayer(reach).addLayer(handle.setLatLng(at));
    if (!map.getBounds().contains(at)) map.setView(at, Math.max(map.getZoom(), 5), { animate: false });
  };
  const set = (name, degrees) => {
    field(name).value = degrees.toFixed(5);
    field(name).dispatchEvent(new Event("input", { bubbles: true }));
    field(name).dispatchEvent(new Event("change", { bubbles: true }));
  };
  const put = (at) => {
    const { lat, lng } = at.wrap();
    set("latitude", lat);
    set("longitude", lng);
  };
  map.on("click", ({ latlng }) => put(latlng));
  handle.on("dragend", () => put(handle.getLatLng()));
  for (const name of ["latitude", "longitude", "coordinate_uncertainty_m", "location_precision"]) {
    field(name).addEventListener("change", show);
  }
  show();
}

const sight = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    // Where the library does not come, the words below the map say it all.
    draw(target).catch(() => target.querySelector(".map-canvas").remove());
  }
}, { rootMargin: "200px" });
// For the page, and for forms that are fetched later.
export function start(within) {
  for (const figure of within.querySelectorAll("[data-map]:not([data-started])")) {
    figure.dataset.started = "yes";
    sight.observe(figure);
  }
}

document.addEventListener("late", () => start(document));
start(document);
