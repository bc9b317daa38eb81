// What identifies one element, and what is around it to anchor selectors on.

const KEPT = ["id", "name", "type", "placeholder", "aria-label", "title", "alt", "role", ...TEST_IDS];
const KEPT_OF_PASSWORDS = ["type", "name", "aria-label"];

function keptAttributes(el) {
  const names = isPassword(el) ? KEPT_OF_PASSWORDS : KEPT;
  const kept = names.map((name) => [name, el.getAttribute(name)]).filter(([, value]) => value);
  const href = el.tagName === "A" && !isPassword(el) ? el.getAttribute("href") : null;
  if (href && !/^\s*(javascript|data|mailto|tel):/i.test(href)) kept.push(["href", href.split(/[?#]/)[0]]);
  return Object.fromEntries(kept.filter(([, value]) => value).map(([name, value]) => [name, clip(value, 200)]));
}

// One step of the way from the root: enough to write the element's place as CSS.
function step(el) {
  const siblings = [...(el.parentElement || el.getRootNode()).children].filter((s) => s.tagName === el.tagName);
  return {
    tag: el.tagName.toLowerCase(),
    nth: siblings.indexOf(el) + 1,
    alone: siblings.length === 1,
    id: el.id || "",
    test_id: testIdOf(el),
    role: roleOf(el),
    label: labelsOf(el)[0] || "",
    host: Boolean(el.shadowRoot),
  };
}

// By the tree of the document, not the one slots make of it: selectors follow the document.
function wayTo(el) {
  const way = [];
  for (let at = el; at; at = at.parentElement || at.getRootNode().host) way.unshift(at);
  return way;
}

function rowCells(el) {
  const row = rowOf(el);
  if (!row) return null;
  const cells = [...row.querySelectorAll("*")].filter((cell) => !cell.contains(el) && !isInteractive(cell))
    .filter((cell) => cell.childElementCount === 0 && squash(textOf(cell)))
    .map((cell) => ({ tag: cell.tagName.toLowerCase(), text: squash(textOf(cell)) }))
    .filter((cell) => cell.text.length <= 80);
  return { tag: row.tagName.toLowerCase(), cells: cells.slice(0, 4) };
}

function headingsAbove(el) {
  const above = [...document.querySelectorAll(HEADINGS)]
    .filter((h) => h !== el && h.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
  return above.reverse().slice(0, 2).map((h) => squash(textOf(h)));
}

function neighbours(el) {
  const beside = [el.previousElementSibling, el.nextElementSibling].filter((s) => s && !UNSEEN.has(s.tagName));
  const row = rowOf(el);
  const texts = [...beside.map((s) => squash(textOf(s))), row ? squash(textOf(row)) : "", ...headingsAbove(el)];
  return [...new Set(texts.filter(Boolean).map((text) => clip(text, 200)))].slice(0, 6);
}

function describe(el) {
  const box = el.getBoundingClientRect();
  return {
    tag: el.tagName.toLowerCase(),
    role: roleOf(el),
    label: clip(labelsOf(el)[0] || "", 200),
    text: isPassword(el) ? "" : clip(squash(textOf(el)), 200),
    attributes: keptAttributes(el),
    neighbourhood: isPassword(el) ? [] : neighbours(el),
    path: wayTo(el).map(step),
    row: rowCells(el),
    rect: { x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height },
  };
}
