// The texts that a record may be called by, and where each stands in it: after
// drift_core/src/page/parts/texts.rs. What is not sure to be left out there is kept here.

import { attribute, firstChild, isRendered, localName, nextSibling, nodeType, set, shadowRootOf, textOf } from "../dom/natives";
import { isAction, NOTHING, NUMBER, plain, PROSE, telling } from "./telling";
import { isMarked, roleGiven } from "./kinds";

export const HEADER = 0;
export const HEADING = 1;
export const LINK = 2;
export const TEXT = 3;
export const NUMBERED = 4;

export interface RecordText {
  node: Element;
  source: number;
  prose: boolean;
  /** The same for the texts of siblings that stand in the same place. */
  slot: string;
  plain: string;
}

// As in `drift_core/src/page/parts`: what names a record stands at its beginning, and both must choose the same text.
const MAX_LOOK = 128;
const MAX_TEXTS = 8;
const MAX_INLINE = 12;
const CONTROLS = set("button", "input", "select", "textarea", "datalist");
const CONTROL_ROLES = set("button", "checkbox", "combobox", "listbox", "menuitem", "menuitemcheckbox", "menuitemradio",
  "radio", "searchbox", "slider", "spinbutton", "switch", "tab", "textbox", "menu", "tooltip");
const SILENT = set("time", "svg", "script", "style", "noscript", "template");
const INLINE = set("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span",
  "strong", "sub", "sup", "u", "var", "wbr");
const BADGE = /(^|[\s_-])(ago|avatar|badge|chip|count|counter|date|initials|pill|state|status|time|timestamp)(\s|$)/;

/** Read what a record says; what belongs to a record inside it is left out. */
export function textsOf(record: Element, isOnly: boolean): RecordText[] {
  const reader = new Reader(record, isOnly);
  const label = attribute(record, "aria-label")?.trim();
  if (label) reader.add(record, HEADER, label);
  reader.into(record);
  return reader.texts;
}

class Reader {
  readonly texts: RecordText[] = [];
  private seen = 0;
  private cell = 0;

  constructor(private record: Element, private isOnly: boolean) {}

  into(el: Element): void {
    const shadow = shadowRootOf(el);
    if (shadow) this.children(shadow);
    this.children(el);
  }

  private children(of: Node): void {
    for (let child = firstChild(of); child; child = nextSibling(child)) {
      if (nodeType(child) === 1 && this.texts.length < MAX_TEXTS && this.seen++ < MAX_LOOK) this.take(child as Element);
    }
  }

  private take(el: Element): void {
    const tag = localName(el);
    const role = roleGiven(el);
    if (tag === "td" || tag === "th" || role === "cell" || role === "gridcell") this.cell += 1;
    if (isMarked(el) || isControl(el, tag, role) || isPassedOver(el, tag)) return;
    if (/^h[1-6]$/.test(tag) || role === "heading") return this.add(el, HEADING, shownText(el));
    if (tag === "th" || role === "rowheader") return this.add(el, HEADER, shownText(el));
    const isLink = (tag === "a" && attribute(el, "href") !== null) || role === "link";
    if (isLink && el.getElementsByTagName("*").length < MAX_INLINE) return this.add(el, LINK, shownText(el));
    if (tag === "img") return this.add(el, TEXT, attribute(el, "alt")?.trim() ?? "");
    const own = ownText(el);
    if (own && isInlineOnly(el)) return this.add(el, TEXT, shownText(el));
    if (own) this.add(el, TEXT, own);
    this.into(el);
  }

  add(node: Element, source: number, text: string): void {
    const told = telling(text);
    if (told === NOTHING || (source === LINK && this.isOnly && isAction(text))) return;
    const said = plain(text);
    for (let i = 0; i < this.texts.length; i++) if (this.texts[i]!.plain === said) return;
    const kind = told === NUMBER ? NUMBERED : source;
    this.texts[this.texts.length] = { node, source: kind, prose: told === PROSE, slot: this.slot(node, kind), plain: said };
  }

  /** Column, way by tags, and how many stand there already. */
  private slot(node: Element, source: number): string {
    let way = `${source} ${this.cell}`;
    for (let at: Element | null = node; at && at !== this.record; at = at.parentElement) way += " " + localName(at);
    let before = 0;
    for (let i = 0; i < this.texts.length; i++) if (this.texts[i]!.slot.startsWith(way + "#")) before += 1;
    return `${way}#${before}`;
  }
}

function isControl(el: Element, tag: string, role: string): boolean {
  return CONTROLS[tag] || CONTROL_ROLES[role] || isEdited(el);
}

function isEdited(el: Element): boolean {
  const edited = attribute(el, "contenteditable");
  return edited !== null && edited !== "false";
}

function isPassedOver(el: Element, tag: string): boolean {
  if (SILENT[tag] || attribute(el, "aria-hidden") === "true" || !isRendered(el)) return true;
  const classes = attribute(el, "class");
  if (classes && BADGE.test(classes) && el.getElementsByTagName("*").length < 4) return true;
  return tag === "label" && (!!(el as HTMLLabelElement).control || !!el.querySelector("button,input,select,textarea"));
}

function isInlineOnly(el: Element): boolean {
  const inside = el.getElementsByTagName("*");
  if (inside.length > MAX_INLINE) return false;
  for (let i = 0; i < inside.length; i++) {
    const tag = localName(inside[i]!);
    if (!INLINE[tag] || attribute(inside[i]!, "href") !== null || isControl(inside[i]!, tag, roleGiven(inside[i]!))) return false;
  }
  return true;
}

function ownText(el: Element): string {
  let text = "";
  for (let child = firstChild(el); child; child = nextSibling(child)) {
    if (nodeType(child) === 3) text += " " + textOf(child as Text);
  }
  return text.replace(/\s+/g, " ").trim();
}

/** What an element shows, without its buttons and what its fields hold. */
export function shownText(el: Element): string {
  return gathered(el).replace(/\s+/g, " ").trim();
}

function gathered(of: Node): string {
  let text = "";
  const shadow = nodeType(of) === 1 ? shadowRootOf(of as Element) : null;
  if (shadow) text += gathered(shadow);
  for (let child = firstChild(of); child; child = nextSibling(child)) {
    if (nodeType(child) === 3) text += textOf(child as Text);
    if (nodeType(child) !== 1) continue;
    const tag = localName(child as Element);
    if (tag === "button" || holdsValue(child as Element, tag) || isUnread(child as Element, tag)) continue;
    text += INLINE[tag] ? gathered(child) : ` ${gathered(child)} `;
  }
  return text;
}

function holdsValue(el: Element, tag: string): boolean {
  const role = roleGiven(el);
  return (tag !== "button" && CONTROLS[tag]) || isEdited(el) || role === "textbox" || role === "searchbox";
}

const isUnread = (el: Element, tag: string): boolean =>
  (SILENT[tag] && tag !== "time") || attribute(el, "aria-hidden") === "true" || !isRendered(el);
