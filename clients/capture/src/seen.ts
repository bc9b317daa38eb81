// What the walk has found out about elements, for the names that are computed after it.

import type { Known, Page } from "library";
import { WorkingMap } from "./collections";
import { elementsWithGeneratedText } from "./generated";
import { set } from "./dom/natives";
import type { Look, Surroundings } from "./state";

const IGNORED = set("noscript", "script", "style", "template");

export class Seen implements Page {
  /** Whether any element gives up its role, and with it those of its parts. */
  hasPresentational = false;
  private elements = new WorkingMap<Element, Known>();
  private generating = new WorkingMap<Element, true>();
  private upper: Record<string, string> = Object.create(null);

  /** Read the style sheets of a document or shadow root; true if anything in it may get text. */
  root(root: Document | ShadowRoot): boolean {
    const found = elementsWithGeneratedText(root);
    for (let i = 0; found && i < found.length; i++) this.generating.set(found[i]!, true);
    return !found;
  }

  add(el: Element, tag: string, here: Surroundings, look: Look, mayGenerate: boolean): void {
    this.elements.set(el, {
      tagName: (this.upper[tag] ??= tag.toUpperCase()),
      hidden: hiddenFromNames(el, tag, here, look),
      display: look.display,
      style: look.style,
      generates: mayGenerate || this.generating.has(el),
    });
  }

  known(el: Element): Known | undefined {
    return this.elements.get(el);
  }
}

/** By the rules of the library, but from what is known already. */
function hiddenFromNames(el: Element, tag: string, here: Surroundings, look: Look): boolean | undefined {
  if (here.hidden || IGNORED[tag]) return true;
  if (look.display === "contents" && tag !== "slot") return undefined;
  if (tag === "slot" || (tag === "option" && el.closest("select"))) return false;
  return !look.rendered || !look.visible;
}
