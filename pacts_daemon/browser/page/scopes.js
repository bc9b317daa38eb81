// The part of the page that a scope names: "dialog", "row of Alice", "Billing".

const CONTAINERS = new Set([
  "dialog", "alertdialog", "form", "search", "region", "row", "listitem", "article", "group", "navigation", "main",
  "banner", "contentinfo", "complementary", "tabpanel", "toolbar", "menu", "list", "table", "grid", "radiogroup", "figure",
]);
const HEADINGS = "h1,h2,h3,h4,h5,h6,legend,caption,summary,figcaption,[role=heading]";
const REPEATED = new Set(["row", "listitem", "article", "group"]);

const namesOf = (el) => [
  ...labelsOf(el),
  el.getAttribute("title"),
  ...[...el.querySelectorAll(HEADINGS)].filter((h) => nearest(h) === el).slice(0, 1).map((h) => textOf(h)),
].map(fold).filter(Boolean);

const nearest = (el) => [...ancestors(el)].find((at) => CONTAINERS.has(roleOf(at))) || null;
const innermost = (found) => found.filter((el) => !found.some((other) => other !== el && [...ancestors(other)].includes(el)));
const saying = (elements, name) => elements.filter((el) => fold(textOf(el)) === name);

// A heading in a plain box speaks for everything around it up to the next heading.
function sectionOf(heading) {
  let section = heading;
  for (const at of ancestors(heading)) {
    if (at === document.body || at.querySelectorAll(HEADINGS).length > 1) break;
    section = at;
  }
  return section;
}

function containersFor({ roles, name }, elements) {
  const wanted = roles.length ? new Set(roles) : CONTAINERS;
  const containers = elements.filter((el) => wanted.has(roleOf(el)) && isVisible(el));
  if (!name) return innermost(containers);
  const named = containers.filter((el) => namesOf(el).includes(name));
  if (named.length) return innermost(named);
  const repeated = new Set(containers.filter((el) => REPEATED.has(roleOf(el))));
  const holders = saying(elements, name).map((el) => [el, ...ancestors(el)].find((at) => repeated.has(at)));
  const holding = [...new Set(holders.filter(Boolean))];
  if (holding.length || roles.length) return innermost(holding);
  return innermost(saying(elements.filter((el) => el.matches(HEADINGS)), name).map(sectionOf));
}

// The first reading of the scope that names anything counts.
function scopesOf(readings, elements) {
  for (const reading of readings) {
    const found = containersFor(reading, elements);
    if (found.length) return new Set(found);
  }
  return null;
}
