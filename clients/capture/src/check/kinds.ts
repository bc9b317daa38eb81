// Which elements are records: after drift_core/src/page/parts/kinds.rs.

import { attribute, has, localName, set } from "../dom/natives";

// As in `drift_core/src/page/parts`, so that both take the same boxes for records.
const MAX_CLIMB = 6;
const MAX_BOX = 300;
const MARKED_TAGS = set("tr", "li", "article", "fieldset");
const MARKED_ROLES = set("row", "listitem", "option", "treeitem", "article");
const BOXES = set("div", "section", "a", "form", "span", "figure", "details");
const PLAIN_ROLES = set("", "generic", "group", "region", "form", "figure", "link", "none", "presentation");

/** The role that its author gave it. */
export function roleGiven(el: Element): string {
  const given = attribute(el, "role");
  return given ? given.trim().split(/\s+/)[0]!.toLowerCase() : "";
}

/** Whether tag or role make a record of it. */
export function isMarked(el: Element): boolean {
  const role = roleGiven(el);
  if (MARKED_ROLES[role]) return true;
  if (role === "group" || role === "radiogroup") return has(el, "aria-label") || has(el, "aria-labelledby");
  return !!MARKED_TAGS[localName(el)] && (!role || role === "generic");
}

/** An element and those beside it that are records of one kind, if it is one; what heads them is none. */
export function groupOf(el: Element, isLoose = false): Element[] | null {
  if (isMarked(el)) return groupOfMarked(el);
  const tag = localName(el);
  if (!(BOXES[tag] || tag.includes("-")) || !PLAIN_ROLES[roleGiven(el)]) return null;
  const inside = el.getElementsByTagName("*").length;
  const group = inside > 1 && inside <= MAX_BOX ? alike(el.parentNode, el, isLoose) : [];
  return group.length > 1 ? group : null;
}

function groupOfMarked(el: Element): Element[] {
  const isRow = localName(el) === "tr" || roleGiven(el) === "row";
  const around = isRow ? el.closest("table,[role=table],[role=grid],[role=treegrid]") : null;
  if (!around) return alike(climbed(el).parentNode, climbed(el));
  const rows = around.querySelectorAll(localName(el) === "tr" ? "tr" : "[role=row]");
  const made: Element[] = [];
  for (let i = 0; i < rows.length; i++) {
    const isOfThis = rows[i]!.closest("table,[role=table],[role=grid],[role=treegrid]") === around;
    if (isOfThis && (rows[i] === el || !isHead(rows[i]!))) made[made.length] = rows[i]!;
  }
  return made;
}

function isHead(row: Element): boolean {
  return !!row.closest("thead,tfoot") || !row.querySelector("td,[role=cell],[role=gridcell]");
}

/** The outermost wrapper that holds nothing else. */
function climbed(el: Element): Element {
  let at = el;
  for (let i = 0; i < MAX_CLIMB && roleGiven(el) !== "listitem" && localName(el) !== "li"; i++) {
    const parent: Element | null = at.parentElement;
    if (!parent || parent.childElementCount !== 1 || localName(parent) !== "div") break;
    at = parent;
  }
  return at;
}

function alike(parent: Node | null, el: Element, isLoose = false): Element[] {
  const made: Element[] = [];
  const siblings = parent ? (parent as ParentNode).children : [];
  const [tag, role, classes] = [localName(el), roleGiven(el), attribute(el, "class")];
  const isBox = !isMarked(el);
  for (let i = 0; i < siblings.length; i++) {
    const one = siblings[i]!;
    const isAlike = localName(one) === tag && roleGiven(one) === role && (!isBox || attribute(one, "class") === classes || (isLoose && shareClasses(one, el)));
    if (isAlike) made[made.length] = one;
  }
  return made;
}

/** Whether half of their classes are the same, as in `drift_core/src/page/parts/shape.rs`. */
function shareClasses(one: Element, other: Element): boolean {
  const [mine, theirs] = [one.classList, other.classList];
  let shared = 0;
  for (let i = 0; i < mine.length; i++) if (theirs.contains(mine[i]!)) shared += 1;
  return shared > 0 && shared * 2 >= Math.max(mine.length, theirs.length);
}
