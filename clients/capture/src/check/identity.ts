// Whether an element is the one that an entry describes: the rules of pacts_daemon/locate/identity.py.

import type { Identity, PageCheck, Selector } from "./message";
import { localName, set } from "../dom/natives";
import { describe, type Description } from "../single";

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

export interface Facts {
  tag: string;
  role: string;
  name: string;
  attributes: Record<string, string>;
}

/** What a capture says of it. */
export function factsOf(el: Element): Facts {
  const said: Description = describe(el);
  const attributes: Record<string, string> = Object.create(null);
  for (const name in said.attributes) attributes[name] = said.attributes[name]!;
  return { tag: localName(el).toLowerCase(), role: said.role, name: said.name, attributes };
}

/** Whether it says anything that an element could be refuted by. */
export function isDescribed(identity: Identity): boolean {
  const { tag, role, name, label, attributes } = identity;
  return !!(tag || role || name || label || attributes.length);
}

/** Why an element is not the one that is meant; empty when it is. */
export function whyNot(check: PageCheck, facts: Facts): string {
  const old = check.identity;
  if (!isSameKind(old, facts)) return `it is a ${facts.role || facts.tag}, not a ${old.role || old.tag}`;
  let agrees = false;
  for (let i = 0; i < old.attributes.length; i++) {
    const [attribute, value] = old.attributes[i]!;
    const isOfTests = attribute.startsWith("data-");
    const now = facts.attributes[attribute];
    const isRelied = (isOfTests || RELIED_ON[attribute]) && !!value && isSaidBy(check.selectors, value);
    const isOther = (isOfTests || attribute === "name") && now && now !== value;
    if (isOther && (isOfTests || isRelied)) return `its ${attribute} is that of another element`;
    agrees ||= !!isRelied && now === value;
  }
  if (agrees || isCalledTheSame(check, facts)) return "";
  return `it is called "${facts.name}", not "${old.name || old.label}"`;
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

function isCalledTheSame(check: PageCheck, facts: Facts): boolean {
  const old = check.identity;
  if (check.action === "READ" && !INTERACTIVE[old.role]) return true;
  const [name, label, now] = [folded(old.name), folded(old.label), folded(facts.name)];
  return name || label ? !!now && (now === name || now === label) : !now;
}

/** White space and letter case do not matter. */
export const folded = (text: string): string => text.replace(/\s+/g, " ").trim().toLowerCase();
