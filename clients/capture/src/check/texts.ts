// Texts as Playwright's text and label engines read them: through shadow roots, without scripts.

import { WorkingMap } from "../collections";
import { firstChild, localName, nextSibling, nodeType, set, shadowRootOf, textOf } from "../dom/natives";

const ELEMENT = 1;
const TEXT = 3;
const SKIPPED = set("script", "style", "noscript", "head");
const CAPTIONED = set("submit", "button", "reset");

/** A text as Playwright compares it. */
export const tidy = (text: string): string => text.replace(/[\u200b\u00ad]/g, "").trim().replace(/\s+/g, " ");
const solid = (text: string): string => text.replace(/[\s\u200b\u00ad]+/g, "");

/** Which elements say one text, and nothing else. */
export class Texts {
  private wanted: string;
  private letters: string;
  private known = new WorkingMap<Node, string | null>();

  constructor(text: string) {
    this.wanted = tidy(text);
    this.letters = solid(text);
  }

  says(of: Node): boolean {
    const text = this.of(of);
    return text !== null && tidy(text) === this.wanted;
  }

  /** The innermost elements below a root that say it. */
  innermost(root: Node, found: Element[]): boolean {
    let isSaid = false;
    for (let child = firstChild(root); child; child = nextSibling(child)) {
      if (nodeType(child) === ELEMENT) isSaid = this.within(child as Element, found) || isSaid;
    }
    return isSaid;
  }

  private within(el: Element, found: Element[]): boolean {
    if (SKIPPED[localName(el)]) return false;
    const shadow = shadowRootOf(el);
    const inChildren = this.innermost(el, found);
    const inShadow = !!shadow && (this.innermost(shadow, found), this.says(shadow));
    const says = this.says(el);
    if (says && !inChildren && !inShadow) found[found.length] = el;
    return says;
  }

  /** The whole text of a node; null where it has a part that the wanted one has not. */
  private of(node: Node): string | null {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    const text = this.read(node);
    this.known.set(node, text);
    return text;
  }

  private read(node: Node): string | null {
    const tag = nodeType(node) === ELEMENT ? localName(node as Element) : "";
    if (SKIPPED[tag]) return "";
    if (tag === "input" && CAPTIONED[(node as HTMLInputElement).type]) return this.part((node as HTMLInputElement).value);
    let text = "";
    for (let child = firstChild(node); child; child = nextSibling(child)) {
      const kind = nodeType(child);
      if (kind !== TEXT && kind !== ELEMENT) continue;
      const more = kind === TEXT ? this.part(textOf(child as Text)) : this.of(child);
      if (more === null) return null;
      text += more;
    }
    const shadow = tag ? shadowRootOf(node as Element) : null;
    const inner = shadow ? this.of(shadow) : "";
    return inner === null ? null : text + inner;
  }

  private part(text: string): string | null {
    return this.letters.includes(solid(text)) ? text : null;
  }
}
