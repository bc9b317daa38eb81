// The text that an element is called by whose role has no name, and that of a cell or a row, which is all that is written in
// it: drift_core/src/page/accname.rs reads it so from a capture.

import { takeAttributes } from "../attributes";
import { attribute, attributeNames, firstChild, has, localName, nextSibling, nodeType, set, shadowRootOf, textOf } from "../dom/natives";
import { shownNow } from "../gate";

const READ_AS_TEXT = set("a", "caption", "dd", "dt", "figcaption", "label", "legend", "li", "p", "span", "summary");
const NAMED_BY_ALL_IN_THEM = set("cell", "row");
const LEFT_OUT = set("script", "style", "template", "noscript", "head");
const WITH_A_VALUE = set("select", "textarea", "svg");
const INLINE = set("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
  "i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "slot", "small", "span", "strike", "strong", "sub",
  "sup", "svg", "time", "tt", "u", "var", "wbr");
const ELEMENT = 1;
const TEXT = 3;
const MAX_LENGTH = 1024;
const MAX_VISITS = 500;

/** Everything shown in it, with white space as written and around blocks; "" for what is not read as text. */
export function readAsText(el: Element, role: string): string {
  const isRead = READ_AS_TEXT[localName(el).toLowerCase()] || NAMED_BY_ALL_IN_THEM[role];
  return isRead ? new Reading(el).said : "";
}

class Reading {
  said = "";
  private visits = MAX_VISITS;
  private isShown: boolean;

  constructor(el: Element) {
    this.isShown = shownNow(el);
    this.children(el);
  }

  private children(of: Element): void {
    const shadow = shadowRootOf(of);
    if (shadow) this.nodes(shadow);
    this.nodes(of);
  }

  private nodes(of: Node): void {
    for (let child = firstChild(of); child && this.said.length < MAX_LENGTH; child = nextSibling(child)) {
      const kind = nodeType(child);
      if (kind === TEXT) this.said += textOf(child as Text);
      if (kind === ELEMENT && this.visits-- > 0) this.element(child as Element);
    }
  }

  private element(el: Element): void {
    const tag = localName(el).toLowerCase();
    const space = INLINE[tag] ? "" : " ";
    this.said += space;
    if (!this.isLeftOut(el, tag)) this.read(el, tag);
    this.said += space;
  }

  private isLeftOut(el: Element, tag: string): boolean {
    return !!LEFT_OUT[tag] || has(el, "hidden") || attribute(el, "aria-hidden") === "true" || (this.isShown && !shownNow(el));
  }

  private read(el: Element, tag: string): void {
    const label = attribute(el, "aria-label") ?? "";
    const typed = attribute(el, "contenteditable");
    if (label.trim()) this.said += label;
    else if (tag === "img" || tag === "area") this.said += attribute(el, "alt") ?? "";
    else if (tag === "input") this.said += captionOf(el);
    else if (!WITH_A_VALUE[tag] && (typed === null || typed.trim() === "false")) this.children(el);
  }
}

/** What a button of a form says; what is typed or chosen is a value. */
function captionOf(el: Element): string {
  const said: Record<string, string> = Object.create(null);
  takeAttributes(el, "input", attributeNames(el), (name, value) => { said[name] = value; });
  switch (said.type) {
    case "submit": return said.value ?? "Submit";
    case "reset": return said.value ?? "Reset";
    case "image": return said.alt ?? said.title ?? "Submit";
    default: return said.value ?? "";
  }
}
