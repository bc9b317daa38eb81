// Whether an element is the one that an entry describes: the rules of pacts_daemon/locate/identity.py.

import type { Identity, PageCheck, Selector } from "./message";
import { localName, set } from "../dom/natives";
import { shownNow } from "../gate";
import { attributesOf, called, roleOf } from "../single";

export const NO_ROLE = set("", "none", "presentation", "generic");
const RELIED_ON = set("id", "name", "href");
const INTERACTIVE = set("button", "checkbox", "combobox", "link", "listbox", "menuitem", "menuitemcheckbox",
  "menuitemradio", "option", "radio", "searchbox", "slider", "spinbutton", "switch", "tab", "textbox", "treeitem");
const FAMILIES: [family: string, roles: Record<string, true>][] = [
  ["press", set("button", "link", "menuitem", "tab")],
  ["enter", set("textbox", "searchbox", "spinbutton", "combobox", "listbox")],
  ["tick", set("checkbox", "switch", "menuitemcheckbox")],
  ["choose", set("radio", "menuitemradio", "option")],
  ["cell", set("cell", "gridcell")],
  ["header", set("columnheader", "rowheader")],
];

interface Facts {
  tag: string;
  role: string;
}

/** Whether it says anything that an element could be refuted by. */
export function isDescribed(identity: Identity): boolean {
  const { tag, role, name, label, attributes } = identity;
  return !!(tag || role || name || label || attributes.length);
}

/** Why an element is not the one that is meant; empty when it is. */
export function whyNot(check: PageCheck, el: Element): string {
  const old = check.identity;
  const tag = localName(el).toLowerCase();
  const [other, agrees] = compared(check, el, tag);
  // A name costs more than all else, and is not read where an attribute says enough.
  const isTold = agrees || !!other;
  const [role, name] = isTold ? [roleOf(el), ""] : called(el, tag, shownNow(el));
  if (!isSameKind(old, { tag, role })) return `it is a ${role || tag}, not a ${old.role || old.tag}`;
  if (isTold) return other;
  return isCalledTheSame(check, name) ? "" : `it is called "${name}", not "${old.name || old.label}"`;
}

/** What says that it is another one, and whether an attribute says that it is this one. */
function compared(check: PageCheck, el: Element, tag: string): [other: string, agrees: boolean] {
  const old = check.identity;
  const attributes: Record<string, string> = Object.create(null);
  attributesOf(el, tag, attributes);
  let agrees = false;
  for (let i = 0; i < old.attributes.length; i++) {
    const [attribute, value] = old.attributes[i]!;
    const isOfTests = attribute.startsWith("data-");
    const now = attributes[attribute];
    const isRelied = (isOfTests || RELIED_ON[attribute]) && !!value && isSaidBy(check.selectors, value);
    const isOther = (isOfTests || attribute === "name") && now && now !== value;
    if (isOther && (isOfTests || isRelied)) return [`its ${attribute} is that of another element`, false];
    agrees ||= !!isRelied && now === value;
  }
  return ["", agrees];
}

function isSaidBy(selectors: Selector[], value: string): boolean {
  for (let i = 0; i < selectors.length; i++) if (selectors[i]!.value.includes(value)) return true;
  return false;
}

/** Without roles the tag decides. */
function isSameKind(old: Identity, facts: Facts): boolean {
  const role = facts.role || (facts.tag === "a" ? "link" : "");
  if (NO_ROLE[old.role] || NO_ROLE[role]) {
    const both = NO_ROLE[old.role] && NO_ROLE[role];
    return !!both && facts.tag === old.tag || !(old.role || old.tag);
  }
  return familyOf(old.role) === familyOf(role);
}

function familyOf(role: string): string {
  for (let i = 0; i < FAMILIES.length; i++) if (FAMILIES[i]![1][role]) return FAMILIES[i]![0];
  return role;
}

function isCalledTheSame(check: PageCheck, called: string): boolean {
  const old = check.identity;
  if (check.action === "READ" && !INTERACTIVE[old.role]) return true;
  const [name, label, now] = [folded(old.name), folded(old.label), folded(called)];
  return name || label ? !!now && (now === name || now === label) : !now;
}

/** White space and letter case do not matter. */
export const folded = (text: string): string => text.replace(/\s+/g, " ").trim().toLowerCase();
